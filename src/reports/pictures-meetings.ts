/** Meetings of a quarter by week: held, and in the calendar. */

import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { type Language, periodName, whole } from './numbers.ts';
import { NARROW } from './picture-rows.ts';
import type { Mark, Picture, RowsLink } from './report.ts';

type Spec = Record<string, unknown>;
type Kind = 'prospect_meetings' | 'customer_meetings';

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';
/** Pixels per meeting are the same in both pictures, so that bars compare. */
const TALLEST = 100;
const SHORTEST = 34;

const MEETINGS = {
  prospect_meetings: 'prospect meetings',
  customer_meetings: 'customer meetings',
} as const;

interface WeekBar {
  readonly number: number;
  readonly value: number;
  readonly from: number;
  readonly form: 'held' | 'unfinished' | 'booked';
  readonly week: string;
  readonly end: string;
  readonly mark: number;
}

export function meetingsPicture(
  answer: ThisWeekAnswer,
  kind: Kind,
  words: { title: string; language: Language },
): Picture {
  const { usual, weeks } = answer.joint_metric[kind];
  const bars = weekBars(weeks);
  const top = Math.max(1, usual ?? 0, ...bars.map((bar) => bar.from + bar.value));
  const overall = Math.max(top, tallest(answer));
  const height = Math.max(SHORTEST, Math.round((TALLEST * top) / overall));
  const marks = bars.map((bar) => barMark(bar, kind, words.language));
  const spec = barsSpec({ bars, usual, height, top, answer }, words.title);
  return {
    id: kind,
    title: words.title,
    note: '',
    description: `${words.title}. By week: ${marks.map((mark) => mark.says).join('; ')}.`,
    wide: spec,
    narrow: spec,
    key: [],
    marks,
    links: [heldLink(answer, kind, words.language)].filter((link) => link.count > 0),
    table: 'weeks',
  };
}

function tallest({ joint_metric }: ThisWeekAnswer): number {
  const both = [joint_metric.prospect_meetings, joint_metric.customer_meetings];
  const values = both.flatMap(({ usual, weeks }) => [
    usual ?? 0,
    ...weeks.map((week) => week.held + (week.complete ? 0 : week.in_calendar)),
  ]);
  return Math.max(1, ...values);
}

function weekBars(weeks: ThisWeekAnswer['joint_metric'][Kind]['weeks']): WeekBar[] {
  const bars = weeks.flatMap((week, index) => barsOf(week, index + 1));
  return bars.map((bar, mark) => ({ ...bar, mark }));
}

type Week = ThisWeekAnswer['joint_metric'][Kind]['weeks'][number];

function barsOf(
  { week, end, held, in_calendar, complete }: Week,
  number: number,
): Omit<WeekBar, 'mark'>[] {
  const at = { number, week, end };
  if (complete) return [{ ...at, value: held, from: 0, form: 'held' }];
  const toDate = { ...at, value: held, from: 0, form: 'unfinished' as const };
  const booked = { ...at, value: in_calendar, from: held, form: 'booked' as const };
  return [toDate, booked].filter((bar) => bar.value > 0);
}

const FORM_WORDS = { held: 'held', unfinished: 'held, week to date', booked: 'in the calendar' };

function barMark(bar: WeekBar, kind: Kind, language: Language): Mark {
  const period = periodName(bar.week, bar.end, language);
  const step = bar.form === 'booked' ? `${kind}_booked` : kind;
  return {
    says: `week ${bar.number}, ${period}: ${whole(bar.value, language)} ${FORM_WORDS[bar.form]}`,
    rows_of: { figure: 'week', step, from: bar.week, to: bar.end },
  };
}

function heldLink(answer: ThisWeekAnswer, kind: Kind, language: Language): RowsLink {
  const complete = answer.joint_metric[kind].weeks.filter((week) => week.complete);
  const count = complete.reduce((sum, week) => sum + week.held, 0);
  const from = complete[0]?.week ?? answer.week.start;
  return {
    label: `Show the ${whole(count, language)} ${MEETINGS[kind]}`,
    count,
    rows_of: { figure: 'week', step: kind, from, to: complete.at(-1)?.end ?? answer.week.end },
  };
}

interface BarsInput {
  readonly bars: readonly WeekBar[];
  readonly usual: number | null;
  readonly height: number;
  readonly top: number;
  readonly answer: ThisWeekAnswer;
}

function barsSpec({ bars, usual, height, top, answer }: BarsInput, title: string): Spec {
  const { weeks } = answer.joint_metric.prospect_meetings;
  const numbers = Array.from(
    { length: Math.max(answer.week.of, weeks.length) },
    (_, index) => index + 1,
  );
  const shown = numbers.filter((each) => each % 2 === 1);
  const bar = (form: WeekBar['form'], style: string): Spec => ({
    transform: [{ filter: `datum.form === '${form}'` }],
    mark: { type: 'bar', style, width: { band: 0.62 } },
    encoding: { y: { field: 'from', type: 'quantitative' }, y2: { field: 'to' } },
  });
  const values = bars.map((each) => ({ ...each, to: each.from + each.value }));
  const ticks = usual === null ? [] : numbers.map((each) => ({ number: each, usual }));
  return {
    $schema: SCHEMA,
    description: title,
    width: NARROW,
    height,
    autosize: 'none',
    padding: { left: 34, right: 4, top: 8, bottom: 24 },
    view: { stroke: null },
    data: { values },
    encoding: {
      x: {
        field: 'number',
        type: 'ordinal',
        scale: { domain: numbers, paddingInner: 0, paddingOuter: 0 },
        axis: { values: shown, title: null, labelAngle: 0, ticks: false, grid: false },
      },
      y: {
        type: 'quantitative',
        scale: { domain: [0, top], nice: false },
        axis: {
          title: null,
          tickCount: Math.max(2, Math.round(height / 40)),
          domain: false,
          ticks: false,
          format: '~d',
        },
      },
    },
    layer: [
      bar('held', 'actual'),
      bar('unfinished', 'forecast'),
      bar('booked', 'forecast'),
      {
        data: { values: ticks },
        mark: {
          type: 'tick',
          style: 'plan-bar',
          orient: 'horizontal',
          bandSize: 1,
          width: { band: 0.84 },
        },
        encoding: { y: { field: 'usual', type: 'quantitative' } },
      },
    ],
  };
}
