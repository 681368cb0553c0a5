/** What was agreed is looked at again: the day of the next review. */

import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AgreementsAnswer } from '../src/operations/agreements.ts';
import { present } from '../src/reports/present.ts';
import { TemporaryHome } from './temporary-home.ts';

async function signed(settings: string): Promise<TemporaryHome> {
  const home = new TemporaryHome(settings);
  const as_of = '2026-01-30';
  const rows = [{ quarter: '2026-Q3', segment: null, bookings: 100 }];
  await home.ask('set-plan', { as_of, rows });
  const campaign = { campaign_id: 'C1', name: 'Webinar', campaign_type: 'webinar' };
  await home.ask('plan-campaign', { as_of, campaign });
  for (const side of ['sales', 'marketing']) {
    await home.ask('sign', { as_of, about: 'plan', side });
    await home.ask('sign', { as_of, about: 'campaign/C1', side });
  }
  return home;
}

async function reviews(home: TemporaryHome, as_of: string): Promise<unknown[]> {
  const { agreements } = await home.ask<AgreementsAnswer>('agreements', { as_of });
  return agreements.map(({ about, next_review, review_is_late }) => [
    about,
    next_review,
    review_is_late,
  ]);
}

it('is six months after a plan came into force; campaigns have none', async () => {
  using home = await signed('');
  const none = ['campaign/C1', null, false];
  assert.deepEqual(await reviews(home, '2026-07-30'), [['plan', '2026-07-30', false], none]);
  assert.deepEqual(await reviews(home, '2026-07-31'), [['plan', '2026-07-30', true], none]);
});

it('follows the setting, ends with the month where that is shorter, and says when it is late', async () => {
  using home = await signed('review_months: 1\n');
  assert.deepEqual((await reviews(home, '2026-03-02'))[0], ['plan', '2026-02-28', true]);
  const answer = await home.ask<AgreementsAnswer>('agreements', { as_of: '2026-03-02' });
  const [table] = present('agreements', answer, { locale: 'en' })?.tables ?? [];
  assert.deepEqual(
    table?.rows.map(({ cells }) => cells['review']),
    ['Sat 28 Feb: late', ''],
  );
});

it('is none before both have signed', async () => {
  using home = new TemporaryHome();
  const rows = [{ quarter: '2026-Q3', segment: null, bookings: 100 }];
  await home.ask('set-plan', { as_of: '2026-01-30', rows });
  assert.deepEqual(await reviews(home, '2026-03-01'), [['plan', null, false]]);
});
