import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOGUE } from './causes/catalogue.ts';
import { WEEK_0 } from './causes/cause.ts';
import { simulate, type Truth } from './company.ts';
import { dealId, engagementId, meetingId, NOT_YET } from './events.ts';
import { injectionsOf } from './injections.ts';
import { QUARTER_END } from './landing.ts';
import { record } from './record.ts';
import { Scenario } from './scenario.ts';
import { trueScenario } from './true-scenario.ts';
import type { TrueScenario } from './truth-file.ts';

const seed = 4;
const size = 'small';

const plain = simulate({ seed, size });

function told(ids: readonly string[]): { scenario: Scenario; truth: Truth; told: TrueScenario } {
  const scenario = new Scenario({ seed, size, injections: injectionsOf(ids, size) }, plain);
  const truth = scenario.truth();
  return { scenario, truth, told: trueScenario(scenario, record(truth), []) };
}

const total = (amounts: readonly { amount: { amount: number } }[]) =>
  amounts.reduce((sum, { amount }) => sum + amount.amount, 0);

const STAGES = ['engagement', 'meeting', 'opportunity', 'close'] as const;
type Stage = (typeof STAGES)[number];

/** The first week in which the cause does anything, and the first stage that it touches. */
const TOUCHES: Readonly<Record<string, readonly [number, Stage]>> = {
  LEADS_DOWN_2Q: [-32, 'engagement'],
  CAMPAIGN_SLIP_6W: [-24, 'engagement'],
  CAMPAIGN_CANCELLED: [-18, 'engagement'],
  BUDGET_CUT: [-26, 'engagement'],
  EVENT_LIST_OFF_TARGET: [-30, 'engagement'],
  BOUGHT_LIST_BAD: [-28, 'engagement'],
  DELIVERABILITY: [-22, 'engagement'],
  FOLLOWUP_SLOW: [-20, 'meeting'],
  FOLLOWUP_SKIPPED: [-24, 'meeting'],
  SDR_LEFT: [-16, 'meeting'],
  VOLUME_FLOODS_QUEUE: [-18, 'engagement'],
  AE_RAMP: [-14, 'close'],
  WINRATE_TEAM: [-16, 'close'],
  COMPETITOR: [-15, 'close'],
  DISCOUNTING: [-6, 'close'],
  LIST_PRICE_CUT: [-4, 'close'],
  MIX_TO_SMALL: [-34, 'engagement'],
  MIX_PRODUCT: [-12, 'close'],
  CYCLE_LONGER: [-20, 'close'],
  LEGAL_STALL: [-8, 'close'],
  DEFINITION_LOOSE: [-22, 'opportunity'],
  DEFINITION_TIGHT: [-20, 'opportunity'],
  NO_SHOW: [-18, 'meeting'],
  // Everybody knows of it: the last ten selling days of the quarter before begin earlier.
  SELLING_DAYS: [-4, 'meeting'],
  MARKET_DOWN: [-30, 'engagement'],
  PARTNER_LOST: [-24, 'engagement'],
  WHALE_SLIPS: [8, 'close'],
  WHALE_LOST: [8, 'close'],
  WHALE_MASKS: [-32, 'engagement'],
  PULLED_FORWARD: [-1, 'close'],
  FX: [0, 'close'],
  OFFSETTING: [-34, 'engagement'],
};

/** Every event with its day, by stage; `own` leaves out what only follows from who is a customer. */
function events(truth: Truth, own: boolean): Record<Stage, { id: string; day: number }[]> {
  const counts = (kind: string) => !own || kind !== 'customer_add_on';
  const engagements = truth.engagements.filter((e) => counts(e.programme.kind.name));
  const meetings = truth.meetings.filter((m) => counts(m.engagement.programme.kind.name));
  const deals = truth.deals.filter((d) => counts(d.scope.kind));
  return {
    engagement: engagements.map((e) => ({ id: engagementId(e), day: e.day })),
    meeting: meetings.map((m) => ({ id: `${meetingId(m)} ${m.bookedDay}`, day: m.day })),
    opportunity: deals.map((d) => ({ id: dealId(d), day: d.openDay })),
    close: deals.flatMap((d) =>
      d.closeDay === NOT_YET
        ? []
        : [{ id: `${dealId(d)} ${d.outcome} ${d.amount}`, day: d.closeDay }],
    ),
  };
}

const lines = (list: readonly { id: string; day: number }[], before: number) =>
  list
    .filter(({ day }) => day < before)
    .map(({ id, day }) => `${id} ${day}`)
    .sort();

for (const cause of CATALOGUE)
  test(`${cause.number} ${cause.id}: the gap is the sum of its parts`, () => {
    const { scenario, truth, told: tale } = told([cause.id]);
    const company = tale.causes.filter(({ part }) => part === 'company');
    const delta = company.reduce((sum, own) => sum + own.delta.amount, 0);
    assert.equal(tale.gap.amount, tale.plan_part.amount + delta + tale.luck.amount);
    assert.equal(tale.gap.amount, tale.with_causes.amount - tale.target.amount);
    assert.equal(tale.with_causes.amount - tale.without_causes.amount, delta);
    for (const own of tale.causes) {
      assert.equal(total(own.lines), own.delta.amount, `${own.id}: its lines add up`);
      const weeks = total(own.origin_weeks);
      assert.ok(weeks === own.delta.amount || own.part === 'record', `${own.id}: its weeks add up`);
      if (own.part === 'record') assert.equal(own.delta.amount, 0);
      assert.ok(own.lines.length > 0 || own.id === 'NOTHING');
    }
    if (cause.id === 'NOTHING') assert.equal(delta, 0);
    if (cause.id === 'PLAN_GAP')
      assert.equal(tale.plan_part.amount, tale.plan.amount - tale.target.amount);
    const touches = TOUCHES[cause.id];
    if (touches) assertUntouched(scenario, truth, { cause: cause.id, touches });
    assert.equal(touches === undefined, cause.parts.length === 0, 'listed above');
  });

/** Nothing differs before the cause, and nothing of a stage that comes before the one it touches. */
function assertUntouched(
  scenario: Scenario,
  truth: Truth,
  { cause, touches }: { cause: string; touches: readonly [number, Stage] },
): void {
  const [week, stage] = touches;
  const hasSetting = scenario.settings.injections.some((own) => own.cause.setting);
  const without = hasSetting ? scenario.withoutCauses() : plain;
  const begins = (WEEK_0 + week) * 7;
  const [all, allWithout] = [events(truth, false), events(without, false)];
  for (const each of STAGES)
    assert.deepEqual(
      lines(all[each], begins),
      lines(allWithout[each], begins),
      `${cause}: ${each}`,
    );
  const [own, ownWithout] = [events(truth, true), events(without, true)];
  for (const each of STAGES.slice(0, STAGES.indexOf(stage)))
    assert.deepEqual(
      lines(own[each], QUARTER_END),
      lines(ownWithout[each], QUARTER_END),
      `${cause} leaves each ${each} as it was`,
    );
  // What money is worth is no event.
  if (cause === 'FX') return;
  assert.notDeepEqual(
    lines(all[stage], QUARTER_END),
    lines(allWithout[stage], QUARTER_END),
    `${cause} does something to the ${stage}`,
  );
}

test('late updates hide wins at the end of the quarter, and no more when they are recorded', () => {
  const usual = told(['NOTHING']).told.recorded_short;
  const late = told(['LATE_UPDATES']).told.recorded_short;
  const at = (rows: TrueScenario['recorded_short'], day: string) =>
    rows.find(({ as_of }) => as_of === day)?.amount.amount ?? Number.NaN;
  const end = at(late, '2026-09-27');
  assert.ok(end < at(usual, '2026-09-27'), 'short at the end of the quarter');
  assert.ok(
    Math.abs(at(late, '2026-10-25')) < Math.abs(end) / 4,
    'four weeks later nearly nothing',
  );
  assert.equal(at(late, '2026-11-22'), at(usual, '2026-11-22'), 'eight weeks later nothing');
});

test('a plain run and the run without the cause are the same company', () => {
  const scenario = new Scenario({ seed, size, injections: injectionsOf(['DISCOUNTING'], size) });
  assert.deepEqual(events(scenario.withoutCauses(), false), events(plain, false));
});

test('a stronger injection does more', () => {
  const delta = (id: string, intensity: number) => {
    const [injection] = injectionsOf([id], size);
    assert.ok(injection);
    const scenario = new Scenario({ seed, size, injections: [{ ...injection, intensity }] }, plain);
    return scenario.landing(1).total - scenario.landing(0).total;
  };
  for (const id of ['NO_SHOW', 'DISCOUNTING'])
    assert.ok(delta(id, 2) < delta(id, 0.5) && delta(id, 0.5) < 0, id);
});

test('each claim is judged by the money that the causes of its kind took', () => {
  const claim = (tale: TrueScenario, id: string) => tale.claims.find((own) => own.id === id);
  const { told: blames } = told(['TEAM_BLAMES']);
  const [slow] = blames.causes;
  assert.equal(claim(blames, 'leads_are_bad')?.verdict, 'contradicted');
  const followUp = claim(blames, 'sales_does_not_follow_up');
  assert.deepEqual(followUp?.money, slow?.delta);
  const matters = (slow?.delta.amount ?? 0) <= -0.05 * blames.target.amount;
  assert.equal(followUp?.verdict, matters ? 'supported' : 'contradicted');
  const { told: planned } = told(['PLAN_GAP']);
  assert.equal(claim(planned, 'plan_never_added_up')?.verdict, 'supported');
  assert.equal(claim(planned, 'win_rate_fell')?.verdict, 'contradicted');
});

test('what cannot be injected is refused with what can', () => {
  assert.throws(() => injectionsOf(['RAIN'], size), { code: 'unknown_cause' });
  assert.throws(() => injectionsOf(['NO_SHOW:3'], size), { code: 'bad_strength' });
  assert.throws(() => injectionsOf(['NO_SHOW', 'NO_SHOW'], size), { code: 'cause_twice' });
  const many = ['NO_SHOW', 'AE_RAMP', 'COMPETITOR', 'DISCOUNTING', 'CYCLE_LONGER', 'FX'];
  assert.throws(() => injectionsOf(many, size), { code: 'too_many_causes' });
});
