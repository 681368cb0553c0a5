/** Every sentence about frozen figures that moved. */

import { shortMoney, wholeMoney } from '../money.ts';
import type { RestatementsAnswer } from '../operations/restatements.ts';
import {
  dayName,
  type Language,
  listOf,
  percentOff,
  periodName,
  plural,
  whole,
} from './numbers.ts';
import type { RowsOf } from './report.ts';

export type RestatedFigure = RestatementsAnswer['figures'][number];
type Reason = RestatedFigure['reasons'][number]['reason'];
type Value = RestatedFigure['change'];

export const RESTATEMENTS_QUESTION = 'Which frozen figures moved since, and why?';

const FIGURE_WORDS: Readonly<Record<string, string>> = {
  prospect_meetings: 'Net new prospect meetings',
  customer_meetings: 'Net new customer meetings',
  opportunities: 'Opportunities opened',
  won: 'Won deals',
  bookings: 'Bookings',
};

const REASON_WORDS: Readonly<Record<Reason, string>> = {
  late_record: 'recorded late',
  edit: 'edited',
  merge: 'merged',
  deletion: 'deleted or archived',
  vanished: 'gone from a later export',
  erased: 'person erased',
  reopened: 'reopened',
  exchange_rate: 'exchange rate',
  new_definition: 'new definition',
};

export function reasonWords(reason: Reason): string {
  return REASON_WORDS[reason];
}

/** Opens the records that moved a figure. */
export function movedRows({ name, from, frozen_on }: RestatedFigure): RowsOf {
  return { figure: 'restatement', frozen: name, from, frozen_on };
}

export function hasMoved({ reasons }: RestatedFigure): boolean {
  return reasons.length > 0;
}

export function amountOf(value: Value): number {
  return typeof value === 'number' ? value : value.amount;
}

/** `Bookings, 24 to 30 Aug`; with the year when it is not that of `today`. */
export function figureWords(figure: RestatedFigure, today: string, language: Language): string {
  const { name, from, to } = figure;
  const year = from.slice(0, 4) === today.slice(0, 4) ? '' : ` ${from.slice(0, 4)}`;
  return `${FIGURE_WORDS[name] ?? name}, ${periodName(from, to, language)}${year}`;
}

export function valueWords(value: Value, language: Language): string {
  return typeof value === 'number' ? whole(value, language) : wholeMoney(value, language.locale);
}

export function changeWords(value: Value, language: Language): string {
  const sign = amountOf(value) > 0 ? '+' : '';
  return `${sign}${valueWords(value, language)}`;
}

/** The change; where it is none because records went and others came, both: `+2 −2`. */
export function movesWords({ change, reasons }: RestatedFigure, language: Language): string {
  if (amountOf(change) !== 0) return changeWords(change, language);
  const up = reasons
    .flatMap(({ rows }) => rows)
    .reduce((sum, { was, now }) => sum + Math.max(0, (now ?? 0) - (was ?? 0)), 0);
  const of = (amount: number) => (typeof change === 'number' ? amount : { ...change, amount });
  return `${changeWords(of(up), language)} ${changeWords(of(-up), language)}`;
}

/** `−3 %` of what was frozen. */
export function shareWords({ frozen, now }: RestatedFigure): string {
  return amountOf(frozen) === 0 ? 'from none' : percentOff(amountOf(now), amountOf(frozen));
}

export function whyWords({ reasons }: RestatedFigure): string {
  return reasons.map(({ reason }) => REASON_WORDS[reason]).join(', ');
}

export function restatementsSentence(answer: RestatementsAnswer, language: Language): string {
  const { figures, as_of } = answer;
  if (figures.length === 0) {
    return `No week was frozen by ${dayName(as_of, as_of, language)}, so nothing can be compared.`;
  }
  const weeks = new Set(figures.map(({ from }) => from)).size;
  const frozen = `${whole(figures.length, language)} figures frozen for ${weeks === 1 ? 'one week' : `${whole(weeks, language)} weeks`}`;
  const moved = figures.filter(hasMoved);
  const largest = moved.toSorted(bySize)[0];
  if (!largest) return `None of the ${frozen} has moved.`;
  const name = figureWords(largest, as_of, language);
  const [was, is] = [largest.frozen, largest.now].map((value) =>
    typeof value === 'number' ? whole(value, language) : shortMoney(value, language.locale),
  );
  const reasons = listOf(largest.reasons.map(({ reason }) => REASON_WORDS[reason]));
  return `${whole(moved.length, language)} of the ${frozen} ${plural(moved.length, 'has', 'have')} moved; the largest: ${lowerFirst(name)}, from ${was} to ${is} (${reasons}).`;
}

/** Money before counts, then by how much. */
export function bySize(a: RestatedFigure, b: RestatedFigure): number {
  const isMoney = ({ change }: RestatedFigure) => Number(typeof change !== 'number');
  const size = ({ change }: RestatedFigure) => Math.abs(amountOf(change));
  return isMoney(b) - isMoney(a) || size(b) - size(a);
}

export function restatementsLead(
  { figures, as_of }: RestatementsAnswer,
  language: Language,
): string {
  if (figures.length === 0) {
    return 'A frozen week keeps each figure with its rows; whatever moves it later is then shown with its reason.';
  }
  const first = figures.map(({ frozen_on }) => frozen_on).sort()[0] as string;
  return `Frozen figures are never rewritten; the reasons add up to each change exactly. The first was frozen on ${dayName(first, as_of, language)}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
