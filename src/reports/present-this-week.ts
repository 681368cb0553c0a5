import { wholeMoney } from '../money.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { dayName, type Language, periodName, whole } from './numbers.ts';
import { bookingsPicture } from './pictures-bookings.ts';
import { type ChainRow, chainPicture, chainRows } from './pictures-chain.ts';
import { meetingsPicture } from './pictures-meetings.ts';
import { moveRows, movesPicture } from './pictures-moves.ts';
import { movesTable } from './present-pipeline.ts';
import type { Picture, Report, RowsOf, Table, TableRow } from './report.ts';
import { movesTitle } from './words-pipeline.ts';
import {
  actionsTitle,
  BOOKINGS_TITLE,
  bookingsNote,
  chainNote,
  chainTitle,
  meetingsTitle,
  WEEK_QUESTION,
  weekLead,
  weekSentence,
} from './words-week.ts';

export function presentThisWeek(answer: ThisWeekAnswer, language: Language): Report {
  const chain = chainRows(answer, language);
  const moved = movedRows(answer, language);
  return {
    question: WEEK_QUESTION,
    sentence: weekSentence(answer, language),
    lead: weekLead(answer, language),
    pictures: [
      ...weekPictures(answer, language),
      chainPictureOf(answer, { chain, language }),
      ...changes(answer, language),
    ],
    tables: [
      ...actionsTable(answer, language),
      weeksTable(answer, language),
      chainTable(answer, chain, language),
      ...(moved.length > 0
        ? [movesTable(moved, { id: 'changes', title: changesTitle(answer, language) })]
        : []),
    ],
    cautions: [],
  };
}

function weekPictures(answer: ThisWeekAnswer, language: Language): Picture[] {
  const { prospect_meetings, customer_meetings } = answer.joint_metric;
  const bookings = bookingsPicture(answer, {
    title: BOOKINGS_TITLE,
    note: bookingsNote(answer),
    language,
  });
  const meetings =
    prospect_meetings.held === null
      ? []
      : [
          meetingsPicture(answer, 'prospect_meetings', {
            title: meetingsTitle('Prospects', { meetings: prospect_meetings, answer, language }),
            language,
          }),
          meetingsPicture(answer, 'customer_meetings', {
            title: meetingsTitle('Customers', { meetings: customer_meetings, answer, language }),
            language,
          }),
        ];
  return [...(bookings ? [bookings] : []), ...meetings];
}

function chainPictureOf(
  answer: ThisWeekAnswer,
  { chain, language }: { chain: readonly ChainRow[]; language: Language },
): Picture {
  return chainPicture(chain, { title: chainTitle(answer), note: chainNote(answer, language) });
}

function changesTitle(answer: ThisWeekAnswer, language: Language): string {
  return movesTitle(answer.changes, 'in the week', language);
}

function movedRows(answer: ThisWeekAnswer, language: Language) {
  const rows = { from: answer.week.start, to: answer.week.end };
  return moveRows(answer.changes, { rows, language });
}

function changes(answer: ThisWeekAnswer, language: Language): Picture[] {
  if (answer.changes.length === 0) return [];
  const { start, end } = answer.week;
  return [
    movesPicture(movedRows(answer, language), {
      id: 'changes',
      title: changesTitle(answer, language),
      note: `${periodName(start, end, language)}. Between start and end the bars add up.`,
      table: 'changes',
      currency: answer.currency,
      language,
    }),
  ];
}

function actionsTable({ actions, as_of }: ThisWeekAnswer, language: Language): Table[] {
  if (actions.length === 0) return [];
  return [
    {
      id: 'actions',
      title: actionsTitle(actions, language),
      columns: [
        { key: 'text', label: 'Action', align: 'left' },
        { key: 'owner', label: 'Owner', align: 'left' },
        { key: 'due', label: 'By', align: 'left' },
        { key: 'state', label: 'State', align: 'left', chip: true },
        { key: 'note', label: 'What came of it', align: 'left' },
      ],
      rows: actions.map(({ id, text, owner, due, state, late, note }) => ({
        id,
        cells: {
          text,
          owner,
          due: dayName(due, as_of, language),
          state: late ? 'late' : state,
          note: note ?? '',
        },
        rows_of: {},
        values: { due: Date.parse(due) },
      })),
    },
  ];
}

function chainTable(
  { chain }: ThisWeekAnswer,
  rows: readonly ChainRow[],
  language: Language,
): Table {
  const planned = chain.map((step) =>
    step.planned === null ? '' : whole(Math.round(step.planned), language),
  );
  const hasPlan = planned.some((text) => text !== '');
  return {
    id: 'chain',
    title: 'The chain, quarter so far',
    columns: [
      { key: 'step', label: 'Step', align: 'left' },
      ...(hasPlan ? [{ key: 'planned', label: 'Planned', align: 'right' } as const] : []),
      { key: 'usual', label: 'Usual', align: 'right' },
      { key: 'actual', label: 'Actual', align: 'right' },
      { key: 'difference', label: 'Difference', align: 'right' },
      { key: 'reading', label: 'Reading', align: 'left' },
    ],
    rows: rows.map(({ name, usual, actual, difference, reading, rows_of }, at) => ({
      cells: {
        ...(hasPlan ? { planned: planned[at] ?? '' } : {}),
        step: name,
        usual,
        actual: actual || 'none recorded',
        difference,
        reading,
      },
      rows_of: rows_of ? { actual: rows_of } : {},
    })),
  };
}

function weeksTable(answer: ThisWeekAnswer, language: Language): Table {
  const { prospect_meetings, customer_meetings } = answer.joint_metric;
  return {
    id: 'weeks',
    title: 'Week by week',
    columns: [
      { key: 'week', label: 'Week from', align: 'left' },
      { key: 'prospects', label: 'Prospect meetings held', align: 'right' },
      { key: 'prospects_booked', label: 'in the calendar', align: 'right' },
      { key: 'customers', label: 'Customer meetings held', align: 'right' },
      { key: 'customers_booked', label: 'in the calendar', align: 'right' },
      { key: 'won', label: 'Won deals', align: 'right' },
      { key: 'bookings', label: 'Bookings', align: 'right' },
    ],
    rows: prospect_meetings.weeks.map((prospects, index) =>
      weekRow(answer, {
        prospects,
        customers: customer_meetings.weeks[index] ?? prospects,
        language,
      }),
    ),
  };
}

type Week = ThisWeekAnswer['joint_metric']['prospect_meetings']['weeks'][number];

function weekRow(
  answer: ThisWeekAnswer,
  { prospects, customers, language }: { prospects: Week; customers: Week; language: Language },
): TableRow {
  const { week } = prospects;
  const isRecorded = answer.joint_metric.prospect_meetings.held !== null;
  const of = (step: string) =>
    answer.chain.find((each) => each.step === step)?.weeks.find((each) => each.week === week);
  const figures: [string, string, number | undefined][] = [
    ['prospects', 'prospect_meetings', isRecorded ? prospects.held : undefined],
    [
      'prospects_booked',
      'prospect_meetings_booked',
      prospects.complete ? undefined : prospects.in_calendar,
    ],
    ['customers', 'customer_meetings', isRecorded ? customers.held : undefined],
    [
      'customers_booked',
      'customer_meetings_booked',
      customers.complete ? undefined : customers.in_calendar,
    ],
    ['won', 'won', of('won')?.actual],
  ];
  const bookings = of('bookings')?.actual;
  const wonTo = of('won')?.end ?? prospects.end;
  const cells: Record<string, string> = {
    week: dayName(week, answer.as_of, language),
    bookings:
      bookings === undefined
        ? ''
        : wholeMoney({ amount: bookings, currency: answer.currency }, language.locale),
  };
  const rows_of: Record<string, RowsOf> = {};
  for (const [key, step, value] of figures) {
    cells[key] = value === undefined ? '' : whole(value, language);
    if (value) {
      const to = step === 'won' ? wonTo : prospects.end;
      rows_of[key] = { figure: 'week', step, from: week, to };
    }
  }
  return { cells, rows_of, values: { week: Date.parse(week), bookings: bookings ?? null } };
}
