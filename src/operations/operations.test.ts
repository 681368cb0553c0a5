import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { BadInput, NotFound } from '../errors.ts';
import { momentOf } from './answer.ts';
import type { DataHealthAnswer } from './data-health.ts';
import { OPERATIONS } from './index.ts';
import type { PipelineAnswer } from './pipeline.ts';
import type { RowsAnswer } from './rows.ts';
import type { ThisWeekAnswer } from './this-week.ts';

const AS_OF = '2026-06-28';
const DAY = 24 * 60 * 60 * 1000;

function dayAfter(start: string, days: number): string {
  return new Date(Date.parse(start) + days * DAY).toISOString().slice(0, 10);
}

/** A small company in Sameboat's own CSVs: every table that a question reads. */
function company(home: TemporaryHome): string[] {
  const people = Array.from({ length: 60 }, (_, index) => ({
    person_id: `P${index}`,
    account_id: `A${index % 20}`,
    name: `Person ${index}`,
  }));
  const accounts = Array.from({ length: 20 }, (_, index) => ({
    account_id: `A${index}`,
    name: `Account ${index}`,
    segment: index % 2 ? 'small' : 'mid',
    region: 'North',
  }));
  const engagements = people.map((person, index) => ({
    engagement_id: `E${index}`,
    person_id: person.person_id,
    campaign_type: index % 3 ? 'webinar' : 'event',
    happened: dayAfter('2026-01-05', index * 2),
    counts: true,
  }));
  const meetings = people.slice(0, 40).map((person, index) => ({
    meeting_id: `M${index}`,
    person_id: person.person_id,
    account_id: person.account_id,
    happened: dayAfter('2026-01-12', index * 4),
    outcome: index % 7 ? 'held' : 'no_show',
  }));
  const deals = Array.from({ length: 30 }, (_, index) => ({
    opportunity_id: `O${index}`,
    name: `Deal ${index}`,
    account_id: `A${index % 20}`,
    happened: dayAfter('2026-01-20', index * 4),
    outcome: ['open', 'won', 'lost'][index % 3] as string,
    amount: index % 5 ? (1000 * (index + 1)).toFixed(2) : '',
    close_on: dayAfter('2026-03-20', index * 4),
  }));
  return [
    home.csv('people.csv', people),
    home.csv('accounts.csv', accounts),
    home.csv('engagements.csv', engagements),
    home.csv('meetings.csv', meetings),
    home.csv('deals/opportunities.csv', deals),
  ];
}

const QUESTIONS: Record<string, Record<string, unknown>> = {
  'this-week': {},
  curves: {},
  pipeline: { from: '2026-04-01', to: '2026-07-01' },
  rows: { figure: 'curve', from: 'opportunity', to: 'won' },
  'data-health': {},
  overview: {},
  restatements: {},
  plan: {},
  campaigns: {},
  'campaign-types': {},
  'sign-ins': {},
  agreements: {},
  definitions: {},
  audit: {},
  people: {},
  forecast: {},
  backtest: {},
};

/** What was said, in every home the same. */
async function decideSomething(home: TemporaryHome): Promise<void> {
  const as_of = '2026-01-05';
  const campaign = { campaign_id: 'C1', name: 'Fair', campaign_type: 'trade_event' };
  await home.ask('plan-campaign', { as_of, campaign });
  await home.ask('set-plan', { as_of, rows: [{ quarter: '2026-Q3', bookings: 100 }] });
  await home.ask('sign', { as_of, about: 'plan', side: 'sales' });
}

describe('questions', () => {
  let home: TemporaryHome;
  before(async () => {
    home = new TemporaryHome();
    await home.import(company(home), { exported: AS_OF });
    await decideSomething(home);
  });
  after(() => home[Symbol.dispose]());

  it('are all asked here', () => {
    const questions = OPERATIONS.filter((operation) => operation.kind === 'question');
    assert.deepEqual(questions.map((each) => each.name).sort(), Object.keys(QUESTIONS).sort());
  });

  for (const [name, input] of Object.entries(QUESTIONS)) {
    it(`${name}: byte-identical again, on another day, and after a new import`, async () => {
      const asked = { as_of: AS_OF, ...input };
      const first = JSON.stringify(await home.ask(name, asked));
      assert.equal(JSON.stringify(await home.ask(name, asked)), first);
      using other = new TemporaryHome();
      await other.ask('import', { as_of: '2027-02-03', paths: company(other), exported: AS_OF });
      await decideSomething(other);
      assert.equal(JSON.stringify(await other.ask(name, asked)), first);
      const answer = JSON.parse(first);
      assert.equal(answer.as_of, AS_OF);
      assert.ok(Array.isArray(answer.caveats) && typeof answer.definition_versions === 'object');
    });
  }

  it('open every bar of the pipeline to as many rows, with the same sum', async () => {
    const { moves } = await home.ask<PipelineAnswer>('pipeline', {
      as_of: AS_OF,
      ...QUESTIONS['pipeline'],
    });
    for (const move of moves) {
      const { count, rows } = await home.ask<RowsAnswer>('rows', {
        as_of: AS_OF,
        figure: 'pipeline',
        move: move.move,
        ...QUESTIONS['pipeline'],
      });
      assert.equal(count, move.opportunities, move.move);
      assert.equal(
        rows.reduce((sum, row) => sum + Number(row['amount'] ?? 0), 0),
        move.amount.amount,
      );
    }
  });

  it('open every number of the week to as many rows', async () => {
    const { week, joint_metric, chain } = await home.ask<ThisWeekAnswer>('this-week', {
      as_of: AS_OF,
    });
    const { count } = await home.ask<RowsAnswer>('rows', {
      as_of: AS_OF,
      figure: 'week',
      step: 'prospect_meetings',
      from: week.start,
      to: week.end,
    });
    assert.equal(count, joint_metric.prospect_meetings.held);
    const won = chain.find((each) => each.step === 'won');
    const quarterStart = won?.weeks[0]?.week as string;
    const { count: wins } = await home.ask<RowsAnswer>('rows', {
      as_of: AS_OF,
      figure: 'week',
      step: 'won',
      from: quarterStart,
      to: week.end,
    });
    assert.equal(wins, won?.actual);
    assert.ok((wins as number) > 0);
  });

  it('open every fault to as many rows', async () => {
    const { checks } = await home.ask<DataHealthAnswer>('data-health', { as_of: AS_OF });
    for (const check of checks.filter((each) => each.state === 'found')) {
      const { count } = await home.ask<RowsAnswer>('rows', {
        as_of: AS_OF,
        figure: 'check',
        check: check.check,
      });
      assert.equal(count, check.count, check.check);
    }
    assert.ok(
      checks.some((check) => check.check === 'won_without_amount' && check.state === 'found'),
    );
  });

  const wrong: [string, Record<string, unknown>][] = [
    ['curves', { as_of: 'yesterday' }],
    ['this-week', { as_of: '9999-12-31' }],
    ['pipeline', { as_of: AS_OF, quarter: '9999-Q4' }],
    ['curves', { as_of: AS_OF, nonsense: 1 }],
    ['pipeline', { as_of: AS_OF, quarter: '2026-Q5' }],
    ['pipeline', { as_of: AS_OF, from: '2026-07-01', to: '2026-06-01' }],
    ['rows', { as_of: AS_OF, figure: 'pipeline' }],
    ['rows', { as_of: AS_OF, figure: 'curve', from: 'won', to: 'lost' }],
  ];
  for (const [name, input] of wrong) {
    it(`refuses ${name} ${JSON.stringify(input)} and says what to do`, async () => {
      await assert.rejects(home.ask(name, input), (error: unknown) => {
        assert.ok(error instanceof BadInput);
        return error.message.length > 0 && error.fix.length > 0;
      });
    });
  }

  it('do not know a check that does not exist', async () => {
    await assert.rejects(home.ask('rows', { as_of: AS_OF, figure: 'check', check: 'x' }), NotFound);
  });

  it('say so when nothing was imported', async () => {
    using empty = new TemporaryHome();
    await assert.rejects(empty.ask('curves', { as_of: AS_OF }), NotFound);
  });
});

describe('pipeline', () => {
  it('adds up exactly over any period, whatever happened to the deals', async () => {
    const day = fc.integer({ min: 0, max: 200 }).map((days) => dayAfter('2026-01-01', days));
    const change = fc.record({
      day,
      outcome: fc.constantFrom('open', 'open', 'won', 'lost'),
      amount: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
      close_on: fc.option(day),
    });
    const deals = fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), {
      minLength: 20,
      maxLength: 40,
    });
    const period = fc
      .tuple(day, day)
      .map(([a, b]) => (a < b ? [a, b] : [b, a]) as [string, string]);
    await fc.assert(
      fc.asyncProperty(
        deals,
        fc.array(period, { minLength: 5, maxLength: 5 }),
        async (histories, periods) => {
          using home = new TemporaryHome();
          const changes = histories.flatMap((history, index) =>
            history.map((each, place) => ({
              opportunity_id: `O${index}`,
              change_id: `C${place}`,
              happened: each.day,
              outcome: each.outcome,
              stage: each.outcome,
              amount: each.amount === null ? '' : (each.amount / 100).toFixed(2),
              close_on: each.close_on,
              recorded_at: `${each.day}T10:00:00Z`,
            })),
          );
          const opened = histories.map((history, index) => ({
            opportunity_id: `O${index}`,
            happened: history.map((each) => each.day).sort()[0] as string,
          }));
          await home.import([home.csv('c.csv', changes), home.csv('o.csv', opened)], {
            exported: '2026-12-31',
          });
          for (const [from, to] of periods) {
            for (const quarter of [undefined, '2026-Q2']) {
              const { moves } = await home.ask<PipelineAnswer>('pipeline', {
                as_of: '2026-12-31',
                from,
                to,
                ...(quarter ? { quarter } : {}),
              });
              const amount = (move: string) =>
                moves.find((each) => each.move === move)?.amount.amount ?? 0;
              const moved = moves.filter((each) => each.move !== 'end');
              assert.equal(
                moved.reduce((sum, each) => sum + each.amount.amount, 0),
                amount('end'),
              );
            }
          }
        },
      ),
      { numRuns: 6, seed: 7 },
    );
  });
});

describe('momentOf', () => {
  it('knows a day to its end in the company’s time zone', () => {
    assert.deepEqual(momentOf('2026-03-28', { time_zone: 'Europe/Berlin' }), {
      as_of: '2026-03-28',
      known_at: '2026-03-28T23:00:00',
    });
    assert.deepEqual(
      momentOf('2026-03-29', { time_zone: 'Europe/Berlin' }).known_at,
      '2026-03-29T22:00:00',
    );
  });
  it('knows an instant to itself', () => {
    assert.deepEqual(momentOf('2026-08-31T08:00', { time_zone: 'America/New_York' }), {
      as_of: '2026-08-31',
      known_at: '2026-08-31T12:00:00',
    });
    assert.equal(momentOf('2026-08-31T23:30:00Z', { time_zone: 'Asia/Tokyo' }).as_of, '2026-09-01');
  });
});
