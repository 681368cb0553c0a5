import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CurveAnswer } from '../operations/curves.ts';
import { presentCurves } from './present-curves.ts';
import { curve, curvesAnswer } from './sample-answers.fixture.ts';

const FIT: NonNullable<CurveAnswer['in_the_end']> = {
  verdict: 'ok',
  caveats: ['lag_borrowed'],
  rate: { value: 0.276, low: 0.262, high: 0.291 },
  lost: 0.6,
  lag_days: null,
  lived_through: 0.45,
  effective_n: 900,
  leaning: 0,
  families: [{ family: 'lognormal', weight: 1, rate: 0.276 }],
  drift: [],
  recorded_since: null,
};

const DEALS: Partial<CurveAnswer> = {
  from: 'opportunity',
  to: 'won',
  entered: 1000,
  converted: 242,
  lost: 489,
  recycled: 0,
  open: 269,
  so_far: 0.242,
  so_far_counted: 0.242,
  rate: 0.271,
  low: 0.26,
  high: 0.282,
  rate_by_day: 1005,
  won_of_closed: 242 / 731,
  losses_as_open: 0.443,
};

function table(id: string, change: Partial<CurveAnswer>) {
  const { tables } = presentCurves(curvesAnswer([curve({ ...DEALS, ...change })]), {
    locale: 'en',
  });
  return tables.find((one) => one.id === id);
}

describe('figures that are often taken for the rate', () => {
  test('stand beside ours, with the distance and the reason', () => {
    const found = table('common-figures', { in_the_end: FIT });
    assert.deepEqual(
      found?.rows.map(({ cells }) => [cells['figure'], cells['share'], cells['off']]),
      [
        ['Ours, in the end', '27.6', ''],
        ['Ours, by day 1,005', '27.1', ''],
        ['Won ÷ closed', '33.1', '+5.5'],
        ['Losses taken as still open (1 − Kaplan-Meier)', '44.3', '+16.7'],
        ['Won so far ÷ opened', '24.2', '−3.4'],
      ],
    );
    assert.match(found.rows[2]?.cells['reason'] ?? '', /269 still open/);
    assert.ok(found.rows.every(({ cells }) => (cells['reason'] ?? '').length > 20));
  });

  test('without a rate of ours none of them is one, and nothing is compared', () => {
    const found = table('common-figures', {
      verdict: 'too_early',
      rate: null,
      low: null,
      high: null,
      rate_by_day: null,
      losses_as_open: null,
      in_the_end: { ...FIT, verdict: 'not_identifiable', rate: null },
    });
    assert.equal(found?.title, 'Figures that are no rate');
    assert.deepEqual(
      found.rows.map(({ cells }) => cells['figure']),
      ['Won ÷ closed', 'Won so far ÷ opened'],
    );
    assert.ok(!found.columns.some(({ key }) => key === 'off'));
  });

  test('won so far leaves out those who entered before wins were recorded, and says so', () => {
    const answer = curvesAnswer([
      curve({
        ...DEALS,
        set_aside: 200,
        recorded_since: '2023-06-30',
        so_far: 0.24,
        so_far_counted: 0.3,
      }),
    ]);
    assert.match(
      presentCurves(answer, { locale: 'en' }).sentence,
      /^24 of 100 of all 1,000 opportunities have been won so far, 30 of 100 of the 800 since Fri 30 Jun 2023, from when wins are on record/,
    );
  });
});

test('a borrowed lag is said beside the rate in the end', () => {
  const [row] = table('fits', { in_the_end: FIT })?.rows ?? [];
  assert.equal(row?.cells['rate'], '27.6');
  assert.equal(row.cells['interval'], '26.2 to 29.1');
  assert.equal(row.cells['reading'], 'Told; lag taken from older or larger groups');
});
