/** An assumption as it is typed: a rate of 100, the rest as it is. */

import type { PlanAnswer } from '../../operations/plan.ts';
import { readNumber } from '../amounts.ts';

type Told = PlanAnswer['assumptions'][number];
export type Assumption = Pick<
  Told,
  'assumption' | 'campaign_type' | 'segment' | 'step' | 'value' | 'unit' | 'source' | 'reasoning'
> &
  Partial<Pick<Told, 'seq' | 'at_signature'>>;

export const KINDS = [
  ['rate', 'Rate'],
  ['lag', 'Time'],
  ['size', 'Size'],
  ['volume', 'Volume'],
] as const;

export const STEPS = [
  ['', 'No step'],
  ['engagement', 'Engagements'],
  ['engagement_to_meeting', 'Engagement → meeting'],
  ['meeting_to_opportunity', 'Meeting → opportunity'],
  ['opportunity_to_won', 'Opportunity → won'],
  ['amount', 'Amount'],
] as const;

/** What each is usually told in; of a size, the company's currency. */
export const UNITS: Readonly<Record<string, string>> = {
  rate: 'share',
  lag: 'median days',
  volume: 'a week',
};

export type AssumptionField =
  | 'campaign_type'
  | 'segment'
  | 'step'
  | 'value'
  | 'unit'
  | 'source'
  | 'reasoning';
export type TypedAssumption = Readonly<Record<AssumptionField | 'assumption', string>>;

export function typedAssumption(told: Assumption | null, currency: string): TypedAssumption {
  const { assumption = 'rate', value = null } = told ?? {};
  const shown = value === null ? null : assumption === 'rate' ? tidy(value * 100) : value;
  return {
    assumption,
    campaign_type: told?.campaign_type ?? '',
    segment: told?.segment ?? '',
    step: told?.step ?? '',
    value: shown === null ? '' : String(shown),
    unit: told?.unit ?? UNITS[assumption] ?? currency,
    source: told?.source ?? '',
    reasoning: told?.reasoning ?? '',
  };
}

/** 0.046 × 100 is 4.6, not 4.6000000000000005. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The body that is sent, or what is wrong with it by field. */
export function readAssumption(typed: TypedAssumption): {
  body: Assumption | null;
  faults: Partial<Record<AssumptionField, string>>;
} {
  const faults: Partial<Record<AssumptionField, string>> = {};
  const number = readNumber(typed.value.replace(/%\s*$/, '')) ?? null;
  const isRate = typed.assumption === 'rate';
  if (number === null)
    faults.value = `No number such as ${isRate ? '4.6' : '1,200.5'}: decimals stand after a point`;
  else if (isRate && number > 100) faults.value = 'No more than 100 of 100';
  if (typed.unit.trim() === '') faults.unit = 'Say in what it is told';
  if (typed.source.trim() === '') faults.source = 'Say where it comes from';
  if (number === null || Object.keys(faults).length > 0) return { body: null, faults };
  return {
    faults,
    body: {
      assumption: typed.assumption as Assumption['assumption'],
      campaign_type: typed.campaign_type.trim() || null,
      segment: typed.segment.trim() || null,
      step: (typed.step || null) as Assumption['step'],
      value: isRate ? tidy(number / 100) : number,
      unit: typed.unit.trim(),
      source: typed.source.trim(),
      reasoning: typed.reasoning.trim() || null,
    },
  };
}
