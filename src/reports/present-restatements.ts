import type { RestatementsAnswer } from '../operations/restatements.ts';
import { dayName, type Language, plural, whole } from './numbers.ts';
import { restatementsPicture } from './pictures-restatements.ts';
import type { Report, RowsOf, Table, TableRow } from './report.ts';
import {
  amountOf,
  bySize,
  changeWords,
  figureWords,
  hasMoved,
  movedRows,
  movesWords,
  RESTATEMENTS_QUESTION,
  type RestatedFigure,
  reasonWords,
  restatementsLead,
  restatementsSentence,
  valueWords,
  whyWords,
} from './words-restatements.ts';

export function presentRestatements(answer: RestatementsAnswer, language: Language): Report {
  const moved = answer.figures.filter(hasMoved).toSorted(bySize);
  const unmoved = answer.figures.filter((figure) => !hasMoved(figure));
  const asked = { today: answer.as_of, language };
  return {
    question: RESTATEMENTS_QUESTION,
    sentence: restatementsSentence(answer, language),
    lead: restatementsLead(answer, language),
    pictures: restatementsPicture(moved, asked),
    tables: [
      ...(moved.length > 0 ? [movedTable(moved, asked), reasonsTable(moved, asked)] : []),
      ...(unmoved.length > 0 ? [unmovedTable(unmoved, asked)] : []),
    ],
    cautions: [],
  };
}

interface Asked {
  readonly today: string;
  readonly language: Language;
}

const FIGURE = { key: 'figure', label: 'Figure', align: 'left' } as const;
const FROZEN_ON = { key: 'frozen_on', label: 'Frozen on', align: 'left' } as const;

function movedTable(figures: readonly RestatedFigure[], { today, language }: Asked): Table {
  return {
    id: 'moved',
    title: `${whole(figures.length, language)} ${plural(figures.length, 'figure', 'figures')} moved`,
    columns: [
      FIGURE,
      FROZEN_ON,
      { key: 'was', label: 'Was', align: 'right' },
      { key: 'is', label: 'Is', align: 'right' },
      { key: 'change', label: 'Change', align: 'right' },
      { key: 'why', label: 'Because of', align: 'left' },
    ],
    rows: figures.map(
      (figure): TableRow => ({
        cells: {
          figure: figureWords(figure, today, language),
          frozen_on: dayName(figure.frozen_on, today, language),
          was: valueWords(figure.frozen, language),
          is: valueWords(figure.now, language),
          change: movesWords(figure, language),
          why: whyWords(figure),
        },
        rows_of: {
          ...frozenRows(figure, 'was'),
          ...(amountOf(figure.now) === 0 ? {} : { is: weekRows(figure, today) }),
          change: movedRows(figure),
        },
        values: {
          frozen_on: Date.parse(figure.frozen_on),
          was: amountOf(figure.frozen),
          is: amountOf(figure.now),
          change: amountOf(figure.change),
        },
      }),
    ),
  };
}

function reasonsTable(figures: readonly RestatedFigure[], { today, language }: Asked): Table {
  return {
    id: 'moved_reasons',
    title: 'Why each moved',
    columns: [
      FIGURE,
      { key: 'why', label: 'Because of', align: 'left' },
      { key: 'change', label: 'Change', align: 'right' },
      { key: 'records', label: 'Records', align: 'right' },
    ],
    rows: figures.flatMap((figure) =>
      figure.reasons.map(
        ({ reason, change, count }): TableRow => ({
          cells: {
            figure: figureWords(figure, today, language),
            why: reasonWords(reason),
            change: changeWords(change, language),
            records: whole(count, language),
          },
          rows_of: { records: { ...movedRows(figure), reason } },
          values: { change: amountOf(change), records: count },
        }),
      ),
    ),
  };
}

function unmovedTable(figures: readonly RestatedFigure[], { today, language }: Asked): Table {
  return {
    id: 'unmoved',
    title: `${whole(figures.length, language)} ${plural(figures.length, 'figure stands', 'figures stand')} as frozen`,
    columns: [FIGURE, FROZEN_ON, { key: 'was', label: 'Value', align: 'right' }],
    rows: figures.map(
      (figure): TableRow => ({
        cells: {
          figure: figureWords(figure, today, language),
          frozen_on: dayName(figure.frozen_on, today, language),
          was: valueWords(figure.frozen, language),
        },
        rows_of: frozenRows(figure, 'was'),
        values: { frozen_on: Date.parse(figure.frozen_on), was: amountOf(figure.frozen) },
      }),
    ),
  };
}

/** What was counted at the freeze; nothing where today's facts no longer give that. */
function frozenRows(figure: RestatedFigure, key: string): Record<string, RowsOf> {
  const { frozen, asked_again, frozen_on } = figure;
  const isSame = amountOf(frozen) === amountOf(asked_again);
  return isSame && amountOf(frozen) !== 0 ? { [key]: weekRows(figure, frozen_on) } : {};
}

function weekRows({ name, from, to }: RestatedFigure, as_of: string): RowsOf {
  return { figure: 'week', step: name === 'bookings' ? 'won' : name, from, to, as_of };
}
