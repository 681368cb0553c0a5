import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { isLatest } from './journeys.ts';
import { statementFile } from './statement-file.ts';

describe('journeys worked out when facts are built', () => {
  it('are what a question of that moment would work out, in one go or in buckets', async () => {
    using home = new TemporaryHome();
    const day = (number: number) =>
      new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
    const each = <T>(count: number, make: (index: number) => T) =>
      Array.from({ length: count }, (_, i) => make(i));
    await home.import(
      [
        home.csv(
          'engagements.csv',
          each(300, (i) => ({
            engagement_id: `E${i}`,
            person_id: `P${(i * 7) % 90}`,
            account_id: `A${i % 9}`,
            campaign_type: `type ${i % 3}`,
            happened: day((i * 31) % 500),
            counts: i % 9 !== 0,
          })),
        ),
        home.csv(
          'meetings.csv',
          each(120, (i) => ({
            meeting_id: `M${i}`,
            person_id: i % 4 ? `P${(i * 11) % 90}` : '',
            account_id: `A${i % 9}`,
            happened: day((i * 17) % 520),
            outcome: i % 5 ? 'held' : 'no_show',
          })),
        ),
        home.csv(
          'o/opportunities.csv',
          each(60, (i) => ({
            opportunity_id: `O${i}`,
            account_id: `A${i % 9}`,
            happened: day((i * 13) % 500),
            recorded_at: `${day((i * 13) % 500)}T09:00:00Z`,
          })),
        ),
        home.csv(
          'changes.csv',
          each(60, (i) => i).flatMap((i) => {
            const opened = (i * 13) % 500;
            const closed = opened + 10 + (i % 7);
            const states: [number, string][] = [[closed, i % 2 ? 'lost' : 'won']];
            for (const [nth, gap] of [10, 45, 31].entries()) {
              if (i % (nth + 2) !== 0) continue;
              const at = (states.at(-1) as [number, string])[0] + gap;
              states.push([at, 'open'], [at + 5, nth % 2 ? 'won' : 'lost']);
            }
            return states.map(([at, outcome], nth) => ({
              opportunity_id: `O${i}`,
              change_id: `C${i}-${nth}`,
              happened: day(at),
              stage: outcome,
              outcome,
              amount: 10 * i + nth,
              close_on: day(at),
              recorded_at: `${day(at)}T10:00:00Z`,
            }));
          }),
        ),
        home.csv(
          'roles.csv',
          each(60, (i) => ({
            opportunity_id: `O${i % 30}`,
            person_id: `P${(i * 3) % 90}`,
            role: 'buyer',
          })).slice(0, 30),
        ),
      ],
      { exported: '2027-12-31' },
    );
    const { engine } = await home.facts();
    const moment = {
      as_of: '2027-12-31',
      known_at: '2028-01-01T00:00:00',
      episode_gap: 180,
      reopen_days: 30,
    };
    assert.equal(await isLatest(engine, moment.known_at), true);
    assert.equal(await isLatest(engine, '2026-03-01T00:00:00'), false);
    for (const kind of ['engagement', 'meeting', 'opportunity']) {
      const url = new URL(`known/${kind}_journeys.sql`, import.meta.url);
      const ask = (statement: ReturnType<typeof statementFile>, parameters = {}) =>
        allRows(engine.query(statement, { ...moment, buckets: 1, bucket: 0, ...parameters }));
      const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
      const now = sorted(
        await ask(statementFile(new URL(`known/latest/${kind}_journeys.sql`, import.meta.url))),
      );
      assert.ok(now.length > 50, `${kind}: ${now.length}`);
      assert.ok(
        now.some((row) => row.includes('"episode":2')),
        kind,
      );
      assert.deepEqual(sorted(await ask(statementFile(url))), now, kind);
      const parts = await Promise.all(
        [0, 1, 2].map((bucket) => ask(statementFile(url), { buckets: 3, bucket })),
      );
      assert.deepEqual(sorted(parts.flat()), now, `${kind} in buckets`);
    }
  });
});
