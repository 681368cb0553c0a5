/** Screens about what was decided and what moved since: erasures, frozen weeks, restatements. */

import { type Money, wholeMoney } from '../money.ts';
import type { ErasePersonAnswer } from '../operations/erase-person.ts';
import type { FreezeWeekAnswer } from '../operations/freeze-week.ts';
import type { ImportAnswer } from '../operations/import.ts';
import type { RestatementsAnswer } from '../operations/restatements.ts';
import { footer, textTable } from './terminal-frame.ts';
import { printable, room, type Style, wrap } from './terminal-text.ts';
import { count, counted, periodText, plainName, sentenceCase, withSign } from './terminal-words.ts';

/** What an import says of rows that an earlier one had. */
export function missingLines({ caveats }: ImportAnswer, style: Style): string[] {
  return caveats.flatMap(({ message }) => [
    '',
    ...wrap(`! ${printable(message)}`, room(style), '  '),
  ]);
}

export function eraseSentence(answer: ErasePersonAnswer): string {
  const what = `${counted(answer.records, 'record')} of the person and ${counted(answer.rows, 'row')} in ${counted(answer.files.length, 'file')}`;
  return answer.erased
    ? `Erased: ${what}.`
    : `Nothing was changed. ${what} would be: ask again with --confirm.`;
}

export function eraseScreen(answer: ErasePersonAnswer, style: Style): string[] {
  return [
    ...textTable(
      [
        { label: 'FILE', align: 'left' },
        { label: 'import', align: 'right' },
        { label: 'rows', align: 'right' },
        { label: 'named in', align: 'right' },
        { label: 'rejected', align: 'right' },
      ],
      answer.files.map((file) => [
        file.file,
        count(file.import),
        count(file.rows),
        count(file.mentions),
        count(file.rejected),
      ]),
      style,
    ),
    '',
    ...wrap(`Kept as ${answer.tombstones.join(', ')}.`, room(style)),
    ...footer(answer, style),
  ];
}

type Value = number | Money;

function shown(value: Value): string {
  return typeof value === 'number' ? count(value) : wholeMoney(value);
}

function difference(value: Value): string {
  return withSign(shown(value), typeof value === 'number' ? value : value.amount);
}

export function freezeSentence({ week, already_frozen, as_of }: FreezeWeekAnswer): string {
  const verb = already_frozen ? 'was frozen before' : 'is frozen';
  return `The week ${periodText(week.from, week.to)} ${verb} as known on ${as_of}.`;
}

export function freezeScreen(answer: FreezeWeekAnswer, style: Style): string[] {
  return [
    ...textTable(
      [
        { label: 'FIGURE', align: 'left' },
        { label: 'value', align: 'right' },
      ],
      answer.figures.map(({ name, value }) => [sentenceCase(plainName(name)), shown(value)]),
      style,
    ),
    ...footer(answer, style),
  ];
}

export function restatementsSentence({ figures }: RestatementsAnswer): string {
  if (figures.length === 0) return 'No figure was frozen, so none can have moved.';
  const moved = figures.filter(({ reasons }) => reasons.length > 0).length;
  return moved === 0
    ? `None of ${counted(figures.length, 'frozen figure')} has moved.`
    : `${count(moved)} of ${counted(figures.length, 'frozen figure')} moved since.`;
}

export function restatementsScreen(answer: RestatementsAnswer, style: Style): string[] {
  const rows = answer.figures.flatMap((figure) => [
    [
      `${sentenceCase(plainName(figure.name))}, week of ${figure.from}`,
      shown(figure.frozen),
      shown(figure.now),
      figure.reasons.length > 0 ? difference(figure.change) : '',
    ],
    ...figure.reasons.map(({ reason, change, count: n }) => [
      `  ${plainName(reason)} (${counted(n, 'row')})`,
      '',
      '',
      difference(change),
    ]),
  ]);
  return [
    ...textTable(
      [
        { label: 'FIGURE', align: 'left' },
        { label: 'frozen', align: 'right' },
        { label: 'now', align: 'right' },
        { label: 'change', align: 'right' },
      ],
      rows,
      style,
    ),
    ...(rows.length > 0
      ? [
          '',
          ...wrap(
            'The rows behind each: sameboat rows --figure restatement, or --json.',
            room(style),
          ),
        ]
      : []),
    ...footer(answer, style),
  ];
}
