import { findQuantile } from './find-quantile.ts';
import { logGamma, stirlingError } from './gamma.ts';

/** x^a (1-x)^b / B(a, b); for large a and b by Loader's form, which does not lose digits. */
function betaKernel(x: number, a: number, b: number): number {
  const n = a + b;
  if (Math.min(a, b) < 10) {
    const logBeta = logGamma(a) + logGamma(b) - logGamma(n);
    return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta);
  }
  const exponent = a * Math.log((x * n) / a) + b * Math.log(((1 - x) * n) / b);
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent + correction);
}

/** Lower tail by the continued fraction (modified Lentz), quick for x < (a + 1) / (a + b + 2). */
function lowerByFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 4e-16) break;
  }
  return (betaKernel(x, a, b) / a) * value;
}

/**
 * Probability that a beta(a, b) variable is at most x, for a, b > 0. Relative error about 1e-12
 * when the result is small.
 */
export function betaCdf(x: number, a: number, b: number): number {
  return tails(x, a, b)[0];
}

function tails(x: number, a: number, b: number): readonly [number, number] {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return [Number.NaN, Number.NaN];
  if (x <= 0) return [0, 1];
  if (x >= 1) return [1, 0];
  if (x < (a + 1) / (a + b + 2)) {
    const lower = lowerByFraction(x, a, b);
    return [lower, 1 - lower];
  }
  const upper = lowerByFraction(1 - x, b, a);
  return [1 - upper, upper];
}

/** The x in [0, 1] with betaCdf(x, a, b) = p; relative error about 1e-13. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN;
  if (p === 0 || p === 1) return p;
  const upper = p > 0.5;
  const tail = (x: number) => (upper ? tails(x, a, b)[1] : tails(x, a, b)[0]);
  const kernel = (x: number) => betaKernel(x, a, b) / (1 - x);
  const start = a / (a + b);
  return findQuantile({ tail, upper, wanted: upper ? 1 - p : p, kernel, start, highest: 1 });
}
