import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Answer, TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { statementFile } from './statement-file.ts';

/** An account that is small when it is first exported, and an enterprise from August on. */
describe('the segment of a subject', () => {
  let home: TemporaryHome;
  before(async () => {
    home = new TemporaryHome();
    const account = (segment: string, region: string) =>
      home.csv('accounts.csv', [{ account_id: 'A', name: 'Acme', segment, region }]);
    const engaged = (...days: string[]) =>
      home.csv(
        'engagements.csv',
        days.map((happened) => ({
          engagement_id: `E${happened}`,
          person_id: `P${happened}`,
          account_id: 'A',
          campaign_type: 'webinar',
          happened,
          counts: true,
        })),
      );
    const met = (...days: string[]) =>
      home.csv(
        'meetings.csv',
        days.map((happened) => ({
          meeting_id: `M${happened}`,
          person_id: `P${happened}`,
          account_id: 'A',
          happened,
          outcome: 'held',
        })),
      );
    const opened = (...days: string[]) =>
      home.csv(
        'o/opportunities.csv',
        days.map((happened) => ({ opportunity_id: `O${happened}`, account_id: 'A', happened })),
      );
    await home.import(
      [account('small', 'EMEA'), engaged('2025-11-03'), met('2025-12-01'), opened('2026-01-12')],
      { exported: '2026-02-28' },
    );
    await home.import(
      [
        account('enterprise', 'APAC'),
        engaged('2025-11-03', '2026-08-20'),
        met('2025-12-01', '2026-08-24'),
        opened('2026-01-12', '2026-08-31'),
      ],
      { exported: '2026-07-31' },
    );
    await home.import([opened('2026-01-12', '2026-08-31')], { exported: '2026-09-30' });
  });
  after(() => home[Symbol.dispose]());

  const traits = async (kind: string, latest: boolean): Promise<Answer[]> => {
    const { engine } = await home.facts();
    const sql = statementFile(new URL(`known/${kind}_journeys.sql`, import.meta.url), { latest });
    const rows = await allRows<Answer>(
      engine.query(sql, {
        as_of: '2026-09-30',
        known_at: '2026-10-01T00:00:00',
        episode_gap: 180,
        reopen_days: 30,
        buckets: 1,
        bucket: 0,
      }),
    );
    return rows
      .toSorted((a, b) => (String(a['entered_on']) < String(b['entered_on']) ? -1 : 1))
      .map(({ entered_on, segment, region }) => ({ entered_on, segment, region }));
  };

  for (const [kind, before, since] of [
    ['engagement', '2025-11-03', '2026-08-20'],
    ['meeting', '2025-12-01', '2026-08-24'],
    ['opportunity', '2026-01-12', '2026-08-31'],
  ] as const) {
    it(`is that of the account when the ${kind} entered, not that of today`, async () => {
      assert.deepEqual(await traits(kind, false), [
        { entered_on: before, segment: 'small', region: 'EMEA' },
        { entered_on: since, segment: 'enterprise', region: 'APAC' },
      ]);
    });
  }
});
