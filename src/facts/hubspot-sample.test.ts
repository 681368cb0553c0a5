/**
 * One invented company, read from its plain export and from its HubSpot export, gives the same
 * facts. What cannot be the same is left out of a comparison here, and said why.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeSample } from '../../sample/write-sample.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';

const LATEST = `superseded_at is null and state = 'live'`;

/** Who a merged or converted record now is; ids differ between the exports, so names are compared. */
const WITH = `with roots as (
    select a.from_person_id as person_id, coalesce(c.to_person_id, b.to_person_id, a.to_person_id) as root_id
    from person_merges a
    left join person_merges b on b.from_person_id = a.to_person_id
    left join person_merges c on c.from_person_id = b.to_person_id
  ),
  persons as (select person_id, max(name) as name, max_by(account_id, recorded_at) as account_id
    from people group by person_id),
  firms as (select account_id, max(name) as name from accounts group by account_id),
  deals as (select opportunity_id, max(name) as name from opportunities group by opportunity_id),
  programmes as (select campaign_id, max(name) as name from campaigns group by campaign_id),
  staff as (select user_id, max(name) as name from users group by user_id)`;

const ROOT = `left join roots r on r.person_id = f.person_id
  left join persons p on p.person_id = coalesce(r.root_id, f.person_id)`;

const NONE = { missing: [], added: [] };

/** The first few of `rows` that are more often in it than in `others`. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  const more = rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
  return more.slice(0, 5);
}

describe('the sample company from its plain and its HubSpot export', () => {
  let folder = '';
  const homes: TemporaryHome[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sameboat-both-'));
    await writeSample({ out: folder, seed: 11, size: 'small' });
    for (const format of ['plain', 'hubspot']) {
      const home = new TemporaryHome();
      homes.push(home);
      await home.import([join(folder, 'recorded', format)], { exported: '2026-08-31' });
    }
  });
  after(() => {
    for (const home of homes) home[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The rows of both, each as one text, in order. */
  async function both(sql: string): Promise<[string[], string[]]> {
    const found: string[][] = [];
    for (const home of homes) {
      const { engine } = await home.facts();
      const rows = await allRows<Record<string, unknown>>(
        engine.query(statement('compare', `${WITH} ${sql}`)),
      );
      found.push(rows.map((row) => Object.values(row).join(' | ')).sort());
    }
    return found as [string[], string[]];
  }

  async function same(sql: string, least: number): Promise<void> {
    const [plain, hubspot] = await both(sql);
    assert.ok(plain.length >= least, `${plain.length} rows`);
    assert.deepEqual({ missing: without(plain, hubspot), added: without(hubspot, plain) }, NONE);
  }

  // The words for a status are each system's own. A row of the plain export names its account and
  // has a new version when that is merged; in HubSpot only the contact does, so first versions count.
  it('engagements: who, when, in which campaign, since when known, and whether they count', () =>
    same(
      `select p.name, c.name, f.campaign_type, f.happened, e.known_at, f.counts
        from engagements f join programmes c on c.campaign_id = f.campaign_id
        join (select engagement_id, min(recorded_at) as known_at from engagements
          group by engagement_id) e on e.engagement_id = f.engagement_id
        ${ROOT} where ${LATEST}`,
      20_000,
    ));

  it('meetings: with whom, when, booked when, by whom, about what, and what became of them', () =>
    same(
      `select p.name, f.subject, f.happened, f.booked_on, f.outcome, s.name, d.name
        from meetings f left join staff s on s.user_id = f.owner_id
        left join deals d on d.opportunity_id = f.opportunity_id ${ROOT} where ${LATEST}`,
      2500,
    ));

  // HubSpot shows a deleted deal for 90 days; older ones are gone without a trace. It knows new and
  // existing business by other words.
  it('opportunities', () =>
    same(
      `select f.name, f.happened, a.name, s.name, c.name, f.product, f.lead_source, f.segment
        from opportunities f left join firms a on a.account_id = f.account_id
        left join staff s on s.user_id = f.owner_id
        left join programmes c on c.campaign_id = f.campaign_id where ${LATEST}`,
      1000,
    ));

  // A deal that was closed by mistake before the CRM kept history, and opened after: the plain export
  // dates that state on the day on which history begins, HubSpot knows its close date only. A row of
  // the plain export that says the same as the one before it is no change of a property.
  it('changes of opportunities: each with its stage, outcome, money and dates', () =>
    same(
      `select d.name, f.stage, f.outcome, f.amount, f.currency, f.close_on, f.forecast_category,
        f.recorded_at,
        case when f.outcome <> 'open' and f.close_on < f.happened then f.close_on else f.happened end
        from (
          select *, concat(stage, '/', outcome, '/', coalesce(cast(amount as varchar), ''), '/',
            cast(close_on as varchar)) as content, lag(content) over (
            partition by opportunity_id order by recorded_at, change_id) as content_before
          from opportunity_changes where ${LATEST}
        ) f join deals d on d.opportunity_id = f.opportunity_id
        where content_before is null or content_before <> content`,
      4000,
    ));

  it('that mistake is rare', async () => {
    const [plain, hubspot] = await both(`select opportunity_id from opportunity_changes f
      where outcome <> 'open' and close_on < happened and ${LATEST}`);
    assert.ok(plain.length < 10, `${plain.length} of them`);
    assert.equal(hubspot.length, 0);
  });

  it('hand-offs, with every version of them', () =>
    same(
      `select p.name, s.name, f.happened, f.outcome, f.closed_on, f.reason, d.name, f.recorded_at
        from lead_episodes f left join staff s on s.user_id = f.owner_id
        left join deals d on d.opportunity_id = f.opportunity_id ${ROOT}`,
      50_000,
    ));

  // An address belongs to one contact only in HubSpot: who came second has another there.
  it('persons, after merges and conversions', () =>
    same(
      `select distinct p.name, a.name, f.title, f.function, f.seniority, f.reachable
        from people f left join firms a on a.account_id = f.account_id ${ROOT}
        where f.superseded_at is null and f.state = 'live'`,
      10_000,
    ));

  it('as many persons', async () => {
    const [plain, hubspot] = await both(
      `select count(distinct coalesce(r.root_id, f.person_id)) from people f ${ROOT}`,
    );
    assert.deepEqual(hubspot, plain);
  });

  // HubSpot adds items on the day of their entry and knows no other; nobody adds one of nothing, and
  // what is 1 says that nobody knew: those are left out of the plain rows here.
  it('costs', () =>
    same(
      `select c.name, f.kind, f.amount, f.currency
        from campaign_costs f join programmes c on c.campaign_id = f.campaign_id
        where f.amount > 100 and ${LATEST}`,
      1000,
    ));

  it('campaigns', () =>
    same(
      `select f.name, f.happened, f.ends_on, f.campaign_type, c.name, s.name
        from campaigns f left join programmes c on c.campaign_id = f.parent_id
        left join staff s on s.user_id = f.owner_id where ${LATEST}`,
      600,
    ));

  // An association has no date: since when somebody takes part is not known.
  it('who takes part in opportunities', () =>
    same(
      `select d.name, p.name, f.role, f.is_primary
        from contact_roles f join deals d on d.opportunity_id = f.opportunity_id ${ROOT} where ${LATEST}`,
      2000,
    ));

  // HubSpot does not let anybody set the day on which a company was created, nor merged records stay.
  it('accounts', () =>
    same(
      `select f.name, f.domain, f.segment, f.region, f.country, f.industry, f.employees,
        f.customer_since, s.name
        from accounts f left join staff s on s.user_id = f.owner_id where ${LATEST}`,
      2000,
    ));

  // Owners have no title and no manager.
  it('users and their teams', () =>
    same(
      `select f.name, f.email, t.name, f.active, f.recorded_at
        from users f left join teams t on t.team_id = f.team_id`,
      10,
    ));

  // The tier is HubSpot’s own word for it.
  it('the target list', () =>
    same(
      `select a.name, f.recorded_at
        from account_list_members f join firms a on a.account_id = f.account_id where ${LATEST}`,
      500,
    ));
});
