/** Parts that several measures of one moment build on, worked out once instead of in each of them. */

import { type Engine, execute, type Parameters } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { isLatest } from '../facts/journeys.ts';
import { statementFile } from '../facts/statement-file.ts';

const KNOWN = new URL('../facts/known/', import.meta.url);
const PARTS = new URL('parts/', import.meta.url);

/** In an order in which each builds on those before it; `ready` ones stand in the facts for the latest moment. */
const SHARED = [
  { name: 'changes_known', folder: KNOWN },
  { name: 'opportunities_known', folder: KNOWN },
  { name: 'opportunity_episodes', folder: KNOWN },
  { name: 'engagement_journeys', folder: KNOWN, ready: true },
  { name: 'meeting_journeys', folder: KNOWN, ready: true },
  { name: 'opportunity_journeys', folder: KNOWN, ready: true },
  { name: 'deal_snapshots', folder: PARTS },
];

/** Part → table. */
export type SharedParts = Readonly<Record<string, string>>;

/** @param session in which the tables are made, and in which alone they are seen */
export async function shareParts(session: Engine, parameters: Parameters): Promise<SharedParts> {
  const latest = await isLatest(session, String(parameters['known_at']));
  const tables: Record<string, string> = {};
  for (const { name, folder, ready = false } of SHARED) {
    if (latest && ready) {
      tables[name] = `${name}_now`;
      continue;
    }
    const { sql } = statementFile(new URL(`${name}.sql`, folder), { tables });
    const made = statement(name, `create temporary table ${name}_then as ${sql}`);
    await execute(session.query(made, parameters));
    tables[name] = `${name}_then`;
  }
  return tables;
}
