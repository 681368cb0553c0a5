/** A made-up company whose every fact is recorded on its day, for tests of forecasts. */

import { addDays } from '../src/calendar.ts';
import { Random } from '../src/models/forecast-random.ts';
import { type Answer, TemporaryHome } from './temporary-home.ts';

const FIRST = '2023-01-02';
export const DAY = '2026-08-14';
/** What happens after it is recorded after it: no answer of that day may see it. */
const LATER = '2026-08-15';

export interface Company {
  readonly opportunities: Answer[];
  readonly changes: Answer[];
}

/**
 * Four deals a week; three in ten are won and half lost, after about two months. Every fact is
 * recorded on its day. `amounts: false` and `losses: false` leave those out.
 */
export function company({ amounts = true, losses = true } = {}): Company {
  const random = new Random(11);
  const opportunities: Answer[] = [];
  const changes: Answer[] = [];
  for (let i = 0; addDays(FIRST, Math.floor((7 * i) / 4)) <= LATER; i++) {
    const opened = addDays(FIRST, Math.floor((7 * i) / 4));
    const id = `O${i}`;
    const segment = i % 2 ? 'small' : 'large';
    const amount = Math.round(Math.exp((i % 2 ? 9 : 10) + 0.5 * random.normal()));
    opportunities.push({
      opportunity_id: id,
      happened: opened,
      name: `Deal ${i}`,
      segment,
      recorded_at: `${opened}T10:00:00Z`,
    });
    const change = (n: number, day: string, stage: string, outcome: string) =>
      changes.push({
        opportunity_id: id,
        change_id: `${id}-${n}`,
        happened: day,
        stage,
        outcome,
        amount: amounts ? amount : null,
        currency: 'USD',
        close_on: addDays(opened, 75),
        forecast_category: stage === 'Propose' ? 'Commit' : 'Pipeline',
        recorded_at: `${day}T10:00:00Z`,
      });
    change(1, opened, 'Qualify', 'open');
    const lag = Math.ceil(Math.exp(4.1 + 0.5 * random.normal()));
    const fate = random.uniform();
    const isClosed = fate < 0.3 || (losses && fate < 0.8);
    change(2, addDays(opened, Math.floor(lag / 2)), 'Propose', 'open');
    if (isClosed) {
      const outcome = fate < 0.3 ? 'won' : 'lost';
      change(3, addDays(opened, lag), outcome, outcome);
    }
  }
  return { opportunities, changes };
}

/** A home that holds what was recorded by a day, or all of it. */
export async function homeWith({ opportunities, changes }: Company, until?: string) {
  const home = new TemporaryHome('time_zone: UTC\ncurrency: USD\n');
  const known = (rows: Answer[]) =>
    rows.filter((row) => !until || String(row['recorded_at']) < `${until}T`) as Record<
      string,
      string
    >[];
  await home.import([
    home.csv('opportunities.csv', known(opportunities)),
    home.csv('opportunity_changes.csv', known(changes)),
  ]);
  return home;
}
