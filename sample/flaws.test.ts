import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dayOf, startOf } from './calendar.ts';
import { simulate, type Truth } from './company.ts';
import { record } from './record.ts';
import type { Recorded } from './recorded.ts';
import { writePlain } from './write-plain.ts';
import { writeSalesforce } from './write-salesforce.ts';
import { writeTrue } from './write-true.ts';

type Row = Readonly<Record<string, string>>;

const LAST_DAY = '2026-08-31';
const IMPORT_DAY = dayOf('2026-04-13');
let home = '';
let truth: Truth;
let recorded: Recorded;

function write(folder: string, asOf: string): void {
  const at = { out: join(home, folder), cutoff: startOf(dayOf(asOf) + 1) - 1 };
  writeTrue(truth, at.out);
  writePlain({ truth, recorded }, at);
  writeSalesforce({ truth, recorded }, at);
}

before(() => {
  home = mkdtempSync(join(tmpdir(), 'sameboat-flaws-'));
  truth = simulate({ seed: 3, size: 'small' }, (world) => ({
    ...world,
    euroShare: 0.3,
    euroRate: (week) => (week < 100 ? 1.1 : 1.2),
    recording: {
      ...world.recording,
      doubledShare: (week) => (week >= 140 ? 0.2 : 0),
      migration: { day: IMPORT_DAY, share: 0.7 },
    },
  }));
  recorded = record(truth);
  write('a', LAST_DAY);
});
after(() => rmSync(home, { recursive: true, force: true }));

const read = new Map<string, readonly Row[]>();

function rowsOf(path: string, folder = 'a'): readonly Row[] {
  const file = join(home, folder, `${path}.csv`);
  const known = read.get(file);
  if (known) return known;
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => {
    const cells = (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((c) => c.replace(/,$/, ''));
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
  read.set(file, rows);
  return rows;
}

const plain = (name: string, folder?: string) => rowsOf(`recorded/plain/${name}`, folder);
const force = (name: string, folder?: string) => rowsOf(`recorded/salesforce/${name}`, folder);
const flaws = (...codes: readonly string[]) =>
  rowsOf('true/flaws').filter((row) => codes.includes(row.flaw ?? ''));
const ids = (rows: readonly Row[], column: string) => new Set(rows.map((row) => row[column]));
const sum = (rows: readonly Row[]) => rows.reduce((n, row) => n + Number(row.detail), 0);
const near = (part: number, whole: number, share: number, name: string) =>
  assert.ok(Math.abs(part / whole - share) < 0.4 * share + 0.004, `${name}: ${part} of ${whole}`);

/** The last version of each row, unless that says that it is gone. */
function live(name: string, key: string): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of plain(name)) {
    const known = found.get(row[key] ?? '');
    if (!known || (known.recorded_at ?? '') <= (row.recorded_at ?? ''))
      found.set(row[key] ?? '', row);
  }
  for (const [id, row] of found) if (row.state !== 'live') found.delete(id);
  return found;
}

test('every campaign that has no cost, or the cost 1, is named', () => {
  const costs = plain('campaign_costs').filter((row) => !row.campaign_id?.startsWith('P-'));
  const ones = costs.filter((row) => row.amount === '1.00');
  assert.deepEqual(ids(ones, 'cost_id'), ids(flaws('sentinel_cost'), 'recorded_id'));
  const programmes = new Map(rowsOf('true/programmes').map((row) => [row.programme_id, row]));
  const entered = new Map(costs.map((row) => [row.cost_id, row.amount]));
  const wrong = new Set(
    flaws('missing_cost', 'sentinel_cost').map((row) => `${row.true_id}-${row.detail}`),
  );
  const campaigns = force('Campaign').filter((row) => row.ParentId !== '');
  let found = 0;
  for (const id of ids(plain('campaigns'), 'campaign_id')) {
    const programme = programmes.get(id);
    for (const kind of ['planned', 'actual']) {
      const amount = entered.get(`${id}-${kind}`);
      const known = kind === 'planned' || (programme?.ends ?? '') <= '2026-08-16';
      if (!programme || !known || amount === programme[`${kind}_cost`]) continue;
      assert.ok(wrong.has(`${id}-${kind}`), `${id} ${kind}: ${amount}`);
      found += 1;
    }
  }
  assert.equal(found, wrong.size);
  const actual = flaws('missing_cost').filter((row) => row.detail === 'actual');
  near(actual.length, campaigns.length, 0.05, 'no actual cost');
  near(ones.length, campaigns.length, 0.055, 'sentinels');
});

test('parents have children, no members, and in half of the cases the costs of the children', () => {
  const parents = flaws('parent_campaign');
  const rows = [...live('campaigns', 'campaign_id').values()];
  assert.deepEqual(
    ids(
      rows.filter((row) => row.parent_id),
      'parent_id',
    ),
    ids(parents, 'recorded_id'),
  );
  assert.equal(force('Campaign').length, rows.length);
  const children = force('Campaign').filter((row) => row.ParentId);
  const above = ids(children, 'ParentId');
  assert.equal(above.size, parents.length);
  assert.ok(force('CampaignMember').every((row) => !above.has(row.CampaignId)));
  const rolled = ids(
    plain('campaign_costs').filter((row) => row.campaign_id?.startsWith('P-')),
    'cost_id',
  );
  assert.deepEqual(rolled, ids(flaws('rolled_up_cost'), 'recorded_id'));
  near(
    [...rolled].filter((id) => id?.endsWith('planned')).length,
    parents.length,
    0.5,
    'rolled up',
  );
  const full = force('Campaign').filter((row) => above.has(row.Id) && row.BudgetedCost);
  for (const parent of full) {
    const own = children.filter((row) => row.ParentId === parent.Id);
    const cents = own.reduce((n, row) => n + Math.round(Number(row.BudgetedCost) * 100), 0);
    const planned = Math.round(Number(parent.BudgetedCost) * 100);
    assert.ok(planned >= cents, `${parent.Name}: ${planned} of ${cents}`);
  }
});

test('a member has responded if its status says so in its own campaign', () => {
  const rule = new Map(
    force('CampaignMemberStatus').map((s) => [`${s.CampaignId} ${s.Label}`, s.HasResponded]),
  );
  for (const row of force('CampaignMember')) {
    assert.equal(row.HasResponded, rule.get(`${row.CampaignId} ${row.Status}`));
    assert.equal(row.FirstRespondedDate !== '', row.HasResponded === 'true');
  }
  const own = new Map<string, string>();
  for (const row of plain('campaign_types'))
    own.set(`${row.campaign_id || row.campaign_type} ${row.status}`, row.is_success ?? '');
  for (const row of plain('engagements')) {
    const said =
      own.get(`${row.campaign_id} ${row.status}`) ?? own.get(`${row.campaign_type} ${row.status}`);
    assert.equal(row.counts, said, JSON.stringify(row));
  }
  const rules = plain('campaign_types').filter((row) => row.campaign_id);
  assert.deepEqual(ids(rules, 'campaign_id'), ids(flaws('own_statuses'), 'recorded_id'));
  const attended = plain('engagements').filter((row) => row.status === 'Attended');
  assert.deepEqual(ids(attended, 'counts'), new Set(['true', 'false']));
});

test('members who did nothing are counted campaign by campaign', () => {
  const silent = [...live('engagements', 'engagement_id').values()].filter(
    (row) => row.counts === 'false',
  );
  assert.equal(silent.length, sum(flaws('non_counting_members')));
  assert.equal(
    silent.length,
    force('CampaignMember').filter((row) => row.HasResponded === 'false').length,
  );
  const all = plain('engagements').length;
  assert.ok(all < 2.2 * (all - silent.length));
  for (const kind of [
    'webinar',
    'trade_event',
    'field_dinner',
    'nurture_mail',
    'syndicated_list',
  ]) {
    const of = plain('engagements').filter((row) => row.campaign_type === kind);
    const ratio = of.filter((row) => row.counts === 'false').length / of.length;
    assert.ok(ratio > 0.45 && ratio < 0.64, `${kind}: ${ratio}`);
  }
  const pairs = recorded.invitations.map((row) => `${row.campaign.id} ${row.person.person}`);
  assert.equal(new Set(pairs).size, pairs.length);
});

test('copies of meetings, all-day meetings and unmatched leads are named', () => {
  const events = force('Event');
  const meetings = events.filter((row) => row.IsChild === 'false');
  assert.equal(sum(flaws('child_events')), events.length - meetings.length);
  near(flaws('child_events').length, meetings.length, 0.4, 'copied meetings');
  const allDay = meetings.filter((row) => row.IsAllDayEvent === 'true');
  assert.ok(allDay.every((row) => row.StartDateTime === '' && row.ActivityDate !== ''));
  assert.equal(flaws('all_day_event').length, allDay.length);
  near(allDay.length, meetings.length, 0.03, 'all day');
  const leads = force('Lead');
  const lost = leads.filter((row) => row.Matched_Account__c === '');
  assert.equal(flaws('unmatched_lead').length, lost.length);
  near(lost.length, leads.length, 0.03, 'unmatched leads');
});

test('opportunities without roles, second ones and deleted ones are named', () => {
  const all = ids(plain('opportunities'), 'opportunity_id');
  const second = ids(flaws('duplicate_opportunity'), 'recorded_id');
  const named = ids(plain('contact_roles'), 'opportunity_id');
  const bare = [...all].filter((id) => !named.has(id) && !second.has(id));
  assert.deepEqual(new Set(bare), ids(flaws('no_contact_role'), 'recorded_id'));
  const first = all.size - second.size;
  near(bare.length, first, 0.15, 'no role');
  near(flaws('no_primary_role').length, first, 0.1, 'no primary role');
  near(second.size, first, 0.01, 'second records');
  const gone = plain('opportunities').filter((row) => row.state === 'deleted');
  assert.deepEqual(ids(gone, 'opportunity_id'), ids(flaws('deleted_opportunity'), 'recorded_id'));
  assert.equal(force('Opportunity').filter((row) => row.IsDeleted === 'true').length, gone.length);
  const rows = plain('engagements').filter((row) => row.state === 'deleted');
  assert.deepEqual(ids(rows, 'engagement_id'), ids(flaws('deleted_engagement'), 'recorded_id'));
  near(rows.length, recorded.engagements.length, 0.005, 'deleted engagements');
  assert.equal(
    force('CampaignMember').filter((row) => row.IsDeleted === 'true').length,
    rows.length,
  );
});

test('second records of accounts are merged in half of the cases, and rows hang on them', () => {
  const found = flaws('duplicate_account');
  near(found.length, ids(plain('accounts'), 'account_id').size, 0.005, 'second accounts');
  const merged = plain('accounts').filter((row) => row.state === 'merged');
  assert.deepEqual(
    ids(merged, 'account_id'),
    ids(
      found.filter((row) => row.detail !== 'not merged'),
      'recorded_id',
    ),
  );
  const accounts = force('Account').filter((row) => row.MasterRecordId);
  assert.equal(accounts.length, merged.length);
  assert.ok(accounts.every((row) => row.IsDeleted === 'true'));
  const still = new Set(accounts.map((row) => row.Id));
  for (const name of ['Contact', 'Opportunity'])
    assert.ok(force(name).every((row) => !still.has(row.AccountId)));
  const copies = new Set(found.map((row) => row.recorded_id));
  const hung = plain('people').filter((row) => copies.has(row.account_id));
  const named = flaws('on_duplicate_account').filter((row) => row.table === 'people');
  assert.deepEqual(ids(hung, 'person_id'), ids(named, 'recorded_id'));
});

test('engagements recorded twice are on leads of their own', () => {
  const twice = flaws('doubled_engagement');
  const rows = live('engagements', 'engagement_id');
  for (const { recorded_id, true_id, detail } of twice) {
    const [again, once] = [rows.get(recorded_id ?? ''), firstRow(detail ?? '')];
    assert.equal(once?.engagement_id, true_id);
    assert.deepEqual([again?.happened, again?.campaign_id], [once?.happened, once?.campaign_id]);
    assert.notEqual(again?.person_id, once?.person_id);
  }
  const people = live('people', 'person_id');
  assert.ok(
    flaws('doubled_person').every((row) => people.get(row.recorded_id ?? '')?.kind === 'lead'),
  );
  assert.equal(flaws('doubled_person').length, twice.length);
  const late = plain('engagements').filter(
    (row) => row.counts === 'true' && (row.happened ?? '') >= '2026-03-09',
  );
  near(twice.length, late.length, 0.2 / 1.2, 'doubled');
});

const firstRow = (id: string) => plain('engagements').find((row) => row.engagement_id === id);

test('an import redates what came before it, in exports from its day on', () => {
  write('before', '2026-04-12');
  write('on', '2026-04-13');
  const dated = flaws('import_dates');
  const open = plain('opportunity_changes', 'before');
  assert.ok(open.every((row) => !row.change_id?.includes('-m')));
  for (const folder of ['a', 'on']) {
    const rows = plain('opportunity_changes', folder);
    const made = rows.filter((row) => row.change_id?.includes('-m'));
    assert.deepEqual(ids(made, 'opportunity_id'), ids(dated, 'recorded_id'));
    assert.ok(made.every((row) => row.happened === '2026-04-13'));
    const redated = ids(dated, 'recorded_id');
    for (const row of rows)
      assert.ok(!redated.has(row.opportunity_id) || (row.recorded_at ?? '') >= '2026-04-13');
    assert.equal(force('OpportunityHistory', folder).length, ids(rows, 'change_id').size);
  }
  const last = new Map(open.map((row) => [row.opportunity_id, row.outcome]));
  const standing = [...last.values()].filter((outcome) => outcome === 'open').length;
  near(dated.length, standing, 0.7, 'imported');
});

test('what is sold in euro is entered in euro, with rates', () => {
  const deals = new Map(rowsOf('true/opportunities').map((row) => [row.opportunity_id, row]));
  const won = plain('opportunity_changes').filter((row) => row.outcome === 'won');
  for (const row of won) {
    const deal = deals.get(row.opportunity_id);
    assert.equal(row.currency, deal?.sold_in);
    const rate = row.currency === 'EUR' ? 1.1 : 1;
    assert.ok(Math.abs(Number(row.amount) * rate - Number(deal?.amount)) < 0.01);
  }
  near(won.filter((row) => row.currency === 'EUR').length, won.length, 0.3, 'euro');
  const rates = plain('currencies').filter((row) => row.currency === 'EUR');
  assert.deepEqual(
    rates.map((row) => [row.happened, row.rate]),
    [
      ['2023-07-03', '0.909091'],
      ['2025-06-02', '0.833333'],
    ],
  );
  assert.deepEqual(
    force('DatedConversionRate').map((row) => [row.IsoCode, row.StartDate, row.NextStartDate]),
    [
      ['USD', '2023-07-03', '9999-12-31'],
      ['EUR', '2023-07-03', '2025-06-02'],
      ['EUR', '2025-06-02', '9999-12-31'],
    ],
  );
  assert.equal(
    force('Opportunity').filter((row) => row.CurrencyIsoCode === 'EUR').length > 0,
    true,
  );
});

test('every difference between the record and the truth is named', () => {
  const changes = new Map<string, Row>();
  for (const row of plain('opportunity_changes')) {
    const known = changes.get(row.opportunity_id ?? '');
    if (!known || (known.recorded_at ?? '') <= (row.recorded_at ?? ''))
      changes.set(row.opportunity_id ?? '', row);
  }
  const named = new Map<string, string[]>();
  for (const row of rowsOf('true/flaws'))
    if (/opportunit/.test(row.table ?? ''))
      named.set(row.true_id ?? '', [...(named.get(row.true_id ?? '') ?? []), row.flaw ?? '']);
  const explains = ['loss_never_entered', 'loss_not_entered_yet', 'win_not_entered_yet'];
  const absent = ['not_carried_over', 'same_day_win'];
  for (const deal of rowsOf('true/opportunities')) {
    const id = deal.opportunity_id ?? '';
    if ((deal.opened ?? '') > LAST_DAY) continue;
    const over = deal.closed !== '' && (deal.closed ?? '') <= LAST_DAY;
    if (over && (deal.closed ?? '') < '2023-07-03') continue;
    const outcome = over ? deal.outcome : 'open';
    const row = changes.get(id);
    const why = named.get(id) ?? [];
    changes.delete(id);
    if (!row)
      assert.ok(
        absent.some((code) => why.includes(code)),
        `${id} is absent`,
      );
    else if (row.outcome !== outcome)
      assert.ok(
        [...explains, 'reopened'].some((code) => why.includes(code)),
        `${id}: ${row.outcome}`,
      );
    else assert.ok(!explains.some((code) => why.includes(code)), `${id}: ${why}`);
  }
  assert.deepEqual(new Set(changes.keys()), ids(flaws('duplicate_opportunity'), 'recorded_id'));

  const counting = new Set(
    [...live('engagements', 'engagement_id').values()]
      .filter((row) => row.counts === 'true')
      .map((row) => row.engagement_id),
  );
  for (const { recorded_id } of flaws('doubled_engagement'))
    assert.ok(counting.delete(recorded_id), `${recorded_id}`);
  const lost = ids(
    flaws('missing_attendance', 'attendance_not_loaded_yet', 'deleted_engagement'),
    'true_id',
  );
  for (const row of rowsOf('true/engagements')) {
    if ((row.happened ?? '') < '2023-07-03' || (row.happened ?? '') > LAST_DAY) continue;
    const there = counting.delete(row.engagement_id);
    assert.equal(there, !lost.has(row.engagement_id), `${row.engagement_id}`);
  }
  assert.equal(counting.size, 0);
});
