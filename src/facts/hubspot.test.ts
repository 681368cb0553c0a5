import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { needs, sharedPath } from '../../test/shared-data.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';

interface FileReport {
  readonly file: string;
  readonly recognised_as: string | null;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
}

type Files = Readonly<Record<string, string>>;

/** Imports the texts as files of one export; the answer says what each was taken for. */
async function load(home: TemporaryHome, files: Files): Promise<readonly FileReport[]> {
  const paths = Object.entries(files).map(([name, text]) => home.write(`in/${name}.csv`, text));
  const answer = await home.import(paths, { exported: '2026-08-31' });
  return answer.files as readonly FileReport[];
}

async function rows(home: TemporaryHome, sql: string): Promise<string[]> {
  const { engine } = await home.facts();
  const found = await allRows<Record<string, unknown>>(engine.query(statement('test', sql)));
  return found.map((row) => Object.values(row).join(' '));
}

const PIPELINES = `stageId,stageLabel,pipelineId,probability,isClosed,leadState
10,Qualify,default,0.1,false,
20,Propose,default,0.5,false,
30,Closed Won,default,1.0,true,
40,Closed Lost,default,0.0,true,
new-stage-id,New,leads,,false,NEW
77,Back to nurture,leads,,true,UNQUALIFIED
unqualified-stage-id,Disqualified,leads,,true,UNQUALIFIED
`;

const DEALS = `hs_object_id,dealname,dealstage,amount,deal_currency_code,closedate,hubspot_owner_id,createdate,hs_createdate,hs_lastmodifieddate,hs_is_closed,hs_is_closed_won,archived,archivedAt
1,Acme,30,1200,USD,2026-02-20T00:00:00.000Z,7,2026-01-02T09:00:00.000Z,2026-01-05T09:00:00.000Z,2026-03-01T00:00:00.000Z,true,true,false,
2,Bolt,10,,USD,2026-06-30T00:00:00.000Z,8,2026-02-01T09:00:00.000Z,2026-02-01T09:00:00.000Z,2026-03-02T10:00:00.000Z,false,false,true,2026-03-02T10:00:00.000Z
`;

const HISTORY = `hs_object_id,property,value,timestamp
1,dealstage,10,2026-01-05T09:00:00.120Z
1,amount,1000,2026-01-05T09:00:00.120Z
1,closedate,2026-03-31T00:00:00.000Z,2026-01-05T09:00:00.120Z
1,hubspot_owner_id,6,2026-01-05T09:00:00.120Z
1,amount,1500,2026-01-20T10:00:00.000Z
1,hubspot_owner_id,7,2026-01-25T10:00:00.000Z
1,closedate,2026-04-30T00:00:00.000Z,2026-02-01T10:00:00.000Z
1,closedate,2026-04-30T00:00:00.000Z,2026-02-02T10:00:00.000Z
1,dealstage,30,2026-02-22T10:00:00.000Z
1,amount,1200,2026-02-22T10:00:00.000Z
1,closedate,1771545600000,2026-02-22T10:00:00.000Z
1,hs_priority,high,2026-02-22T10:00:00.000Z
2,dealstage,10,2026-02-01T09:00:00.000Z
2,closedate,2026-06-30T00:00:00.000Z,2026-02-01T09:00:00.000Z
2,amount,500,2026-02-01T09:00:00.000Z
2,amount,,2026-02-03T09:00:00.000Z
`;

describe('importing HubSpot deals', () => {
  it('makes one change of the properties of one moment, and no stage change of a new amount', async () => {
    using home = new TemporaryHome();
    const files = await load(home, { deals: DEALS, history: HISTORY, pipelines: PIPELINES });
    const sql = `select happened, stage, outcome, coalesce(cast(amount as varchar), '-'), close_on,
      strftime(recorded_at, '%m-%d %H:%M') from opportunity_changes
      where opportunity_id = '1' order by recorded_at`;
    assert.deepEqual(await rows(home, sql), [
      '2026-01-02 Qualify open 100000 2026-03-31 01-05 09:00',
      '2026-01-20 Qualify open 150000 2026-03-31 01-20 10:00',
      '2026-02-01 Qualify open 150000 2026-04-30 02-01 10:00',
      '2026-02-20 Closed Won won 120000 2026-02-20 02-22 10:00',
    ]);
    const history = files.find((file) => file.file === 'history.csv');
    assert.deepEqual([history?.read, history?.loaded, history?.rejected], [16, 15, 1]);
    assert.deepEqual(
      history?.reasons.map((reason) => reason.code),
      ['other_property'],
    );
  });

  it('knows who owned a deal when, and that a cleared amount is unknown', async () => {
    using home = new TemporaryHome();
    await load(home, { deals: DEALS, history: HISTORY, pipelines: PIPELINES });
    const owners = `select owner_id, strftime(recorded_at, '%m-%d'), superseded_at is null
      from opportunities where opportunity_id = '1' order by recorded_at`;
    assert.deepEqual(await rows(home, owners), ['6 01-05 false', '7 01-25 true']);
    const amounts = `select coalesce(cast(amount as varchar), '-') from opportunity_changes
      where opportunity_id = '2' and state = 'live' order by recorded_at`;
    assert.deepEqual(await rows(home, amounts), ['50000', '-']);
  });

  it('an owner from before all stages makes no change of its own', async () => {
    using home = new TemporaryHome();
    const owner = '2,hubspot_owner_id,9,2026-01-31T09:00:00.000Z';
    await load(home, { deals: DEALS, history: `${HISTORY}${owner}\n`, pipelines: PIPELINES });
    const sql = `select distinct strftime(recorded_at, '%m-%d'), stage from opportunity_changes
      where opportunity_id = '2' and state = 'live' order by 1`;
    assert.deepEqual(await rows(home, sql), ['02-01 Qualify', '02-03 Qualify']);
  });

  it('a later export of the whole history adds what is new, and nothing else', async () => {
    using home = new TemporaryHome();
    const more = `${HISTORY}1,amount,1300,2026-02-25T10:00:00.000Z\n`;
    const later = DEALS.replace('30,1200', '30,1300');
    await load(home, { deals: DEALS, history: HISTORY, pipelines: PIPELINES });
    await load(home, { deals: later, history: more, pipelines: PIPELINES });
    const sql = `select strftime(recorded_at, '%m-%d'), cast(amount as varchar)
      from opportunity_changes where opportunity_id = '1' order by recorded_at`;
    const found = await rows(home, sql);
    assert.deepEqual(found.slice(-2), ['02-22 120000', '02-25 130000']);
    assert.equal(found.length, 5);
  });

  it('keeps an archived deal apart: there until then, neither lost nor deleted after', async () => {
    using home = new TemporaryHome();
    await load(home, { deals: DEALS, history: HISTORY, pipelines: PIPELINES });
    const sql = `select state, strftime(recorded_at, '%m-%d') from opportunities
      where opportunity_id = '2' order by recorded_at`;
    assert.deepEqual(await rows(home, sql), ['live 02-01', 'archived 03-02']);
    const lost = `select count(*) from opportunity_changes where outcome = 'lost'`;
    assert.deepEqual(await rows(home, lost), ['0']);
    const now = `select distinct state from opportunity_changes
      where opportunity_id = '2' and superseded_at is null`;
    assert.deepEqual(await rows(home, now), ['archived']);
  });

  it('reads HubSpot’s own export by labels: stages by name, local times as their day', async () => {
    using home = new TemporaryHome('time_zone: America/Los_Angeles\n');
    const files = await load(home, {
      deals: `Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Is Deal Closed?,Is Closed Won,Associated Contact IDs
1,Acme,Closed Won,"1,200.50",2026-02-20 00:00,2026-01-05 09:00,true,true,51;52
2,Bolt,Closed Lost,,2026-03-02 00:00,2026-01-31 09:00,true,false,
3,Crux,Qualify,10,2026-09-30 00:00,2026-02-01 09:00,false,false,53
`,
    });
    assert.deepEqual(
      files.map((file) => [file.recognised_as, file.loaded]),
      [['hubspot/Deal', 3]],
    );
    const sql = `select opportunity_id, outcome, stage, close_on,
      coalesce(cast(amount as varchar), '-') from opportunity_changes
      where superseded_at is null and stage is not null order by 1`;
    assert.deepEqual(await rows(home, sql), [
      '1 won Closed Won 2026-02-20 120050',
      '2 lost Closed Lost 2026-03-02 -',
      '3 open Qualify 2026-09-30 1000',
    ]);
    const roles = 'select opportunity_id, person_id from contact_roles order by 1, 2';
    assert.deepEqual(await rows(home, roles), ['1 51', '1 52', '3 53']);
  });

  it('turns exchange rates round: units of a currency for one of the company’s', async () => {
    using home = new TemporaryHome();
    await load(home, {
      rates: `fromCurrencyCode,toCurrencyCode,conversionRate,effectiveAt
EUR,USD,1.25,2026-01-01T00:00:00.000Z
`,
    });
    const sql = 'select currency, happened, rate from currencies order by 1';
    assert.deepEqual(await rows(home, sql), ['EUR 2026-01-01 0.8', 'USD 2026-01-01 1']);
  });
});

describe('importing HubSpot contacts, leads and what they did', () => {
  it('lets rows of merged contacts follow the one that stays, with the moment of each merge', async () => {
    using home = new TemporaryHome();
    await load(home, {
      contacts: `hs_object_id,email,firstname,lastname,lifecyclestage,associatedcompanyid,hs_merged_object_ids,hs_calculated_merged_vids,createdate,lastmodifieddate
11,a@acme.example,Ada,Lo,lead,5,12;13,12:1772355600000;13:1772359200000,2026-01-01T00:00:00.000Z,2026-05-01T00:00:00.000Z
14,b@acme.example,Bo,Ng,customer,5,15,,2026-01-01T00:00:00.000Z,2026-05-01T00:00:00.000Z
`,
    });
    const sql = `select from_person_id, to_person_id, strftime(recorded_at, '%m-%d %H')
      from person_merges order by 1`;
    assert.deepEqual(await rows(home, sql), ['12 11 03-01 09', '13 11 03-01 10', '15 14 05-01 00']);
    const people = 'select person_id, kind, name from people order by 1';
    assert.deepEqual(await rows(home, people), ['11 lead Ada Lo', '14 contact Bo Ng']);
  });

  it('opens a lead on its creation and closes it when it entered its last stage', async () => {
    using home = new TemporaryHome();
    await load(home, {
      pipelines: PIPELINES,
      leads: `hs_object_id,hs_lead_name,hs_pipeline_stage,hs_primary_contact_id,hs_lead_disqualification_reason,hs_v2_date_entered_attempting_stage_id_745667965,hs_v2_date_entered_current_stage,hs_createdate
1,A,unqualified-stage-id,11,NO_BUDGET,2026-03-02T10:00:00.000Z,2026-03-09T10:00:00.000Z,2026-03-01T10:00:00.000Z
2,B,77,12,,,2026-03-09T10:00:00.000Z,2026-03-01T10:00:00.000Z
3,C,new-stage-id,13,,,2026-03-01T10:00:00.000Z,2026-03-01T10:00:00.000Z
`,
    });
    const sql = `select episode_id, strftime(recorded_at, '%m-%d'), outcome, status,
      coalesce(reason, '-') from lead_episodes order by episode_id, recorded_at`;
    assert.deepEqual(await rows(home, sql), [
      '1 03-01 open New -',
      '1 03-02 open Attempting -',
      '1 03-09 rejected Disqualified NO_BUDGET',
      '2 03-01 open New -',
      '2 03-09 recycled Back to nurture -',
      '3 03-01 open New -',
    ]);
  });

  it('counts attendance, forms, clicks and replies; not registrations, opens or plain lists', async () => {
    using home = new TemporaryHome();
    await load(home, {
      events: `id,marketingEventId,contactId,attendanceState,occurredAt,createdAt
e1,9,11,ATTENDED,2026-03-01T15:00:00.000Z,2026-03-04T09:00:00.000Z
e2,9,12,REGISTERED,2026-02-20T15:00:00.000Z,2026-02-20T15:00:00.000Z
`,
      forms: 'conversionId,formId,contactId,submittedAt\nf1,3,11,2026-03-02T09:00:00.000Z\n',
      mails: `id,type,recipient,contactId,created
m1,CLICK,a@acme.example,,2026-03-03T09:00:00.000Z
m2,OPEN,,11,2026-03-03T08:00:00.000Z
m3,CLICK,nobody@acme.example,,2026-03-03T09:00:00.000Z
`,
      lists: `listId,recordId,membershipTimestamp,campaignGuid
1,11,2026-03-05T09:00:00.000Z,c-1
2,11,2026-03-05T09:00:00.000Z,
`,
      contacts: `hs_object_id,email,firstname,lifecyclestage,createdate
11,A@acme.example,Ada,lead,2026-01-01T00:00:00.000Z
`,
    });
    const sql = `select engagement_id, person_id, happened, strftime(recorded_at, '%m-%d'), counts
      from engagements order by 1`;
    assert.deepEqual(await rows(home, sql), [
      'e1 11 2026-03-01 03-04 true',
      'e2 12 2026-02-20 02-20 false',
      'f1 11 2026-03-02 03-02 true',
      'list-1/11 11 2026-03-05 03-05 true',
      'list-2/11 11 2026-03-05 03-05 false',
      'm1 11 2026-03-03 03-03 true',
      'm2 11 2026-03-03 03-03 false',
    ]);
    const rejected = 'select code, landed_row from rejected';
    assert.deepEqual(await rows(home, rejected), ['no_person 3']);
  });

  it('takes a sum of spend only where its items are not there, and 0 for none', async () => {
    using home = new TemporaryHome();
    await load(home, {
      campaigns: `id,hs_name,hs_start_date,hs_budget_items_sum_amount,hs_spend_items_sum_amount,createdAt
c-1,One,2026-03-01,500,450,2026-01-01T00:00:00.000Z
c-2,Two,2026-03-01,800,0,2026-01-01T00:00:00.000Z
`,
      items: `id,campaignGuid,itemType,name,amount,createdAt
i1,c-1,BUDGET,Plan,500,2026-01-01T00:00:00.000Z
i2,c-1,SPEND,Hall,300,2026-03-10T00:00:00.000Z
i3,c-1,SPEND,Food,150,2026-03-11T00:00:00.000Z
i4,c-1,SPEND,Later,1,2026-03-12T00:00:00.000Z
`,
    });
    const sql = `select campaign_id, kind, cast(sum(amount) as varchar) from campaign_costs
      group by 1, 2 order by 1, 2`;
    assert.deepEqual(await rows(home, sql), [
      'c-1 actual 45000',
      'c-1 planned 50000',
      'c-2 planned 80000',
    ]);
  });
});

describe('HubSpot tables as Fivetran lands them', needs('data/fivetran-seeds/hubspot'), () => {
  it('knows the objects, and says why of every row that is not loaded', async () => {
    using home = new TemporaryHome();
    const folder = sharedPath('data/fivetran-seeds/hubspot') as string;
    const answer = await home.import([folder]);
    const files = answer.files as readonly FileReport[];
    assert.equal(files.length, readdirSync(folder).filter((name) => name.endsWith('.csv')).length);
    const told = Object.fromEntries(
      files
        .filter((file) => file.recognised_as !== null)
        .map(({ file, recognised_as, loaded, reasons }) => [
          file.replace('_data.csv', ''),
          [recognised_as?.split('/')[1], loaded, ...reasons.map((r) => `${r.code} ${r.count}`)],
        ]),
    );
    assert.deepEqual(told, {
      company: ['Company', 24],
      contact: ['Contact', 22],
      contact_form_submission: ['FormSubmission', 5],
      contact_list_member: ['ListMembership', 100],
      contact_merge_audit: ['ContactMerge', 4],
      deal: ['Deal', 44],
      deal_company: ['DealCompany', 0, 'lookup_row 2'],
      deal_contact: ['DealContact', 11],
      deal_pipeline_stage: ['PipelineStage', 0, 'lookup_row 71'],
      // The names of the properties are scrambled in these data.
      deal_property_history: ['DealPropertyHistory', 0, 'other_property 100'],
      // So are the addresses, and these rows name nobody else.
      email_event: ['EmailEvent', 0, 'no_person 100'],
      engagement_contact: ['MeetingContact', 0, 'lookup_row 1'],
      engagement_meeting: ['Meeting', 100],
      owner: ['Owner', 100],
    });
    for (const file of files) {
      assert.equal(file.read, file.loaded + file.rejected, file.file);
      if (file.recognised_as === null)
        assert.deepEqual(
          file.reasons.map((reason) => reason.code),
          ['unrecognised_file'],
          file.file,
        );
    }
  });
});
