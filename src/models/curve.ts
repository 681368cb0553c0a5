import type { AgeCounts } from '../measures/rows.ts';
import { type Interval, upperBoundOfNone } from './binomial.ts';
import { normalQuantile } from './normal.ts';
import { type RiskSets, riskSets } from './risk-sets.ts';

/** A cumulative incidence by day: element k is the share at the end of day k of age. */
export interface Incidence {
  /** F(k), in [0, 1], never falling. */
  readonly share: Float64Array;
  /** Standard error of `share`, delta method. */
  readonly standardError: Float64Array;
  /** Pointwise interval of `share` at the curve's level. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * What became of subjects by age, in whole days. All arrays are indexed by day 0 .. highest age.
 * converted.share + lost.share + open = 1 on every day.
 */
export interface Curve {
  /** Confidence of the intervals, in (0, 1). */
  readonly level: number;
  /** The curve is conditional on being open at this age; before it every share is exactly 0. */
  readonly startAge: number;
  /** At risk at the start of the day. */
  readonly atRisk: Float64Array;
  /** Share still open at the end of the day. */
  readonly open: Float64Array;
  readonly converted: Incidence;
  readonly lost: Incidence;
  /** Conversions counted from startAge on. */
  readonly conversions: number;
  /** Share of subjects whose observation, had nothing happened, would go on after day k. */
  readonly followUp: Float64Array;
}

export interface CurveOptions {
  /** Confidence of the intervals, default 0.9. */
  readonly level?: number;
  /** First day whose events count, default 0. */
  readonly startAge?: number;
}

/**
 * Aalen-Johansen estimate of two competing outcomes with delayed entry, from counts by age alone;
 * time and memory grow with the highest age, not with subjects. Standard errors by the delta method
 * (docs/mathematics.md), intervals on the log(-log) scale; while nothing was seen, the upper bound
 * is the exact one-sided binomial bound with the smallest risk set so far. Exact mathematics, no
 * rule about what may be shown: that is `readable`. No rows give empty arrays. Throws RangeError on
 * counts that cannot be (see riskSets) and on a level outside (0, 1).
 */
export function cumulativeIncidence(
  counts: readonly AgeCounts[],
  { level = 0.9, startAge = 0 }: CurveOptions = {},
): Curve {
  if (!(level > 0 && level < 1)) throw new RangeError(`Level ${level} is not between 0 and 1`);
  const sets = riskSets(counts);
  const open = openShare(sets, startAge);
  const tracks = { sets, open, startAge, level };
  return {
    level,
    startAge,
    atRisk: sets.atRisk,
    open,
    converted: incidence(tracks, sets.converted),
    lost: incidence(tracks, sets.lost),
    conversions: sets.converted.subarray(startAge).reduce((sum, n) => sum + n, 0),
    followUp: followUp(sets, startAge),
  };
}

interface Tracks {
  readonly sets: RiskSets;
  readonly open: Float64Array;
  readonly startAge: number;
  readonly level: number;
}

/** Share of those at risk on day k that the day takes away; 0 where nobody is at risk. */
function hazard(events: number, atRisk: number): number {
  return atRisk > 0 ? events / atRisk : 0;
}

function openShare({ converted, lost, atRisk }: RiskSets, startAge: number): Float64Array {
  const open = new Float64Array(atRisk.length).fill(1);
  for (let k = startAge; k < open.length; k++) {
    const events = converted[k]! + lost[k]!;
    const stays = atRisk[k]! > 0 ? (atRisk[k]! - events) / atRisk[k]! : 1;
    open[k] = (k > 0 ? open[k - 1]! : 1) * stays;
  }
  return open;
}

/**
 * One outcome's incidence. The sums over earlier days of the variance are kept relative to the
 * present value of F, so that one day costs a few operations and nothing cancels: when F grows by
 * `step`, every (F - F_j) grows by `step`.
 */
function incidence({ sets, open, startAge, level }: Tracks, events: Float64Array): Incidence {
  const days = open.length;
  const result = emptyIncidence(days);
  const bound = boundOf(level);
  let share = 0;
  let smallestRiskSet = Infinity;
  // Sums of w, w (F - F_j), w (F - F_j)^2; of v, v (F - F_j); and of the outcome's own variance.
  let [w0, w1, w2, v0, v1, own] = [0, 0, 0, 0, 0, 0];
  for (let k = startAge; k < days; k++) {
    const n = sets.atRisk[k]!;
    const openBefore = k > startAge ? open[k - 1]! : 1;
    const step = openBefore * hazard(events[k]!, n);
    share += step;
    w2 += step * (2 * w1 + step * w0);
    w1 += step * w0;
    v1 += step * v0;
    if (n > 0) {
      const left = sets.converted[k]! + sets.lost[k]!;
      if (n > left) w0 += left / (n * (n - left));
      v0 += step / n;
      own += (openBefore * step * (n - events[k]!)) / (n * n);
    }
    smallestRiskSet = Math.min(smallestRiskSet, n);
    const standardError = Math.sqrt(Math.max(0, w2 + own - 2 * v1));
    const { low, high } = bound({ share, standardError, atRisk: smallestRiskSet });
    result.share[k] = share;
    result.standardError[k] = standardError;
    result.low[k] = low;
    result.high[k] = high;
  }
  return result;
}

function emptyIncidence(days: number): Incidence {
  const column = () => new Float64Array(days);
  return { share: column(), standardError: column(), low: column(), high: column() };
}

interface Estimate {
  readonly share: number;
  readonly standardError: number;
  readonly atRisk: number;
}

const NEARLY_ONE = 1 - 1e-12;

/** The interval of an estimate at `level`: log(-log), or exact and one-sided at 0 and at 1. */
function boundOf(level: number): (estimate: Estimate) => Interval {
  const z = normalQuantile((1 + level) / 2);
  return ({ share, standardError, atRisk }) => {
    if (share === 0) return { low: 0, high: upperBoundOfNone(atRisk, level) };
    if (share > NEARLY_ONE) return { low: 1 - upperBoundOfNone(atRisk, level), high: share };
    return logLogInterval(share, standardError, z);
  };
}

/**
 * share^exp(-+ z se / (share |ln share|)) for a share in (0, 1): the normal interval of
 * ln(-ln share), which stays inside (0, 1). z: quantile of the normal law, e.g. 1.645 for 90 %.
 */
export function logLogInterval(share: number, standardError: number, z: number): Interval {
  const log = Math.log(share);
  const width = (z * standardError) / (share * -log);
  return { low: Math.exp(log * Math.exp(width)), high: Math.exp(log * Math.exp(-width)) };
}

/** Kaplan-Meier with the roles turned: the end of observation is the event, after outcomes. */
function followUp({ converted, lost, censored, atRisk }: RiskSets, startAge: number): Float64Array {
  const goesOn = new Float64Array(atRisk.length).fill(1);
  for (let k = startAge; k < goesOn.length; k++) {
    const exposed = atRisk[k]! - converted[k]! - lost[k]!;
    const ends = Math.min(1, hazard(censored[k]!, exposed));
    goesOn[k] = (k > 0 ? goesOn[k - 1]! : 1) * (1 - ends);
  }
  return goesOn;
}
