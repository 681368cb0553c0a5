/**
 * Measures what each size does on average and writes sample/baseline.json:
 * `node sample/measure-baseline.ts --seeds 200 [--size mid]`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Baseline } from './baseline.ts';
import { TARGET_QUARTER, weekOf } from './calendar.ts';
import { simulate, type Truth } from './company.ts';
import { KINDS } from './kinds.ts';
import { QUARTER_END, QUARTER_START, winsOfQuarter } from './landing.ts';
import type { SizeName } from './sizes.ts';

const FIRST_WEEK = QUARTER_START / 7 - 80;
const WEEKS = 80 + 13;
/** Cohorts up to here are ripe at the end of the simulation. */
const RIPE_ENGAGEMENT = QUARTER_START - 26 * 7;
const RIPE_OPENING = QUARTER_START - 65 * 7;

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '200' }, size: { type: 'string' } },
});

class Tally {
  readonly bookings: number[] = [];
  readonly quarters = [0, 1, 2, 3].map(() => [0, 0, 0]);
  readonly landing = KINDS.map(() => [0, 1, 2].map(() => new Array<number>(WEEKS).fill(0)));
  readonly meetings = KINDS.map(() => ({ of: 0, days: [] as number[] }));
  readonly accepted = { of: 0, days: [] as number[] };
  readonly won = [0, 1, 2].map(() => ({ of: 0, days: [] as number[], dollars: 0 }));
  booked = 0;
  held = 0;

  add(truth: Truth): void {
    let total = 0;
    for (const deal of winsOfQuarter(truth)) {
      total += deal.amount / 100;
      const { programme, day } = deal.meeting.engagement;
      const week = Math.max(0, weekOf(day) - FIRST_WEEK);
      const own = this.landing[programme.kindIndex]![deal.scope.segment]!;
      own[week] = (own[week] ?? 0) + deal.amount / 100;
    }
    this.bookings.push(total);
    this.#steps(truth);
    for (const deal of truth.deals) this.#deal(deal);
  }

  #steps({ engagements, meetings }: Truth): void {
    for (const { day, programme, meeting } of engagements) {
      if (day < 0 || day >= RIPE_ENGAGEMENT) continue;
      const own = this.meetings[programme.kindIndex]!;
      own.of += 1;
      if (meeting) own.days.push(meeting.day - day);
    }
    for (const { day, ordinal, outcome, deal } of meetings) {
      if (day < 0 || day >= RIPE_ENGAGEMENT) continue;
      if (ordinal === 1) this.booked += 1;
      if (outcome !== 'held') continue;
      this.held += 1;
      this.accepted.of += 1;
      if (deal) this.accepted.days.push(deal.openDay - day);
    }
  }

  #deal(deal: Truth['deals'][number]): void {
    const { segment } = deal.scope;
    if (deal.outcome === 'won') {
      const quarter = Math.floor(deal.closeDay / 91) - (TARGET_QUARTER - 2);
      const row = this.quarters[quarter];
      if (row) row[segment] = (row[segment] ?? 0) + deal.amount / 100;
    }
    if (deal.openDay < 0 || deal.openDay >= RIPE_OPENING) return;
    const own = this.won[segment]!;
    own.of += 1;
    if (deal.outcome !== 'won') return;
    own.days.push(deal.closeDay - deal.openDay);
    own.dollars += deal.amount / 100;
  }

  result(): Baseline {
    const n = this.bookings.length;
    const mean = this.bookings.reduce((sum, x) => sum + x, 0) / n;
    const squares = this.bookings.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    const each = (rows: number[][]) => rows.map((row) => row.map((x) => Math.round(x / n)));
    return {
      seeds: n,
      mean: Math.round(mean),
      sd: Math.round(Math.sqrt(squares / (n - 1))),
      quarters: each(this.quarters),
      first_week: FIRST_WEEK,
      landing: this.landing.map(each),
      meeting: this.meetings.map(ratio),
      accepted: ratio(this.accepted),
      held: Number((this.held / this.booked).toFixed(4)),
      won: this.won.map((own) => ({
        ...ratio(own),
        size: Math.round(own.dollars / own.days.length),
      })),
    };
  }
}

function ratio({ of, days }: { of: number; days: number[] }): { rate: number; days: number } {
  const sorted = days.sort((a, b) => a - b);
  return {
    rate: Number((days.length / of).toFixed(4)),
    days: sorted[Math.floor(sorted.length / 2)] ?? 0,
  };
}

const path = new URL('baseline.json', import.meta.url);
const sizes = values.size ? [values.size as SizeName] : (['small', 'mid', 'large'] as const);
const known = ((): Record<string, Baseline> => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
})();
for (const size of sizes) {
  const tally = new Tally();
  for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
    tally.add(simulate({ seed, size, until: QUARTER_END + 91 }));
    if (seed % 10 === 0) console.error(`${size}: ${seed} of ${values.seeds} seeds`);
  }
  known[size] = tally.result();
  // One line per list of numbers keeps the file readable and small.
  const text = JSON.stringify(known, null, 1).replace(
    /\[\s+([-\d.,\s]+?)\s+\]/g,
    (_, list) => `[${String(list).replace(/\s+/g, '')}]`,
  );
  writeFileSync(path, `${text}\n`);
}
