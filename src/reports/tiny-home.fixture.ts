/** A home with a few dozen rows in the plain format, for tests. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '../calendar.ts';
import { readSettings } from '../config.ts';
import { Home } from '../facts/home.ts';
import { openFacts } from '../facts/store.ts';
import { openLedger } from '../ledger/open.ts';
import { OPERATIONS } from '../operations/index.ts';
import type { Context } from '../operations/operation.ts';
import { EVERYTHING } from '../operations/person-rights.ts';

export const TINY_DAY = '2026-08-31';
const FIRST_DAY = '2025-06-02';
const DEALS = 60;

/** A new folder that is deleted by `clear`. */
export function temporaryFolder(): { path: string; clear: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'sameboat-test-'));
  return { path, clear: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes the CSVs of a tiny company; one amount is no number, so one row is rejected. */
export function writeTinyExport(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files: Record<string, string[]> = {
    accounts: ['account_id,happened,name,segment,region'],
    people: ['person_id,happened,kind,account_id,name'],
    engagements: ['engagement_id,person_id,account_id,campaign_type,status,happened'],
    meetings: ['meeting_id,person_id,account_id,happened,booked_on,outcome'],
    opportunities: ['opportunity_id,happened,name,account_id,segment'],
    opportunity_changes: [
      'opportunity_id,change_id,happened,stage,outcome,amount,currency,close_on',
    ],
  };
  for (let deal = 0; deal < DEALS; deal++) addDeal(files, deal);
  for (const [name, lines] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
  }
}

function addDeal(files: Record<string, string[]>, deal: number): void {
  const day = (after: number) => addDays(FIRST_DAY, deal * 7 + after);
  const segment = deal % 3 === 0 ? 'enterprise' : 'a segment 名前 with a very long name indeed';
  const amount = deal === 7 ? 'much' : String(1000 + 37 * deal);
  const name = deal === 3 ? '"Nasty \u001b[31m, Ltd"' : `Company ${deal}`;
  files.accounts?.push(`A${deal},${day(-30)},${name},${segment},EMEA`);
  files.people?.push(`P${deal},${day(-20)},contact,A${deal},Person ${deal}`);
  files.engagements?.push(`E${deal},P${deal},A${deal},webinar,Attended,${day(-10)}`);
  files.meetings?.push(`M${deal},P${deal},A${deal},${day(0)},${day(-5)},held`);
  files.opportunities?.push(`O${deal},${day(3)},Deal ${deal},A${deal},${segment}`);
  const change = (id: number, after: number, stage: string, outcome: string) =>
    files.opportunity_changes?.push(
      `O${deal},${id},${day(after)},${stage},${outcome},${amount},USD,${day(60)}`,
    );
  change(1, 3, 'Open', 'open');
  if (deal % 4 !== 3) change(2, 40, deal % 2 ? 'Lost' : 'Won', deal % 2 ? 'lost' : 'won');
}

/** Imports the tiny company into a new home. */
export async function makeTinyHome(path: string): Promise<void> {
  const folder = join(path, 'export');
  writeTinyExport(folder);
  writeFileSync(join(path, 'settings.yaml'), `company: Tiny\nas_of: ${TINY_DAY}\n`);
  await ask(path, 'import', { paths: [folder], exported: TINY_DAY });
}

/** An operation's answer, as of the tiny company's day unless told otherwise. */
export async function ask(
  path: string,
  name: string,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const home = new Home(path, readSettings(path));
  const progress = () => undefined;
  let close = (): void => undefined;
  const context: Context = {
    home,
    progress,
    signal: null,
    ledger: () => openLedger(path, null),
    accounts: () => Promise.reject(new Error('this home has no accounts')),
    who: { id: 'local', name: 'Tester', role: 'local' },
    scope: EVERYTHING,
    now: `${TINY_DAY}T12:00:00.000Z`,
    async facts() {
      const facts = await openFacts(home, progress);
      close = () => facts.engine.close();
      return facts;
    },
  };
  const operation = OPERATIONS.find((each) => each.name === name);
  if (!operation) throw new Error(`no operation ${name}`);
  try {
    return await operation.run(context, { as_of: TINY_DAY, ...input });
  } finally {
    close();
  }
}
