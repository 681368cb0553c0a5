/** Real exports, as a stranger would import them. The data are not part of the project. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CurvesAnswer } from '../src/operations/curves.ts';
import type { DataHealthAnswer } from '../src/operations/data-health.ts';
import type { ImportAnswer } from '../src/operations/import.ts';
import type { PipelineAnswer } from '../src/operations/pipeline.ts';
import type { RowsAnswer } from '../src/operations/rows.ts';
import { needs, sharedPath } from './shared-data.ts';
import { TemporaryHome } from './temporary-home.ts';

const MAPPING = fileURLToPath(new URL('../docs/examples/maven-crm.yaml', import.meta.url));
const AS_OF = '2017-12-31';

describe('Maven CRM sales opportunities', needs('data/maven-crm'), () => {
  let home: TemporaryHome;
  let imported: ImportAnswer;
  before(async () => {
    home = new TemporaryHome();
    const folder = sharedPath('data/maven-crm') as string;
    imported = (await home.import([folder], { mapping: MAPPING })) as unknown as ImportAnswer;
  });

  it('loads 8,800 opportunities and loses no row without a reason', () => {
    const deals = imported.files.find((file) => file.file === 'sales_pipeline.csv');
    assert.deepEqual([deals?.read, deals?.loaded, deals?.rejected], [8800, 8800, 0]);
    for (const file of imported.files) assert.equal(file.read, file.loaded + file.rejected);
    const dictionary = imported.files.find((file) => file.file === 'data_dictionary.csv');
    assert.deepEqual(
      [dictionary?.recognised_as, dictionary?.reasons[0]?.code],
      [null, 'unrecognised_file'],
    );
  });

  it('has 4,238 won, 2,473 lost and 2,089 open', async () => {
    const { moves } = await home.ask<PipelineAnswer>('pipeline', {
      as_of: AS_OF,
      from: '2016-01-01',
      to: '2018-01-01',
    });
    const count = (move: string) => moves.find((each) => each.move === move)?.opportunities;
    assert.deepEqual([count('won'), count('lost'), count('end')], [4238, 2473, 2089]);
  });

  it('says that 51 % of all engaged are won so far, and shows 63 % only as won of closed', async () => {
    const { curves } = await home.ask<CurvesAnswer>('curves', { as_of: AS_OF, by: 'none' });
    const [curve] = curves;
    assert.equal(curves.length, 1);
    assert.deepEqual([curve?.from, curve?.to, curve?.entered], ['opportunity', 'won', 8300]);
    assert.equal(curve?.so_far.toFixed(4), '0.5106');
    assert.equal(curve?.won_of_closed?.toFixed(4), '0.6315');
    assert.ok((curve?.rate ?? 1) < 0.53 && (curve?.high ?? 1) < 0.54, 'a rate like the 63 %');
    assert.equal(curve?.verdict, 'ok');
  });

  it('finds GTXPro, the 1,291 dead deals and the blank amounts', async () => {
    const { checks } = await home.ask<DataHealthAnswer>('data-health', { as_of: AS_OF });
    const check = (name: string) => checks.find((each) => each.check === name);
    assert.equal(check('product_not_in_list')?.count, 1480);
    assert.deepEqual(check('product_not_in_list')?.values, [{ value: 'GTXPro', count: 1480 }]);
    const dead = check('open_longer_than_any_close');
    assert.deepEqual([dead?.count, dead?.unknown_amounts, dead?.money?.amount], [1291, 1291, 0]);
    assert.equal(check('open_without_account')?.count, 1425);
    assert.equal(check('no_contact_role')?.state, 'could_not_run');
  });

  it('counts the same whether asked as of the export or today, and says that it is old', async () => {
    const then = await home.ask<CurvesAnswer>('curves', { as_of: AS_OF, by: 'none' });
    const now = await home.ask<CurvesAnswer>('curves', { as_of: '2026-11-21', by: 'none' });
    assert.deepEqual(now.curves, then.curves);
    assert.ok(now.caveats.some((caveat) => caveat.code === 'stale'));
    assert.ok(!then.caveats.some((caveat) => caveat.code === 'stale'));
  });

  it('opens every count of a curve to as many rows', async () => {
    const { curves } = await home.ask<CurvesAnswer>('curves', { as_of: AS_OF, by: 'product' });
    for (const curve of curves) {
      const [trait, value] = Object.entries(curve.segment)[0] ?? [];
      for (const [outcome, figure] of [
        ['converted', curve.converted],
        ['lost', curve.lost],
        ['censored', curve.open],
      ]) {
        const { count } = await home.ask<RowsAnswer>('rows', {
          as_of: AS_OF,
          figure: 'curve',
          from: curve.from,
          to: curve.to,
          outcome,
          limit: 1,
          ...(trait ? { trait, value } : {}),
        });
        assert.equal(count, figure, `${JSON.stringify(curve.segment)} ${outcome}`);
      }
    }
  });

  it(
    'reads the variant with American dates as the same deals',
    needs('data/maven-crm/variant-us-dates'),
    async () => {
      using other = new TemporaryHome();
      const folder = sharedPath('data/maven-crm/variant-us-dates') as string;
      await other.import([folder], { mapping: MAPPING });
      const [theirs, ours] = await Promise.all(
        [other, home].map((each) =>
          each.ask<CurvesAnswer>('curves', { as_of: AS_OF, by: 'product' }),
        ),
      );
      assert.deepEqual(theirs?.curves, ours?.curves);
    },
  );
});

describe(
  'Salesforce tables as Fivetran lands them',
  needs('data/fivetran-seeds/salesforce'),
  () => {
    it('knows every object, and accounts for every row', async () => {
      using home = new TemporaryHome();
      const folder = sharedPath('data/fivetran-seeds/salesforce') as string;
      const answer = (await home.import([folder])) as unknown as ImportAnswer;
      assert.equal(
        answer.files.length,
        readdirSync(folder).filter((name) => name.endsWith('.csv')).length,
      );
      const kinds = new Map(answer.files.map((file) => [file.file, file.recognised_as]));
      assert.equal(kinds.get('sf_opportunity_data.csv'), 'salesforce/Opportunity');
      assert.equal(kinds.get('sf_account_history_data.csv'), 'salesforce/Account');
      assert.equal(kinds.get('sf_campaign_member_data.csv'), 'salesforce/CampaignMember');
      assert.equal(kinds.get('sf_event_data.csv'), 'salesforce/Event');
      assert.equal(kinds.get('sf_user_role_data.csv'), 'salesforce/UserRole');
      assert.equal(kinds.get('sf_order_data.csv'), null);
      for (const file of answer.files) {
        assert.equal(file.read, file.loaded + file.rejected, file.file);
        if (file.recognised_as !== null) assert.equal(file.rejected, 0, JSON.stringify(file));
      }
    });
  },
);
