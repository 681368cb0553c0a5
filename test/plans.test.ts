import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type BadInput, Conflict } from '../src/errors.ts';
import type { Assumption } from '../src/ledger/entries.ts';
import type { CampaignsAnswer } from '../src/operations/campaigns.ts';
import type { CurvesAnswer } from '../src/operations/curves.ts';
import type { PlanAnswer } from '../src/operations/plan.ts';
import { TINY_DAY, writeTinyExport } from '../src/reports/tiny-home.fixture.ts';
import { TemporaryHome } from './temporary-home.ts';

const JANUARY = { quarter: '2026-Q3', segment: 'mid', bookings: 4_000_000 };
const APRIL = { ...JANUARY, bookings: 3_500_000 };
const SALES = { id: 's', name: 'Sal', role: 'sales_head' };
const MARKETING = { id: 'm', name: 'Mary', role: 'marketing_head' };
const OPS = { id: 'o', name: 'Olga', role: 'ops' };

const failsWith = (code: string, where?: RegExp) => (error: unknown) => {
  const { code: own, where: place, message, fix } = error as BadInput;
  assert.equal(own, code, message);
  if (where) assert.match(String(place), where);
  return fix.length > 0;
};

/** Both heads sign on a day. */
async function signBoth(home: TemporaryHome, as_of: string, about = 'plan') {
  for (const side of ['sales', 'marketing']) await home.ask('sign', { as_of, about, side });
}
const planOn = (home: TemporaryHome, as_of: string) => home.ask<PlanAnswer>('plan', { as_of });

describe('the revenue plan', () => {
  it('signed in January, changed in April, asked in July: each month as it was in force then', async () => {
    using home = new TemporaryHome();
    const rate = (value: number) => ({
      assumption: 'rate',
      campaign_type: 'webinar',
      step: 'engagement_to_meeting',
      value,
      unit: 'share',
      source: 'own history',
    });
    await home.ask('record-assumption', { as_of: '2026-01-05', assumption: rate(0.12) });
    await home.ask('set-plan', { as_of: '2026-01-05', rows: [JANUARY] });
    const proposed = await planOn(home, '2026-01-06');
    assert.equal(proposed.plan?.is_signed, false);
    assert.deepEqual(
      proposed.caveats.map(({ code }) => code),
      ['plan_unsigned'],
    );
    await signBoth(home, '2026-01-12');
    await home.ask('record-assumption', { as_of: '2026-04-01', assumption: rate(0.1) });
    await home.ask('set-plan', { as_of: '2026-04-01', rows: [APRIL], reason: 'fewer sellers' });
    await signBoth(home, '2026-04-20');

    const target = async (day: string) =>
      (await planOn(home, day)).plan?.quarters[0]?.target.amount;
    assert.deepEqual(
      await Promise.all(
        ['01-31', '02-28', '03-31', '04-10', '04-30', '07-31'].map((day) => target(`2026-${day}`)),
      ),
      [4_000_000, 4_000_000, 4_000_000, 4_000_000, 3_500_000, 3_500_000],
    );
    const waiting = await planOn(home, '2026-04-10');
    assert.deepEqual(waiting.changes, [{ line: '2026-Q3 mid', was: 4_000_000, is: 3_500_000 }]);
    assert.equal(waiting.waiting?.reason, 'fewer sellers');
    const [assumed] = waiting.assumptions;
    assert.deepEqual(
      [assumed?.value, assumed?.at_signature, assumed?.after_signature],
      [0.1, 0.12, true],
    );
    const july = await planOn(home, '2026-07-31');
    assert.deepEqual(
      july.plan?.signatures.map(({ side, at }) => [side, at.slice(0, 10)]),
      [
        ['sales', '2026-04-20'],
        ['marketing', '2026-04-20'],
      ],
    );
    const february = JSON.stringify(await planOn(home, '2026-02-28'));
    home.now = '2027-05-05T05:05:05.555Z';
    await home.ask('set-plan', { as_of: '2027-05-05', rows: [JANUARY] });
    assert.equal(JSON.stringify(await planOn(home, '2026-02-28')), february, 'on another day');
  });

  it('tells the second of two who edit the same plan, with both versions; nothing is lost', async () => {
    using home = new TemporaryHome();
    await home.ask('set-plan', { as_of: '2026-01-05', rows: [JANUARY] });
    const seen = (await planOn(home, '2026-01-05')).plan?.seq;
    await home.ask('set-plan', { as_of: '2026-01-06', rows: [APRIL], seen });
    await assert.rejects(
      home.ask('set-plan', { as_of: '2026-01-06', rows: [{ ...JANUARY, bookings: 1 }], seen }),
      (error: unknown) => {
        assert.ok(error instanceof Conflict);
        const { seen: old, current } = error.details as Record<
          string,
          { body: { rows: unknown[] } }
        >;
        assert.deepEqual(old?.body.rows, [JANUARY]);
        assert.deepEqual(current?.body.rows, [APRIL]);
        return true;
      },
    );
    assert.equal((await planOn(home, '2026-01-06')).plan?.rows[0]?.bookings, 3_500_000);
  });

  it('is read from a file, and a wrong cell is named by file, row and column', async () => {
    using home = new TemporaryHome();
    const header = 'quarter,segment,bookings';
    const set = (text: string) =>
      home.ask('set-plan', { as_of: '2026-01-05', file: home.write('plan.csv', text) });
    await set(`${header}\n2026-Q1,mid,1000.50\n2026-Q1,,20\n`);
    assert.deepEqual((await planOn(home, '2026-01-05')).plan?.rows, [
      { quarter: '2026-Q1', segment: 'mid', bookings: 100_050 },
      { quarter: '2026-Q1', segment: null, bookings: 2_000 },
    ]);
    const wrong: [text: string, code: string, where: RegExp][] = [
      [`${header}\n2026-Q1,mid,1.005\n`, 'bad_cell', /^plan\.csv, row 2, column bookings$/],
      [`${header}\n2026-Q1,mid,1\n2026-Q5,mid,1\n`, 'bad_cell', /row 3, column quarter/],
      [`${header}\n2026-Q1,mid,"1,000"\n`, 'bad_cell', /column bookings/],
      [`${header}\n2026-Q1,mid,\n`, 'bad_cell', /column bookings/],
      [`${header}\n2026-Q1,mid,-5\n`, 'bad_cell', /column bookings/],
      ['quarter,bookings,colour\n2026-Q1,1,red\n', 'wrong_columns', /row 1/],
      ['quarter,segment\n2026-Q1,mid\n', 'wrong_columns', /row 1/],
      [`${header}\n`, 'no_rows', /plan\.csv/],
      [`${header}\n2026-Q1,mid\n`, 'bad_csv', /line 2/],
      [`${header}\n2026-Q1,mid,1\n2026-Q1,mid,2\n`, 'bad_entry', /set-plan/],
      [`${header}\n2026-Q1,a,400\n2026-Q1,b,600\n2026-Q1,,1000\n`, 'bad_entry', /set-plan/],
    ];
    for (const [text, code, where] of wrong) {
      await assert.rejects(set(text), failsWith(code, where), text);
    }
    assert.equal((await (await home.ledger()).entries()).length, 1, 'nothing else was written');
  });

  it('is read from the text of a file that was sent, by anybody who may propose it', async () => {
    using home = new TemporaryHome();
    home.now = '2026-01-05T10:00:00.000Z';
    home.who = OPS;
    const as_of = '2026-01-05';
    const set = (csv: string, more = {}) => home.ask('set-plan', { as_of, csv, ...more });
    await set('quarter,bookings\n2026-Q1,1000.50\n');
    assert.equal((await planOn(home, as_of)).plan?.rows[0]?.bookings, 100_050);
    await assert.rejects(
      set('quarter,bookings\n2026-Q1,many\n'),
      failsWith('bad_cell', /^csv, row 2, column bookings$/),
    );
    await assert.rejects(set(''), failsWith('wrong_columns', /row 1/));
    await assert.rejects(set('quarter,bookings', { rows: [JANUARY] }), failsWith('bad_parameter'));
    await assert.rejects(
      home.ask('plan-campaign', { as_of, csv: 'campaign_id,name\nC1,Webinar\n' }),
      failsWith('wrong_columns', /row 1/),
    );
  });

  it('tells what to name as seen, also once it is signed', async () => {
    using home = new TemporaryHome();
    const as_of = '2026-01-05';
    assert.equal((await planOn(home, as_of)).seq, 0);
    await home.ask('set-plan', { as_of, rows: [JANUARY], seen: 0 });
    await signBoth(home, as_of);
    const { seq, plan } = await planOn(home, as_of);
    assert.deepEqual([plan?.seq, seq], [1, 3]);
    await home.ask('set-plan', { as_of, rows: [APRIL], seen: seq });
    assert.equal((await planOn(home, as_of)).waiting?.version, 2);
  });

  it('changes nothing in a dry run', async () => {
    using home = new TemporaryHome();
    const answer = await home.ask('set-plan', {
      as_of: '2026-01-05',
      rows: [JANUARY],
      dry_run: true,
    });
    assert.deepEqual(answer['changes'], [{ line: '2026-Q3 mid', was: null, is: 4_000_000 }]);
    assert.equal((await planOn(home, '2026-01-05')).plan, null);
  });
});

describe('signing', () => {
  it('is for one’s own side only, and of the newest version', async () => {
    using home = new TemporaryHome();
    home.now = '2026-01-05T10:00:00.000Z';
    const as_of = '2026-01-05';
    home.who = OPS;
    await home.ask('set-plan', { as_of, rows: [JANUARY] });
    home.who = SALES;
    await assert.rejects(
      home.ask('sign', { as_of, about: 'plan', side: 'marketing' }),
      failsWith('not_your_side'),
    );
    await home.ask('sign', { as_of, about: 'plan' });
    await assert.rejects(home.ask('sign', { as_of, about: 'plan' }), failsWith('already_signed'));
    await home.ask('set-plan', { as_of, rows: [APRIL] });
    home.who = MARKETING;
    await assert.rejects(
      home.ask('sign', { as_of, about: 'plan', version: 1 }),
      failsWith('superseded'),
    );
    await home.ask('sign', { as_of, about: 'plan' });
    assert.equal((await planOn(home, as_of)).plan?.is_signed, false, 'version 2 lacks sales');
    await assert.rejects(home.ask('sign', { as_of, about: 'plans' }), failsWith('nothing_to_sign'));
    await home.ask('sign', { as_of, about: 'plan', withdraw: true });
    await assert.rejects(
      home.ask('sign', { as_of, about: 'plan', withdraw: true }),
      failsWith('not_signed'),
    );
    await assert.rejects(home.ask('sign', { as_of, about: 'plan' }), failsWith('was_withdrawn'));
  });

  it('wants a side where nobody is signed in', async () => {
    using home = new TemporaryHome();
    await home.ask('set-plan', { as_of: '2026-01-05', rows: [JANUARY] });
    await assert.rejects(
      home.ask('sign', { as_of: '2026-01-05', about: 'plan' }),
      failsWith('which_side'),
    );
  });

  it('is dated today for people who signed in', async () => {
    using home = new TemporaryHome();
    home.who = OPS;
    await assert.rejects(
      home.ask('set-plan', { as_of: '2026-01-05', rows: [JANUARY] }),
      failsWith('not_today'),
    );
  });
});

describe('assumptions', () => {
  it('are taken from the curves as measured on the day, each with its cases and interval', async () => {
    using home = new TemporaryHome();
    writeTinyExport(join(home.folder, 'export'));
    await home.import([join(home.folder, 'export')], { as_of: TINY_DAY, exported: TINY_DAY });
    const { curves } = await home.ask<CurvesAnswer>('curves', { as_of: TINY_DAY, by: 'none' });
    const won = curves.find(({ from, to }) => from === 'opportunity' && to === 'won');
    assert.equal(won?.verdict, 'ok');
    const ask = { as_of: TINY_DAY, from_curves: true };
    const seen = await home.ask<{ assumptions: Assumption[] }>('record-assumption', {
      ...ask,
      dry_run: true,
    });
    const rate = seen.assumptions.find(
      (each) =>
        each.assumption === 'rate' && each.step === 'opportunity_to_won' && each.segment === null,
    );
    assert.equal(rate?.value, Number(won.rate?.toFixed(4)));
    assert.match(rate.source, new RegExp(`${won.converted} of ${won.entered}`));
    assert.deepEqual((await planOn(home, TINY_DAY)).assumptions, [], 'a dry run');
    await home.ask('record-assumption', ask);
    assert.equal((await planOn(home, TINY_DAY)).assumptions.length, seen.assumptions.length);
    const again = await home.ask<{ entries: unknown[] }>('record-assumption', ask);
    assert.deepEqual(again.entries, [], 'nothing new');
  });
});

describe('campaigns', () => {
  const HEADER =
    'campaign_id,name,campaign_type,segment,research_start,develop_start,execute_start,live_date,end_date,planned_engagements,planned_cost,owner';
  const WEBINAR =
    'C1,Webinar,webinar,,2026-01-10,2026-01-20,2026-02-01,2026-02-10,2026-02-28,27,5620.00,ann@x.example';
  const campaignsOn = async (home: TemporaryHome, as_of: string) =>
    (await home.ask<CampaignsAnswer>('campaigns', { as_of })).campaigns;

  it('are planned, signed together, moved; the plan stays beside what is', async () => {
    using home = new TemporaryHome();
    const file = home.write('plan.csv', `${HEADER}\n${WEBINAR}\nC2,Event,trade_event,,,,,,,,,\n`);
    await home.ask('plan-campaign', { as_of: '2026-01-02', file });
    const again = await home.ask('plan-campaign', { as_of: '2026-01-03', file });
    assert.deepEqual([again['entries'], again['unchanged']], [[], 2]);
    await signBoth(home, '2026-01-05', 'campaigns');
    const moved = WEBINAR.replace('2026-02-10', '2026-02-24').replace('2026-02-28', '2026-03-14');
    await home.ask('move-campaign', {
      as_of: '2026-02-02',
      file: home.write('moves.csv', `${HEADER}\n${moved}\n`),
      reason: 'the speaker is ill',
    });
    const [webinar, event] = await campaignsOn(home, '2026-02-02');
    assert.equal(webinar?.is_signed, true);
    assert.equal(webinar?.plan.live_date, '2026-02-10');
    assert.equal(webinar?.plan.planned_cost, 562_000);
    assert.deepEqual(webinar?.slips, [
      { phase: 'live_date', planned: '2026-02-10', now: '2026-02-24', days: 14 },
      { phase: 'end_date', planned: '2026-02-28', now: '2026-03-14', days: 14 },
    ]);
    assert.equal(webinar?.moves[0]?.reason, 'the speaker is ill');
    assert.deepEqual(webinar?.moves[0]?.changes, [
      { line: 'live_date', was: '2026-02-10', is: '2026-02-24' },
      { line: 'end_date', was: '2026-02-28', is: '2026-03-14' },
    ]);
    assert.deepEqual(event?.slips, []);
    assert.deepEqual((await campaignsOn(home, '2026-02-01'))[0]?.slips, []);
  });

  it('proposed anew while a plan holds: what waits is shown beside it, and what it changes', async () => {
    using home = new TemporaryHome();
    const as_of = '2026-01-02';
    const propose = (row: string) =>
      home.ask('plan-campaign', { as_of, csv: `${HEADER}\n${row}\n` });
    await propose(WEBINAR);
    assert.equal((await campaignsOn(home, as_of))[0]?.waiting?.version.version, 1);
    await signBoth(home, as_of, 'campaigns');
    assert.equal((await campaignsOn(home, as_of))[0]?.waiting, null);
    await propose(WEBINAR.replace('2026-02-28', '2026-03-05'));
    const [campaign] = await campaignsOn(home, as_of);
    assert.equal(campaign?.plan.end_date, '2026-02-28');
    assert.deepEqual(campaign?.waiting?.changes, [
      { line: 'end_date', was: '2026-02-28', is: '2026-03-05' },
    ]);
    assert.deepEqual(campaign?.waiting?.version.missing, ['sales', 'marketing']);
  });

  it('have their phases in order, and are planned before they move', async () => {
    using home = new TemporaryHome();
    const write = (operation: string, row: string) =>
      home.ask(operation, {
        as_of: '2026-01-02',
        file: home.write('plan.csv', `${HEADER}\n${row}\n`),
      });
    await assert.rejects(
      write('plan-campaign', WEBINAR.replace('2026-02-28', '2026-02-01')),
      failsWith('bad_cell', /row 2, column end_date/),
    );
    await assert.rejects(
      write('plan-campaign', WEBINAR.replace('2026-02-28', '28.02.2026')),
      failsWith('bad_cell', /row 2, column end_date/),
    );
    await assert.rejects(write('move-campaign', WEBINAR), failsWith('no_such_campaign'));
  });
});

describe('budgets', () => {
  it('are told line by line, and summed for each campaign as known then', async () => {
    using home = new TemporaryHome();
    const campaign = { campaign_id: 'C1', name: 'Fair', campaign_type: 'trade_event' };
    await home.ask('plan-campaign', { as_of: '2026-01-02', campaign });
    const header = 'campaign_id,line,state,order,order_open,amount,month,vendor';
    const set = (as_of: string, ...rows: string[]) =>
      home.ask('set-budget', {
        as_of,
        file: home.write('budget.csv', `${[header, ...rows].join('\n')}\n`),
      });
    const booth = ['C1,1,planned,,,1000.00,2026-03,', 'C1,2,committed,PO1,yes,600.00,,Hall'];
    await set('2026-01-03', ...booth);
    await set('2026-02-03', ...booth, 'C1,3,actual,PO1,,250.00,2026-02,Hall');
    const sums = async (as_of: string) => {
      const { campaigns } = await home.ask<CampaignsAnswer>('campaigns', { as_of });
      const own = campaigns[0]?.budget;
      return own && [own.planned, own.committed, own.actual, own.left].map(({ amount }) => amount);
    };
    assert.equal(await sums('2026-01-02'), null);
    assert.deepEqual(await sums('2026-01-31'), [100_000, 60_000, 0, 40_000]);
    assert.deepEqual(await sums('2026-02-28'), [100_000, 35_000, 25_000, 40_000]);
    await assert.rejects(
      set('2026-02-04', 'C1,2,committed,,yes,600.00,,'),
      failsWith('bad_cell', /row 2, column order/),
    );
    await assert.rejects(
      set('2026-02-04', 'C9,2,planned,,,600.00,,'),
      failsWith('no_such_campaign'),
    );
  });
});

describe('events and actions', () => {
  it('are told by day, and corrected by their id', async () => {
    using home = new TemporaryHome();
    const as_of = '2026-03-02';
    const event = { as_of, date: '2026-03-01', text: 'Price up 8 %' };
    const first = await home.ask<{ entries: { about: string }[] }>('record-event', event);
    const id = first.entries[0]?.about.slice('event/'.length);
    await home.ask('record-event', { ...event, event: id, text: 'Price up 9 %' });
    const { events } = await planOn(home, as_of);
    assert.deepEqual(
      events.map(({ text, kind, date }) => [text, kind, date]),
      [['Price up 9 %', 'company', '2026-03-01']],
    );
    await assert.rejects(
      home.ask('record-event', { ...event, event: 'none' }),
      failsWith('no_such_event'),
    );
    await assert.rejects(
      home.ask('record-event', { ...event, until: '2026-02-01' }),
      failsWith('bad_entry'),
    );
  });

  it('an action is opened, moved and closed', async () => {
    using home = new TemporaryHome();
    const as_of = '2026-03-02';
    await assert.rejects(home.ask('act', { as_of, text: 'Call' }), failsWith('bad_entry'));
    const opened = await home.ask<{ entries: { about: string }[] }>('act', {
      as_of,
      text: 'Call 63 accounts',
      owner: 'Ann',
      due: '2026-03-09',
    });
    const action = opened.entries[0]?.about.slice('action/'.length);
    await home.ask('act', { as_of, action, state: 'done', note: '61 reached' });
    const ledger = await home.ledger();
    const bodies = (await ledger.entries()).map(({ body }) => body as Record<string, unknown>);
    assert.deepEqual(bodies[1], {
      text: 'Call 63 accounts',
      owner: 'Ann',
      due: '2026-03-09',
      state: 'done',
      note: '61 reached',
    });
  });
});
