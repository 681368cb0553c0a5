import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HUBSPOT } from '../src/connectors/hubspot/streams.ts';
import { recognise } from '../src/connectors/recognise.ts';
import { SALESFORCE } from '../src/connectors/salesforce/streams.ts';
import type { CurvesAnswer } from '../src/operations/curves.ts';
import type { ImportAnswer } from '../src/operations/import.ts';
import type { PipelineAnswer } from '../src/operations/pipeline.ts';
import type { RowsAnswer } from '../src/operations/rows.ts';
import { TemporaryHome } from './temporary-home.ts';

function stream(headers: string, file = 'export.csv'): string | null {
  return recognise(headers.split(','), file, [SALESFORCE])?.stream.name ?? null;
}

describe('recognising Salesforce objects', () => {
  const exports: [headers: string, stream: string][] = [
    ['Id,Name,StageName,CloseDate,Amount,IsWon,IsClosed,AccountId,CreatedDate', 'Opportunity'],
    ['Opportunity ID,Opportunity Name,Stage,Close Date,Amount,Created Date', 'Opportunity'],
    ['id,name,stage_name,close_date,is_won,_fivetran_synced', 'Opportunity'],
    ['Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate', 'OpportunityHistory'],
    ['Id,OpportunityId,Field,OldValue,NewValue,CreatedDate', 'OpportunityFieldHistory'],
    ['Id,OpportunityId,ContactId,Role,IsPrimary', 'OpportunityContactRole'],
    ['Id,Name,Industry,Website,ParentId', 'Account'],
    ['Id,AccountId,LastName,Email,Title', 'Contact'],
    ['Id,LastName,Company,Status,IsConverted,Email', 'Lead'],
    ['Id,CampaignId,LeadId,ContactId,Status,HasResponded', 'CampaignMember'],
    ['Id,CampaignId,Label,HasResponded,IsDefault', 'CampaignMemberStatus'],
    ['Id,Name,Type,Status,StartDate,EndDate,BudgetedCost', 'Campaign'],
    ['Id,WhoId,OwnerId,StartDateTime,Subject', 'Event'],
    ['Id,WhoId,ActivityDate,Status,TaskSubtype', 'Task'],
    ['Id,Username,Name,Email,IsActive', 'User'],
  ];
  for (const [headers, expected] of exports) {
    it(`knows ${expected} by ${headers}`, () => assert.equal(stream(headers), expected));
  }
  it('is not mistaken for HubSpot where custom fields tell it', () => {
    const headers = ['Id', 'Name', 'Industry', 'Segment__c', 'NumberOfEmployees'];
    const found = recognise(headers, 'export.csv', [HUBSPOT, SALESFORCE]);
    assert.deepEqual([found?.connector.name, found?.stream.name], ['salesforce', 'Account']);
  });
  it('does not take any table with an id for one', () => {
    assert.equal(stream('Id,Name,Colour'), null);
    assert.equal(stream('opportunity,price'), null);
  });
});

describe('importing a Salesforce export', () => {
  const HISTORY = `Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate
H1,006A,Qualify,1000,2026-03-31,2026-01-05T09:00:00.000Z
H2,006A,Qualify,1500,2026-03-31,2026-01-20T09:00:00.000Z
H3,006A,Closed Won,1400,2026-02-20,2026-02-22T09:00:00.000Z
`;
  const OPPORTUNITY = `Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon,AccountId,CreatedDate,SystemModstamp
006A,Acme,Closed Won,1400,2026-02-20,true,true,001A,2026-01-05T09:00:00.000Z,2026-03-01T00:00:00.000Z
006B,Bolt,Qualify,,2026-06-30,false,false,001B,2026-02-01T09:00:00.000Z,2026-02-01T09:00:00.000Z
`;

  it('keeps both versions of an account that tell of the same merge', async () => {
    using home = new TemporaryHome();
    const account = 'Id,Name,Industry,IsDeleted,MasterRecordId,CreatedDate,SystemModstamp';
    const gone = 'true,001B,2026-01-05T09:00:00.000Z,2026-02-01T09:00:00.000Z';
    const answer = await home.import([
      home.write('a/Account.csv', `${account}\n001A,Acme,Steel,${gone}\n`),
      home.write(
        'a/AccountHistory.csv',
        `${account},_fivetran_start\n001A,Acme Ltd,Steel,${gone},2026-02-01 09:00:00\n`,
      ),
    ]);
    const files = answer['files'] as ImportAnswer['files'];
    assert.deepEqual(
      files.map(({ loaded, rejected }) => [loaded, rejected]),
      [
        [1, 0],
        [1, 0],
      ],
    );
  });

  it('reads stages from the history, the win on its close date, known when it was entered', async () => {
    using home = new TemporaryHome();
    const paths = [
      home.write('a/Opportunity.csv', OPPORTUNITY),
      home.write('a/History.csv', HISTORY),
    ];
    await home.import(paths, { exported: '2026-03-31' });
    const subjects = async (as_of: string) => {
      const { rows } = await home.ask<RowsAnswer>('rows', {
        as_of,
        figure: 'curve',
        from: 'opportunity',
        to: 'won',
      });
      return rows.map((row) => `${row.id} ${row.exit} ${row.age}`);
    };
    assert.deepEqual(await subjects('2026-02-21'), ['006A censored 47', '006B censored 20']);
    assert.deepEqual(await subjects('2026-02-22'), ['006A converted 46', '006B censored 21']);
    const { moves } = await home.ask<PipelineAnswer>('pipeline', {
      as_of: '2026-03-31',
      from: '2026-01-01',
      to: '2026-03-01',
    });
    const amount = (move: string) => moves.find((each) => each.move === move)?.amount.amount;
    assert.deepEqual(
      [amount('new'), amount('amount_up'), amount('amount_down'), amount('won'), amount('end')],
      [100_000, 40_000, 0, -140_000, 0],
    );
  });

  it('reads a report with labels, American dates and grouped amounts', async () => {
    using home = new TemporaryHome();
    const report = home.write(
      'report.csv',
      `Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Closed,Won,Created Date
0065g00000000Qa,Acme,Closed Won,"$12,500.50",2/28/2026,true,true,1/15/2026
0065g00000000Qb,Bolt,Closed Lost,"1,000",3/2/2026,true,false,1/31/2026
`,
    );
    const answer = (await home.import([report], {
      exported: '2026-03-31',
    })) as unknown as ImportAnswer;
    assert.deepEqual(answer.files[0]?.recognised_as, 'salesforce/Opportunity');
    assert.equal(answer.files[0]?.loaded, 2);
    const { curves } = await home.ask<CurvesAnswer>('curves', { as_of: '2026-03-31', by: 'none' });
    assert.deepEqual([curves[0]?.entered, curves[0]?.converted, curves[0]?.lost], [2, 1, 1]);
    const { rows } = await home.ask<RowsAnswer>('rows', {
      as_of: '2026-03-31',
      figure: 'pipeline',
      move: 'won',
      from: '2026-01-01',
      to: '2026-04-01',
    });
    assert.equal(rows[0]?.amount, -1_250_050);
  });

  it('says which columns it guessed, and takes them from a mapping where one says so', async () => {
    using home = new TemporaryHome();
    const accounts =
      'Id,Name,Industry,Website,Segment__c,Tier2__c\n001A,Acme,Retail,a.example,small,mid\n';
    const guessed = (await home.import([
      home.write('Account.csv', accounts),
    ])) as unknown as ImportAnswer;
    assert.deepEqual(guessed.files[0]?.guessed, [{ column: 'segment', field: 'Segment__c' }]);
    using other = new TemporaryHome();
    const mapping = other.write('map.yaml', 'segment: Tier2__c\n');
    const told = (await other.import([other.write('Account.csv', accounts)], {
      mapping,
    })) as unknown as ImportAnswer;
    assert.deepEqual(told.files[0]?.guessed, []);
  });

  it('leaves out invitees’ copies of an event, and never shifts the day of an all-day event', async () => {
    using home = new TemporaryHome('time_zone: America/Los_Angeles\n');
    const events = home.write(
      'Event.csv',
      `Id,WhoId,OwnerId,AccountId,StartDateTime,ActivityDate,IsAllDayEvent,IsChild,Outcome__c,CreatedDate
00UA,003A,005A,001A,2026-03-05T00:00:00.000Z,2026-03-05,true,false,Held,2026-03-01T10:00:00.000Z
00UB,003B,005A,001A,2026-03-06T02:00:00.000Z,2026-03-05,false,false,Held,2026-03-01T10:00:00.000Z
00UC,003C,005B,001A,2026-03-06T02:00:00.000Z,2026-03-05,false,true,Held,2026-03-01T10:00:00.000Z
`,
    );
    const answer = (await home.import([events], {
      exported: '2026-03-31',
    })) as unknown as ImportAnswer;
    assert.deepEqual(answer.files[0]?.reasons[0]?.code, 'child_event');
    const { rows } = await home.ask<RowsAnswer>('rows', {
      as_of: '2026-03-31',
      figure: 'curve',
      from: 'meeting',
      to: 'opportunity',
    });
    assert.deepEqual(
      rows.map((row) => [row.id, row.entered_on]),
      [
        ['00UA', '2026-03-05'],
        ['00UB', '2026-03-05'],
      ],
    );
  });
});
