/** What the company really did, beside what METHODS 7.2 asks for. */
import { END_DAY, END_WEEK, FIRST_DAY, TARGET_QUARTER, weekOf } from './calendar.ts';
import type { Truth } from './company.ts';
import { TARGETS } from './constants.ts';
import { type Deal, type Engagement, NOT_YET } from './events.ts';
import { KINDS, type Kind } from './kinds.ts';
import { SEGMENTS } from './sizes.ts';

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly target: number | null;
  readonly realised: number;
  readonly ratio: number | null;
}

/** Engagements up to here have half a year to become a meeting, opportunities below two years. */
const LAST_ENGAGEMENT_DAY = END_DAY - 26 * 7;
const LAST_OPENING_DAY = END_DAY - 104 * 7;
/** Quarters of history and the target quarter. */
const MEASURED_DAYS = 91 * (TARGET_QUARTER + 1);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return Number.isInteger(middle) ? (low + (sorted[middle] ?? low)) / 2 : low;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function spreadOfLogs(values: readonly number[]): number {
  const logs = values.map((value) => Math.log(value + 0.5));
  const centre = mean(logs);
  return Math.sqrt(mean(logs.map((log) => (log - centre) ** 2)));
}

export function figure(
  label: readonly [name: string, unit: string],
  target: number | null,
  realised: number,
): Figure {
  const ratio = target === null ? null : realised / target;
  return { name: label[0], unit: label[1], target, realised, ratio };
}

export function figuresOf(truth: Truth): Figure[] {
  return [
    ...companyFigures(truth),
    ...KINDS.flatMap((kind) => kindFigures(truth, kind)),
    ...stepFigures(truth),
    ...SEGMENTS.flatMap((_, segment) => segmentFigures(truth, segment)),
  ];
}

function companyFigures(truth: Truth): Figure[] {
  const { factor } = truth.size;
  const quarters = TARGET_QUARTER + 1;
  const wins = truth.deals.filter((d) => d.outcome === 'won' && inHistory(d.closeDay));
  const booked = wins.reduce((sum, deal) => sum + deal.amount / 100, 0) / quarters;
  let inMarket = 0;
  for (let week = 0; week < END_WEEK; week += 1)
    for (let a = 0; a < truth.accounts.count; a += 1)
      inMarket += truth.intent.inMarket(a, week) ? 1 : 0;
  const measured = truth.engagements.filter((e) => inHistory(e.day));
  return [
    figure(['wins', 'a quarter'], TARGETS.winsPerQuarter * factor, wins.length / quarters),
    figure(['bookings', 'USD a quarter'], TARGETS.bookingsPerQuarter * factor, booked),
    figure(
      ['accounts in market', 'share'],
      TARGETS.inMarket,
      inMarket / END_WEEK / truth.accounts.count,
    ),
    figure(
      ['engaged while in market', 'share'],
      null,
      mean(measured.map((e) => (e.inMarket ? 1 : 0))),
    ),
  ];
}

const inHistory = (day: number) => day >= 0 && day < MEASURED_DAYS;

/** Engagements a week that the table gives for the company of factor 1. */
function weeklyMean(kind: Kind): number {
  if (kind.name === 'demo_request') return 0.012 * 12_000 * (0.006 / 0.056);
  return kind.weekly ? kind.mean : kind.mean / kind.everyWeeks;
}

function kindFigures(truth: Truth, kind: Kind): Figure[] {
  const own = truth.engagements.filter(
    (e) => e.programme.kind === kind && e.day < LAST_ENGAGEMENT_DAY,
  );
  const decided = own.filter((e) => e.multiplier >= 0);
  const met = own.flatMap((e) => (e.meeting ? [e.meeting.day - e.day] : []));
  const expected = decided.reduce((sum, e) => sum + e.multiplier, 0);
  const label = kind.title.toLowerCase();
  const weekly = truth.engagements.filter((e) => e.programme.kind === kind && inHistory(e.day));
  const weeks = MEASURED_DAYS / 7;
  return [
    figure(
      [`${label}: engagements`, 'a week'],
      weeklyMean(kind) * truth.size.factor,
      weekly.length / weeks,
    ),
    figure([`${label}: meeting, before mult.`, 'share'], kind.meetingRate, met.length / expected),
    figure([`${label}: meeting, after mult.`, 'share'], null, met.length / own.length),
    figure([`${label}: days to meeting`, 'median d'], kind.lagMedian, median(met)),
  ];
}

function stepFigures(truth: Truth): Figure[] {
  const matured = (e: Engagement) => e.day < LAST_ENGAGEMENT_DAY;
  const first = truth.meetings.filter((m) => m.ordinal === 1 && matured(m.engagement));
  const held = truth.meetings.filter((m) => m.outcome === 'held' && matured(m.engagement));
  const lags = held.flatMap((m) => (m.deal ? [m.deal.openDay - m.day] : []));
  const waits = truth.engagements.filter((e) => e.waited >= 0 && e.programme.kind.queued);
  const never = truth.engagements.filter((e) => e.waited === -2);
  const loads = openPerAe(truth);
  return [
    figure(['booked meeting held in the end', 'share'], TARGETS.held, held.length / first.length),
    figure(['held meeting to opportunity', 'share'], TARGETS.accepted, lags.length / held.length),
    figure(['days from meeting to opportunity', 'median d'], TARGETS.acceptedLag, median(lags)),
    figure(['working days to first contact', 'mean d'], null, mean(waits.map((e) => e.waited))),
    figure(['hand-offs never worked', 'share'], null, never.length / (never.length + waits.length)),
    figure(['moving opportunities per AE', 'mean'], null, loads),
  ];
}

/** Mean number of opportunities per AE that are neither closed nor silent, over the history. */
function openPerAe(truth: Truth): number {
  let days = 0;
  for (const deal of truth.deals) {
    const ends = deal.outcome === 'open' ? deal.stalledDay : deal.closeDay;
    const last = deal.outcome === 'open' && deal.stalledDay === NOT_YET ? END_DAY : ends;
    days += Math.max(0, Math.min(last, MEASURED_DAYS) - Math.max(deal.openDay, 0));
  }
  return days / MEASURED_DAYS / truth.size.aes;
}

function segmentFigures(truth: Truth, segment: number): Figure[] {
  const own = truth.deals.filter(
    (d) => d.scope.segment === segment && d.openDay >= FIRST_DAY && d.openDay < LAST_OPENING_DAY,
  );
  const daysOf = (outcome: Deal['outcome']) =>
    own.filter((d) => d.outcome === outcome).map((d) => d.closeDay - d.openDay);
  const [won, lost] = [daysOf('won'), daysOf('lost')];
  const every = truth.deals.filter((d) => d.scope.segment === segment && d.openDay >= 0);
  const first = every.map((d) => (d.entries[0]?.amount ?? 0) / 100);
  const name = `${SEGMENTS[segment]}:`;
  return [
    figure(
      [`${name} opportunity won`, 'share'],
      TARGETS.won[segment] ?? null,
      won.length / own.length,
    ),
    figure(
      [`${name} opportunity lost`, 'share'],
      TARGETS.lost[segment] ?? null,
      lost.length / own.length,
    ),
    figure([`${name} days to win`, 'median d'], TARGETS.winDays[segment] ?? null, median(won)),
    figure(
      [`${name} spread of days to win`, 'sd of ln'],
      TARGETS.winSpread[segment] ?? null,
      spreadOfLogs(won),
    ),
    figure([`${name} days to lose`, 'median d'], TARGETS.loseDays[segment] ?? null, median(lost)),
    figure(
      [`${name} amount at opening`, 'median USD'],
      TARGETS.amount[segment] ?? null,
      median(first),
    ),
    figure(
      [`${name} opportunities`, 'a quarter'],
      null,
      every.filter((d) => inHistory(d.openDay)).length / (TARGET_QUARTER + 1),
    ),
  ];
}

/** True wins and bookings of each fiscal quarter from the first of the history on. */
export function quartersOf(truth: Truth): { wins: number; bookingsMinor: number }[] {
  const rows = Array.from({ length: END_WEEK / 13 }, () => ({ wins: 0, bookingsMinor: 0 }));
  for (const deal of truth.deals) {
    const row = rows[Math.floor(weekOf(deal.closeDay) / 13)];
    if (deal.outcome !== 'won' || deal.closeDay < 0 || !row) continue;
    row.wins += 1;
    row.bookingsMinor += deal.amount;
  }
  return rows;
}
