/**
 * Journeys as everything recorded so far says: what each engagement, meeting and opportunity led to.
 * They cost the most to work out, so that is done once, when facts are built; a question about an
 * earlier moment works them out again from what was known then (known/*_journeys.sql).
 */

import type { Settings } from '../config.ts';
import { type Engine, execute, oneRow } from '../engine/engine.ts';
import { type Statement, statement } from '../engine/statement.ts';
import { statementFile } from './statement-file.ts';

const KINDS = ['engagement', 'meeting', 'opportunity'] as const;

/** More engagements than this are followed in several goes, so that memory stays within its limit. */
const ENGAGEMENTS_AT_ONCE = 2_500_000;

const EVERYTHING = { as_of: '9999-12-31', known_at: '9999-12-31T00:00:00' };

/** Writes `<kind>_journeys_now` and `last_recorded` beside the fact tables. */
export async function writeJourneys(
  engine: Engine,
  settings: Pick<Settings, 'episode_gap_days' | 'reopen_days'>,
): Promise<void> {
  const run = (sql: Statement, parameters = {}) => execute(engine.query(sql, parameters));
  const buckets = await bucketsOf(engine);
  for (const kind of KINDS) {
    const journeys = statementFile(new URL(`known/${kind}_journeys.sql`, import.meta.url));
    for (const bucket of buckets) {
      const start =
        bucket.bucket === 0
          ? `create table ${kind}_journeys_now as`
          : `insert into ${kind}_journeys_now`;
      await run(statement(`${kind} journeys`, `${start} ${journeys.sql}`), {
        ...EVERYTHING,
        ...bucket,
        episode_gap: settings.episode_gap_days,
        reopen_days: settings.reopen_days,
      });
    }
  }
  await run(statementFile(new URL('derive/last_recorded.sql', import.meta.url)));
}

/** Whether everything in the facts was recorded before this instant. */
export async function isLatest(engine: Engine, knownAt: string): Promise<boolean> {
  const { latest } = await oneRow<{ latest: boolean | null }>(
    engine.query(
      statement(
        'latest',
        'select recorded_at < cast($known_at as timestamp) as latest from last_recorded',
      ),
      { known_at: knownAt },
    ),
  );
  return latest ?? true;
}

/** The buckets in which these engagements are followed: each is a pair of parameters. */
async function bucketsOf(engine: Engine): Promise<{ buckets: number; bucket: number }[]> {
  const { n } = await oneRow<{ n: number }>(
    engine.query(statement('size', 'select count(*) as n from engagements')),
  );
  const buckets = Math.max(1, Math.ceil(n / ENGAGEMENTS_AT_ONCE));
  return Array.from({ length: buckets }, (_, bucket) => ({ buckets, bucket }));
}
