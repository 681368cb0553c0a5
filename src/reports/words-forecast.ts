/** Every sentence about where quarters will end. */

import { shortMoney } from '../money.ts';
import type { BacktestAnswer } from '../operations/backtest.ts';
import type { ForecastAnswer, ForecastQuarter } from '../operations/forecast.ts';
import { type Language, plural, quarterName, timesInHundred, whole } from './numbers.ts';

export const FORECAST_QUESTION =
  'Where will each quarter end, and how far can this forecast be trusted?';
export const BACKTEST_QUESTION = 'How far off were forecasts made with what was known then?';

export const PART_WORDS = {
  booked: 'Booked',
  open_pipeline: 'Open pipeline',
  engaged: 'Engaged already',
  planned: 'Planned and usual',
} as const;
export type PartName = keyof typeof PART_WORDS;
export const PART_NAMES = Object.keys(PART_WORDS) as PartName[];

export const BASELINE_WORDS: Readonly<Record<string, string>> = {
  stage_weighted_pipeline: 'Stage-weighted pipeline',
  seasonal_naive: 'The year before, with its growth',
  chain_ladder: 'Chain ladder',
  commit: 'What the reps commit to',
};

export function forecastSentence({ quarters, as_of }: ForecastAnswer, language: Language): string {
  const [quarter] = quarters as [ForecastQuarter];
  const money = (amount: { amount: number; currency: string }) =>
    shortMoney(amount, language.locale);
  const name = quarterName(quarter.quarter, as_of);
  if (quarter.p95.amount === 0) {
    const { mean } = quarter.wins;
    if (mean < 0.5) return `Nothing can be said yet of where ${name} ends.`;
    return `${name} ends with about ${whole(mean, language)} wins; what they are worth is not recorded.`;
  }
  const ends = `${name} ends between ${money(quarter.p05)} and ${money(quarter.p95)}, most likely near ${money(quarter.p50)}`;
  if (quarter.probability === null || quarter.target === null) return `${ends}.`;
  return `${ends}; the chance of its ${money(quarter.target)} target is ${timesInHundred(quarter.probability)}.`;
}

export function forecastLead({ past, quarters }: ForecastAnswer, language: Language): string {
  const [quarter] = quarters as [ForecastQuarter];
  const known = past.filter(({ p50 }) => p50.amount > 0);
  const large = quarter.large_deals.filter(({ chance }) => chance >= 0.01);
  const deals =
    large.length === 0
      ? ''
      : ` ${whole(large.length, language)} open ${plural(large.length, 'deal is', 'deals are')} above a twentieth of ${quarter.target === null ? 'the quarter' : 'the target'}: see them below.`;
  if (known.length < 3) {
    return `Too few past quarters to say how far off such forecasts are.${deals}`;
  }
  const off = known
    .map(({ actual, p50 }) => Math.abs(actual.amount / p50.amount - 1))
    .sort((a, b) => a - b);
  const half = off[Math.floor(off.length / 2)] as number;
  const held = known.filter(
    ({ actual, p05, p95 }) => actual.amount >= p05.amount && actual.amount <= p95.amount,
  ).length;
  return `Forecasts of the same week were off by more than ${Math.round(100 * half)} % in half of ${known.length} quarters; their bands held ${held} times.${deals}`;
}

/** `3.88 to 4.95 M`. */
export function rangeWords(
  { p05, p95 }: Pick<ForecastQuarter, 'p05' | 'p95'>,
  { locale }: Language,
): string {
  return `${shortMoney(p05, locale)} to ${shortMoney(p95, locale)}`;
}

export function chanceWords(probability: number | null): string {
  return probability === null ? '' : timesInHundred(probability);
}

export function backtestSentence(answer: BacktestAnswer): string {
  const { runs, coverage } = answer;
  if (runs.length === 0 || coverage === null) {
    return 'No past quarter can be forecast with what was known then.';
  }
  const quarters = new Set(runs.map(({ quarter }) => quarter)).size;
  const held = Math.round(coverage * runs.length);
  return `The band held what came in ${held} of ${runs.length} forecasts of ${quarters} past ${plural(quarters, 'quarter', 'quarters')}; 9 in 10 is right.`;
}

export function backtestLead({ baselines, bias }: BacktestAnswer): string {
  if (baselines.length === 0) return '';
  const beaten = baselines.filter(({ skill }) => skill > 0).length;
  const sure = baselines.filter(({ low }) => low > 0).length;
  const side =
    bias === null || Math.abs(bias) < 0.01
      ? ''
      : ` On average it was ${Math.abs(Math.round(100 * bias))} % too ${bias > 0 ? 'low' : 'high'}.`;
  return `It was nearer than ${beaten} of ${baselines.length} simpler forecasts, ${sure} of them beyond doubt.${side}`;
}
