import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comingGroups } from './forecast-behind.ts';
import type { ForecastFacts, KnownCampaign } from './forecast-facts.ts';
import { emptyTable } from './forecast-laws.ts';
import { planned } from './forecast-planned.ts';

const fair: KnownCampaign = {
  campaign_type: 'fair',
  segment: null,
  planned_live_on: '2026-09-01',
  live_on: '2026-09-11',
  ends_on: '2026-09-20',
  engagements: 100,
  delivered: null,
};

const FACTS: ForecastFacts = {
  as_of: '2026-08-31',
  booked: [],
  open: [],
  winning: [],
  engaging: [],
  engaged: [],
  pace: [],
  paceFrom: '2026-03-02',
  snapshots: [],
  ratios: [],
  opened: [],
  stages: [],
  campaigns: [],
};

function arrivalsOf(given: Partial<ForecastFacts>) {
  const facts = { ...FACTS, ...given };
  return planned(facts, { segments: ['mid', 'small'], weeks: 20 }).arrivals;
}

function pace(kind: 'engaged' | 'touched' | 'begun' | 'direct', n: number, subjects = n) {
  const isTyped = kind === 'engaged' || kind === 'touched';
  return {
    kind,
    campaign_type: isTyped ? 'fair' : null,
    segment: kind === 'engaged' || kind === 'direct' ? 'small' : null,
    n,
    subjects,
    first_on: '2026-03-02',
  };
}

const over = (given: Partial<KnownCampaign>): KnownCampaign => ({
  ...fair,
  planned_live_on: '2026-05-01',
  live_on: '2026-05-08',
  ends_on: '2026-05-10',
  ...given,
});

describe('campaigns that are still to come', () => {
  test('bring what they plan, on their days', () => {
    const [found] = arrivalsOf({ campaigns: [fair] }).campaigns;
    assert.deepEqual(found, { type: 0, segment: null, from: 11, to: 21, engagements: 100 });
  });

  test('of engagements, only those that begin an episode count: the others are engaged already', () => {
    const { campaigns } = arrivalsOf({
      campaigns: [fair],
      pace: [pace('engaged', 60), pace('touched', 150)],
    });
    assert.equal(campaigns[0]?.engagements, 40);
  });

  test('of one that runs, only what is left; nothing of one that is over or has delivered', () => {
    const running = { ...fair, live_on: '2026-08-22', ends_on: '2026-09-10' };
    const left = (given: Partial<KnownCampaign>) =>
      arrivalsOf({ campaigns: [{ ...running, ...given }] }).campaigns.map((each) =>
        Math.round(each.engagements),
      );
    assert.deepEqual(left({}), [50]);
    assert.deepEqual(left({ delivered: 70 }), [30]);
    assert.deepEqual(left({ delivered: 130 }), []);
    assert.deepEqual(left({ ends_on: '2026-08-30' }), []);
    assert.deepEqual(left({ engagements: null }), []);
  });

  test('deliver and slip as past ones did; those that no source knows say nothing', () => {
    const past = [80, 120, 60, 100].map((delivered) => over({ delivered }));
    const { delivery, slips } = arrivalsOf({ campaigns: [fair, ...past] });
    assert.ok(Math.abs(delivery[0]!.ratio - 0.9) < 1e-12);
    assert.ok(Math.abs(delivery[0]!.shape - 0.81 / (2000 / 3 / 1e4)) < 1e-9);
    assert.deepEqual(slips, [7, 7, 7, 7]);
    const unknown = arrivalsOf({ campaigns: [over({}), over({}), over({}), over({})] });
    assert.deepEqual(unknown.delivery[0], { ratio: 1, shape: 10 });
  });

  test('stand in for the usual pace of their type until they end', () => {
    const given = { pace: [pace('engaged', 260), pace('begun', 30, 60), pace('direct', 26)] };
    const alone = arrivalsOf(given);
    assert.deepEqual(alone.pace, [{ type: 0, segment: 1, perWeek: 10 }]);
    assert.deepEqual([alone.direct, alone.perConversion], [[0, 1], 0.5]);
    assert.deepEqual(alone.plannedWeeks, [0]);
    assert.deepEqual(arrivalsOf({ ...given, campaigns: [fair] }).plannedWeeks, [3]);
  });
});

describe('what stands behind a planned campaign', () => {
  test('of a new type without a segment is split as all engagements are', () => {
    const pace = (segment: string, n: number) => ({
      kind: 'engaged' as const,
      campaign_type: 'webinar',
      segment,
      n,
      subjects: n,
      first_on: '2026-03-02',
    });
    const { arrivals, types } = planned(
      {
        ...FACTS,
        pace: [pace('mid', 900), pace('small', 100)],
        campaigns: [{ ...fair, live_on: '2026-09-01', ends_on: '2026-09-20' }],
      },
      { segments: ['mid', 'small'], weeks: 20 },
    );
    const atOnce = emptyTable();
    atOnce.converted.fill(1, 1);
    atOnce.open[0] = 1;
    const groups = comingGroups({
      arrivals,
      types,
      segments: ['mid', 'small'],
      engaging: types.map(() => atOnce),
      winning: [atOnce, atOnce],
      amounts: [null, null],
      quarters: [{ from: 1, to: 140 }],
      elapsed: Float64Array.from({ length: 141 }, (_, day) => Math.max(0, day - 1)),
    });
    const opened = groups
      .filter(({ campaign_type }) => campaign_type === 'fair')
      .map(({ segment, opportunities }) => [segment, Math.round(opportunities[0]!)]);
    assert.deepEqual(opened, [
      ['mid', 90],
      ['small', 10],
    ]);
  });
});
