/** The mixture of won, lost and never: its likelihood from counts by age (docs/mathematics.md). */
import type { AgeCounts } from '../measures/rows.ts';
import { type LagFamily, type LagLaw, lagTails } from './lag-laws.ts';
import { fillLaw, type LawValues, lawValues } from './lag-table.ts';
import type { Smooth } from './minimise.ts';
import { riskSets } from './risk-sets.ts';

/** What is assumed of one outcome. */
interface OutcomeShape {
  readonly family: LagFamily;
  /** Whether a share of it happens on the first day apart from the lag law. */
  readonly atom: boolean;
  /** A fixed shape of the generalised gamma; absent: estimated. */
  readonly q?: number;
  /** Losses only: the first age at which they come, from which their lag counts; default 0. */
  readonly from?: number;
}

/** `lost: null` where nobody is lost: a mixture cure model. */
export interface MixtureShape {
  readonly won: OutcomeShape;
  readonly lost: OutcomeShape | null;
  /** false: who is not won is lost in the end. */
  readonly never?: boolean;
}

/** One outcome: its final share, the part of it that happens on its first day, and the law of the rest. */
export interface Outcome {
  readonly share: number;
  readonly atom: number;
  /** First age at which it happens. */
  readonly from: number;
  readonly law: LagLaw;
}

export interface Mixture {
  readonly won: Outcome;
  readonly lost: Outcome | null;
  readonly never: number;
}

/** Where each parameter stands in the vector; -1 where the model does not have it (`one_day`: any). */
interface OutcomeLayout {
  readonly atom: number;
  readonly logMedian: number;
  readonly logSigma: number;
  readonly q: number;
}

export interface Layout {
  readonly size: number;
  /** logit p_won is always the first; logit of p_lost / (1 - p_won) the second unless that is 0 or 1. */
  readonly lambda: number;
  readonly won: OutcomeLayout;
  readonly lost: OutcomeLayout | null;
}

export function layoutOf({ won, lost, never }: MixtureShape): Layout {
  const lambda = lost && never !== false ? 1 : -1;
  let next = lambda < 0 ? 1 : 2;
  const of = ({ family, atom, q }: OutcomeShape): OutcomeLayout => ({
    atom: atom ? next++ : -1,
    logMedian: family === 'one_day' ? -1 : next++,
    logSigma: family === 'exponential' || family === 'one_day' ? -1 : next++,
    q: family === 'gengamma' && q === undefined ? next++ : -1,
  });
  const layout = { lambda, won: of(won), lost: lost ? of(lost) : null };
  return { size: next, ...layout };
}

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

export function logit(p: number): number {
  return Math.log(p) - Math.log1p(-p);
}

const LOG_HALF = Math.log(0.5);

function lawAt(x: ArrayLike<number>, shape: OutcomeShape, at: OutcomeLayout): LagLaw {
  return {
    family: shape.family,
    logMedian: at.logMedian < 0 ? LOG_HALF : x[at.logMedian]!,
    sigma: at.logSigma < 0 ? 1 : Math.exp(x[at.logSigma]!),
    q: at.q < 0 ? (shape.q ?? 0) : x[at.q]!,
  };
}

/** Of those that are not won: the share that is lost, and the share that stays open. */
function sharesOfRest(
  x: ArrayLike<number>,
  { lambda }: Layout,
  { lost }: MixtureShape,
): readonly [lost: number, never: number] {
  if (!lost) return [0, 1];
  return lambda < 0 ? [1, 0] : [logistic(x[lambda]!), logistic(-x[lambda]!)];
}

/** The model that a parameter vector means. */
export function mixtureAt(x: ArrayLike<number>, shape: MixtureShape): Mixture {
  const layout = layoutOf(shape);
  const of = (share: number, outcome: OutcomeShape, at: OutcomeLayout): Outcome => ({
    share,
    atom: at.atom < 0 ? 0 : logistic(x[at.atom]!),
    from: outcome.from ?? 0,
    law: lawAt(x, outcome, at),
  });
  const won = logistic(x[0]!);
  const notWon = logistic(-x[0]!);
  const [lost, never] = sharesOfRest(x, layout, shape);
  return {
    won: of(won, shape.won, layout.won),
    lost: shape.lost ? of(notWon * lost, shape.lost, layout.lost!) : null,
    never: notWon * never,
  };
}

/** Share of an outcome that has happened before the end of age t: Q(t), for t >= 0. */
export function happened({ atom, from, law }: Outcome, t: number): number {
  return t <= from ? 0 : atom + (1 - atom) * lagTails(law, t - from)[0];
}

/** Share of all subjects still open at age t, before the events of day t. */
export function stillOpen({ won, lost, never }: Mixture, t: number): number {
  if (t <= 0) return 1;
  const left = ({ share, atom, from, law }: Outcome) =>
    t <= from ? share : share * (1 - atom) * lagTails(law, t - from)[1];
  return never + left(won) + (lost ? left(lost) : 0);
}

/** Events by boundary: those of an age k lie between boundaries k and k + 1. */
interface EventTerms {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
  readonly total: number;
}

/** Counts as terms of the likelihood: a few arrays, as long as there are different ages. */
export interface MixtureCounts {
  /** Ages >= 1 at which the laws are asked for. */
  readonly boundaries: Float64Array;
  readonly won: EventTerms;
  readonly lost: EventTerms;
  /** For each boundary k: subjects censored at age k - 1 less those that entered at age k. */
  readonly open: Float64Array;
  /** Subjects, after weights. */
  readonly subjects: number;
}

/** Adds up rows of counts. Throws RangeError on counts that cannot be (see riskSets). */
export function mixtureCounts(counts: readonly AgeCounts[]): MixtureCounts {
  const sets = riskSets(counts);
  const days = sets.atRisk.length;
  const open = new Float64Array(days + 1);
  const needed = new Uint8Array(days + 1);
  for (let k = 0; k < days; k++) {
    open[k + 1]! += sets.censored[k]!;
    if (k > 0) open[k]! -= sets.entered[k]!;
    if (sets.converted[k]! || sets.lost[k]!) {
      needed[k] = 1;
      needed[k + 1] = 1;
    }
  }
  const index = new Int32Array(days + 1).fill(-1);
  const ages: number[] = [];
  for (let k = 1; k <= days; k++) {
    if (needed[k] || open[k] !== 0) {
      index[k] = ages.length;
      ages.push(k);
    }
  }
  const boundaries = Float64Array.from(ages);
  return {
    boundaries,
    won: eventTerms(sets.converted, index),
    lost: eventTerms(sets.lost, index),
    open: boundaries.map((k) => open[k]!),
    subjects: sets.entered.reduce((sum, n) => sum + n, 0),
  };
}

function eventTerms(events: Float64Array, index: Int32Array): EventTerms {
  const days: number[] = [];
  let total = 0;
  events.forEach((n, k) => {
    total += n;
    if (n > 0) days.push(k);
  });
  return {
    from: Int32Array.from(days, (k) => (k === 0 ? -1 : index[k]!)),
    to: Int32Array.from(days, (k) => index[k + 1]!),
    weight: Float64Array.from(days, (k) => events[k]!),
    total,
  };
}

/** A normal prior of each parameter: variance Infinity says nothing. */
export interface Prior {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

const FLOOR = 1e-300;
/** Stands for no time at all where its logarithm is asked for: no law has anything before it. */
const NO_TIME = 1e-300;
const LOG_FLOOR = Math.log(FLOOR);
/** Beyond this a logit, a logarithm of days or of a spread has left every meaning. */
const FARTHEST = 40;

/**
 * Negative log-likelihood of the counts, plus a half of the squared distances from a prior, with
 * its exact gradient (of q by central differences).
 */
export function negativeLogLikelihood(
  counts: MixtureCounts,
  shape: MixtureShape,
  prior?: Prior,
): Smooth {
  const layout = layoutOf(shape);
  const { lambda } = layout;
  const won = new OutcomeTerms(counts, counts.won, shape.won, layout.won);
  const lost = shape.lost ? new OutcomeTerms(counts, counts.lost, shape.lost, layout.lost!) : null;
  return (x, gradient) => {
    gradient.fill(0);
    for (const value of x) if (!(Math.abs(value) < FARTHEST)) return Infinity;
    const pWon = logistic(x[0]!);
    const notWon = logistic(-x[0]!);
    const [lostOfRest, neverOfRest] = sharesOfRest(x, layout, shape);
    const pLost = notWon * lostOfRest;
    const never = notWon * neverOfRest;
    let value = won.prepare(x) + (lost?.prepare(x) ?? 0);
    value += counts.won.total * Math.log(Math.max(pWon, FLOOR));
    gradient[0]! += counts.won.total * notWon;
    if (lost) {
      value += counts.lost.total * Math.log(Math.max(pLost, FLOOR));
      gradient[0]! -= counts.lost.total * pWon;
      if (lambda >= 0) gradient[lambda]! += counts.lost.total * neverOfRest;
    }
    for (let b = 0; b < counts.open.length; b++) {
      const n = counts.open[b]!;
      if (n === 0) continue;
      const uWon = won.left(b);
      const uLost = lost ? lost.left(b) : 0;
      const open = never + pWon * uWon + pLost * uLost;
      if (!(open > FLOOR)) {
        value += n * LOG_FLOOR;
        continue;
      }
      value += n * Math.log(open);
      const per = n / open;
      gradient[0]! += per * pWon * (notWon * uWon - pLost * uLost - never);
      won.add(b, -per * pWon);
      if (lost) {
        if (lambda >= 0) gradient[lambda]! += per * pLost * neverOfRest * (uLost - 1);
        lost.add(b, -per * pLost);
      }
    }
    won.collect(gradient);
    lost?.collect(gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]!;
    value = -value;
    if (prior) value += priorTerm(prior, x, gradient);
    return Number.isFinite(value) ? value : Infinity;
  };
}

function priorTerm({ mean, variance }: Prior, x: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    if (variance[i] === Infinity) continue;
    const away = x[i]! - mean[i]!;
    sum += (away * away) / (2 * variance[i]!);
    gradient[i]! += away / variance[i]!;
  }
  return sum;
}

/** Events of the first age at which an outcome happens. */
export function onFirstDay({ to, weight }: EventTerms, boundaries: Float64Array, from = 0): number {
  return weight.reduce((sum, n, e) => (boundaries[to[e]!] === from + 1 ? sum + n : sum), 0);
}

/** One outcome at one parameter vector: its law at all boundaries, and what depends on it. */
class OutcomeTerms {
  readonly #events: EventTerms;
  readonly #shape: OutcomeShape;
  readonly #at: OutcomeLayout;
  readonly #values: LawValues;
  /** Derivative of the log-likelihood by F at each boundary, collected over all terms. */
  readonly #byShare: Float64Array;
  /** Index of the first boundary at which some of it can have happened. */
  readonly #first: number;
  #atom = 0;
  #byAtom = 0;

  constructor(counts: MixtureCounts, events: EventTerms, shape: OutcomeShape, at: OutcomeLayout) {
    this.#events = events;
    this.#shape = shape;
    this.#at = at;
    const from = shape.from ?? 0;
    this.#first = counts.boundaries.findIndex((k) => k > from);
    const logs = counts.boundaries.map((k) => Math.log(Math.max(k - from, NO_TIME)));
    this.#values = lawValues(logs, at.q >= 0);
    this.#byShare = new Float64Array(counts.boundaries.length);
  }

  /** Evaluates the law at x and returns the log-probability of the events' lags. */
  prepare(x: Float64Array): number {
    fillLaw(this.#values, lawAt(x, this.#shape, this.#at));
    this.#byShare.fill(0);
    this.#atom = this.#at.atom < 0 ? 0 : logistic(x[this.#at.atom]!);
    this.#byAtom = 0;
    const { lower, upper } = this.#values;
    const { from, to, weight } = this.#events;
    const rest = 1 - this.#atom;
    let value = 0;
    for (let e = 0; e < weight.length; e++) {
      const [a, b, n] = [from[e]!, to[e]!, weight[e]!];
      if (a < this.#first) {
        const share = this.#atom + rest * lower[b]!;
        value += n * Math.log(Math.max(share, FLOOR));
        if (share <= FLOOR) continue;
        this.#byShare[b]! += (n * rest) / share;
        this.#byAtom += (n * this.#atom * rest * upper[b]!) / share;
        continue;
      }
      const share = lower[b]! < 0.5 ? lower[b]! - lower[a]! : upper[a]! - upper[b]!;
      value += n * (Math.log(Math.max(share, FLOOR)) + Math.log(rest));
      this.#byAtom -= n * this.#atom;
      if (share <= FLOOR) continue;
      this.#byShare[b]! += n / share;
      this.#byShare[a]! -= n / share;
    }
    return value;
  }

  /** 1 - Q at boundary b. */
  left(b: number): number {
    return b < this.#first ? 1 : (1 - this.#atom) * this.#values.upper[b]!;
  }

  /** Adds `byQ`, the derivative by Q at boundary b. */
  add(b: number, byQ: number): void {
    if (b < this.#first) return;
    this.#byShare[b]! += byQ * (1 - this.#atom);
    this.#byAtom += byQ * this.left(b) * this.#atom;
  }

  collect(gradient: Float64Array): void {
    const { atom, logMedian, logSigma, q } = this.#at;
    const { byLogMedian, byLogSigma, byQ } = this.#values;
    let [median, sigma, shape] = [0, 0, 0];
    for (let b = 0; b < this.#byShare.length; b++) {
      const weight = this.#byShare[b]!;
      median += weight * byLogMedian[b]!;
      sigma += weight * byLogSigma[b]!;
      if (byQ) shape += weight * byQ[b]!;
    }
    if (logMedian >= 0) gradient[logMedian]! += median;
    if (logSigma >= 0) gradient[logSigma]! += sigma;
    if (q >= 0) gradient[q]! += shape;
    if (atom >= 0) gradient[atom]! += this.#byAtom;
  }
}
