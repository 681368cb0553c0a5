/** What to invert: a continuous, strictly increasing distribution on [0, highest]. */
export interface Inversion {
  /** The smaller tail, as a function of x. */
  readonly tail: (x: number) => number;
  /** Whether `tail` is the upper one, so falls with x. */
  readonly upper: boolean;
  /** The probability that `tail` must have, in (0, .5]. */
  readonly wanted: number;
  /** The density times x. */
  readonly kernel: (x: number) => number;
  /** First guess, inside (0, highest). */
  readonly start: number;
  /** Upper end of the support, Infinity if there is none. */
  readonly highest: number;
}

/** Newton's error is about the square of its step, so this ends at full precision. */
const LAST_STEP = 1e-10;
const MOST_STEPS = 300;

/**
 * The x at which `tail` is `wanted`. Newton's steps for ln tail against ln x (a straight line where
 * the tail is a power of x), kept in a bracket; a step that would leave it halves it on the log
 * scale. Very small answers keep their relative accuracy; 0 if it is below the smallest double.
 */
export function findQuantile({ tail, upper, wanted, kernel, start, highest }: Inversion): number {
  const direction = upper ? -1 : 1;
  let low = 0;
  let high = highest;
  let x = start;
  for (let step = 0; step < MOST_STEPS && x > 0; step++) {
    const value = tail(x);
    const over = direction * Math.log(value / wanted);
    if (over > 0) high = x;
    else low = x;
    const move = -over * (value / kernel(x));
    const next = x * Math.exp(move);
    if (Math.abs(move) <= LAST_STEP) return next;
    x = next > low && next < high ? next : between(low, high);
  }
  return x;
}

function between(low: number, high: number): number {
  if (high === Infinity) return 2 * low;
  return low === 0 ? high / 1024 : Math.sqrt(low) * Math.sqrt(high);
}
