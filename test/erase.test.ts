import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDuckDb } from '../src/engine/duckdb.ts';
import { allRows } from '../src/engine/engine.ts';
import { statement } from '../src/engine/statement.ts';
import { BadInput, NotFound } from '../src/errors.ts';
import type { ErasePersonAnswer } from '../src/operations/erase-person.ts';
import type { ImportAnswer } from '../src/operations/import.ts';
import { TemporaryHome } from './temporary-home.ts';

const STAMPS = { CreatedDate: '2026-01-05T09:00:00Z', SystemModstamp: '2026-02-01T09:00:00Z' };
const JANE = '0035g00000JANE0AAA';
const LEAD = '00Q5g00000JANE1AAA';

/** An export in which Jane Doe is a lead, then a contact, and is named in texts of others. */
function export_(home: TemporaryHome, folder: string, title = 'Head of Steel'): string[] {
  const contact = (Id: string, FirstName: string, LastName: string, Email: string) => ({
    Id,
    AccountId: '001A',
    FirstName,
    LastName,
    Email,
    Title: title,
    Phone: '+44 123',
    ...STAMPS,
  });
  const event = (Id: string, WhoId: string, Subject: string, day: string) => ({
    Id,
    WhoId,
    OwnerId: '005A',
    Subject,
    StartDateTime: `2026-03-${day}T10:00:00Z`,
    DurationInMinutes: 30,
    AccountId: '001A',
    Outcome__c: 'Held',
    Description: 'Jane Doe came',
    ...STAMPS,
  });
  return [
    home.csv(`${folder}/Account.csv`, [
      { Id: '001A', Name: 'Acme', Industry: 'Steel', Website: 'acme.example', ...STAMPS },
    ]),
    home.csv(`${folder}/Contact.csv`, [
      contact(JANE, 'Jane', 'Doe', 'Jane.Doe@acme.example'),
      contact('0035g00000OTHERAAA', 'John', 'Roe', 'john@acme.example'),
    ]),
    home.csv(`${folder}/Lead.csv`, [
      {
        Id: LEAD,
        FirstName: 'Jane',
        LastName: 'Doe',
        Email: 'jane@home.example',
        Company: 'Acme',
        Status: 'Qualified',
        IsConverted: true,
        ConvertedDate: '2026-01-20',
        ConvertedContactId: JANE,
        ConvertedAccountId: '001A',
        ConvertedOpportunityId: '006A',
        ...STAMPS,
      },
    ]),
    home.csv(`${folder}/CampaignMember.csv`, [
      {
        Id: '00vA',
        CampaignId: '701A',
        ContactId: JANE.slice(0, 15),
        LeadId: null,
        Status: 'Attended',
        HasResponded: true,
        FirstRespondedDate: '2026-02-10',
        ...STAMPS,
      },
    ]),
    home.csv(`${folder}/Event.csv`, [
      event('00UA', JANE, 'Call with Jane Doe', '10'),
      event('00UB', '0035g00000OTHERAAA', 'About jane.doe@acme.example', '12'),
    ]),
    home.csv(`${folder}/OpportunityContactRole.csv`, [
      {
        Id: '00KA',
        OpportunityId: '006A',
        ContactId: JANE,
        Role: 'Buyer',
        IsPrimary: true,
        ...STAMPS,
      },
    ]),
    home.write(`${folder}/other.csv`, 'who,what\nJane.Doe@acme.example,call her\nsomebody,else\n'),
  ];
}

/** Every text that is kept anywhere in the home. */
async function everything(home: TemporaryHome): Promise<string> {
  const engine = await openDuckDb({ path: ':memory:' });
  const names = readdirSync(home.home.path, { recursive: true }).map(String);
  const texts = [];
  for (const name of names) {
    const path = join(home.home.path, name);
    if (name.endsWith('.parquet')) {
      const sql = `select cast(p as varchar) as text from read_parquet('${path}') p`;
      const rows = await allRows<{ text: string }>(engine.query(statement('all', sql)));
      texts.push(...rows.map(({ text }) => text));
    } else if (/\.(json|jsonl|duckdb)$/.test(name)) texts.push(readFileSync(path, 'latin1'));
  }
  engine.close();
  return texts.join('\n').toLowerCase();
}

const TRACES = ['jane', 'doe@', JANE.slice(0, 15), LEAD.slice(0, 15), 'call her'];

async function traces(home: TemporaryHome): Promise<string[]> {
  const text = await everything(home);
  return TRACES.filter((trace) => text.includes(trace.toLowerCase()));
}

async function figures(home: TemporaryHome): Promise<unknown> {
  const week = { as_of: '2026-04-01', from: '2026-02-01', to: '2026-04-01' };
  const ask = (step: string) =>
    home.ask<{ count: number }>('rows', { ...week, figure: 'week', step });
  const { facts } = await home.ask<{ facts: { table: string; rows: number }[] }>('overview', {
    as_of: '2026-04-01',
  });
  return {
    meetings: (await ask('net_new_meetings')).count,
    engagements: (await ask('engagements')).count,
    facts: facts.filter(({ table }) => table !== 'people'),
  };
}

const erase = (home: TemporaryHome, person: string, confirm = true) =>
  home.ask<ErasePersonAnswer>('erase-person', { as_of: '2026-05-01', person, confirm });

describe('erasing a person', () => {
  it('counts first, and changes nothing', async () => {
    using home = new TemporaryHome();
    await home.import(export_(home, 'a'), { exported: '2026-03-31' });
    const before = await everything(home);
    const answer = await erase(home, 'JANE@home.example', false);
    assert.deepEqual([answer.erased, answer.records, answer.addresses], [false, 2, 2]);
    const changed = answer.files.map(({ file, rows, mentions }) => [file, rows, mentions]);
    assert.deepEqual(changed, [
      ['Contact.csv', 1, 0],
      ['Lead.csv', 1, 0],
      ['CampaignMember.csv', 1, 0],
      ['Event.csv', 1, 1],
      ['OpportunityContactRole.csv', 1, 0],
      ['other.csv', 1, 0],
    ]);
    assert.equal(await everything(home), before);
  });

  it('leaves no trace in landed rows and facts, and the same numbers', async () => {
    using home = new TemporaryHome();
    await home.import(export_(home, 'a'), { exported: '2026-03-31' });
    const before = await figures(home);
    assert.equal((await traces(home)).length, TRACES.length);
    const answer = await erase(home, JANE);
    assert.deepEqual(await traces(home), []);
    assert.deepEqual(await figures(home), before);
    const { engine } = await home.facts();
    const people = await allRows<{ person_id: string; email: string | null }>(
      engine.query(
        statement('people', 'select person_id, email from people order by email nulls first'),
      ),
    );
    assert.deepEqual(
      people.map(({ person_id, email }) => [answer.tombstones.includes(person_id), email]),
      [
        [true, null],
        [true, null],
        [false, 'john@acme.example'],
      ],
    );
    const { rows } = await home.ask<{ rows: { name: string | null }[] }>('rows', {
      as_of: '2026-04-01',
      figure: 'week',
      step: 'engagements',
      from: '2026-02-01',
      to: '2026-04-01',
    });
    assert.ok(!rows[0]?.name);
    const { facts_version } = await home.ask('rebuild', { as_of: '2026-05-01' });
    assert.equal(facts_version, answer.facts_version);
  });

  it('does not come back with a later import, by id or by address', async () => {
    using home = new TemporaryHome();
    await home.import(export_(home, 'a'), { exported: '2026-03-31' });
    await erase(home, 'jane.doe@acme.example');
    const again = (await home.import(export_(home, 'b', 'Chief'), {
      exported: '2026-04-30',
    })) as ImportAnswer;
    for (const { read, loaded, rejected } of again.files) assert.equal(read, loaded + rejected);
    assert.deepEqual(again.extents.map(({ missing }) => missing).filter(Boolean), []);
    assert.deepEqual(await traces(home), []);
    const rejoined = home.csv('c/Contact.csv', [
      {
        Id: '0035g00000NEWNEAAA',
        AccountId: '001A',
        FirstName: 'Jane',
        LastName: 'Doe',
        Email: 'jane@home.example',
        Title: 'Boss',
        ...STAMPS,
      },
    ]);
    await home.import([rejoined], { exported: '2026-05-31', partial: true });
    const later = home.csv('d/OpportunityContactRole.csv', [
      {
        Id: '00KB',
        OpportunityId: '006B',
        ContactId: '0035g00000NEWNEAAA',
        Role: 'Buyer',
        IsPrimary: true,
        ...STAMPS,
      },
    ]);
    await home.import([later], { exported: '2026-06-30', partial: true });
    assert.deepEqual(await traces(home), []);
    assert.ok(!(await everything(home)).includes('0035g00000newne'));
  });

  it('changes nothing when nobody is found', async () => {
    using home = new TemporaryHome();
    await home.import(export_(home, 'a'), { exported: '2026-03-31' });
    await assert.rejects(erase(home, 'nobody@acme.example'), NotFound);
    assert.equal((await traces(home)).length, TRACES.length);
    assert.deepEqual(
      readdirSync(home.home.landed).filter((name) => name !== '000001'),
      [],
    );
  });

  it('takes lists of ids and joined addresses of HubSpot with it', async () => {
    using home = new TemporaryHome();
    const contacts = home.csv('Contact.csv', [
      {
        hs_object_id: '11',
        email: 'jane@acme.example',
        firstname: 'Jane',
        lastname: 'Doe',
        associatedcompanyid: '1',
        lifecyclestage: 'lead',
        createdate: '2026-01-05T09:00:00Z',
      },
      {
        hs_object_id: '12',
        email: 'john@acme.example',
        firstname: 'John',
        lastname: 'Roe',
        associatedcompanyid: '1',
        lifecyclestage: 'lead',
        createdate: '2026-01-05T09:00:00Z',
      },
    ]);
    const deals = home.csv('Deal.csv', [
      {
        deal_id: '11',
        dealname: 'Steel for Jane Doe',
        dealstage: 'closedwon',
        amount: '11',
        associated_contact_ids: '12;11',
        createdate: '2026-01-05T09:00:00Z',
        closedate: '2026-03-01',
      },
    ]);
    const mails = home.csv('mails.csv', [
      { id: 'e1', type: 'CLICK', recipient: 'Jane@acme.example', created: '2026-02-05T09:00:00Z' },
    ]);
    await home.import([contacts, deals, mails], { exported: '2026-03-31' });
    const answer = await erase(home, '11');
    assert.deepEqual(
      await traces(home).then((found) => found.filter((each) => each !== 'doe@')),
      [],
    );
    const { engine } = await home.facts();
    const rows = async (sql: string) => allRows<{ id: string }>(engine.query(statement('x', sql)));
    const [tombstone] = answer.tombstones;
    assert.deepEqual(
      (await rows('select person_id as id from contact_roles order by 1')).map(({ id }) => id),
      ['12', tombstone],
    );
    assert.deepEqual(await rows('select person_id as id from engagements'), [{ id: tombstone }]);
    assert.deepEqual(await rows('select opportunity_id as id from opportunities'), [{ id: '11' }]);
  });

  it('does not run beside an import', async () => {
    using home = new TemporaryHome();
    await home.import(export_(home, 'a'), { exported: '2026-03-31' });
    const running = home.import(export_(home, 'b', 'Boss'));
    await assert.rejects(erase(home, JANE), BadInput);
    await running;
  });
});
