import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeSample } from './write-sample.ts';

type Row = Readonly<Record<string, string>>;

let home = '';
const read = new Map<string, readonly Row[]>();

before(async () => {
  home = mkdtempSync(join(tmpdir(), 'sameboat-hubspot-'));
  await writeSample({ out: home, seed: 5, size: 'small' });
});
after(() => rmSync(home, { recursive: true, force: true }));

function rowsOf(path: string): readonly Row[] {
  const known = read.get(path);
  if (known) return known;
  const text = readFileSync(join(home, 'recorded', path), 'utf8').trimEnd();
  const [head = '', ...lines] = text.split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => {
    const cells = (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((c) => c.replace(/,$/, ''));
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
  read.set(path, rows);
  return rows;
}

const portal = (name: string) => rowsOf(`hubspot/${name}.csv`);
const idsOf = (name: string, column = 'hs_object_id') =>
  new Set(portal(name).map((row) => row[column]));

test('ids are unique, and every reference resolves', () => {
  for (const name of ['companies', 'contacts', 'deals', 'meetings', 'leads', 'campaigns'])
    assert.equal(idsOf(name).size, portal(name).length, name);
  const [contacts, deals, companies] = [idsOf('contacts'), idsOf('deals'), idsOf('companies')];
  const [campaigns, owners] = [idsOf('campaigns', 'id'), idsOf('owners', 'id')];
  const references: readonly (readonly [string, string, ReadonlySet<string | undefined>])[] = [
    ['contacts', 'associatedcompanyid', companies],
    ['contacts', 'hubspot_owner_id', owners],
    ['deals', 'hs_primary_associated_company', companies],
    ['deals', 'hs_campaign', campaigns],
    ['deal_property_history', 'hs_object_id', deals],
    ['deal_contacts', 'deal_id', deals],
    ['deal_contacts', 'contact_id', contacts],
    ['meetings', 'associated_contact_ids', contacts],
    ['meetings', 'associated_deal_ids', deals],
    ['leads', 'hs_primary_contact_id', contacts],
    ['leads', 'associated_deal_ids', deals],
    ['campaigns', 'parent_campaign', campaigns],
    ['campaign_budget_items', 'campaignGuid', campaigns],
    ['marketing_event_participations', 'contactId', contacts],
    ['form_submissions', 'contactId', contacts],
    ['email_events', 'contactId', contacts],
    ['list_memberships', 'recordId', contacts],
  ];
  for (const [name, column, known] of references) {
    const lost = portal(name).filter((row) => row[column] !== '' && !known.has(row[column]));
    assert.equal(lost.length, 0, `${name} ${column}: ${JSON.stringify(lost[0])}`);
  }
});

test('a person is one contact, whose address nobody else has, and who is merged is gone', () => {
  const contacts = portal('contacts');
  const ids = idsOf('contacts');
  assert.equal(idsOf('contacts', 'email').size, contacts.length);
  const merged = contacts.flatMap((row) => (row.hs_merged_object_ids ?? '').split(';'));
  const lost = merged.filter((id) => id !== '');
  assert.ok(lost.length > 10, `${lost.length} merged`);
  assert.ok(lost.every((id) => !ids.has(id)));
  const records = new Set(rowsOf('plain/people.csv').map((row) => row.person_id)).size;
  const conversions = rowsOf('plain/person_merges.csv').filter((row) =>
    row.from_person_id?.startsWith('L-'),
  );
  assert.equal(contacts.length + lost.length, records - conversions.length);
});

test('a deal stands as the last row of each property says, by a stage of its pipeline', () => {
  const last = new Map<string, Map<string, string>>();
  for (const row of portal('deal_property_history')) {
    const deal = last.get(row.hs_object_id ?? '') ?? new Map<string, string>();
    last.set(row.hs_object_id ?? '', deal.set(row.property ?? '', row.value ?? ''));
  }
  const stages = new Map(portal('pipelines').map((row) => [row.stageId, row]));
  for (const deal of portal('deals')) {
    const history = last.get(deal.hs_object_id ?? '');
    for (const property of ['dealstage', 'amount', 'closedate', 'hubspot_owner_id'])
      assert.equal(history?.get(property) ?? '', deal[property], `${property} ${deal.dealname}`);
    const stage = stages.get(deal.dealstage ?? '');
    assert.equal(stage?.isClosed, deal.hs_is_closed);
    assert.equal(stage?.probability === '1', deal.hs_is_closed_won === 'true');
    assert.ok(deal.closedate?.endsWith('T00:00:00.000Z'));
  }
});

test('nothing is known after the export day', () => {
  const stamps = /^(createdate|hs_createdate|hs_lastmodifieddate|timestamp|createdAt|updatedAt)$/;
  for (const name of [
    'companies',
    'contacts',
    'deals',
    'deal_property_history',
    'leads',
    'meetings',
  ])
    for (const row of portal(name))
      for (const [column, value] of Object.entries(row))
        if (stamps.test(column)) assert.ok(value < '2026-09-01', `${name} ${column} ${value}`);
});
