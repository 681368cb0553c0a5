/** Every sentence about the joint week. */

import { addDays } from '../calendar.ts';
import { shortMoney } from '../money.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { dayName, type Language, listOf, plural, quarterName, whole } from './numbers.ts';

type Step = ThisWeekAnswer['chain'][number];
type Meetings = ThisWeekAnswer['joint_metric']['prospect_meetings'];

export const WEEK_QUESTION = 'Are we on plan, and what do we do this week?';

export const CHAIN_WORDS = {
  engagements: 'Engagements',
  net_new_meetings: 'Net new meetings held',
  opportunities: 'Opportunities opened',
  won: 'Won deals',
  bookings: 'Bookings',
} as const;

export type ChainReading = 'below' | 'above' | 'usual' | 'unknown' | 'none';

export const READING_WORDS = {
  below: 'Below usual',
  above: 'Above usual',
  usual: 'Within the usual swing',
  unknown: 'Too few weeks to tell',
  none: 'None recorded',
} as const;

export function chainReading({ actual, usual, low, high }: Step): ChainReading {
  if (actual === null) return 'none';
  if (usual === null || low === null || high === null) return 'unknown';
  if (actual < low) return 'below';
  return actual > high ? 'above' : 'usual';
}

/** The joint metric where it is recorded, else the first step of the chain that is. */
export function weekSentence(answer: ThisWeekAnswer, language: Language): string {
  const { week, joint_metric } = answer;
  const start = `Week ${week.number} of ${quarterName(week.quarter, answer.as_of)}`;
  const held = joint_metric.prospect_meetings.held;
  const first =
    held === null
      ? openedInWeek(answer, language)
      : `${whole(held, language)} net new prospect ${plural(held, 'meeting', 'meetings')} held${againstUsual(held, joint_metric.prospect_meetings.usual, language)}`;
  const booked = stepOf(answer, 'bookings')?.actual ?? null;
  const money =
    booked === null
      ? null
      : shortMoney({ amount: booked, currency: answer.currency }, language.locale);
  if (first === null && money === null)
    return `${start}: nothing is recorded for this quarter yet.`;
  const planned =
    answer.target && ` of ${shortMoney(answer.target.amount, language.locale)} planned`;
  const bookedSoFar = money && `${money} booked so far${planned ?? ''}`;
  return `${start}: ${[first, bookedSoFar].filter(Boolean).join('; ')}.`;
}

function stepOf(answer: ThisWeekAnswer, step: Step['step']): Step | undefined {
  return answer.chain.find((each) => each.step === step);
}

function againstUsual(value: number, usual: number | null, language: Language): string {
  if (usual === null) return ', too few weeks to say what is usual';
  const off = Math.round(value - usual);
  if (off === 0) return ', as usual';
  return `, ${whole(Math.abs(off), language)} ${off < 0 ? 'fewer' : 'more'} than usual`;
}

function openedInWeek(answer: ThisWeekAnswer, language: Language): string | null {
  const step = stepOf(answer, 'opportunities');
  const last = step?.weeks.at(-1)?.actual;
  if (!step || step.actual === null || last === undefined) return null;
  return `${whole(last, language)} ${plural(last, 'opportunity', 'opportunities')} opened`;
}

export function weekLead(answer: ThisWeekAnswer, language: Language): string {
  return [
    chainSentence(answer),
    bookingsSentence(answer, language),
    calendarSentence(answer, language),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function chainSentence(answer: ThisWeekAnswer): string {
  const named = (kind: ChainReading) =>
    answer.chain
      .filter((step) => chainReading(step) === kind)
      .map((step) => CHAIN_WORDS[step.step].toLowerCase());
  const [below, above] = [named('below'), named('above')];
  if (below.length + above.length > 0) {
    const parts = [
      below.length > 0 ? `${listOf(below)} are below` : '',
      above.length > 0 ? `${listOf(above)} are above` : '',
    ].filter((part) => part !== '');
    const text = `${parts.join(', ')} what chance alone would do.`;
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
  return named('usual').length > 0 ? 'Every step that is recorded is within its usual swing.' : '';
}

function bookingsSentence(answer: ThisWeekAnswer, { locale }: Language): string {
  const step = stepOf(answer, 'bookings');
  if (!step || step.actual === null || step.usual === null) return '';
  const off = step.actual - step.usual;
  const money = shortMoney({ amount: Math.abs(off), currency: answer.currency }, locale);
  const doubt = chainReading(step) === 'usual' ? ', which chance alone could do' : '';
  return `Bookings are ${money} ${off < 0 ? 'behind' : 'ahead of'} the usual pace${doubt}.`;
}

function calendarSentence(answer: ThisWeekAnswer, language: Language): string {
  const { joint_metric } = answer;
  if (isNextWeekOver(answer)) return '';
  const { prospect_meetings: prospects, customer_meetings: customers } = joint_metric;
  if (prospects.in_calendar === null || customers.in_calendar === null) return '';
  const usual =
    prospects.usual === null
      ? ''
      : `; ${whole(prospects.usual, language)} and ${whole(customers.usual ?? 0, language)} are usually held`;
  return `Next week’s calendar has ${whole(prospects.in_calendar, language)} with prospects and ${whole(customers.in_calendar, language)} with customers so far${usual}.`;
}

/** Of a past week nobody asks what the calendar of the next one held. */
function isNextWeekOver({ as_of, week }: ThisWeekAnswer): boolean {
  return as_of.slice(0, 10) >= addDays(week.end, 6);
}

export function meetingsTitle(
  name: string,
  {
    meetings,
    answer,
    language,
  }: { meetings: Meetings; answer: ThisWeekAnswer; language: Language },
): string {
  const complete = meetings.weeks.filter((week) => week.complete);
  const held = complete.reduce((sum, week) => sum + week.held, 0);
  const usual = meetings.usual === null ? null : meetings.usual * complete.length;
  const compared =
    usual === null
      ? `${whole(held, language)} held`
      : `${whole(held, language)} held, usual ${whole(usual, language)}`;
  const next =
    meetings.in_calendar === null || isNextWeekOver(answer)
      ? ''
      : ` · next week’s calendar has ${whole(meetings.in_calendar, language)}`;
  return `${name}: ${compared}${next}`;
}

export const BOOKINGS_TITLE = 'Bookings since the start of the quarter, by week';

export function bookingsNote(answer: ThisWeekAnswer): string {
  const step = stepOf(answer, 'bookings');
  return step?.usual === null || step === undefined
    ? 'Too few earlier weeks to say what is usual.'
    : 'Dashed: the usual pace. Upright line: where chance alone would put 90 of 100 such quarters.';
}

export function chainTitle(answer: ThisWeekAnswer): string {
  const kinds = answer.chain.map(chainReading);
  const count = (kind: ChainReading) => kinds.filter((each) => each === kind).length;
  if (count('below') + count('above') === 0) {
    return count('usual') > 0
      ? 'The chain: every step is within what chance alone would do'
      : 'The chain: too few weeks to say what is usual';
  }
  const parts = [
    count('below') > 0 ? `${count('below')} of ${kinds.length} steps are below` : '',
    count('above') > 0 ? `${count('above')} of ${kinds.length} are above` : '',
  ].filter((part) => part !== '');
  return `The chain: ${parts.join(', ')} what chance alone would do`.replace(
    '1 of 5 steps are',
    '1 of 5 steps is',
  );
}

export function chainNote(answer: ThisWeekAnswer, language: Language): string {
  const from = answer.chain[0]?.weeks[0]?.week ?? answer.week.start;
  const last = addDays(answer.week.end, -1);
  return `From ${dayName(from, answer.as_of, language)} to ${dayName(last, answer.as_of, language)}, against the pace of the weeks before the quarter.`;
}

export function actionsTitle(actions: ThisWeekAnswer['actions'], language: Language): string {
  const open = actions.filter(({ state }) => state === 'open');
  const late = open.filter((each) => each.late).length;
  const text = `${whole(open.length, language)} ${plural(open.length, 'action', 'actions')} open`;
  if (late === 0) return text;
  if (late === open.length) return `${text}, ${late === 1 ? 'and late' : 'all of them late'}`;
  return `${text}, ${whole(late, language)} of them late`;
}
