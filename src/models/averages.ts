/** One estimate from several families of lag laws, each with its weight. */
import type { Interval } from './binomial.ts';
import { lagQuantile } from './lag-laws.ts';
import { type Matrix, quadraticForm } from './matrix.ts';
import {
  happened,
  logistic,
  logit,
  type Mixture,
  type MixtureShape,
  mixtureAt,
  stillOpen,
} from './mixture.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** One family's model of a segment. */
export interface FamilyFit {
  /** In [0, 1]; the weights of a segment add up to 1. */
  readonly weight: number;
  readonly shape: MixtureShape;
  /** As in `layoutOf(shape)`; logit of the rate first. */
  readonly parameters: Float64Array;
  /** Of the parameters, with the uncertainty of the parent where the segment leans on one. */
  readonly covariance: Matrix;
  readonly mixture: Mixture;
}

export interface Estimate extends Interval {
  readonly value: number;
}

/** A family's opinion on one number, on a scale on which it is nearly normal. */
interface Opinion {
  readonly weight: number;
  readonly centre: number;
  /** Ends at the wanted level; -Infinity or Infinity where the data do not end it. */
  readonly low: number;
  readonly high: number;
}

const STEP = 1e-4;

/**
 * The ends at which the weighted tail areas of all opinions are (1 - level) / 2 (Turek and Fletcher
 * 2012). Between centre and end the signed root of the deviance is taken as a straight line.
 */
export function averagedInterval(opinions: readonly Opinion[], level: number): Interval {
  const z = normalQuantile((1 + level) / 2);
  const tail = (1 - level) / 2;
  const below = (x: number) =>
    opinions.reduce((sum, { weight, centre, low, high }) => {
      const half = x < centre ? centre - low : high - centre;
      const root =
        half === Infinity ? 0 : half === 0 ? Math.sign(x - centre) * 40 : (z * (x - centre)) / half;
      return sum + weight * normalCdf(root);
    }, 0);
  const solve = (wanted: number, side: 'low' | 'high'): number => {
    const finite = opinions.flatMap((o) => [o.centre, o[side]]).filter(Number.isFinite);
    let [from, to] = [Math.min(...finite) - 1, Math.max(...finite) + 1];
    if (side === 'high' ? below(to) < wanted : below(from) > wanted) {
      return side === 'high' ? Infinity : -Infinity;
    }
    for (let halving = 0; halving < 50; halving++) {
      const middle = (from + to) / 2;
      if (below(middle) < wanted) from = middle;
      else to = middle;
    }
    return (from + to) / 2;
  };
  return { low: solve(tail, 'low'), high: solve(1 - tail, 'high') };
}

/**
 * A number that follows from the model, averaged over families, with its interval by the delta
 * method within each.
 * @param pick the number, on its own scale
 * @param scale its transformation to a scale on which it is nearly normal, and back
 */
function averaged(
  families: readonly FamilyFit[],
  pick: (mixture: Mixture) => number,
  level: number,
  scale: { readonly to: (value: number) => number; readonly back: (value: number) => number },
): Estimate {
  const z = normalQuantile((1 + level) / 2);
  let value = 0;
  const opinions = families.map(({ weight, shape, parameters, covariance, mixture }): Opinion => {
    const own = pick(mixture);
    value += weight * own;
    const gradient = parameters.map((x, i) => {
      const at = (h: number) => {
        const moved = parameters.slice();
        moved[i] = x + h;
        return scale.to(pick(mixtureAt(moved, shape)));
      };
      return (at(STEP) - at(-STEP)) / (2 * STEP);
    });
    const error = Math.sqrt(Math.max(0, quadraticForm(covariance, gradient)));
    const centre = scale.to(own);
    return { weight, centre, low: centre - z * error, high: centre + z * error };
  });
  const ends = averagedInterval(opinions, level);
  return inside(value, { low: scale.back(ends.low), high: scale.back(ends.high) });
}

/**
 * The mean over families, held inside the interval: a family of little weight and a figure far away
 * may pull the mean beyond an end that it has too little weight to move.
 */
export function inside(value: number, { low, high }: Interval): Estimate {
  return { value: Math.min(high, Math.max(low, value)), low, high };
}

const SHARE = { to: logit, back: logistic };
const DAYS = { to: Math.log, back: Math.exp };

/**
 * Share of all subjects that have converted before the end of day `day` of age (>= 0), from the
 * model; level of the interval in (0, 1). Delta method within families, tail areas averaged over them.
 */
export function convertedBy(families: readonly FamilyFit[], day: number, level = 0.9): Estimate {
  return averaged(families, ({ won }) => won.share * happened(won, day + 1), level, SHARE);
}

/**
 * Probability that a subject still open at age `openAt` (before the events of that day) converts at
 * an age from `from` to `to`, both included, whole days, openAt <= from <= to; `to` may be Infinity.
 */
export function chanceBetween(
  families: readonly FamilyFit[],
  { openAt, from, to }: { readonly openAt: number; readonly from: number; readonly to: number },
): number {
  let converts = 0;
  let open = 0;
  for (const { weight, mixture } of families) {
    const { won } = mixture;
    converts += weight * won.share * (happened(won, to + 1) - happened(won, from));
    open += weight * stillOpen(mixture, openAt);
  }
  return open > 0 ? Math.min(1, converts / open) : 0;
}

/** No lag is told beyond this many days. */
const LONGEST = 1e6;

/**
 * Days by which a share (in (0, 1)) of those that ever convert have done so. Below 1: on day 0.
 * Infinity: beyond all that could be told.
 */
export function lagBy(families: readonly FamilyFit[], share: number, level = 0.9): Estimate {
  const days = ({ won: { atom, law } }: Mixture) =>
    lagQuantile(law, Math.max(1e-12, (share - atom) / (1 - atom)));
  const value = lagOf(families, share);
  if (value < 1) return { value, low: 0, high: value };
  const { low, high } = averaged(families, days, level, DAYS);
  const ends = { low: low >= 0 ? low : 0, high: high < LONGEST ? high : Infinity };
  return inside(value, ends);
}

function lagOf(families: readonly Pick<FamilyFit, 'weight' | 'mixture'>[], share: number): number {
  const total = families.reduce((sum, f) => sum + f.weight * f.mixture.won.share, 0);
  const by = (t: number) =>
    families.reduce(
      (sum, { weight, mixture: { won } }) => sum + weight * won.share * happened(won, t),
      0,
    );
  const wanted = share * total;
  // The atom happens during day 0, somewhere before t = 1.
  if (by(1) >= wanted) return by(1) > 0 ? Math.max(1e-9, wanted / by(1)) : 0;
  let [low, high] = [1, 2];
  while (by(high) < wanted) {
    if (high > LONGEST) return Infinity;
    [low, high] = [high, 2 * high];
  }
  for (let step = 0; step < 60 && high - low > 1e-9 * high; step++) {
    const middle = Math.sqrt(low * high);
    if (by(middle) < wanted) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}
