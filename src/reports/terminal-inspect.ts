/** What an import would read: each file, what is asked of it, and the mapping. */

import type { InspectAnswer } from '../operations/inspect-files.ts';
import { nextLines, textTable } from './terminal-frame.ts';
import { printable, room, type Style, wrap } from './terminal-text.ts';
import { count } from './terminal-words.ts';

export function inspectScreen({ files, mapping }: InspectAnswer, style: Style): string[] {
  return [
    ...textTable(
      [
        { label: 'FILE', align: 'left' },
        { label: 'read as', align: 'left' },
        { label: 'rows', align: 'right' },
        { label: 'columns read', align: 'right' },
      ],
      files.map((file) => [
        file.file,
        file.recognised_as ?? whyNot(file),
        count(file.rows),
        `${count(file.columns.filter(({ field }) => field !== null).length)} of ${count(file.columns.length)}`,
      ]),
      style,
    ),
    ...files.flatMap((file) => asked(file, style)),
    '',
    'MAPPING, for import --mapping FILE',
    // As it is: whoever copies it needs its line ends.
    ...mapping.trimEnd().split('\n').map(printable),
    '',
    ...nextLines(
      [['sameboat inspect PATH… --json', 'columns, first rows, what else it could be']],
      style,
    ),
  ];
}

type File = InspectAnswer['files'][number];

function whyNot(file: File): string {
  if (file.is_hidden) return 'hidden sheet';
  if (file.problem) return 'cannot be read';
  return file.entry?.table ? `perhaps ${file.entry.table}` : 'not recognised';
}

function asked({ file, problem, questions }: File, style: Style): string[] {
  const lines = questions.map(({ text, key, answers, answer }) => {
    const values = answers.map(({ value }) => value || 'nothing').join(', ');
    return `${text} ${key}: ${answer === null ? values : `${answer}, unless you say otherwise`}`;
  });
  if (problem) lines.push(`${problem.message} ${problem.fix}`);
  if (lines.length === 0) return [];
  return ['', ...lines.flatMap((line) => wrap(printable(`${file}: ${line}`), room(style), '  '))];
}
