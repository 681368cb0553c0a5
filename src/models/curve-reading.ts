/** Rules on what a curve may be used for. The mathematics is in curve.ts. */
import type { AgeCounts } from '../measures/rows.ts';
import { type Curve, type CurveOptions, cumulativeIncidence } from './curve.ts';
import { riskSets } from './risk-sets.ts';

/** Fewer subjects at risk, or fewer conversions, than this say too little. */
const ENOUGH = 10;
/** A curve is not shown where fewer than this share of the first risk set is left. */
const SMALLEST_SHARE = 0.02;
/** Share of the lag law that must have been lived through: to say anything, to name a final rate. */
const EXPOSURE_TO_SPEAK = 0.2;
const EXPOSURE_TO_SETTLE = 0.6;

/**
 * The age at which a curve should start. 0, unless delayed entry leaves a risk set that is empty, or
 * that the events of one day use up, before it first reaches 10: the product would stay at 0 for
 * ever. Then the first age with 10 at risk; the curve is conditional on being open there.
 */
export function safeStartAge(counts: readonly AgeCounts[]): number {
  const { atRisk, converted, lost } = riskSets(counts);
  const first = atRisk.findIndex((n) => n >= ENOUGH);
  for (let k = 0; k < first; k++) {
    if (atRisk[k] === converted[k]! + lost[k]!) return first;
  }
  return 0;
}

/** `cumulativeIncidence` from the safe start age on: the curve to show people. */
export function conversionCurve(
  counts: readonly AgeCounts[],
  { level = 0.9 }: Pick<CurveOptions, 'level'> = {},
): Curve {
  return cumulativeIncidence(counts, { level, startAge: safeStartAge(counts) });
}

/** Ages in days, both included. */
export interface ReadableSpan {
  readonly firstReliableAge: number;
  readonly lastReliableAge: number;
}

/**
 * Where a curve may be printed: the first unbroken run of days with at least
 * max(10, 2 % of the risk set at the start) at risk; null if there is none.
 */
export function readable({ atRisk, startAge }: Curve): ReadableSpan | null {
  const least = Math.max(ENOUGH, SMALLEST_SHARE * (atRisk[startAge] ?? 0));
  let first = startAge;
  while (first < atRisk.length && atRisk[first]! < least) first++;
  if (first >= atRisk.length) return null;
  let last = first;
  while (last + 1 < atRisk.length && atRisk[last + 1]! >= least) last++;
  return { firstReliableAge: first, lastReliableAge: last };
}

/**
 * Days by which the given shares (each in (0, 1]) of conversions have happened, among those seen to
 * convert by the last reliable age: conditional on converting within the observed span, so too
 * short on young data, where the slow ones are still to come (see `verdict`). null for each share
 * if there is no reliable age or no conversion by then.
 */
export function lagQuantiles(curve: Curve, shares: readonly number[]): (number | null)[] {
  const last = readable(curve)?.lastReliableAge ?? -1;
  const total = curve.converted.share[last] ?? 0;
  return shares.map((share) => {
    if (!(share > 0 && share <= 1)) throw new RangeError(`Share ${share} is not in (0, 1]`);
    if (total === 0) return null;
    // A rounding error must not push a share that is reached exactly to the next conversion.
    const wanted = share * total * (1 - 1e-12);
    return curve.converted.share.findIndex((value) => value >= wanted);
  });
}

/**
 * Average share of the lag law that the curve's subjects have lived through, in [0, 1]: the mean of
 * G over their follow-up, where G is the lag law of `lag` among those seen to convert by its last
 * reliable age. With a `lag` that is itself young this is too high. 0 if `lag` shows no law.
 */
export function lagExposure(curve: Curve, lag: Curve = curve): number {
  const last = readable(lag)?.lastReliableAge ?? -1;
  const total = lag.converted.share[last] ?? 0;
  if (total === 0) return 0;
  let exposure = 0;
  let before = 1;
  for (let k = curve.startAge; k < curve.followUp.length; k++) {
    const ending = before - curve.followUp[k]!;
    exposure += ending * (lag.converted.share[Math.min(k, last)]! / total);
    before = curve.followUp[k]!;
  }
  return Math.min(1, exposure + before);
}

export type Verdict = 'ok' | 'too_few' | 'too_early' | 'not_identifiable';

/**
 * What a curve allows to be said about the final rate, without a fitted law:
 * - too_few: fewer than 10 conversions, or never 10 at risk;
 * - too_early: subjects have lived through less than .2 of the lag law on average;
 * - not_identifiable: less than .6, so the final rate needs a lag law borrowed from elsewhere; what
 *   has been seen so far may be shown as such;
 * - ok: the curve's end can be read as a rate.
 * Pass as `lag` the curve of a parent or of mature cohorts where there is one. A curve that judges
 * itself cannot know how slow the conversions to come are.
 */
export function verdict(curve: Curve, { lag = curve }: { readonly lag?: Curve } = {}): Verdict {
  if (curve.conversions < ENOUGH || readable(curve) === null) return 'too_few';
  const exposure = lagExposure(curve, lag);
  if (exposure < EXPOSURE_TO_SPEAK) return 'too_early';
  return exposure < EXPOSURE_TO_SETTLE ? 'not_identifiable' : 'ok';
}
