/** Bookings of a quarter as they add up, beside the usual pace. */

import { addDays } from '../calendar.ts';
import { shortMoney } from '../money.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { dayName, type Language, plural, whole } from './numbers.ts';
import { moneyUpwards } from './picture-axes.ts';
import { NARROW } from './picture-rows.ts';
import type { Mark, Picture, RowsLink } from './report.ts';

type Spec = Record<string, unknown>;

interface BookingsPoint {
  readonly number: number;
  readonly value: number;
}

export function bookingsPicture(
  answer: ThisWeekAnswer,
  words: { title: string; note: string; language: Language },
): Picture | null {
  const step = answer.chain.find((each) => each.step === 'bookings');
  const won = answer.chain.find((each) => each.step === 'won');
  if (!step || step.actual === null) return null;
  const money = (amount: number) =>
    shortMoney({ amount, currency: answer.currency }, words.language.locale);
  let sum = 0;
  const points = step.weeks.map((week, index) => {
    sum += week.actual;
    return { number: index + 1, value: sum, mark: index };
  });
  const marks = points.map(
    (point, index): Mark => ({
      says: `by the end of week ${point.number}: ${money(point.value)} booked`,
      rows_of: wonRows(step.weeks[0]?.week, step.weeks[index]?.end ?? answer.week.end),
    }),
  );
  const until = dayName(addDays(answer.week.end, -1), answer.as_of, words.language);
  const spec = (right: number) => bookingsSpec({ answer, step, points, money, right, until });
  const count = won?.actual ?? 0;
  const link: RowsLink = {
    label: `Show the ${whole(count, words.language)} ${plural(count, 'won deal', 'won deals')}`,
    count,
    rows_of: wonRows(step.weeks[0]?.week, step.weeks.at(-1)?.end ?? answer.week.end),
  };
  return {
    id: 'bookings',
    title: words.title,
    note: words.note,
    description: `${words.title}. ${words.note} ${marks.map((mark) => mark.says).join('; ')}.`,
    wide: spec(112),
    narrow: spec(112),
    key: [],
    marks,
    links: count > 0 ? [link] : [],
    table: 'weeks',
  };
}

function wonRows(from: string | undefined, to: string): Record<string, string> {
  return { figure: 'week', step: 'won', from: from ?? to, to };
}

interface BookingsInput {
  readonly answer: ThisWeekAnswer;
  readonly step: ThisWeekAnswer['chain'][number];
  readonly points: readonly BookingsPoint[];
  readonly money: (amount: number) => string;
  readonly right: number;
  readonly until: string;
}

function bookingsSpec({ answer, step, points, money, right, until }: BookingsInput): Spec {
  const of = Math.max(answer.week.of, points.length);
  const now = points.at(-1) ?? { number: 0, value: 0 };
  const pace = step.usual === null || now.number === 0 ? null : step.usual / now.number;
  const end = pace === null ? now.value : pace * of;
  const top = Math.max(now.value, end, step.high ?? 0, 1) * 1.06;
  const pacePoints =
    pace === null ? [] : [0, of].map((number) => ({ number, value: pace * number }));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `Bookings by week; ${money(now.value)} by week ${now.number}`,
    width: NARROW,
    height: 268,
    autosize: 'none',
    padding: { left: 52, right, top: 22, bottom: 24 },
    view: { stroke: null },
    encoding: {
      x: {
        field: 'number',
        type: 'quantitative',
        scale: { domain: [0, of], nice: false },
        axis: { values: oddUpTo(of), title: null, grid: false, format: 'd', ticks: false },
      },
      y: moneyUpwards('value', top, money),
    },
    layer: bookingsLayers({ points, now, pacePoints, step, money, of, until }),
  };
}

function bookingsLayers(input: {
  points: readonly BookingsPoint[];
  now: BookingsPoint;
  pacePoints: readonly BookingsPoint[];
  step: ThisWeekAnswer['chain'][number];
  money: (amount: number) => string;
  of: number;
  until: string;
}): Spec[] {
  const { points, now, pacePoints, step, money, of, until } = input;
  const text = (values: readonly Spec[], style: string, more: Spec): Spec => ({
    data: { values },
    mark: { type: 'text', style, baseline: 'middle', ...more },
    encoding: { text: { field: 'text' } },
  });
  const last = pacePoints.at(-1);
  const range = step.low === null ? [] : [{ number: now.number, low: step.low, high: step.high }];
  const isOver = step.usual !== null && now.value > step.usual;
  const isEnd = now.number > of - 3;
  return [
    {
      data: { values: range },
      mark: { type: 'rule', style: 'usual-range' },
      encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
    },
    { data: { values: pacePoints }, mark: { type: 'line', style: 'plan-line' } },
    {
      data: { values: [{ number: 0, value: 0 }, ...points] },
      mark: { type: 'line', style: 'actual-line' },
    },
    { data: { values: points }, mark: { type: 'point', style: 'small-dot', filled: true } },
    { data: { values: [now] }, mark: { type: 'point', style: 'dot', filled: true } },
    text(last ? [{ ...last, text: `usual ${money(last.value)}` }] : [], 'quiet', {
      align: 'left',
      dx: 8,
    }),
    text([{ ...now, text: `${money(now.value)} booked` }], 'strong', {
      align: 'left',
      dx: 10,
      dy: isOver ? -16 : 16,
    }),
    {
      data: { values: [{ number: now.number, text: `to ${until}` }] },
      mark: {
        type: 'text',
        style: 'header',
        baseline: 'middle',
        align: isEnd ? 'right' : 'center',
      },
      encoding: { text: { field: 'text' }, y: { value: -10 } },
    },
  ];
}

function oddUpTo(last: number): number[] {
  return Array.from({ length: Math.ceil(last / 2) }, (_, index) => 2 * index + 1);
}
