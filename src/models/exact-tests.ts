/** Tests and intervals of rates, shares and ranks that are exact or close to it. */
import { exactInterval, type Interval, type Share } from './binomial.ts';
import { gammaQuantile, logGamma } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/** Outcomes this much likelier than the one seen still count as no likelier: rounding. */
const AS_LIKELY = 1 + 1e-7;

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** Sum of all probabilities that do not exceed the one at `seen`. */
function noLikelier(probabilities: readonly number[], seen: number): number {
  const limit = probabilities[seen]! * AS_LIKELY;
  return Math.min(
    1,
    probabilities.reduce((sum, p) => sum + (p <= limit ? p : 0), 0),
  );
}

/** A count over an exposure: events, and weeks or subjects in which they could happen (> 0). */
export interface Count {
  readonly events: number;
  readonly exposure: number;
}

/** Exact interval of a Poisson rate (Garwood 1936). */
export function rateInterval({ events, exposure }: Count, level = 0.9): Interval {
  const miss = (1 - level) / 2;
  return {
    low: events > 0 ? gammaQuantile(miss, events) / exposure : 0,
    high: gammaQuantile(1 - miss, events + 1) / exposure,
  };
}

/** Exact two-sided p-value of a Poisson rate against `rate`. */
export function rateTest({ events, exposure }: Count, rate: number): number {
  const mean = rate * exposure;
  const most = Math.ceil(Math.max(events, mean) + 20 * Math.sqrt(mean + events + 1) + 40);
  const law = Array.from({ length: most }, (_, k) =>
    Math.exp(k * Math.log(mean) - mean - logGamma(k + 1)),
  );
  return noLikelier(law, events);
}

/** Ratio of the first rate to the second with its exact interval and p-value. */
export interface RateRatio extends Interval {
  readonly ratio: number;
  readonly pValue: number;
}

/** Two Poisson rates: given their sum, the first count is binomial (Przyborowski, Wilenski 1940). */
export function rateRatio(first: Count, second: Count, level = 0.9): RateRatio {
  const all = first.events + second.events;
  const odds = second.exposure / first.exposure;
  const { low, high } = exactInterval({ happened: first.events, tried: all }, level);
  const share = 1 / (1 + odds);
  const law = Array.from({ length: all + 1 }, (_, k) =>
    Math.exp(logChoose(all, k) + k * Math.log(share) + (all - k) * Math.log1p(-share)),
  );
  return {
    ratio: (first.events / second.events) * odds,
    low: (low / (1 - low)) * odds,
    high: high < 1 ? (high / (1 - high)) * odds : Infinity,
    pValue: all > 0 ? noLikelier(law, first.events) : 1,
  };
}

/** Score interval of a share (Wilson 1927). [0, 1] if nothing was tried. */
export function wilsonInterval({ happened, tried }: Share, level = 0.9): Interval {
  if (!(tried > 0)) return { low: 0, high: 1 };
  const square = normalQuantile((1 + level) / 2) ** 2;
  const share = happened / tried;
  const middle = share + square / (2 * tried);
  const half = Math.sqrt(square * ((share * (1 - share)) / tried + square / (4 * tried * tried)));
  const scale = 1 + square / tried;
  return {
    low: Math.max(0, (middle - half) / scale),
    high: Math.min(1, (middle + half) / scale),
  };
}

/** First share less second, by Newcombe's combination of two Wilson intervals (1998, method 10). */
export function shareDifference(
  first: Share,
  second: Share,
  level = 0.9,
): Interval & { readonly difference: number } {
  const [p, q] = [first.happened / first.tried, second.happened / second.tried];
  const [a, b] = [wilsonInterval(first, level), wilsonInterval(second, level)];
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}

/** Normal interval of the difference of two shares, and the p-value of the pooled score test. */
export function plainDifference(first: Share, second: Share, level = 0.9) {
  const [p, q] = [first.happened / first.tried, second.happened / second.tried];
  const error = Math.sqrt((p * (1 - p)) / first.tried + (q * (1 - q)) / second.tried);
  const z = normalQuantile((1 + level) / 2);
  const pooled = (first.happened + second.happened) / (first.tried + second.tried);
  const score = (p - q) / Math.sqrt(pooled * (1 - pooled) * (1 / first.tried + 1 / second.tried));
  return { low: p - q - z * error, high: p - q + z * error, score };
}

/** Conditional odds ratio of two shares with its exact interval and Fisher's p-value. */
export interface OddsRatio extends Interval {
  readonly odds: number;
  readonly pValue: number;
}

/** Fisher's exact test and the noncentral hypergeometric interval (Cornfield 1956). */
export function oddsRatio(first: Share, second: Share, level = 0.95): OddsRatio {
  const all = first.happened + second.happened;
  const lowest = Math.max(0, all - second.tried);
  const highest = Math.min(first.tried, all);
  const base = Array.from({ length: highest - lowest + 1 }, (_, i) => {
    const x = lowest + i;
    return logChoose(first.tried, x) + logChoose(second.tried, all - x);
  });
  const seen = first.happened - lowest;
  const lawAt = (logOdds: number): number[] => {
    const logs = base.map((value, i) => value + logOdds * i);
    const top = Math.max(...logs);
    const weights = logs.map((value) => Math.exp(value - top));
    const sum = weights.reduce((s, w) => s + w, 0);
    return weights.map((w) => w / sum);
  };
  /** The ln odds at which a function that rises with it is `wanted`. */
  const solve = (rising: (law: readonly number[]) => number, wanted: number): number => {
    let [from, to] = [-60, 60];
    for (let step = 0; step < 100; step++) {
      const middle = (from + to) / 2;
      if (rising(lawAt(middle)) < wanted) from = middle;
      else to = middle;
    }
    return Math.exp((from + to) / 2);
  };
  const mean = (law: readonly number[]) => law.reduce((sum, p, i) => sum + p * i, 0);
  const tail = (from: number, to: number) => (law: readonly number[]) =>
    law.slice(from, to).reduce((sum, p) => sum + p, 0);
  const miss = (1 - level) / 2;
  const atLeast = tail(seen, base.length);
  const above = tail(seen + 1, base.length);
  const [isLowest, isHighest] = [seen === 0, seen === base.length - 1];
  return {
    odds: isLowest ? 0 : isHighest ? Infinity : solve(mean, seen),
    low: isLowest ? 0 : solve(atLeast, miss),
    high: isHighest ? Infinity : solve(above, 1 - miss),
    pValue: noLikelier(lawAt(0), seen),
  };
}

/**
 * Wilcoxon's rank sum of two samples without ties: W, the pairs in which the first is larger, and
 * its exact two-sided p-value. null with ties, where the law is another one.
 */
export function rankSum(first: readonly number[], second: readonly number[]) {
  if (new Set([...first, ...second]).size < first.length + second.length) return null;
  const pairs = first.length * second.length;
  const w = first.reduce((sum, x) => sum + second.filter((y) => x > y).length, 0);
  // ways[i][u]: choices of i members of the first sample among the values so far with W = u.
  const ways = Array.from({ length: first.length + 1 }, () => new Float64Array(pairs + 1));
  ways[0]![0] = 1;
  for (let value = 0; value < first.length + second.length; value++) {
    for (let i = Math.min(first.length, value + 1); i >= 1; i--) {
      const below = value - (i - 1);
      if (below > second.length) continue;
      for (let u = pairs; u >= below; u--) ways[i]![u]! += ways[i - 1]![u - below]!;
    }
  }
  const law = ways[first.length]!;
  const total = law.reduce((sum, n) => sum + n, 0);
  const upTo = law.slice(0, w + 1).reduce((sum, n) => sum + n, 0) / total;
  const from = law.slice(w).reduce((sum, n) => sum + n, 0) / total;
  return { w, pValue: Math.min(1, 2 * Math.min(upTo, from)) };
}

/** Benjamini and Hochberg's p-values (1995), in the order of the input. */
export function adjustForMany(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const result = new Array<number>(pValues.length);
  let least = 1;
  order.forEach((at, i) => {
    least = Math.min(least, (pValues[at]! * pValues.length) / (pValues.length - i));
    result[at] = least;
  });
  return result;
}
