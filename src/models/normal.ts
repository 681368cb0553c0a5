const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Coefficients of Cody's rational approximations, highest power first (W. J. Cody, "Rational
 * Chebyshev approximations for the error function", Math. Comp. 23, 1969, rescaled to the normal
 * law). The tests compare them with the incomplete gamma function.
 */
const CENTRE = {
  top: [
    0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709,
    18154.98125334356,
  ],
  bottom: [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673],
};
const SHOULDER = {
  top: [
    1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785,
    597.2702763948002, 2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
  ],
  bottom: [
    1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761,
    18615.571640885097, 34900.95272114598, 38912.00328609327, 19685.429676859992,
  ],
};
const TAIL = {
  top: [
    0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807,
    0.0014216191932278934, 2.9112874951168793e-5,
  ],
  bottom: [
    1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824,
    7.297515550839662e-5,
  ],
};

/** Both of the same degree. */
interface Ratio {
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

function ratio({ top, bottom }: Ratio, x: number): number {
  let above = 0;
  let below = 0;
  for (let i = 0; i < top.length; i++) {
    above = above * x + top[i]!;
    below = below * x + bottom[i]!;
  }
  return above / below;
}

/** exp(-x^2 / 2) with x^2 split in two, so that large x lose no digits. */
function bell(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(x - coarse) * (x + coarse) * 0.5);
}

/** Density of the standard normal law. */
export function normalDensity(x: number): number {
  return bell(Math.abs(x)) / ROOT_TWO_PI;
}

/**
 * Probability that a standard normal variable exceeds x. Relative error about 1e-15 in either
 * direction; 0 only beyond x = 38.5, where the truth is below the smallest double.
 */
export function normalUpper(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.67448975) return 0.5 - x * ratio(CENTRE, x * x);
  const tail = size > 40 ? 0 : bell(size) * tailFactor(size);
  return x > 0 ? tail : 1 - tail;
}

function tailFactor(size: number): number {
  if (size <= 5.656854249492381) return ratio(SHOULDER, size);
  const r = 1 / (size * size);
  return (1 / ROOT_TWO_PI - r * ratio(TAIL, r)) / size;
}

const INVERSE_ROOT_TWO_PI = 1 / ROOT_TWO_PI;

/**
 * Both tails and the density at every z, into arrays as long as `z`: the inner loop of fits, without
 * a call or an object a value. Relative error about 1e-14.
 */
export function fillNormal(
  z: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  density: Float64Array,
): void {
  for (let i = 0; i < z.length; i++) {
    const size = Math.abs(z[i]!);
    const height = Math.exp(-0.5 * size * size);
    density[i] = height * INVERSE_ROOT_TWO_PI;
    const tail =
      size <= 0.67448975
        ? 0.5 - size * ratio(CENTRE, size * size)
        : height === 0
          ? 0
          : height * tailFactor(size);
    lower[i] = z[i]! < 0 ? tail : 1 - tail;
    upper[i] = z[i]! < 0 ? 1 - tail : tail;
  }
}

/** Probability that a standard normal variable is at most x; as accurate as `normalUpper`. */
export function normalCdf(x: number): number {
  return normalUpper(-x);
}

/**
 * The x with normalCdf(x) = p. A rough start (Abramowitz & Stegun 26.2.23, error below 4.5e-4),
 * then Halley's steps on the tail that is small, to full precision. -Infinity at 0, Infinity at 1.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(tail));
  let x =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step++) {
    const newton = (normalUpper(x) - tail) / normalDensity(x);
    x += newton / (1 - (x * newton) / 2);
  }
  return p < 0.5 ? -x : x;
}
