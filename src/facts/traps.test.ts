/** Traps of CRM exports: what other tools count twice, drop or take for something else. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { statementFile } from './statement-file.ts';

/** Rows of a query as texts, in order. */
async function rows(home: TemporaryHome, sql: string): Promise<string[]> {
  const { engine } = await home.facts();
  const found = await allRows<Record<string, unknown>>(engine.query(statement('trap', sql)));
  return found.map((row) => Object.values(row).join(' ').trim());
}

interface Named {
  readonly [file: string]: string;
}

async function load(home: TemporaryHome, folder: string, files: Named, exported: string) {
  const paths = Object.entries(files).map(([name, text]) =>
    home.write(`${folder}/${name}.csv`, text),
  );
  return home.import(paths, { exported });
}

const ACCOUNTS = 'Id,Name,Website,Industry,IsDeleted,MasterRecordId,CreatedDate,SystemModstamp';
const DEALS =
  'Id,Name,AccountId,StageName,Amount,CurrencyIsoCode,CloseDate,IsClosed,IsWon,IsDeleted,ForecastCategory,CreatedDate,SystemModstamp';
const HISTORY =
  'Id,OpportunityId,StageName,Amount,CurrencyIsoCode,CloseDate,ForecastCategory,IsDeleted,CreatedDate,SystemModstamp';
const MADE = '2026-01-05T09:00:00.000Z';

describe('Salesforce ids', () => {
  it('of 15 characters are told apart by case, and are the same as those of 18', async () => {
    using home = new TemporaryHome();
    await load(
      home,
      'a',
      {
        Account: `${ACCOUNTS}
0015g00000AbCdE,Upper,,Retail,false,,${MADE},${MADE}
0015g00000abCdE,Lower,,Retail,false,,${MADE},${MADE}
`,
        Opportunity: `${DEALS}
0065g00000000Qa,One,0015g00000AbCdEAAV,Open,5,,2026-06-30,false,false,false,Pipeline,${MADE},${MADE}
0065g00000000qa,Two,0015g00000abCdEAAU,Open,5,,2026-06-30,false,false,false,Forecast,${MADE},${MADE}
`,
      },
      '2026-03-31',
    );
    const sql = `select o.name, a.name from opportunities o
      join accounts a on a.account_id = o.account_id order by 1`;
    assert.deepEqual(await rows(home, sql), ['One Upper', 'Two Lower']);
    const ids = 'select account_id from accounts order by name';
    assert.deepEqual(await rows(home, ids), ['0015g00000abCdEAAU', '0015g00000AbCdEAAV']);
    const category = `select forecast_category from opportunity_changes c
      join opportunities o on o.opportunity_id = c.opportunity_id where o.name = 'Two'`;
    assert.deepEqual(await rows(home, category), ['Commit']);
  });
});

describe('a deleted opportunity', () => {
  it('was there until it was deleted, with its history', async () => {
    using home = new TemporaryHome();
    const gone = '2026-02-10T09:00:00.000Z';
    await load(
      home,
      'a',
      {
        Opportunity: `${DEALS}
006A,One,,Open,50,,2026-06-30,false,false,true,Pipeline,${MADE},${gone}
`,
        History: `${HISTORY}
H1,006A,Open,40,,2026-06-30,Pipeline,true,${MADE},${MADE}
H2,006A,Open,50,,2026-06-30,Pipeline,true,2026-01-20T09:00:00.000Z,2026-01-20T09:00:00.000Z
`,
      },
      '2026-03-31',
    );
    assert.deepEqual(
      await rows(
        home,
        `select change_id, state, cast(recorded_at as date) from opportunity_changes
        order by recorded_at, change_id`,
      ),
      [
        'H1 live 2026-01-05',
        'H2 live 2026-01-20',
        'H1 deleted 2026-02-10',
        'H2 deleted 2026-02-10',
      ],
    );
    const open = async (as_of: string) =>
      (
        await home.ask<{ count: number }>('rows', {
          as_of,
          figure: 'curve',
          from: 'opportunity',
          to: 'won',
        })
      ).count;
    assert.deepEqual([await open('2026-02-01'), await open('2026-03-01')], [1, 0]);
  });
});

describe('money in another currency', () => {
  const won = (id: string, amount: string, closed: string) => [
    `${id},Deal ${id},,Won,${amount},EUR,${closed},true,true,false,Closed,${MADE},${closed}T12:00:00.000Z`,
    `H${id},${id},Won,${amount},EUR,${closed},Closed,false,${closed}T12:00:00.000Z,${closed}T12:00:00.000Z`,
  ];
  const files = (rates: Named): Named => {
    const deals = [won('006A', '100', '2026-02-10'), won('006B', '100', '2026-03-10')];
    return {
      Opportunity: [DEALS, ...deals.map(([deal]) => deal), ''].join('\n'),
      History: [HISTORY, ...deals.map(([, change]) => change), ''].join('\n'),
      ...rates,
    };
  };
  const bookings = async (home: TemporaryHome) =>
    (
      await home.ask<{ rows: { id: string; amount: number | null }[] }>('rows', {
        as_of: '2026-03-31',
        figure: 'week',
        step: 'won',
        from: '2026-01-01',
        to: '2026-04-01',
      })
    ).rows.map(({ id, amount }) => `${id} ${amount}`);

  it('is converted by the rate of the close date: units of it for one of the corporate currency', async () => {
    using home = new TemporaryHome('currency: USD\n');
    const dated = `Id,IsoCode,ConversionRate,StartDate,NextStartDate
1,USD,1,2026-01-01,9999-12-31
2,EUR,0.8,2026-01-01,2026-03-01
3,EUR,0.5,2026-03-01,9999-12-31
`;
    const types = `Id,IsoCode,ConversionRate,DecimalPlaces,IsCorporate
1,USD,1,2,true
2,EUR,0.5,2,false
`;
    await load(home, 'a', files({ DatedConversionRate: dated, CurrencyType: types }), '2026-03-31');
    assert.deepEqual(await bookings(home), ['006A 12500', '006B 20000']);
    const part = home.write(
      'fx.sql',
      `-- with: opportunities_known
select opportunity_id, amount, company_amount, plan_amount from opportunities_known order by 1`,
    );
    const { engine } = await home.facts();
    const moment = { as_of: '2026-03-31', known_at: '2026-04-01T00:00:00' };
    const found = await allRows<Record<string, unknown>>(
      engine.query(statementFile(pathToFileURL(part)), moment),
    );
    assert.deepEqual(
      found.map((row) => Object.values(row).join(' ')),
      ['006A 10000 12500 12500', '006B 10000 20000 12500'],
    );
  });

  it('is converted by the one rate that there is where none is dated, and not known without', async () => {
    using home = new TemporaryHome('currency: USD\n');
    const types = `Id,IsoCode,ConversionRate,DecimalPlaces,IsCorporate
1,USD,1,2,true
2,EUR,0.5,2,false
`;
    await load(home, 'a', files({ CurrencyType: types }), '2026-03-31');
    assert.deepEqual(await bookings(home), ['006A 20000', '006B 20000']);
    using other = new TemporaryHome('currency: USD\n');
    await load(other, 'a', files({}), '2026-03-31');
    assert.deepEqual(await bookings(other), ['006A null', '006B null']);
  });

  it('is worth its own rate over that of the company, where that is not the corporate one', async () => {
    using home = new TemporaryHome('currency: JPY\n');
    const types = `Id,IsoCode,ConversionRate,DecimalPlaces,IsCorporate
1,USD,1,2,true
2,EUR,0.5,2,false
3,JPY,150,0,false
`;
    await load(home, 'a', files({ CurrencyType: types }), '2026-03-31');
    assert.deepEqual(await bookings(home), ['006A 30000', '006B 30000']);
  });
});

describe('merged accounts', () => {
  it('of Salesforce: what hung on the one that is gone follows the one that stays', async () => {
    using home = new TemporaryHome();
    const deal = `006A,One,001B,Open,5,,2026-06-30,false,false,false,Pipeline,${MADE},${MADE}`;
    await load(
      home,
      'a',
      {
        Account: `${ACCOUNTS}\n001A,Acme,,Retail,false,,${MADE},${MADE}\n001B,Acme Inc,,Retail,false,,${MADE},${MADE}\n`,
        Opportunity: `${DEALS}\n${deal}\n`,
      },
      '2026-01-31',
    );
    await load(
      home,
      'b',
      {
        Account: `${ACCOUNTS}\n001A,Acme,,Retail,false,,${MADE},${MADE}\n001B,Acme Inc,,Retail,true,001A,${MADE},2026-02-15T09:00:00.000Z\n`,
      },
      '2026-02-28',
    );
    const account = async (as_of: string) => {
      const asked = {
        as_of,
        figure: 'pipeline',
        move: 'new',
        from: '2026-01-01',
        to: '2026-01-31',
      };
      const found = await home.ask<{ rows: { account: string }[] }>('rows', asked);
      return found.rows[0]?.account;
    };
    assert.deepEqual(
      [await account('2026-02-10'), await account('2026-02-20')],
      ['Acme Inc', 'Acme'],
    );
  });

  it('of HubSpot are those that the one that stays lists', async () => {
    using home = new TemporaryHome();
    const companies = `hs_object_id,name,domain,hs_merged_object_ids,createdate,hs_lastmodifieddate
1,Acme,acme.example,2;3,2026-01-01T00:00:00.000Z,2026-02-15T09:00:00.000Z
`;
    await load(home, 'a', { companies }, '2026-02-28');
    const sql = 'select from_account_id, to_account_id, happened from account_merges order by 1';
    assert.deepEqual(await rows(home, sql), ['2 1 2026-02-15', '3 1 2026-02-15']);
  });
});

describe('campaigns below others', () => {
  it('are not counted twice: neither their members nor their costs', async () => {
    using home = new TemporaryHome();
    await load(
      home,
      'a',
      {
        campaigns: `campaign_id,name,campaign_type,happened,parent_id
P,Parent,webinar,2026-01-01,
C,Child,webinar,2026-01-10,P
`,
        engagements: `engagement_id,person_id,campaign_id,status,happened
E1,A,P,Attended,2026-01-12
E2,A,C,Attended,2026-01-12
E3,B,C,Registered,2026-01-12
E4,C,C,No Show,2026-01-12
E5,D,C,Asked a question,2026-01-12
`,
        costs: `cost_id,campaign_id,happened,kind,amount
1,P,2026-01-01,planned,300
2,C,2026-01-01,planned,200
3,P,2026-01-01,actual,250
4,C,2026-01-12,committed,1
5,C,2026-01-12,committed,1.50
6,C,2026-01-12,committed,0
`,
      },
      '2026-01-31',
    );
    const counting = 'select engagement_id from engagements where counts order by 1';
    assert.deepEqual(await rows(home, counting), ['E2', 'E5']);
    const costs = 'select cost_id, amount from campaign_costs order by 1';
    assert.deepEqual(await rows(home, costs), [
      '1 30000',
      '2 20000',
      '3 25000',
      '4',
      '5 150',
      '6 0',
    ]);
  });
});

describe('hand-offs of Salesforce', () => {
  it('are tasks with an outcome of their own, where there are such; other tasks are attempts', async () => {
    using home = new TemporaryHome();
    await load(
      home,
      'a',
      {
        Lead: `Id,LastName,Company,Status,IsConverted,Email,CreatedDate
00QA,Ito,Acme,Working,false,a@acme.example,${MADE}
`,
        Task: `Id,WhoId,WhatId,OwnerId,ActivityDate,Status,TaskSubtype,CompletedDateTime,First_Contact__c,Handoff_Outcome__c,Handoff_Reason__c,CreatedDate,SystemModstamp
00T1,00QA,,005A,2026-01-05,Completed,Call,2026-01-09T09:00:00.000Z,2026-01-06T09:00:00.000Z,Rejected,No budget,${MADE},2026-01-09T09:00:00.000Z
00T2,00QA,,005A,2026-01-07,Completed,Call,2026-01-07T09:00:00.000Z,,,,${MADE},2026-01-07T09:00:00.000Z
`,
      },
      '2026-01-31',
    );
    assert.deepEqual(
      await rows(
        home,
        'select episode_id, status, outcome, closed_on, reason from lead_episodes order by recorded_at',
      ),
      ['00T1 New open', '00T1 Working open', '00T1 Closed rejected 2026-01-09 No budget'],
    );
    assert.deepEqual(await rows(home, 'select engagement_id, counts from engagements'), [
      '00T2 false',
    ]);
  });
});

describe('net new meetings', () => {
  it('say why each is one', async () => {
    using home = new TemporaryHome();
    await load(
      home,
      'a',
      {
        meetings: `meeting_id,person_id,account_id,happened,booked_on,outcome
M1,P1,A1,2024-01-10,2024-01-08,held
M2,P2,A1,2024-06-10,2024-06-08,held
M3,P1,A1,2025-08-11,2025-08-08,held
M4,P3,A2,2025-08-12,2025-08-08,held
M5,P4,A2,2025-08-13,2025-08-08,no_show
`,
        accounts: `account_id,name,customer_since
A1,Acme,
A2,Bolt,2022-01-01
`,
      },
      '2025-12-31',
    );
    const { rows: found } = await home.ask<{ rows: { id: string; reason: string }[] }>('rows', {
      as_of: '2025-12-31',
      figure: 'week',
      step: 'net_new_meetings',
      from: '2024-01-01',
      to: '2026-01-01',
    });
    assert.deepEqual(
      found.map(({ id, reason }) => `${id}: ${reason}`),
      [
        'M1: first with this account, which is no customer',
        'M3: first with this account since 2024-06-10',
        'M4: first with this person of a customer',
      ],
    );
  });
});
