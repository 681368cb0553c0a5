/** A file of many campaigns, sent by somebody who looked at all of them before. */

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Conflict } from '../src/errors.ts';
import type { Entry } from '../src/ledger/entry.ts';
import type { CampaignsAnswer } from '../src/operations/campaigns.ts';
import { TemporaryHome } from './temporary-home.ts';

const as_of = '2026-11-21';
const csv = (...rows: string[]) => `campaign_id,name,campaign_type,live_date\n${rows.join('\n')}\n`;
const lookedAt = async (home: TemporaryHome) =>
  (await home.ask<CampaignsAnswer>('campaigns', { as_of })).seq;
const live = async (home: TemporaryHome) =>
  (await home.ask<CampaignsAnswer>('campaigns', { as_of })).campaigns.map(
    ({ now }) => now.live_date,
  );

it('is refused as a whole where one of them has changed since, with both versions', async () => {
  using home = new TemporaryHome();
  await home.ask('plan-campaign', {
    as_of,
    csv: csv('A,Webinar,webinar,2027-01-01', 'B,Fair,trade_event,2027-02-01'),
  });
  const seen_up_to = await lookedAt(home);
  await home.ask('plan-campaign', { as_of, csv: csv('B,Fair,trade_event,2027-02-15') });
  const mine = csv('A,Webinar,webinar,2027-01-08', 'B,Fair,trade_event,2027-03-01');
  for (const operation of ['plan-campaign', 'move-campaign']) {
    await assert.rejects(home.ask(operation, { as_of, csv: mine, seen_up_to }), (error) => {
      assert.ok(error instanceof Conflict);
      const day = (version: 'seen' | 'current') =>
        ((error.details[version] as Entry).body as { live_date: string }).live_date;
      assert.deepEqual([day('seen'), day('current')], ['2027-02-01', '2027-02-15']);
      return true;
    });
  }
  assert.deepEqual(await live(home), ['2027-01-01', '2027-02-15'], 'nothing of it was written');
  await home.ask('plan-campaign', { as_of, csv: mine, seen_up_to: await lookedAt(home) });
  assert.equal((await (await home.ledger()).entries()).length, 5);
});

it('is taken where others have changed, and where somebody else has planned the same anew it is not', async () => {
  using home = new TemporaryHome();
  await home.ask('plan-campaign', { as_of, csv: csv('A,Webinar,webinar,2027-01-01') });
  const seen_up_to = await lookedAt(home);
  await home.ask('plan-campaign', { as_of, csv: csv('C,Mailing,nurture_mail,2027-05-01') });
  const more = csv('A,Webinar,webinar,2027-01-08', 'D,Dinner,dinner,2027-06-01');
  await home.ask('plan-campaign', { as_of, csv: more, seen_up_to });
  assert.deepEqual(await live(home), ['2027-01-08', '2027-05-01', '2027-06-01']);
  const same = csv('C,Podcast,podcast,2027-07-01');
  await assert.rejects(home.ask('plan-campaign', { as_of, csv: same, seen_up_to }), Conflict);
});
