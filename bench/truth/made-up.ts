/** Hand-made truths and answers for the tests. Money in minor units. */

import type { TrueCause, TrueLine, TrueScenario } from '../../sample/truth-file.ts';
import { addDays } from '../../src/calendar.ts';
import type { Asked, MissAnswer, Part } from './answers.ts';
import { askDays } from './days.ts';
import { BASELINES, type Examined } from './examined.ts';
import type { Scenario } from './scenario.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' as const });

export function lineOf(given: Partial<Omit<TrueLine, 'amount'>> & { amount: number }): TrueLine {
  return {
    leg: 'change',
    factors: ['volume'],
    owners: ['marketing'],
    step: 'engagement',
    ...given,
    amount: usd(given.amount),
  };
}

type WeekDraft = readonly (readonly [week: number, amount: number])[];

type CauseDraft = Partial<Omit<TrueCause, 'delta' | 'lines' | 'origin_weeks'>> & {
  readonly origin_weeks?: WeekDraft;
  readonly lines: readonly TrueLine[];
  readonly delta?: number;
};

export function causeOf(draft: CauseDraft): TrueCause {
  const { delta, lines, origin_weeks = [], ...rest } = draft;
  return {
    id: 'LEADS_DOWN_2Q',
    number: 1,
    title: '',
    strength: 4,
    intensity: 1,
    part: 'company',
    share: 1,
    origin: { of: 'engagement', from_week: -32, to_week: -19 },
    decoys: [],
    events: [],
    ...rest,
    origin_weeks: origin_weeks.map(([week, amount]) => ({ week, amount: usd(amount) })),
    lines,
    delta: usd(delta ?? lines.reduce((sum, { amount }) => sum + amount.amount, 0)),
  };
}

interface TruthDraft {
  readonly causes?: readonly TrueCause[];
  readonly luck?: number;
  readonly sd?: number;
  readonly recorded_short?: readonly (readonly [as_of: string, amount: number])[];
  readonly recoverable?: readonly (readonly [action: string, from: string, amount: number])[];
  readonly claims?: TrueScenario['claims'];
}

const TARGET = 1_000_000;

export function truthOf(draft: TruthDraft = {}): TrueScenario {
  const { causes = [], luck = 0, sd = 100 } = draft;
  const effect = causes.reduce((sum, { delta }) => sum + delta.amount, 0);
  return {
    quarter: '2026-Q3',
    first_day: '2026-06-29',
    last_day: '2026-09-27',
    target: usd(TARGET),
    plan: usd(TARGET),
    expected: usd(TARGET),
    sd: usd(sd),
    without_causes: usd(TARGET + luck),
    with_causes: usd(TARGET + luck + effect),
    gap: usd(effect + luck),
    plan_part: usd(0),
    luck: usd(luck),
    causes,
    origin_weeks: causes.flatMap((cause) => cause.origin_weeks),
    recorded_short: (draft.recorded_short ?? []).map(([as_of, amount]) => ({
      as_of,
      amount: usd(amount),
    })),
    recoverable: (draft.recoverable ?? []).map(([action, from, amount]) => ({
      action,
      from_week: 0,
      from,
      amount: usd(amount),
    })),
    claims: draft.claims ?? [],
  };
}

export function partOf(given: Partial<Part> & { amount: number }): Part {
  const owner = given.owner ?? 'marketing';
  return {
    leg: 'change',
    factors: ['volume'],
    step: 'engagement',
    owner,
    owners: [owner],
    origin_from: null,
    origin_to: null,
    campaign_type: null,
    segment: null,
    team: null,
    product: null,
    low: null,
    high: null,
    flagged: true,
    ...given,
  };
}

export const luckOf = (amount: number) =>
  partOf({ leg: 'chance', factors: ['chance'], step: null, owner: 'none', amount, flagged: false });

type MissDraft = Partial<Omit<MissAnswer, 'parts'>>;

/** An answer whose gap is the sum of its lines. */
export function missOf(parts: readonly Part[], draft: MissDraft = {}): { answer: MissAnswer } {
  const gap = parts.reduce((sum, { amount }) => sum + amount, 0);
  return {
    answer: {
      as_of: '2026-09-27',
      target: TARGET,
      actual: TARGET + gap,
      gap,
      total: gap,
      recoverable: [],
      caveats: [],
      ...draft,
      parts: [...parts],
    },
  };
}

export const UNKNOWN = { refused: 'exit 2: There is no operation "miss".' };

/** Every date has the same answer. */
export function examinedOf(
  scenario: Scenario,
  truth: TrueScenario,
  given: Partial<Examined> & { readonly answer?: Asked<MissAnswer> } = {},
): Examined {
  const { answer = UNKNOWN, ...rest } = given;
  const miss = Object.fromEntries(askDays(truth, scenario).map(([name]) => [name, answer]));
  return {
    scenario,
    truth,
    miss,
    claims: UNKNOWN,
    health: UNKNOWN,
    weekly: null,
    baselines: Object.fromEntries(
      BASELINES.map((name) => [name, UNKNOWN]),
    ) as unknown as Examined['baselines'],
    median_win_weeks: 10,
    refused_setup: [],
    ...rest,
  };
}

/** The lines of the truth themselves, each spread over its true weeks of origin. */
export function perfectParts(truth: TrueScenario, day: string): Part[] {
  const lines = truth.causes.flatMap((cause) => {
    const all = cause.origin_weeks.reduce((sum, { amount }) => sum + Math.abs(amount.amount), 0);
    return cause.lines.flatMap((line) => {
      const short = truth.recorded_short.find(({ as_of }) => as_of === day)?.amount.amount ?? 0;
      const amount = cause.part === 'record' ? short : line.amount.amount;
      const weeks = all === 0 ? [null] : cause.origin_weeks;
      return weeks.map((origin) => {
        const share = origin === null ? 1 : Math.abs(origin.amount.amount) / all;
        const from = origin === null ? null : addDays(truth.first_day, origin.week * 7);
        return partOf({
          leg: line.leg,
          factors: line.factors.slice(0, 1),
          step: line.step,
          owner: line.owners[0] ?? 'none',
          campaign_type: line.campaign_types?.[0] ?? null,
          segment: line.segments?.[0] ?? null,
          team: line.teams?.[0] ?? null,
          origin_from: from,
          origin_to: from === null ? null : addDays(from, 6),
          amount: Math.round(amount * share),
          low: Math.round(amount * share) - 10,
          high: Math.round(amount * share) + 10,
        });
      });
    });
  });
  return [...lines, luckOf(truth.luck.amount)];
}
