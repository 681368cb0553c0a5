import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { addDays } from '../calendar.ts';
import { MeasuresAt, measure } from './measures.ts';

const EXPORTED = '2026-08-31';
const NAMES = [
  'booked_deals',
  'open_deals',
  'winning_cohorts',
  'engaged_cells',
  'forecast_pace',
  'snapshot_counts',
  'amount_ratios',
  'opened_blocks',
  'stage_outcomes',
  'cohort_counts',
] as const;

describe('measures of one moment that share what they build on', () => {
  let home: TemporaryHome;
  before(async () => {
    home = new TemporaryHome();
    const out = join(home.folder, 'sample');
    await home.ask('sample', { as_of: EXPORTED, out, seed: 11, size: 'small', formats: ['plain'] });
    await home.import([join(out, 'recorded', 'plain')], { as_of: EXPORTED });
  });
  after(() => home[Symbol.dispose]());

  for (const day of ['2025-11-30', EXPORTED]) {
    it(`say the same as each for itself, as of ${day}`, async () => {
      const { engine } = await home.facts();
      const { settings } = home.home;
      const parameters = {
        as_of: day,
        known_at: `${addDays(day, 1)}T00:00:00`,
        episode_gap: settings.episode_gap_days,
        reopen_days: settings.reopen_days,
        pace_from: '2025-06-01',
        snapshots_from: '2023-01-01',
        from_step: 'engagement',
        to_step: 'opportunity',
        by: 'campaign_type',
      };
      using together = new MeasuresAt(engine, parameters);
      for (const name of NAMES) {
        const [shared, own] = [
          await together.measure(name),
          await measure(engine, name, parameters),
        ].map((rows) => rows.map(plain).sort());
        assert.ok(own!.length > 0, name);
        assert.deepEqual(shared, own, name);
      }
    });
  }
});

/** Sums of logarithms differ in their last digits with the order of rows. */
function plain(row: object): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(10)) : value,
  );
}
