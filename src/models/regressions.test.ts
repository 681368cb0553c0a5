/** Hazard and lag regressions and shrunk shares against R, and the peers' cure vectors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseTable,
  readReference,
  readShared,
  skipWithout,
} from '../../test/reference/read-reference.ts';
import { binomialRegression, type Link } from './binomial-regression.ts';
import type { LagFamily } from './lag-laws.ts';
import { type LagModel, type LagRow, lagRegression } from './lag-regression.ts';
import { logBetaBinomial, poolEstimates, shrinkShares } from './shrink-shares.ts';

function near(actual: number | undefined, expected: number, tolerance: number, what: string) {
  const error = Math.abs((actual ?? Number.NaN) - expected);
  assert.ok(error <= tolerance, `${what}: ${actual}, expected ${expected}, off by ${error}`);
}

const EXPECTED = 'reference/expected/';

interface HazardTable {
  readonly table: {
    readonly segment: string;
    readonly band: string;
    readonly n_risk: number;
    readonly won: number;
  }[];
}
type HazardFit = {
  readonly coef: Record<string, number>;
  readonly se: Record<string, number>;
  readonly deviance: number;
};

for (const link of ['logit', 'cloglog'] as const satisfies readonly Link[]) {
  const file = `${EXPECTED}discrete_hazard.json`;
  test(`hazard of winning by band and segment equals R, ${link}`, {
    skip: skipWithout(file),
  }, () => {
    const all: HazardTable & Record<`${Link}_won`, HazardFit> = JSON.parse(readShared(file));
    const R = all[`${link}_won`];
    const names = Object.keys(R.coef);
    const fit = binomialRegression(
      all.table.map(({ segment, band, n_risk, won }) => ({
        covariates: names.map((name, i) =>
          Number(i === 0 || name === `band${band}` || name === `segment${segment}`),
        ),
        happened: won,
        tried: n_risk,
      })),
      link,
    )!;
    near(fit.deviance, R.deviance, 1e-8 * R.deviance, 'deviance');
    names.forEach((name, i) => {
      near(fit.coefficients[i], R.coef[name]!, 1e-7, name);
      near(fit.standardErrors[i], R.se[name]!, 1e-6 * R.se[name]!, `s.e. ${name}`);
    });
  });
}

test('a pattern that never happens has no coefficient', () => {
  const rows = [
    { covariates: [1, 0], happened: 3, tried: 30 },
    { covariates: [1, 1], happened: 0, tried: 40 },
  ];
  assert.equal(binomialRegression(rows), null);
  assert.equal(binomialRegression([]), null);
  const one = binomialRegression([{ covariates: [1], happened: 3, tried: 30 }])!;
  near(one.coefficients[0], Math.log(3 / 27), 1e-12, 'logit of the share');
  near(one.standardErrors[0], Math.sqrt(1 / 3 + 1 / 27), 1e-12, 's.e.');
});

type Survreg = {
  readonly coef: Record<string, number>;
  readonly scale?: number;
  readonly log_scale?: number;
  readonly loglik: number;
  readonly vcov?: number[][];
};

function checkSurvreg(rows: readonly LagRow[], family: LagModel['family'], R: Survreg) {
  const fit = lagRegression(rows, { family });
  near(fit.logLikelihood, R.loglik, 1e-5, `${family} ln L`);
  const scale = R.log_scale ?? (R.scale === undefined ? undefined : Math.log(R.scale));
  const expected = [...Object.values(R.coef), ...(scale === undefined ? [] : [scale])];
  assert.equal(fit.parameters.length, expected.length);
  expected.forEach((value, i) => {
    near(fit.parameters[i], value, 1e-4 * fit.standardErrors![i]!, `${family} ${i}`);
    if (!R.vcov) return;
    const error = Math.sqrt(R.vcov[i]![i]!);
    near(fit.standardErrors![i], error, 1e-4 * error, `${family} s.e. ${i}`);
  });
}

const SURVREG = `${EXPECTED}survreg.json`;

test('lag regressions equal survreg', { skip: skipWithout(SURVREG) }, () => {
  const R: Record<string, Survreg> = JSON.parse(readShared(SURVREG));
  const gehan = parseTable(readShared('reference/inputs/gehan.csv'));
  const remission = gehan.map(
    (row): LagRow => ({
      time: Number(row.time),
      event: row.status === '1',
      covariates: [1, Number(row.arm === 'control')],
    }),
  );
  for (const family of ['weibull', 'lognormal', 'loglogistic', 'exponential'] as const) {
    checkSurvreg(remission, family, R[`gehan_${family}`]!);
  }
  const lung = parseTable(readShared('reference/inputs/lung.csv')).map(
    (row): LagRow => ({
      time: Number(row.time),
      event: row.status === '1',
      covariates: [1, Number(row.sex), Number(row.age)],
    }),
  );
  checkSurvreg(lung, 'weibull', R.lung_weibull!);
  checkSurvreg(lung, 'lognormal', R.lung_lognormal!);
  const treated = remission
    .filter((_, i) => gehan[i]!.arm === '6mp')
    .map((row) => ({ ...row, covariates: [1] }));
  checkSurvreg(treated, 'weibull', R.gehan_weibull_6mp_only!);
  const grouped = treated.map((row) =>
    row.event ? { ...row, after: Math.max(row.time - 1, 1e-10) } : row,
  );
  checkSurvreg(grouped, 'weibull', R.gehan_weibull_6mp_interval_grouped!);
});

/** From survreg.json (R 4.2.2, survival 3.5-3), so that it runs everywhere. */
test('a Weibull regression of the remission weeks equals survreg', () => {
  const rows = parseTable(readReference('km_gehan.csv')).flatMap((row): LagRow[] => {
    const same = { time: Number(row.time), covariates: [1, Number(row.stratum === 'control')] };
    return [
      { ...same, event: true, count: Number(row.n_event) },
      { ...same, event: false, count: Number(row.n_censor) },
    ];
  });
  checkSurvreg(rows, 'weibull', {
    coef: { intercept: 3.51568694609, control: -1.26733458521 },
    log_scale: -0.311709222357,
    loglik: -106.579491582,
    vcov: [
      [0.0633936817198, -0.066172107601, 0.00911075556429],
      [-0.066172107601, 0.0964971695211, -0.0157268553413],
      [0.00911075556429, -0.0157268553413, 0.0216948986346],
    ],
  });
});

test('no rows, or an event at time 0, are refused', () => {
  assert.throws(() => lagRegression([], { family: 'weibull' }), /No rows/);
  const row = { time: 0, event: true, covariates: [1] };
  assert.throws(() => lagRegression([row], { family: 'weibull' satisfies LagFamily }), /time 0/);
});

/** From forecast.json (R 4.2.2). */
test('the beta-binomial law equals R', () => {
  const expected = [
    [0, 0.00148570499592],
    [5, 0.0588369758933],
    [10, 0.087578371657],
    [20, 0.00899054730162],
  ] as const;
  for (const [happened, pmf] of expected) {
    const found = Math.exp(logBetaBinomial({ happened, tried: 40 }, 6, 18));
    near(found / pmf, 1, 1e-9, `${happened} of 40`);
  }
});

const SHRINKAGE = `${EXPECTED}shrinkage.json`;

test('shrunk shares equal R', { skip: skipWithout(SHRINKAGE) }, () => {
  const R = JSON.parse(readShared(SHRINKAGE)) as {
    beta_binomial: { mean: number; prior_size: number; loglik: number };
    dersimonian_laird_logit: { Q: number; tau2: number; mu: number; se_mu: number };
    segments: {
      n: number;
      x: number;
      posterior_mean: number;
      lo95: number;
      hi95: number;
      dl_shrunk: number;
    }[];
  };
  const shares = R.segments.map(({ x, n }) => ({ happened: x, tried: n }));
  const fit = shrinkShares(shares, 0.95);
  near(fit.mean, R.beta_binomial.mean, 1e-6, 'mean');
  near(fit.priorSize / R.beta_binomial.prior_size, 1, 1e-5, 'prior size');
  near(fit.logLikelihood, R.beta_binomial.loglik, 1e-7, 'ln L');
  const pooled = poolEstimates(
    shares.map(({ happened: x, tried: n }) => ({
      value: Math.log((x + 0.5) / (n - x + 0.5)),
      variance: 1 / (x + 0.5) + 1 / (n - x + 0.5),
    })),
  );
  near(pooled.heterogeneity, R.dersimonian_laird_logit.Q, 1e-8, 'Q');
  near(pooled.between, R.dersimonian_laird_logit.tau2, 1e-9, 'tau2');
  near(pooled.mean, R.dersimonian_laird_logit.mu, 1e-9, 'mu');
  near(pooled.meanError, R.dersimonian_laird_logit.se_mu, 1e-9, 's.e.');
  R.segments.forEach((segment, i) => {
    const own = fit.segments[i]!;
    near(own.value, segment.posterior_mean, 1e-6, `posterior ${i}`);
    near(own.low, segment.lo95, 1e-6, `low ${i}`);
    near(own.high, segment.hi95, 1e-6, `high ${i}`);
    near(1 / (1 + Math.exp(-pooled.shrunk[i]!)), segment.dl_shrunk, 1e-9, `normal ${i}`);
  });
});

/** From segments.csv and shrinkage.json (R 4.2.2), so that it runs everywhere. */
const SEGMENTS = [
  [60, 203],
  [6, 24],
  [1, 10],
  [1, 6],
  [3, 22],
  [20, 59],
  [18, 38],
  [6, 54],
  [0, 3],
  [2, 25],
  [2, 9],
  [1, 8],
  [9, 26],
  [8, 32],
  [2, 18],
  [1, 6],
  [1, 7],
  [11, 36],
  [20, 64],
  [3, 4],
  [3, 25],
  [3, 5],
  [2, 7],
  [4, 29],
] as const;

test('mean and prior size of 24 segments equal R', () => {
  const fit = shrinkShares(
    SEGMENTS.map(([happened, tried]) => ({ happened, tried })),
    0.95,
  );
  near(fit.mean, 0.242029021215, 1e-6, 'mean');
  near(fit.priorSize, 24.6943987701, 1e-3, 'prior size');
  near(fit.logLikelihood, -54.2254686824, 1e-7, 'ln L');
  near(fit.segments[0]!.low, 0.232788078659, 1e-6, 'low of the first');
});

test('siblings that are alike get the common share; one that was never tried, too', () => {
  const alike = Array.from({ length: 8 }, () => ({ happened: 25, tried: 100 }));
  const fit = shrinkShares([...alike, { happened: 0, tried: 0 }]);
  assert.ok(fit.priorSize > 1e4);
  for (const { value } of fit.segments) near(value, 0.25, 1e-4, 'common');
  assert.throws(() => shrinkShares([{ happened: 2, tried: 1 }]), /2 of 1 is not a share/);
  assert.throws(() => shrinkShares([{ happened: 0, tried: 0 }]), /Nobody/);
});
