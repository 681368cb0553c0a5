import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FACT_TABLES, TIME_TABLES } from '../src/facts/facts.ts';
import { withChecksum } from './salesforce-id.ts';
import { type SampleReport, writeSample } from './write-sample.ts';

type Row = Readonly<Record<string, string>>;

let home = '';
let report: SampleReport;
const seed = 11;

before(async () => {
  home = mkdtempSync(join(tmpdir(), 'sameboat-sample-'));
  report = await writeSample({ out: join(home, 'a'), seed, size: 'small' });
});
after(() => rmSync(home, { recursive: true, force: true }));

/** What the sample has files of: its quarters and holidays stand in its settings. */
const TABLES = FACT_TABLES.filter((table) => !TIME_TABLES.includes(table));

/** Good enough for files that this folder wrote: no cell of theirs holds a line feed. */
function rowsOf(path: string): readonly Row[] {
  const known = files.get(path) ?? readRows(path);
  files.set(path, known);
  return known;
}

const files = new Map<string, readonly Row[]>();

function readRows(path: string): Row[] {
  const [head = '', ...lines] = readFileSync(join(home, 'a', path), 'utf8')
    .trimEnd()
    .split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((c) => c.replace(/,$/, ''));
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

const idsOf = (path: string, column: string) => new Set(rowsOf(path).map((row) => row[column]));
const plain = (name: string) => `recorded/plain/${name}.csv`;
const force = (name: string) => `recorded/salesforce/${name}.csv`;

/** The last version of each thing by the columns that name it. */
function latest(rows: readonly Row[], key: readonly string[]): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const name = key.map((column) => row[column]).join(' ');
    const known = found.get(name);
    if (!known || (known.recorded_at ?? '') <= (row.recorded_at ?? '')) found.set(name, row);
  }
  return [...found.values()];
}

function digest(folder: string): string {
  const hash = createHash('sha256');
  for (const { path } of report.files) hash.update(readFileSync(join(home, folder, path)));
  return hash.update(readFileSync(join(home, folder, 'truth.json'))).digest('hex');
}

test('the same options give the same bytes, another seed gives others', async () => {
  await writeSample({ out: join(home, 'b'), seed, size: 'small' });
  assert.equal(digest('b'), digest('a'));
  await writeSample({ out: join(home, 'b'), seed: seed + 1, size: 'small' });
  assert.notEqual(digest('b'), digest('a'));
});

test('an earlier export is the later one, cut', async () => {
  await writeSample({ out: join(home, 'c'), seed, size: 'small', asOf: '2025-11-30' });
  for (const { name } of TABLES) {
    const lines = readFileSync(join(home, 'c', plain(name)), 'utf8').split('\n').length - 2;
    const cut = rowsOf(plain(name)).filter((row) => (row.recorded_at ?? '') < '2025-12-01');
    assert.equal(lines, cut.length, name);
  }
});

function assertRefs(references: readonly (readonly [string, string, string, string])[]): void {
  for (const [file, column, toFile, toColumn] of references) {
    const known = idsOf(toFile, toColumn);
    const lost = rowsOf(file).filter((row) => row[column] !== '' && !known.has(row[column]));
    assert.equal(lost.length, 0, `${file} ${column}: ${JSON.stringify(lost[0])}`);
  }
}

test('every reference in true/ resolves', () => {
  const file = (name: string) => `true/${name}.csv`;
  assertRefs([
    [file('engagements'), 'account_id', file('accounts'), 'account_id'],
    [file('engagements'), 'programme_id', file('programmes'), 'programme_id'],
    [file('meetings'), 'engagement_id', file('engagements'), 'engagement_id'],
    [file('meetings'), 'opportunity_id', file('opportunities'), 'opportunity_id'],
    [file('meetings'), 'seat_id', file('seats'), 'seat_id'],
    [file('opportunities'), 'meeting_id', file('meetings'), 'meeting_id'],
    [file('stage_entries'), 'opportunity_id', file('opportunities'), 'opportunity_id'],
    [file('market_spells'), 'account_id', file('accounts'), 'account_id'],
  ]);
});

test('every reference in the plain export resolves, and every required cell is filled', () => {
  const targets: Readonly<Record<string, readonly [string, string]>> = {
    account_id: ['accounts', 'account_id'],
    person_id: ['people', 'person_id'],
    from_account_id: ['accounts', 'account_id'],
    to_account_id: ['accounts', 'account_id'],
    from_person_id: ['people', 'person_id'],
    to_person_id: ['people', 'person_id'],
    owner_id: ['users', 'user_id'],
    manager_id: ['users', 'user_id'],
    team_id: ['teams', 'team_id'],
    campaign_id: ['campaigns', 'campaign_id'],
    parent_id: ['campaigns', 'campaign_id'],
    opportunity_id: ['opportunities', 'opportunity_id'],
    product: ['products', 'product_id'],
  };
  for (const table of TABLES) {
    const rows = rowsOf(plain(table.name));
    assert.ok(rows.length > 0, `${table.name} is empty`);
    for (const column of table.columns) {
      const to = targets[column.name];
      if (to && !(table.name === 'accounts' && column.name === 'parent_id'))
        assertRefs([[plain(table.name), column.name, plain(to[0]), to[1]]]);
      if (column.required)
        assert.ok(
          rows.every((row) => row[column.name]),
          `${table.name} ${column.name}`,
        );
      const allowed = column.oneOf;
      if (allowed)
        assert.ok(
          rows.every((row) => row[column.name] === '' || allowed.includes(row[column.name] ?? '')),
          `${table.name} ${column.name}`,
        );
    }
  }
});

test('every reference in the Salesforce export resolves', () => {
  const to = (object: string) => [force(object), 'Id'] as const;
  assertRefs([
    [force('Contact'), 'AccountId', ...to('Account')],
    [force('Contact'), 'MasterRecordId', ...to('Contact')],
    [force('Contact'), 'OwnerId', ...to('User')],
    [force('Lead'), 'ConvertedContactId', ...to('Contact')],
    [force('Lead'), 'ConvertedOpportunityId', ...to('Opportunity')],
    [force('Account'), 'MasterRecordId', ...to('Account')],
    [force('Lead'), 'Matched_Account__c', ...to('Account')],
    [force('Lead'), 'ConvertedAccountId', ...to('Account')],
    [force('Campaign'), 'ParentId', ...to('Campaign')],
    [force('CampaignMember'), 'CampaignId', ...to('Campaign')],
    [force('CampaignMember'), 'LeadId', ...to('Lead')],
    [force('CampaignMember'), 'ContactId', ...to('Contact')],
    [force('CampaignMemberStatus'), 'CampaignId', ...to('Campaign')],
    [force('Event'), 'AccountId', ...to('Account')],
    [force('Event'), 'OwnerId', ...to('User')],
    [force('Task'), 'OwnerId', ...to('User')],
    [force('Task'), 'WhatId', ...to('Opportunity')],
    [force('Opportunity'), 'AccountId', ...to('Account')],
    [force('Opportunity'), 'CampaignId', ...to('Campaign')],
    [force('OpportunityHistory'), 'OpportunityId', ...to('Opportunity')],
    [force('OpportunityFieldHistory'), 'OpportunityId', ...to('Opportunity')],
    [force('OpportunityContactRole'), 'OpportunityId', ...to('Opportunity')],
    [force('OpportunityContactRole'), 'ContactId', ...to('Contact')],
  ]);
  const people = new Set([...idsOf(force('Lead'), 'Id'), ...idsOf(force('Contact'), 'Id')]);
  for (const name of ['Event', 'Task'])
    assert.ok(
      rowsOf(force(name)).every((row) => people.has(row.WhoId ?? '')),
      name,
    );
  for (const { path } of report.files.filter((file) => file.path.includes('salesforce'))) {
    const ids = rowsOf(path).map((row) => row.Id ?? '');
    assert.equal(new Set(ids).size, ids.length, `${path}: ids are unique`);
    assert.ok(
      ids.every((id) => withChecksum(id.slice(0, 15)) === id),
      `${path}: checksums`,
    );
  }
});

test('Salesforce checksums are those of known ids', () => {
  assert.equal(withChecksum('001A0000006Vm9r'), '001A0000006Vm9rIAC');
  assert.equal(withChecksum('003000000000000'), '003000000000000AAA');
});

test('nothing is recorded before it happened, nor after the export day', () => {
  const planned = new Set(['campaigns', 'campaign_costs', 'meetings']);
  for (const { name } of TABLES) {
    for (const row of rowsOf(plain(name))) {
      const recorded = (row.recorded_at ?? '').slice(0, 10);
      assert.ok(recorded >= '2023-07-03' && recorded <= '2026-08-31', `${name} ${recorded}`);
      if (!planned.has(name))
        assert.ok((row.happened ?? '') <= recorded, `${name} ${JSON.stringify(row)}`);
    }
  }
  const held = rowsOf(plain('meetings')).filter((row) => row.outcome === 'held');
  assert.ok(held.every((row) => (row.happened ?? '') <= (row.recorded_at ?? '').slice(0, 10)));
  assert.ok(held.every((row) => (row.booked_on ?? '') <= (row.happened ?? '')));
});

test('no lag is negative', () => {
  const opened = new Map(
    rowsOf(plain('opportunities')).map((o) => [o.opportunity_id, o.happened ?? '']),
  );
  for (const change of rowsOf(plain('opportunity_changes')))
    assert.ok(
      (change.happened ?? '') >= (opened.get(change.opportunity_id) ?? ''),
      JSON.stringify(change),
    );
  const engaged = new Map(
    rowsOf('true/engagements.csv').map((e) => [e.engagement_id, e.happened ?? '']),
  );
  for (const meeting of rowsOf('true/meetings.csv'))
    assert.ok((meeting.happened ?? '') >= (engaged.get(meeting.engagement_id) ?? ''));
  for (const deal of rowsOf('true/opportunities.csv'))
    assert.ok(deal.closed === '' || (deal.closed ?? '') >= (deal.opened ?? ''));
});

test('both exports tell of the same engagements, meetings, hand-offs and opportunities', () => {
  const count = (rows: readonly Row[], column: string, value: string) =>
    rows.filter((row) => row[column] === value).length;
  const deals = latest(rowsOf(plain('opportunity_changes')), ['opportunity_id']);
  const opportunities = rowsOf(force('Opportunity'));
  assert.equal(deals.length, opportunities.length);
  for (const [outcome, stage] of [
    ['won', 'Closed Won'],
    ['lost', 'Closed Lost'],
  ] as const)
    assert.equal(count(deals, 'outcome', outcome), count(opportunities, 'StageName', stage));
  assert.deepEqual(
    deals
      .filter((d) => d.outcome === 'won')
      .map((d) => `${d.close_on} ${d.amount}`)
      .sort(),
    opportunities
      .filter((o) => o.IsWon === 'true')
      .map((o) => `${o.CloseDate} ${o.Amount}`)
      .sort(),
  );
  const meetings = latest(rowsOf(plain('meetings')), ['meeting_id']);
  assert.equal(
    count(meetings, 'outcome', 'held'),
    count(
      rowsOf(force('Event')).filter((row) => row.IsChild === 'false'),
      'Outcome__c',
      'Held',
    ),
  );
  assert.deepEqual(
    latest(rowsOf(plain('engagements')), ['engagement_id'])
      .map((row) => `${row.happened} ${row.status} ${row.counts} ${row.state}`)
      .sort(),
    rowsOf(force('CampaignMember'))
      .map((row) => {
        const day = row.FirstRespondedDate || row.CreatedDate?.slice(0, 10);
        const state = row.IsDeleted === 'true' ? 'deleted' : 'live';
        return `${day} ${row.Status} ${row.HasResponded} ${state}`;
      })
      .sort(),
  );
  assert.equal(idsOf(plain('lead_episodes'), 'episode_id').size, rowsOf(force('Task')).length);
  assert.equal(idsOf(plain('accounts'), 'account_id').size, rowsOf(force('Account')).length);
  const people = rowsOf(force('Contact')).length + rowsOf(force('Lead')).length;
  assert.equal(idsOf(plain('people'), 'person_id').size, people);
});

test('the recording flaws are there', () => {
  const changes = rowsOf(plain('opportunity_changes'));
  const late = changes.filter((c) => {
    const days = (Date.parse(c.recorded_at ?? '') - Date.parse(c.happened ?? '')) / 86_400_000;
    return c.outcome === 'lost' && days > 10;
  });
  assert.ok(late.length > 100, `late losses: ${late.length}`);
  assert.ok(
    changes.some((c) => c.amount === ''),
    'missing amounts',
  );
  const merged = rowsOf(force('Contact')).filter((c) => c.MasterRecordId !== '');
  assert.ok(merged.length > 20 && merged.every((c) => c.IsDeleted === 'true'), `${merged.length}`);
  const history = rowsOf(force('OpportunityFieldHistory')).map((row) => row.CreatedDate ?? '');
  assert.ok(
    history.every((at) => at >= '2024-01-01'),
    'field history starts in month 6',
  );
});

test('a small company is roughly what it should be', () => {
  for (const { name, ratio } of report.figures) {
    if (ratio === null) continue;
    const loose = /days|meeting, before|spread/.test(name) ? 2.2 : 1.5;
    assert.ok(ratio > 1 / loose && ratio < loose, `${name}: ${ratio}`);
  }
});

test('options that make no sense are refused', async () => {
  const bad = { out: join(home, 'c'), size: 'small' } as const;
  await assert.rejects(writeSample({ ...bad, seed: -1 }), { code: 'bad_seed' });
  await assert.rejects(writeSample({ ...bad, seed: 1, asOf: '2031-01-01' }), { code: 'bad_as_of' });
});
