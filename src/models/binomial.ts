import { betaQuantile } from './beta.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** `happened` of `tried`; both >= 0, `happened` <= `tried`; weighted counts may be fractions. */
export interface Share {
  readonly happened: number;
  readonly tried: number;
}

/**
 * Exact two-sided interval of a probability (Clopper and Pearson 1934) from quantiles of the beta
 * law: at most (1 - level) / 2 is missed on each side, whatever the truth. [0, 1] if nothing was
 * tried.
 */
export function exactInterval({ happened, tried }: Share, level: number): Interval {
  const miss = (1 - level) / 2;
  return {
    low: happened > 0 ? betaQuantile(miss, happened, tried - happened + 1) : 0,
    high: happened < tried ? betaQuantile(1 - miss, happened + 1, tried - happened) : 1,
  };
}

/**
 * Exact one-sided upper bound of a probability of which nothing was seen in `tried` trials:
 * 1 - (1 - level)^(1/tried). With level .95 it is close to the "rule of three", 3 / tried.
 */
export function upperBoundOfNone(tried: number, level: number): number {
  return tried > 0 ? -Math.expm1(Math.log1p(-level) / tried) : 1;
}
