/** Screens about the home itself: what is in it, what an import did, rebuilding, the sample company. */

import type { ImportAnswer } from '../operations/import.ts';
import type { OverviewAnswer } from '../operations/overview.ts';
import type { SampleAnswer } from '../operations/sample.ts';
import { missingLines } from './terminal-decisions.ts';
import { footer, nextLines, textTable } from './terminal-frame.ts';
import { printable, room, type Style, wrap } from './terminal-text.ts';
import { average, count, counted, plainName } from './terminal-words.ts';

export function overviewScreen(answer: OverviewAnswer, style: Style): string[] {
  const filled = answer.facts.filter(({ rows }) => rows > 0);
  const empty = answer.facts.filter(({ rows }) => rows === 0).map(({ table }) => plainName(table));
  return [
    `${printable(answer.company)}: currency ${answer.currency}, time zone ${answer.time_zone}, quarter ${answer.quarters[0]?.name ?? ''}${answer.is_sample ? ', a sample company' : ''}.`,
    '',
    ...textTable(
      [{ label: 'SOURCE', align: 'left' }, { label: 'known to', align: 'left' }, ...conservation()],
      answer.sources.map((source) => [
        source.source,
        source.observed_to,
        count(source.read),
        count(source.loaded),
        count(source.rejected),
      ]),
      style,
    ),
    '',
    ...textTable(
      [
        { label: 'FACTS', align: 'left' },
        { label: 'rows', align: 'right' },
      ],
      filled.map(({ table, rows }) => [plainName(table), count(rows)]),
      style,
    ),
    ...(empty.length > 0 ? wrap(`None recorded: ${empty.join(', ')}.`, room(style)) : []),
    '',
    `facts version ${answer.facts_version}`,
    ...footer(answer, style),
  ];
}

function conservation() {
  return (['read', 'loaded', 'rejected'] as const).map((label) => ({
    label,
    align: 'right' as const,
  }));
}

export function importSentence({ files }: ImportAnswer): string {
  const total = (key: 'read' | 'loaded' | 'rejected') =>
    files.reduce((sum, file) => sum + file[key], 0);
  const what = `${counted(total('read'), 'row')} read from ${counted(files.length, 'file')}: ${count(total('loaded'))} loaded, ${count(total('rejected'))} rejected`;
  if (files.every((file) => file.already_imported)) {
    return `Nothing new: ${files.length === 1 ? 'this file was' : 'these files were'} imported before. ${what}.`;
  }
  return `${what}.`;
}

export function importScreen(answer: ImportAnswer, style: Style): string[] {
  const rows = answer.files.flatMap((file) => [
    [
      file.file,
      `${file.recognised_as ?? 'not recognised'}${file.already_imported ? ', known' : ''}`,
      count(file.read),
      count(file.loaded),
      count(file.rejected),
    ],
  ]);
  const guesses = answer.files.flatMap(({ file, guessed }) =>
    guessed.map(({ column, field }) => `${field} of ${file} as ${column}`),
  );
  return [
    ...textTable(
      [{ label: 'FILE', align: 'left' }, { label: 'read as', align: 'left' }, ...conservation()],
      rows,
      style,
    ),
    ...rejections(answer, style),
    ...missingLines(answer, style),
    ...remembered(answer, style),
    ...(guesses.length > 0
      ? [
          '',
          ...wrap(
            `Guessed by name, say otherwise in a mapping: ${printable(guesses.join('; '))}.`,
            room(style),
          ),
        ]
      : []),
    '',
    `facts version ${answer.facts_version}`,
    ...nextLines(
      [
        ['sameboat this-week', 'where the quarter stands'],
        ['sameboat data-health', 'what is wrong in the source'],
      ],
      style,
    ),
  ];
}

function remembered({ mapping_used, mapping_saved }: ImportAnswer, style: Style): string[] {
  const used = [...new Set(mapping_used.map(({ mapping }) => mapping))];
  const said = [
    used.length > 0 ? `Read with what was remembered: ${used.join(', ')}.` : '',
    mapping_saved.length > 0 ? `Remembered for the next export: ${mapping_saved.join(', ')}.` : '',
  ].filter((sentence) => sentence !== '');
  return said.length > 0 ? ['', ...wrap(printable(said.join(' ')), room(style))] : [];
}

function rejections({ files }: ImportAnswer, style: Style): string[] {
  const rows = files.flatMap(({ file, reasons }) =>
    reasons.map(({ code, count: rejected, example }) => {
      const where = [example.column, example.value && `“${example.value}”`]
        .filter(Boolean)
        .join(' ');
      return [
        file,
        plainName(code),
        count(rejected),
        `row ${example.row}${where ? ` ${where}` : ''}`,
      ];
    }),
  );
  if (rows.length === 0) return [];
  return [
    '',
    ...textTable(
      [
        { label: 'REJECTED IN', align: 'left' },
        { label: 'why', align: 'left' },
        { label: 'rows', align: 'right' },
        { label: 'such as', align: 'left' },
      ],
      rows,
      style,
    ),
  ];
}

export function rebuildScreen(answer: { facts_version: string }): string[] {
  return [`facts version ${answer.facts_version}`];
}

export function sampleSentence(answer: SampleAnswer): string {
  const rows = answer.files.reduce((sum, file) => sum + file.rows, 0);
  return `A ${answer.size} sample company, seed ${answer.seed}: ${counted(rows, 'row')} in ${counted(answer.files.length, 'file')}.`;
}

export function sampleScreen(answer: SampleAnswer, style: Style): string[] {
  const figure = (value: number | null, unit: string) =>
    value === null ? '' : unit === 'share' ? value.toFixed(3) : average(value);
  return [
    ...textTable(
      [
        { label: 'FIGURE', align: 'left' },
        { label: 'unit', align: 'left' },
        { label: 'aimed at', align: 'right' },
        { label: 'came out', align: 'right' },
      ],
      answer.figures.map(({ name, unit, target, realised }) => [
        name,
        unit,
        figure(target, unit),
        figure(realised, unit),
      ]),
      style,
    ),
    '',
    ...wrap(
      `In ${printable(answer.out)}: recorded/salesforce and recorded/plain are exports, true/ and truth.json what really happened.`,
      room(style),
    ),
  ];
}
