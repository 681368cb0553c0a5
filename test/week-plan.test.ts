import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ThisWeekAnswer } from '../src/operations/this-week.ts';
import { TemporaryHome } from './temporary-home.ts';

it('the week shows the target, planned engagements, and actions with the late ones last', async () => {
  using home = new TemporaryHome();
  await home.import([
    home.csv('accounts.csv', [{ account_id: 'A', name: 'Acme', segment: 'mid' }]),
  ]);
  const signed = '2026-06-01';
  // Ten days in market from Friday 26 June: five before the quarter begins on 1 July, five in it.
  const campaign = {
    campaign_id: 'C1',
    name: 'Fair',
    campaign_type: 'trade_event',
    live_date: '2026-06-26',
    end_date: '2026-07-05',
    planned_engagements: 100,
  };
  await home.ask('plan-campaign', { as_of: signed, campaign });
  const week = (as_of = '2026-07-05') =>
    home.ask<ThisWeekAnswer>('this-week', { as_of, week: '2026-07-01' });
  assert.equal((await week()).target, null);
  assert.ok((await week()).caveats.some(({ code }) => code === 'no_plan'));

  const rows = [
    { quarter: '2026-Q3', segment: 'mid', bookings: 300_000 },
    { quarter: '2026-Q3', segment: null, bookings: 100_000 },
    { quarter: '2026-Q4', segment: 'mid', bookings: 900_000 },
  ];
  await home.ask('set-plan', { as_of: signed, rows });
  const action = { as_of: '2026-06-20', text: 'Call', owner: 'Ann', due: '2026-07-03' };
  await home.ask('act', action);
  const done = await home.ask<{ entries: { about: string }[] }>('act', { ...action, text: 'Old' });
  const id = done.entries[0]?.about.slice('action/'.length);
  await home.ask('act', { as_of: '2026-06-21', action: id, state: 'done' });
  const answer = await week();
  assert.deepEqual(answer.target, {
    amount: { amount: 400_000, currency: 'USD' },
    version: 1,
    is_signed: false,
  });
  const caveats = answer.caveats.map(({ code }) => code);
  assert.ok(caveats.includes('plan_unsigned') && !caveats.includes('no_plan'));
  const engagements = answer.chain.find(({ step }) => step === 'engagements');
  assert.equal(engagements?.planned, 50);
  assert.deepEqual(
    answer.actions.map(({ text, state, late }) => [text, state, late]),
    [['Call', 'open', true]],
  );
  assert.deepEqual(
    (await week('2026-07-02')).actions.map(({ text, late }) => [text, late]),
    [
      ['Call', false],
      ['Old', false],
    ],
  );
});
