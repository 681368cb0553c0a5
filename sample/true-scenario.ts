/** The scenario part of truth.json: the gap, split by what really caused it. */
import { dateOf, quarterName, startOf, TARGET_QUARTER } from './calendar.ts';
import { WEEK_0 } from './causes/cause.ts';
import { claimsOf } from './claims.ts';
import { bookedMinor, type Landing, QUARTER_END, QUARTER_START } from './landing.ts';
import type { Recorded } from './recorded.ts';
import type { Scenario } from './scenario.ts';
import { wholeShares } from './shapley.ts';
import type { Money, TrueCause, TrueScenario, WeekAmount } from './truth-file.ts';

const money = (amount: number): Money => ({ amount, currency: 'USD' });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function trueScenario(
  scenario: Scenario,
  recorded: Recorded,
  recoverable: TrueScenario['recoverable'],
): TrueScenario {
  const planCauses = scenario.planCauses();
  const all = 2 ** planCauses.length - 1;
  const { target, bookings } = scenario.plan(all);
  const [without, whole] = [scenario.without().total, scenario.with().total];
  const causes = trueCauses(scenario);
  const planPart = sum(scenario.planDeltas());
  return {
    quarter: quarterName(TARGET_QUARTER),
    first_day: dateOf(QUARTER_START),
    last_day: dateOf(QUARTER_END - 1),
    target: money(target),
    plan: money(bookings),
    expected: money(scenario.baseline.mean * 100),
    sd: money(scenario.baseline.sd * 100),
    without_causes: money(without),
    with_causes: money(whole),
    gap: money(whole - target),
    plan_part: money(planPart),
    luck: money(without - scenario.plan(0).target),
    causes,
    origin_weeks: weeksOf(causes.flatMap((cause) => cause.origin_weeks)),
    recorded_short: recordedShort(scenario, recorded),
    recoverable,
    claims: claimsOf(causes, target),
  };
}

function trueCauses(scenario: Scenario): TrueCause[] {
  const parts = scenario.partDeltas();
  const planDeltas = scenario.planDeltas();
  const planCauses = scenario.planCauses();
  const { injections } = scenario.settings;
  const deltas = injections.map((_, i) =>
    planCauses.includes(i) ? (planDeltas[planCauses.indexOf(i)] ?? 0) : sum(parts[i] ?? []),
  );
  const whole = sum(deltas.map(Math.abs));
  return injections.map(({ cause, strength, intensity }, i): TrueCause => {
    const delta = deltas[i] ?? 0;
    const company = cause.parts.map((part, p) => ({
      ...part.line,
      amount: money(parts[i]?.[p] ?? 0),
    }));
    const elsewhere = cause.lines.map((line) => ({
      ...line,
      amount: money(cause.acts === 'plan' ? delta : 0),
    }));
    return {
      id: cause.id,
      number: cause.number,
      title: cause.title,
      strength,
      intensity,
      part: cause.acts,
      delta: money(delta),
      share: whole === 0 ? 0 : delta / whole,
      lines: [...company, ...elsewhere],
      origin: cause.origin,
      origin_weeks: originWeeks(scenario, i, delta),
      decoys: cause.decoys,
      events: (cause.events ?? []).map(({ week, text }) => ({
        date: dateOf((WEEK_0 + week) * 7),
        text,
      })),
    };
  });
}

/** The run with the cause less the run without it, week by week, scaled to the cause's own share. */
function originWeeks(scenario: Scenario, injection: number, delta: number): WeekAmount[] {
  const { cause } = scenario.settings.injections[injection]!;
  const { of } = cause.origin;
  if (of === 'plan') return [{ week: cause.origin.from_week, amount: money(delta) }];
  if (cause.acts === 'record' || delta === 0) return [];
  const [whole, without] = [scenario.with(), scenario.withoutCause(injection)];
  const weeks = [...new Set([...whole.by[of].keys(), ...without.by[of].keys()])].sort(
    (a, b) => a - b,
  );
  const at = (landing: Landing, week: number) => landing.by[of].get(week) ?? 0;
  const changes = weeks.map((week) => at(whole, week) - at(without, week));
  const change = sum(changes);
  if (change === 0) return [];
  const shares = wholeShares(
    changes.map((own) => (own * delta) / change),
    delta,
  );
  return weeksOf(weeks.map((week, i) => ({ week: week - WEEK_0, amount: money(shares[i] ?? 0) })));
}

/** One row a week, in order, without those where nothing changed. */
function weeksOf(rows: readonly WeekAmount[]): WeekAmount[] {
  const byWeek = new Map<number, number>();
  for (const { week, amount } of rows) byWeek.set(week, (byWeek.get(week) ?? 0) + amount.amount);
  return [...byWeek]
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => a - b)
    .map(([week, amount]) => ({ week, amount: money(amount) }));
}

const DAYS_AFTER = [-49, 0, 14, 28, 56];

/** Bookings that the CRM showed at the end of a day, less the true ones by then. */
function recordedShort(scenario: Scenario, recorded: Recorded): TrueScenario['recorded_short'] {
  const { world } = scenario.truth();
  const inQuarter = (day: number) => day >= QUARTER_START && day < QUARTER_END;
  return DAYS_AFTER.map((days) => {
    const day = QUARTER_END - 1 + days;
    const cutoff = startOf(day + 1) - 1;
    let short = 0;
    for (const deal of recorded.deals) {
      if (deal.copyOf) continue;
      const { truth } = deal;
      const amount = bookedMinor(world, truth);
      if (truth.outcome === 'won' && inQuarter(truth.closeDay) && truth.closeDay <= day)
        short -= amount;
      const last = deal.changes.findLast((change) => change.recordedAt <= cutoff)?.state;
      if (last?.outcome === 'won' && inQuarter(last.closeDay)) short += amount;
    }
    return { as_of: dateOf(day), amount: money(short) };
  });
}
