import { findQuantile } from './find-quantile.ts';
import { normalQuantile, normalUpper } from './normal.ts';

const LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const SMALLEST_STEP = 1e-17;
/** From this shape on, and near the mean, Temme's expansion replaces the series. */
const LARGE_SHAPE = 100;

/**
 * ln Gamma(z) - [(z - 1/2) ln z - z + ln sqrt(2 pi)] for z >= 10 by Stirling's series; the error is
 * below 1e-17 (Abramowitz & Stegun 6.1.41).
 */
export function stirlingError(z: number): number {
  const r = 1 / (z * z);
  const tail = 1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400));
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * tail)))) / z;
}

/**
 * ln Gamma(x) for x > 0. Small x are moved up to 10 by Gamma(x + 1) = x Gamma(x). Relative error
 * about 1e-15, near the zeros at 1 and 2 absolute error about 1e-14.
 */
export function logGamma(x: number): number {
  let product = 1;
  let z = x;
  while (z < 10) product *= z++;
  const large = (z - 0.5) * Math.log(z) - z + LOG_ROOT_TWO_PI + stirlingError(z);
  return large - Math.log(product);
}

/** ln(x / a) - (x - a) / a without cancellation, for x, a > 0; 0 at x = a, else negative. */
function logExcess(a: number, x: number): number {
  const u = (x - a) / a;
  if (Math.abs(u) > 0.4) return Math.log(x / a) - u;
  const t = u / (2 + u);
  const square = t * t;
  let sum = 0;
  for (let power = 1, n = 3; power > SMALLEST_STEP; power *= square, n += 2) sum += power / n;
  return -u * t + 2 * t * square * sum;
}

/** x^a e^-x / Gamma(a): the density of the gamma law with shape a, times x. */
function gammaKernel(a: number, x: number): number {
  if (a < 10) return Math.exp(a * Math.log(x) - x - logGamma(a));
  const exponent = a * logExcess(a, x) - stirlingError(a);
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(exponent);
}

/** Lower tail over the kernel by the power series; all terms positive, so accurate however small. */
function lowerBySeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > SMALLEST_STEP * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum / a;
}

/** Upper tail over the kernel by Legendre's continued fraction (modified Lentz), for x > a + 1. */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 4e-16) break;
  }
  return value;
}

/**
 * Taylor coefficients in eta of eta / (lambda - 1), where eta^2 / 2 = lambda - 1 - ln lambda. From
 * eta lambda = (lambda - 1) lambda' follows a recurrence for lambda; then the series is inverted.
 */
function temmeCoefficients(count: number): number[] {
  const m = [0, 1];
  for (let n = 2; n <= count + 1; n++) {
    let products = 0;
    for (let i = 2; i < n; i++) products += m[i]! * m[n + 1 - i]!;
    m.push(m[n - 1]! / (n + 1) - products / 2);
  }
  const f = [1];
  for (let n = 1; n <= count; n++) {
    let sum = 0;
    for (let i = 1; i <= n; i++) sum += m[i + 1]! * f[n - i]!;
    f.push(-sum);
  }
  return f;
}

const TEMME = temmeCoefficients(30);

/** [lower, upper] for a large shape and x near it: Temme's uniform expansion (1979, 1987). */
function tailsByTemme(a: number, x: number): readonly [number, number] {
  const halfSquare = -logExcess(a, x);
  const eta = Math.sign(x - a) * Math.sqrt(2 * halfSquare);
  let higher = 0;
  let current = 0;
  let sum = 0;
  for (let n = TEMME.length - 1; n >= 1; n--) {
    const lower = TEMME[n]! + ((n + 1) * higher) / a;
    higher = current;
    current = lower;
    sum = sum * eta + lower;
  }
  const scale = Math.exp(-a * halfSquare - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
  const z = eta * Math.sqrt(a);
  const upper = normalUpper(z) + scale * sum;
  const lower = normalUpper(-z) - scale * sum;
  return [lower, upper];
}

/**
 * [P(a, x), Q(a, x), x^a e^-x / Gamma(a)] in one go, for a > 0: both tails of the gamma law with
 * rate 1, each as accurate as `gammaLower`, and the density of its logarithm.
 */
export function gammaLaw(a: number, x: number): readonly [number, number, number] {
  if (!(a > 0) || Number.isNaN(x)) return [Number.NaN, Number.NaN, Number.NaN];
  if (x <= 0) return [0, 1, 0];
  if (x === Infinity) return [1, 0, 0];
  const kernel = gammaKernel(a, x);
  if (a > LARGE_SHAPE && Math.abs(x - a) < 0.35 * a) return [...tailsByTemme(a, x), kernel];
  if (x > a + 1) {
    const upper = kernel * upperByFraction(a, x);
    return [1 - upper, upper, kernel];
  }
  const lower = kernel * lowerBySeries(a, x);
  return [lower, 1 - lower, kernel];
}

/**
 * `gammaLaw` at every x, into arrays as long as `x`: the inner loop of fits, without an object a
 * value, and with what depends on the shape alone worked out once.
 */
export function fillGamma(
  a: number,
  x: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  kernel: Float64Array,
): void {
  const isSmall = a < 10;
  const constant = isSmall ? -logGamma(a) : 0.5 * Math.log(a / (2 * Math.PI)) - stirlingError(a);
  for (let i = 0; i < x.length; i++) {
    const at = x[i]!;
    if (!(at > 0 && at < Infinity)) {
      lower[i] = at === Infinity ? 1 : 0;
      upper[i] = at === Infinity ? 0 : 1;
      kernel[i] = 0;
      continue;
    }
    const height = Math.exp((isSmall ? a * Math.log(at) - at : a * logExcess(a, at)) + constant);
    kernel[i] = height;
    if (a > LARGE_SHAPE && Math.abs(at - a) < 0.35 * a) {
      [lower[i], upper[i]] = tailsByTemme(a, at);
    } else if (at > a + 1) {
      const tail = height * upperByFraction(a, at);
      upper[i] = tail;
      lower[i] = 1 - tail;
    } else {
      const tail = height * lowerBySeries(a, at);
      lower[i] = tail;
      upper[i] = 1 - tail;
    }
  }
}

/**
 * P(a, x): probability that a gamma variable with shape a > 0 and rate 1 is at most x. Relative
 * error about 1e-13 however small; 0 only where the truth is below the smallest double.
 */
export function gammaLower(a: number, x: number): number {
  return gammaLaw(a, x)[0];
}

/** Q(a, x) = 1 - P(a, x), with the same relative accuracy however small. */
export function gammaUpper(a: number, x: number): number {
  return gammaLaw(a, x)[1];
}

/** The x with P(shape, x) = p, for shape > 0 and rate 1; 0 at p = 0, Infinity at p = 1. */
export function gammaQuantile(p: number, shape: number): number {
  if (!(p >= 0 && p <= 1 && shape > 0)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const upper = p > 0.5;
  const tail = (x: number) => (upper ? gammaUpper(shape, x) : gammaLower(shape, x));
  const kernel = (x: number) => gammaKernel(shape, x);
  const start = guess(p, shape);
  return findQuantile({ tail, upper, wanted: upper ? 1 - p : p, kernel, start, highest: Infinity });
}

/** Wilson and Hilferty's cube for ordinary shapes; the leading power of the series for small. */
function guess(p: number, shape: number): number {
  const root = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  if (shape > 0.5 && root > 0.1) return shape * root ** 3;
  const start = Math.exp((Math.log(p) + logGamma(shape + 1)) / shape);
  return Math.max(start, Number.MIN_VALUE);
}
