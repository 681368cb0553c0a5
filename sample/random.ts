/**
 * Counter-based random numbers: a draw is a pure function of (seed, stream, entity, index).
 * Nothing that happens elsewhere in a run can change it, so two runs that differ in one
 * threshold share every other draw.
 *
 * u = (h >>> 11 + 1/2) * 2^-53, h = splitmix64(seed XOR fnv1a64(stream, 0, entity, index)),
 * entity and index as four little-endian bytes each. 64-bit values are kept as two 32-bit halves.
 */

const FNV_OFFSET_HIGH = 0xcbf29ce4 | 0;
const FNV_OFFSET_LOW = 0x84222325 | 0;
const TWO_32 = 4294967296;

/** The high half of the last 64-bit result, as a signed integer; a function returns the low half. */
let high = 0;

/** One byte of FNV-1a: (h XOR byte) * (2^40 + 435). */
function fnvStep(high0: number, low0: number, byte: number): number {
  const low = low0 ^ byte;
  const product = (low >>> 0) * 435;
  high = (Math.imul(high0, 435) + ((product / TWO_32) | 0) + (low << 8)) | 0;
  return Math.imul(low, 435);
}

function fnvWord(high0: number, low0: number, word: number): number {
  let low = fnvStep(high0, low0, word & 255);
  low = fnvStep(high, low, (word >>> 8) & 255);
  low = fnvStep(high, low, (word >>> 16) & 255);
  return fnvStep(high, low, word >>> 24);
}

/** The high 32 bits of the product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16);
  const carried = middle >>> 0;
  const rest = (Math.imul(aLow, bHigh) >>> 0) + (carried & 0xffff);
  return (Math.imul(aHigh, bHigh) + (carried >>> 16) + ((rest / 65536) | 0)) | 0;
}

/** One round of splitmix64: h XOR (h >>> shift), times a constant. */
function mixRound(low0: number, shift: number, times: Constant): number {
  const low = low0 ^ ((low0 >>> shift) | (high << (32 - shift)));
  const top = high ^ (high >>> shift);
  high =
    (multiplyHigh(low, times.low) + Math.imul(top, times.low) + Math.imul(low, times.high)) | 0;
  return Math.imul(low, times.low);
}

interface Constant {
  readonly high: number;
  readonly low: number;
}
const FIRST: Constant = { high: 0xbf58476d | 0, low: 0x1ce4e5b9 | 0 };
const SECOND: Constant = { high: 0x94d049bb | 0, low: 0x133111eb | 0 };

/** splitmix64 of (high0, low0), as the uniform number that it stands for. */
function splitmixUniform(high0: number, low0: number): number {
  const sum = (low0 >>> 0) + 0x7f4a7c15;
  high = (high0 + 0x9e3779b9 + (sum >= TWO_32 ? 1 : 0)) | 0;
  let low = mixRound(sum | 0, 30, FIRST);
  low = mixRound(low, 27, SECOND);
  const lastLow = low ^ ((low >>> 31) | (high << 1));
  const lastHigh = high ^ (high >>> 31);
  return ((lastHigh >>> 0) * 2097152 + (lastLow >>> 11) + 0.5) / 9007199254740992;
}

/** One named source of draws. */
export class Stream {
  readonly #seedHigh: number;
  readonly #seedLow: number;
  readonly #startHigh: number;
  readonly #startLow: number;

  constructor(seed: number, name: string) {
    this.#seedHigh = (seed / TWO_32) | 0;
    this.#seedLow = seed | 0;
    high = FNV_OFFSET_HIGH;
    let low = FNV_OFFSET_LOW;
    for (const byte of new TextEncoder().encode(`${name}\0`)) low = fnvStep(high, low, byte);
    this.#startHigh = high;
    this.#startLow = low;
  }

  /** Uniform in (0, 1). */
  u(entity: number, index = 0): number {
    let low = fnvWord(this.#startHigh, this.#startLow, entity);
    low = fnvWord(high, low, index);
    return splitmixUniform(high ^ this.#seedHigh, low ^ this.#seedLow);
  }

  /** Standard normal. */
  normal(entity: number, index = 0): number {
    return normalQuantile(this.u(entity, index));
  }

  /** A whole number from 0 to n - 1. */
  below(n: number, entity: number, index = 0): number {
    return Math.min(n - 1, Math.floor(this.u(entity, index) * n));
  }
}

/** A 32-bit key for a pair, so that a third number can be the index of a draw. */
export function pairKey(first: number, second: number): number {
  let low = fnvWord(FNV_OFFSET_HIGH, FNV_OFFSET_LOW, first);
  low = fnvWord(high, low, second);
  return Math.floor(splitmixUniform(high, low) * TWO_32) >>> 0;
}

const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
] as const;
const B = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
] as const;
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
] as const;
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416] as const;

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** Inverse of the standard normal distribution function (Acklam; relative error below 1.2e-9). */
export function normalQuantile(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(C, q) / (horner(D, q) * q + 1);
  }
  if (p > 0.97575) return -normalQuantile(Math.max(1 - p, 1e-17));
  const q = p - 0.5;
  const r = q * q;
  return (horner(A, r) * q) / (horner(B, r) * r + 1);
}

/** Standard normal distribution function (Hart's rational form; error below 1e-9). */
export function normalShare(x: number): number {
  const t = 1 / (1 + 0.5 * (Math.abs(x) / Math.SQRT2));
  const z = Math.abs(x) / Math.SQRT2;
  const series = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418,
    0.37409196, 1.00002368, -1.26551223,
  ];
  const tail = t * Math.exp(-z * z + horner(series, t));
  return x >= 0 ? 1 - tail / 2 : tail / 2;
}

/** A gamma variable of mean 1 from a normal one (Wilson and Hilferty), for overdispersed counts. */
export function gammaFromNormal(z: number, shape: number): number {
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  return Math.max(0, root) ** 3;
}
