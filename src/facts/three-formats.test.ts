/**
 * One invented company, imported from its plain, its Salesforce and its HubSpot export, gives the
 * same facts. What a format cannot hold is left over by a rule here, and counted.
 */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeSample } from '../../sample/write-sample.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { statementFile } from './statement-file.ts';

const FORMATS = ['plain', 'salesforce', 'hubspot'] as const;
type Format = (typeof FORMATS)[number];

const MOMENT = {
  as_of: '2026-08-31',
  known_at: '2026-09-01T00:00:00',
  episode_gap: 180,
  reopen_days: 30,
  new_account_days: 365,
  buckets: 1,
  bucket: 0,
};

/** Net new meetings that HubSpot lacks and has more, because it knows the account of more meetings. */
const HUBSPOT_NET_NEW = [5, 16];

/** Ids differ between the exports, so names stand for them. */
const NAMES = `people_names as (select person_id, max(name) as name from people group by person_id),
  firms as (select account_id, max(name) as name from accounts group by account_id),
  deals as (select opportunity_id, max(name) as name from opportunities group by opportunity_id),
  programmes as (select campaign_id, max(name) as name from campaigns group by campaign_id),
  staff as (select user_id, max(name) as name from users group by user_id)`;

/** Rows that are more often in one list than in the other. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
}

interface Difference {
  readonly missing: readonly string[];
  readonly added: readonly string[];
}

const NONE: Difference = { missing: [], added: [] };

/** A difference as a message can show it. */
function few({ missing, added }: Difference) {
  return {
    missing: missing.slice(0, 5),
    added: added.slice(0, 5),
    counts: [missing.length, added.length],
  };
}

describe('the sample company from its plain, its Salesforce and its HubSpot export', () => {
  let folder = '';
  const homes = new Map<Format, TemporaryHome>();
  let files = 0;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sameboat-three-'));
    await writeSample({ out: folder, seed: 11, size: 'small' });
    mkdirSync(join(folder, 'sql', 'parts'), { recursive: true });
    const parts = new URL('../measures/parts/', import.meta.url);
    for (const name of readdirSync(parts))
      writeFileSync(join(folder, 'sql', 'parts', name), readFileSync(new URL(name, parts)));
    for (const format of FORMATS) {
      const home = new TemporaryHome();
      homes.set(format, home);
      await home.import([join(folder, 'recorded', format)], { exported: '2026-08-31' });
    }
  });
  after(() => {
    for (const home of homes.values()) home[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The rows of each export, each row as one text. `parts` are the known facts that the query uses. */
  async function ask(parts: string, sql: string): Promise<Map<Format, string[]>> {
    files += 1;
    const path = join(folder, 'sql', `${files}.sql`);
    writeFileSync(path, `-- with: ${parts}\nwith ${NAMES}\n${sql}\n`);
    const found = new Map<Format, string[]>();
    for (const [format, home] of homes) {
      const { engine } = await home.facts();
      const rows = await allRows<Record<string, unknown>>(
        engine.query(statementFile(pathToFileURL(path)), MOMENT),
      );
      found.set(format, rows.map((row) => Object.values(row).join(' | ')).sort());
    }
    return found;
  }

  /** What the other exports lack of the plain one, and what they have more. */
  async function compare(parts: string, sql: string, least: number) {
    const rows = await ask(parts, sql);
    const plain = rows.get('plain') as string[];
    assert.ok(plain.length >= least, `${plain.length} rows`);
    const difference = (format: Format): Difference => {
      const own = rows.get(format) as string[];
      return { missing: without(plain, own), added: without(own, plain) };
    };
    return { plain, salesforce: difference('salesforce'), hubspot: difference('hubspot') };
  }

  async function same(parts: string, sql: string, least: number): Promise<void> {
    const { salesforce, hubspot } = await compare(parts, sql, least);
    assert.deepEqual(few(salesforce), few(NONE), 'salesforce');
    assert.deepEqual(few(hubspot), few(NONE), 'hubspot');
  }

  it('engagements that count', () =>
    same(
      'engagements_known',
      `select p.name, f.name, c.name, e.campaign_type, e.happened
      from engagements_known e left join people_names p on p.person_id = e.person_id
      left join firms f on f.account_id = e.account_id
      left join programmes c on c.campaign_id = e.campaign_id`,
      10_000,
    ));

  const MEETINGS = `select m.meeting_id, p.name as person, f.name as firm, p.account_id, m.account_id as met_account_id, m.happened,
      m.booked_on, m.outcome, m.subject, s.name as owner
    from meetings_known m left join (
      select k.person_id, k.name, k.account_id from people_known k
    ) p on p.person_id = m.person_id
    left join firms f on f.account_id = m.account_id
    left join staff s on s.user_id = m.owner_id`;

  it('meetings: with whom, when, booked when, held or not', () =>
    same(
      'meetings_known, people_known',
      `select person, case when account_id is not null then firm end, happened, booked_on, outcome,
        subject, owner from (${MEETINGS}) met`,
      2500,
    ));

  // HubSpot ties a meeting to a company of its own: to the right one even where nobody found that of
  // the lead, and to the first record of a company even where the person hangs on a second one.
  const OWN_COMPANY = `select firm from (${MEETINGS}) met
    where met_account_id is not null and (account_id is null or account_id <> met_account_id)`;

  it('meetings whose account is not that of the person are in HubSpot only', async () => {
    const known = 'meetings_known, people_known';
    const firms = await ask(known, OWN_COMPANY);
    const counts = FORMATS.map((format) => firms.get(format)?.length);
    assert.deepEqual(counts, [0, 0, 26]);
    const unmatched = await ask(known, `${OWN_COMPANY} and account_id is null`);
    assert.equal(unmatched.get('hubspot')?.length, 20);
  });

  it('which meetings are net new, with whom, and why', async () => {
    const { salesforce, hubspot } = await compare(
      'net_new_meetings',
      `select f.name, m.happened, m.outcome, m.kind, m.reason,
        case when m.kind = 'customer' then p.name end
      from net_new_meetings m left join people_names p on p.person_id = m.person_id
      left join firms f on f.account_id = m.account_id`,
      800,
    );
    assert.deepEqual(few(salesforce), few(NONE));
    const found = await ask('meetings_known, people_known', OWN_COMPANY);
    const firms = new Set(found.get('hubspot'));
    const unexplained = [...hubspot.missing, ...hubspot.added].filter(
      (row) => !firms.has(row.split(' | ')[0] as string),
    );
    assert.deepEqual(unexplained, []);
    assert.deepEqual(few(hubspot).counts, HUBSPOT_NET_NEW);
  });

  // Of two first meetings of one account, booked on one day for one day, the ids decide.
  it('which person a first meeting with a prospect is put down to', async () => {
    const { salesforce } = await compare(
      'net_new_meetings',
      `select f.name, m.happened, p.name from net_new_meetings m
      left join people_names p on p.person_id = m.person_id
      left join firms f on f.account_id = m.account_id where m.kind = 'prospect'`,
      500,
    );
    assert.deepEqual(few(salesforce).counts, [2, 2]);
  });

  it('hand-offs as they now stand', () =>
    same(
      'person_roots',
      `select p.name, s.name, l.happened, l.outcome, l.closed_on, l.reason, d.name
      from lead_episodes l left join person_roots r on r.person_id = l.person_id
      left join people_names p on p.person_id = coalesce(r.root_id, l.person_id)
      left join staff s on s.user_id = l.owner_id
      left join deals d on d.opportunity_id = l.opportunity_id
      where l.superseded_at is null and l.state = 'live'`,
      15_000,
    ));

  it('opportunities: opened, outcome, closed, money, stage, and their traits', () =>
    same(
      'opportunities_known',
      `select o.name, f.name, s.name, o.opened_on, o.outcome, o.closed_on, o.amount,
        coalesce(o.currency, 'USD'), o.company_amount, o.close_on, o.stage, o.campaign_type,
        o.segment, o.region, o.industry, o.product, o.lead_source
      from opportunities_known o left join firms f on f.account_id = o.account_id
      left join staff s on s.user_id = o.owner_id`,
      1000,
    ));

  it('the first day in each stage of an opportunity', () =>
    same(
      'opportunities_known, changes_known',
      `select o.name, c.stage, c.outcome, min(c.happened)
      from changes_known c join opportunities_known o on o.opportunity_id = c.opportunity_id
      where c.stage is not null
      group by o.opportunity_id, o.name, c.stage, c.outcome`,
      2000,
    ));

  // HubSpot's sum of no items is 0, so what was entered as 0 is not told from what was not entered.
  it('costs', async () => {
    const { salesforce, hubspot } = await compare(
      'costs_known',
      `select c.name, k.kind, k.amount, coalesce(k.currency, 'USD')
      from costs_known k left join programmes c on c.campaign_id = k.campaign_id`,
      1000,
    );
    assert.deepEqual(few(salesforce), few(NONE));
    assert.deepEqual(hubspot.added, []);
    assert.deepEqual(
      hubspot.missing.filter((row) => !row.endsWith(' | 0 | USD')),
      [],
    );
    assert.equal(hubspot.missing.length, 29);
  });

  it('persons, after merges and conversions', () =>
    same(
      'person_roots, people_known',
      `select distinct k.name, f.name, p.title, p.function, p.seniority, p.reachable
      from people p left join person_roots r on r.person_id = p.person_id
      join people_known k on k.person_id = coalesce(r.root_id, p.person_id)
      left join firms f on f.account_id = k.account_id
      where p.superseded_at is null and p.state = 'live'`,
      9000,
    ));
});
