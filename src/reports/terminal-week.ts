/** The joint week in a terminal. */

import { shortMoney, wholeMoney } from '../money.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { footer, nextLines } from './terminal-frame.ts';
import { bar, cell, dim, intervalBar, room, type Style } from './terminal-text.ts';
import {
  average,
  count,
  counted,
  moveName,
  periodText,
  plainName,
  sentenceCase,
  withSign,
} from './terminal-words.ts';

type Chain = ThisWeekAnswer['chain'][number];
type Standing = 'below' | 'above' | 'usual';

/** Outside what 90 of 100 such stretches of weeks gave, or within it. */
function standing({ actual, low, high }: Chain): Standing | null {
  if (actual === null || low === null || high === null) return null;
  if (actual < low) return 'below';
  return actual > high ? 'above' : 'usual';
}

const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  below: '▼ below',
  above: '▲ above',
  usual: 'usual',
};

function stepName({ step }: Chain): string {
  return step === 'won' ? 'won deals' : plainName(step);
}

export function weekScreen(answer: ThisWeekAnswer, style: Style): string[] {
  return [
    ...meetings(answer),
    '',
    ...chain(answer, style),
    '',
    ...changes(answer, style),
    ...(style.wide ? ['', ...byWeek(answer, style)] : []),
    ...footer(answer, style),
    ...nextLines(
      [
        ['sameboat curves', 'how often each step leads to the next, and how late'],
        ['sameboat pipeline', 'how the open pipeline moved this quarter'],
        ['sameboat data-health', 'whether these numbers can be trusted'],
      ],
      style,
    ),
  ];
}

const LABEL = 22;

function meetings(answer: ThisWeekAnswer): string[] {
  const { prospect_meetings, customer_meetings } = answer.joint_metric;
  const both = [
    ['Prospects', prospect_meetings],
    ['Customers', customer_meetings],
  ] as const;
  const scale = Math.max(1, ...both.flatMap(([, each]) => [each.held ?? 0, mark(each) ?? 0]));
  const width = 26;
  const { start, end } = answer.week;
  const rows = both.map(([label, each]) => {
    if (each.held === null) return `${cell(label, LABEL)}none recorded`;
    const at = mark(each);
    const drawn = bar(each.held / scale, width, at === null ? null : at / scale);
    const against = each.planned === null ? each.usual : each.planned;
    const beside =
      against === null
        ? ''
        : each.planned === null
          ? `usual ${average(against)}`
          : `of ${count(against)}`;
    return `${cell(label, LABEL)}${drawn} ${cell(count(each.held), 6, 'right')} held   ${beside}`;
  });
  const booked = (prospect_meetings.in_calendar ?? 0) + (customer_meetings.in_calendar ?? 0);
  const hasNext = prospect_meetings.in_calendar !== null;
  return [
    `THE ONE NUMBER  net new meetings held, week ${answer.week.number}: ${periodText(start, end)}`,
    ...rows,
    ...(hasNext
      ? [
          `${cell('Next week', LABEL)}${count(booked)} in the calendar: ${count(prospect_meetings.in_calendar ?? 0)} with prospects, ${count(customer_meetings.in_calendar ?? 0)} with customers`,
        ]
      : []),
  ];
}

function mark(each: ThisWeekAnswer['joint_metric']['prospect_meetings']): number | null {
  return each.planned ?? each.usual;
}

const NUMBER = 10;

function chain(answer: ThisWeekAnswer, style: Style): string[] {
  const width = room(style) - LABEL - 2 * NUMBER - 13 - (style.wide ? 24 : 0);
  const weeks = answer.chain[0]?.weeks.length ?? 0;
  const header = `${cell(`THE CHAIN, ${counted(weeks, 'week')}`, LABEL)}${cell('actual', NUMBER, 'right')}${cell('usual', NUMBER, 'right')}   ${cell('░ chance  ● actual', width)}`;
  return [header, ...answer.chain.map((link) => chainRow(link, answer.currency, { width, style }))];
}

function chainRow(
  link: Chain,
  currency: string,
  { width, style }: { width: number; style: Style },
): string {
  const isMoney = link.step === 'bookings';
  const say = (value: number | null) =>
    value === null ? '' : isMoney ? shortMoney({ amount: value, currency }) : count(value);
  const label = cell(sentenceCase(stepName(link)), LABEL);
  if (link.actual === null) return `${label}${cell('none recorded', 2 * NUMBER, 'right')}`;
  const how = standing(link);
  const range = style.wide && link.low !== null ? `  (${say(link.low)} to ${say(link.high)})` : '';
  return `${label}${cell(say(link.actual), NUMBER, 'right')}${cell(say(link.usual), NUMBER, 'right')}   ${chainBar(link, width)}  ${how ? cell(STANDING_WORDS[how], 8) : ''}${range}`;
}

/** Scaled to the usual range, with as much room again on either side. */
function chainBar({ actual, low, high }: Chain, width: number): string {
  if (actual === null || low === null || high === null) return ' '.repeat(width);
  const margin = Math.max(1, (high - low) / 2);
  const [from, to] = [Math.min(low, actual) - margin, Math.max(high, actual) + margin];
  const share = (value: number) => (value - from) / (to - from);
  return intervalBar({ low: share(low), high: share(high), point: share(actual) }, width);
}

function changes(answer: ThisWeekAnswer, style: Style): string[] {
  const found = (name: string) => answer.changes.find(({ move }) => move === name);
  const [start, end] = [found('start'), found('end')];
  if (!start || !end) return ['SINCE LAST WEEK  no open pipeline is recorded'];
  const moves = answer.changes.filter(({ move }) => move !== 'start' && move !== 'end');
  const amountWidth = 18;
  const nameWidth = room(style) - amountWidth - 14;
  const rows = moves.map(({ move, amount, opportunities }) => {
    const arrow = amount.amount < 0 ? '▼' : amount.amount > 0 ? '▲' : ' ';
    const money = withSign(wholeMoney(amount), amount.amount);
    return `${arrow} ${cell(moveName(move), nameWidth - 2)}${cell(money, amountWidth, 'right')}${cell(counted(opportunities, 'deal'), 13, 'right')}`;
  });
  return [
    `SINCE LAST WEEK  open pipeline ${wholeMoney(start.amount)} → ${wholeMoney(end.amount)}`,
    ...(rows.length > 0 ? rows : ['Nothing moved.']),
  ];
}

/** Every week of the quarter so far, step by step. */
function byWeek(answer: ThisWeekAnswer, style: Style): string[] {
  const weeks = answer.chain[0]?.weeks ?? [];
  const column = Math.min(7, Math.floor((room(style) - LABEL) / Math.max(1, weeks.length)));
  const header = `${cell('WEEK BY WEEK', LABEL)}${weeks.map((_, index) => cell(String(index + 1), column, 'right')).join('')}`;
  const rows = answer.chain
    .filter(({ actual }) => actual !== null)
    .map((link) => {
      const cells = link.weeks.map(({ actual }) =>
        cell(
          link.step === 'bookings'
            ? shortMoney({ amount: actual, currency: answer.currency }).replace(/\s/g, '')
            : count(actual),
          column,
          'right',
        ),
      );
      return `${cell(sentenceCase(stepName(link)), LABEL)}${cells.join('')}`;
    });
  return [dim(header, style), ...rows];
}
