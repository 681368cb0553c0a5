/** The mixture of won, lost and never against R's optim on the same grouped likelihood. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseTable,
  readReference,
  readShared,
  skipWithout,
} from '../../test/reference/read-reference.ts';
import type { AgeCounts } from '../measures/rows.ts';
import type { LagFamily } from './lag-laws.ts';
import { hessianAt } from './minimise.ts';
import {
  happened,
  layoutOf,
  logistic,
  type MixtureCounts,
  type MixtureShape,
  mixtureAt,
  mixtureCounts,
  negativeLogLikelihood,
  stillOpen,
} from './mixture.ts';
import { fitMixture, type MixtureFit, profileInterval } from './mixture-fit.ts';

const CHI95 = 3.841458820694124;

function within(actual: number, expected: number, tolerance: number, what: string) {
  const error = Math.abs(actual - expected);
  assert.ok(error <= tolerance, `${what}: ${actual}, expected ${expected}, off by ${error}`);
}

/** R's names of parameters, from ours: ln scale and ln shape for Weibull, ln shape for log-logistic. */
function lagParameters({ family, logMedian, sigma, q }: MixtureFit['mixture']['won']['law']) {
  const shape = 1 / sigma;
  switch (family) {
    case 'exponential':
      return [logMedian - Math.log(Math.LN2)];
    case 'weibull':
      return [logMedian - Math.log(Math.LN2) / shape, Math.log(shape)];
    case 'loglogistic':
      return [logMedian, Math.log(shape)];
    case 'lognormal':
      return [logMedian, Math.log(sigma)];
    case 'gengamma':
      return [Number.NaN, Math.log(sigma), q];
    case 'one_day':
      return [];
  }
}

function opportunities(segment: string): AgeCounts[] {
  return parseTable(readReference('b2b_opps_histogram.csv'))
    .filter((row) => row.segment === segment)
    .map((row) => ({
      age: Number(row.day),
      entered: Number(row.n_enter),
      converted: Number(row.won),
      lost: Number(row.lost),
      censored: Number(row.cens),
    }));
}

interface CureFit {
  readonly dist: LagFamily;
  readonly par_unconstrained: number[];
  readonly se_unconstrained: number[];
  readonly loglik: number;
  readonly aic: number;
  readonly ever_converts: number;
  readonly ever_converts_profile95: [number, number];
  readonly cdf_times_pi_at_day: { day: number[]; value: number[] };
}

const CURE = 'reference/expected/cure_meetings.json';

test('five families of four groups of meetings equal R', { skip: skipWithout(CURE) }, () => {
  const rows = parseTable(readShared('reference/expected/b2b_meetings_histogram.csv'));
  const { grouped }: { grouped: Record<string, Record<string, CureFit>> } = JSON.parse(
    readShared(CURE),
  );
  let checked = 0;
  for (const [group, fits] of Object.entries(grouped)) {
    const counts = mixtureCounts(
      rows
        .filter((row) => group === 'all' || row.source === group)
        .flatMap((row): AgeCounts[] => {
          const [age, converted, censored] = [Number(row.day), Number(row.event), Number(row.cens)];
          const none = { entered: 0, converted: 0, lost: 0, censored: 0 };
          return [
            { ...none, age: 0, entered: converted + censored },
            { ...none, age, converted, censored },
          ];
        }),
    );
    for (const R of Object.values(fits)) {
      const what = `${group} ${R.dist}`;
      const fit = fitMixture(counts, { won: { family: R.dist, atom: false }, lost: null });
      assert.ok(fit.settled, what);
      within(fit.logLikelihood, R.loglik, 1e-5, `${what} ln L`);
      within(fit.aic, R.aic, 2e-5, `${what} AIC`);
      within(fit.mixture.won.share, R.ever_converts, 1e-6, `${what} rate`);
      const ours = [fit.parameters[0]!, ...lagParameters(fit.mixture.won.law)];
      ours.forEach((value, i) => {
        // R's mu of the generalised gamma is no parameter of ours; its curve is checked below.
        if (Number.isNaN(value)) return;
        const error = R.se_unconstrained[i]!;
        within(value, R.par_unconstrained[i]!, 1e-4 * error, `${what} parameter ${i}`);
      });
      const errors = fit.covariance!.map((row, i) => Math.sqrt(row[i]!));
      within(errors[0]!, R.se_unconstrained[0]!, 1e-4 * errors[0]!, `${what} s.e.`);
      R.cdf_times_pi_at_day.day.forEach((day, i) => {
        const share = fit.mixture.won.share * happened(fit.mixture.won, day + 1);
        within(share, R.cdf_times_pi_at_day.value[i]!, 1e-6, `${what} day ${day}`);
      });
      const { low, high } = profileInterval(counts, fit, CHI95);
      within(logistic(low), R.ever_converts_profile95[0], 1e-6, `${what} low`);
      within(logistic(high), R.ever_converts_profile95[1], 1e-6, `${what} high`);
      checked++;
    }
  }
  assert.equal(checked, 20);
});

interface OpportunityFit {
  readonly won_dist: LagFamily;
  readonly lost_dist: LagFamily;
  readonly p_won: number;
  readonly p_lost: number;
  readonly p_never: number;
  readonly atom_won?: number;
  readonly par_unconstrained: number[];
  readonly se_unconstrained: number[];
  readonly loglik: number;
  readonly cif: { day: number[]; won: number[]; lost: number[] };
}

/** R's order: eta_won, eta_lost, then logit atom if there is one, won lag, lost lag. */
function compareWithR(counts: MixtureCounts, R: OpportunityFit, what: string) {
  const atom = R.atom_won !== undefined;
  const fit = fitMixture(counts, {
    won: { family: R.won_dist, atom },
    lost: { family: R.lost_dist, atom: false },
  });
  assert.ok(fit.settled, what);
  const { won, lost, never } = fit.mixture;
  within(fit.logLikelihood, R.loglik, 1e-5, `${what} ln L`);
  within(won.share, R.p_won, 1e-6, `${what} won`);
  within(lost!.share, R.p_lost, 1e-6, `${what} lost`);
  within(never, R.p_never, 1e-6, `${what} never`);
  const [rho, lambda] = fit.parameters as unknown as [number, number];
  const ours = [
    rho + Math.log1p(Math.exp(lambda)),
    lambda,
    ...(atom ? [Math.log(won.atom / (1 - won.atom))] : []),
    ...lagParameters(won.law),
    ...lagParameters(lost!.law),
  ];
  assert.equal(ours.length, R.par_unconstrained.length);
  ours.forEach((value, i) => {
    within(value, R.par_unconstrained[i]!, 1e-4 * R.se_unconstrained[i]!, `${what} parameter ${i}`);
  });
  const [a, b, c] = [0, 1, 2].map((i) => fit.covariance![i === 2 ? 0 : i]![i === 2 ? 1 : i]!) as [
    number,
    number,
    number,
  ];
  const slope = logistic(lambda);
  const etaError = Math.sqrt(a + slope * slope * b + 2 * slope * c);
  within(etaError, R.se_unconstrained[0]!, 1e-4 * etaError, `${what} s.e. eta won`);
  within(Math.sqrt(b), R.se_unconstrained[1]!, 1e-4 * Math.sqrt(b), `${what} s.e. eta lost`);
  R.cif.day.forEach((day, i) => {
    within(won.share * happened(won, day + 1), R.cif.won[i]!, 1e-6, `${what} won by ${day}`);
    within(lost!.share * happened(lost!, day + 1), R.cif.lost[i]!, 1e-6, `${what} lost by ${day}`);
  });
}

for (const [file, fits] of [
  ['reference/expected/competing_mixture_opps.json', 12],
  ['reference/expected/competing_mixture_atom_opps.json', 4],
] as const) {
  test(`every fit of ${file} equals R`, { skip: skipWithout(file) }, () => {
    const all: Record<string, Record<string, OpportunityFit>> = JSON.parse(readShared(file));
    let checked = 0;
    for (const [segment, pairs] of Object.entries(all)) {
      const counts = mixtureCounts(opportunities(segment));
      for (const [pair, R] of Object.entries(pairs)) {
        compareWithR(counts, R, `${segment} ${pair}`);
        checked++;
      }
    }
    assert.equal(checked, fits);
  });
}

/** From competing_mixture_atom_opps.json (R 4.2.2, optim and nlm), so that it runs everywhere. */
const SMB_WITH_ATOM: OpportunityFit = {
  won_dist: 'lognormal',
  lost_dist: 'weibull',
  p_won: 0.3810988924,
  p_lost: 0.5619928262,
  p_never: 0.05690828139,
  atom_won: 0.04174023134,
  par_unconstrained: [
    1.901618028, 2.290048212, -3.133653454, 3.57431179, -0.0729114354, 3.98000609, -0.1020625266,
  ],
  se_unconstrained: [
    0.1867600631, 0.1826105123, 0.3409251643, 0.06440477099, 0.05000748678, 0.0648851589,
    0.0436962763,
  ],
  loglik: -3183.633374,
  cif: {
    day: [0, 30, 90, 180, 365],
    won: [0.01592919923, 0.1765960057, 0.3238093667, 0.3663758273, 0.3788593416],
    lost: [0.01524018791, 0.2568675398, 0.4502197528, 0.5341513109, 0.5600649253],
  },
};

test('won, lost and never with same-day wins and delayed entry equal R', () => {
  compareWithR(mixtureCounts(opportunities('smb')), SMB_WITH_ATOM, 'small');
});

const SHAPES: readonly MixtureShape[] = [
  { won: { family: 'lognormal', atom: true }, lost: { family: 'weibull', atom: true } },
  { won: { family: 'gengamma', atom: true }, lost: { family: 'loglogistic', atom: false } },
  { won: { family: 'exponential', atom: false }, lost: { family: 'gengamma', atom: false } },
  { won: { family: 'loglogistic', atom: true }, lost: null },
];

test('the gradient is the derivative, in every shape of the model, also under a prior', () => {
  const counts = mixtureCounts(opportunities('smb'));
  for (const shape of SHAPES) {
    const { size } = layoutOf(shape);
    const x = Float64Array.from({ length: size }, (_, i) => 0.3 + 0.17 * i);
    const { won, lost } = layoutOf(shape);
    x[won.logMedian] = 3.4;
    if (lost) x[lost.logMedian] = 3.9;
    const prior = { mean: x.map((v) => v - 0.2), variance: x.map((_, i) => (i ? 0.04 : Infinity)) };
    const f = negativeLogLikelihood(counts, shape, prior);
    const gradient = new Float64Array(size);
    f(x, gradient);
    const waste = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const at = (h: number) =>
        f(
          Float64Array.from(x, (v, j) => (j === i ? v + h : v)),
          waste,
        );
      const h = 1e-5;
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      const what = `${shape.won.family}/${shape.lost?.family} ${i}`;
      within(gradient[i]!, slope, 1e-5 * Math.max(10, Math.abs(slope)), what);
    }
    assert.equal(hessianAt(f, x).length, size);
  }
});

test('the three ends add up to 1 at every age, and shares never fall', () => {
  for (const shape of SHAPES) {
    const x = Float64Array.from({ length: layoutOf(shape).size }, (_, i) => 0.5 - 0.2 * i);
    const mixture = mixtureAt(x, shape);
    const { won, lost } = mixture;
    let before = 0;
    for (const t of [0, 1, 2, 10, 1e3, 1e7]) {
      const wonBy = won.share * happened(won, t);
      const lostBy = lost ? lost.share * happened(lost, t) : 0;
      within(stillOpen(mixture, t) + wonBy + lostBy, 1, 1e-12, `age ${t}`);
      assert.ok(wonBy >= before);
      before = wonBy;
    }
  }
});

test('an atom without an event on day 0 is left out; so is a lost law without losses', () => {
  const none = { entered: 0, converted: 0, lost: 0, censored: 0 };
  const counts = mixtureCounts([
    { ...none, age: 0, entered: 60 },
    { ...none, age: 10, converted: 10 },
    { ...none, age: 20, converted: 12 },
    { ...none, age: 90, converted: 5, censored: 33 },
  ]);
  const fit = fitMixture(counts, {
    won: { family: 'lognormal', atom: true },
    lost: { family: 'weibull', atom: true },
  });
  assert.equal(fit.mixture.won.atom, 0);
  assert.equal(fit.mixture.lost, null);
  assert.equal(fit.shape.won.atom, false);
});

test('counts multiplied give the same estimate with smaller errors', () => {
  const rows = opportunities('midmarket');
  const shape: MixtureShape = {
    won: { family: 'lognormal', atom: true },
    lost: { family: 'weibull', atom: false },
  };
  const one = fitMixture(mixtureCounts(rows), shape);
  const scaled = rows.map((row) => ({
    age: row.age,
    entered: 1e4 * row.entered,
    converted: 1e4 * row.converted,
    lost: 1e4 * row.lost,
    censored: 1e4 * row.censored,
  }));
  const many = fitMixture(mixtureCounts(scaled), shape);
  one.parameters.forEach((value, i) => {
    const error = Math.sqrt(one.covariance![i]![i]!);
    within(many.parameters[i]!, value, 1e-3 * error, `parameter ${i}`);
    within(Math.sqrt(many.covariance![i]![i]!), error / 100, 1e-5 * error, `s.e. ${i}`);
  });
});
