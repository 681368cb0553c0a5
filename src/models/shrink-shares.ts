/** Matured shares of sibling segments, drawn towards their common mean (empirical Bayes). */
import { betaQuantile } from './beta.ts';
import type { Share } from './binomial.ts';
import { logGamma } from './gamma.ts';
import { minimise, withDifferences } from './minimise.ts';
import { logistic, logit } from './mixture.ts';

export interface ShrunkShares {
  /** Mean of the segments' true shares, in (0, 1). */
  readonly mean: number;
  /** How many invented subjects the siblings are worth; very large if they differ by chance only. */
  readonly priorSize: number;
  readonly logLikelihood: number;
  /** In the order of the input. */
  readonly segments: readonly {
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** ln of the largest prior size: beyond it siblings are the same to six digits. */
const HIGHEST = 16;

function logChoose(n: number, x: number): number {
  return logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln P(so many of the tried) where each segment's share is drawn from Beta(a, b). */
export function logBetaBinomial({ happened: x, tried: n }: Share, a: number, b: number): number {
  return logChoose(n, x) + logBeta(x + a, n - x + b) - logBeta(a, b);
}

/**
 * Beta-binomial maximum likelihood over siblings, then each one's posterior mean and interval:
 * Beta(x + m k, n - x + (1 - m) k) (Griffiths 1973; docs/mathematics.md). Segments of which nobody
 * was tried get the common law.
 * @throws RangeError if nothing was tried at all, or a count is impossible
 */
export function shrinkShares(shares: readonly Share[], level = 0.9): ShrunkShares {
  let [happened, tried] = [0, 0];
  for (const share of shares) {
    if (!(share.happened >= 0 && share.tried >= share.happened && share.tried < Infinity)) {
      throw new RangeError(`${share.happened} of ${share.tried} is not a share`);
    }
    happened += share.happened;
    tried += share.tried;
  }
  if (!(tried > 0)) throw new RangeError('Nobody was tried in any segment');
  const cost = ([m, k]: ArrayLike<number> & Iterable<number>): number => {
    if (!(k! <= HIGHEST) || !(k! > -HIGHEST) || Math.abs(m!) > 30) return Infinity;
    const size = Math.exp(k!);
    const [a, b] = [logistic(m!) * size, logistic(-m!) * size];
    return -shares.reduce((sum, share) => sum + logBetaBinomial(share, a, b), 0);
  };
  const start = logit((happened + 0.5) / (tried + 1));
  const best = [Math.log(5), Math.log(50)]
    .map((size) => minimise(withDifferences(cost), Float64Array.of(start, size)))
    .reduce((a, b) => (b.value < a.value ? b : a));
  const mean = logistic(best.at[0]!);
  const priorSize = Math.exp(best.at[1]!);
  return {
    mean,
    priorSize,
    logLikelihood: -best.value,
    segments: shares.map(({ happened: x, tried: n }) => {
      const [a, b] = [x + mean * priorSize, n - x + (1 - mean) * priorSize];
      return {
        value: a / (a + b),
        low: betaQuantile((1 - level) / 2, a, b),
        high: betaQuantile((1 + level) / 2, a, b),
      };
    }),
  };
}

/** A number estimated in each of several segments, with its sampling variance > 0. */
export interface Estimated {
  readonly value: number;
  readonly variance: number;
}

export interface PooledEstimates {
  /** Cochran's Q. */
  readonly heterogeneity: number;
  /** Variance between segments. */
  readonly between: number;
  readonly mean: number;
  readonly meanError: number;
  /** Each drawn towards the mean by variance / (variance + between). */
  readonly shrunk: readonly number[];
}

/** DerSimonian and Laird's moment estimate of the variance between segments (1986). */
export function poolEstimates(estimates: readonly Estimated[]): PooledEstimates {
  const weighted = (weight: (e: Estimated) => number) => {
    const sum = estimates.reduce((s, e) => s + weight(e), 0);
    return { sum, mean: estimates.reduce((s, e) => s + weight(e) * e.value, 0) / sum };
  };
  const fixed = weighted(({ variance }) => 1 / variance);
  const heterogeneity = estimates.reduce(
    (s, { value, variance }) => s + (value - fixed.mean) ** 2 / variance,
    0,
  );
  const squares = estimates.reduce((s, { variance }) => s + 1 / variance ** 2, 0);
  const excess = heterogeneity - (estimates.length - 1);
  const between = Math.max(0, excess / (fixed.sum - squares / fixed.sum));
  const random = weighted(({ variance }) => 1 / (variance + between));
  return {
    heterogeneity,
    between,
    mean: random.mean,
    meanError: 1 / Math.sqrt(random.sum),
    shrunk: estimates.map(({ value, variance }) => {
      const towards = variance / (variance + between);
      return value + towards * (random.mean - value);
    }),
  };
}
