/** Hazard and lag regressions and shrunk shares against R, and the peers' cure vectors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseTable,
  type Row,
  readReference,
  readShared,
  skipWithout,
} from '../../test/reference/read-reference.ts';
import { binomialRegression, type Link } from './binomial-regression.ts';
import type { LagFamily } from './lag-laws.ts';
import { type LagModel, type LagRow, lagRegression } from './lag-regression.ts';
import { poolEstimates, shrinkShares } from './shrink-shares.ts';

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

const FOLDER = 'data/vectors/survival/';
const skip = skipWithout(`${FOLDER}vectors.json`);

interface Vector {
  readonly id: string;
  readonly input: Record<string, never>;
  readonly expect: Record<string, never>;
  readonly se?: Record<string, number>;
  readonly ci95?: Record<string, [number, number]>;
}

function vector(id: string): Vector {
  const { vectors }: { vectors: Vector[] } = JSON.parse(readShared(`${FOLDER}vectors.json`));
  const found = vectors.find((v) => v.id === id);
  assert.ok(found, `${id} is in the file`);
  return found;
}

const HERE = [
  'cure-weibull-mixture-logistic',
  'cure-weibull-mixture-identity',
  'cure-lognormal-mixture-loglog',
  'cure-weibull-nonmixture-logistic',
  'cure-weibull-nonmixture-loglog',
  'cure-weibull-mixture-covariate',
  'cure-weibull-mixture-group',
  'cure-NOT-identifiable-kidney',
  'cure-exponential-simulated',
];

test('every cure vector of the file has a test', { skip }, () => {
  const { vectors }: { vectors: Vector[] } = JSON.parse(readShared(`${FOLDER}vectors.json`));
  const all = vectors.map((v) => v.id).filter((id) => id.startsWith('cure-'));
  assert.deepEqual(all.sort(), HERE.toSorted());
});

function breastCancer(neverOf: (row: Row) => readonly number[] = () => [1]): LagRow[] {
  return parseTable(readShared(`${FOLDER}bc.csv`)).map((row) => ({
    time: Number(row.rectime),
    event: row.censrec === '1',
    covariates: [1],
    neverCovariates: neverOf(row),
  }));
}

/** Weibull as Stata writes it: S = exp(-lambda t^gamma); from our location and ln sigma. */
function stata(parameters: Float64Array) {
  const logSigma = parameters.at(-1)!;
  const location = parameters.at(-2)!;
  return { lnLambda: -location / Math.exp(logSigma), lnGamma: -logSigma };
}

for (const [id, form, link] of [
  ['cure-weibull-mixture-logistic', 'mixture', 'logit'],
  ['cure-weibull-nonmixture-logistic', 'promotion', 'logit'],
  ['cure-weibull-mixture-identity', 'mixture', 'logit'],
  ['cure-weibull-nonmixture-loglog', 'promotion', 'loglog'],
] as const) {
  test(id, { skip }, () => {
    const { expect, se } = vector(id) as unknown as Record<string, Record<string, number>>;
    const fit = lagRegression(breastCancer(), { family: 'weibull', never: { form, link } });
    const { lnLambda, lnGamma } = stata(fit.parameters);
    near(lnLambda, expect!.ln_lambda!, 0.01, 'ln lambda');
    near(lnGamma, expect!.ln_gamma!, 0.01, 'ln gamma');
    const asked = expect!.logit_pi ?? expect!.theta;
    if (asked !== undefined) near(fit.parameters[0], asked, 0.01, 'never');
    if (expect!.pi !== undefined) {
      near(1 / (1 + Math.exp(-fit.parameters[0]!)), expect!.pi, 0.001, 'pi');
    }
    if (expect!.loglik !== undefined) near(fit.logLikelihood, expect!.loglik, 0.001, 'ln L');
    const error = se!.logit_pi ?? se!.theta;
    if (error !== undefined) near(fit.standardErrors![0], error, 0.01, 's.e.');
  });
}

test('cure-lognormal-mixture-loglog', { skip }, () => {
  const { expect, se } = vector('cure-lognormal-mixture-loglog') as unknown as Record<
    string,
    Record<string, number>
  >;
  const never = { form: 'mixture', link: 'loglog' } as const;
  const fit = lagRegression(breastCancer(), { family: 'lognormal', never });
  ['theta', 'mu', 'ln_sigma'].forEach((name, i) => {
    near(fit.parameters[i], expect![name]!, 0.01, name);
    near(fit.standardErrors![i], se![name]!, 0.01, `s.e. ${name}`);
  });
  near(Math.exp(-Math.exp(fit.parameters[0]!)), expect!.pi!, 0.005, 'pi');
  near(fit.logLikelihood, expect!.loglik!, 0.001, 'ln L');
});

test('cure-weibull-mixture-covariate and -group', { skip }, () => {
  const covariate = vector('cure-weibull-mixture-covariate').expect as Record<string, number>;
  const good = lagRegression(
    breastCancer((row) => [1, Number(row.group === 'Good')]),
    { family: 'weibull', never: { form: 'mixture', link: 'loglog' } },
  );
  near(good.parameters[0], covariate.b0!, 0.01, 'b0');
  near(good.parameters[1], covariate.b1_good!, 0.01, 'b1');
  near(stata(good.parameters).lnLambda, covariate.ln_lambda!, 0.01, 'ln lambda');
  const group = vector('cure-weibull-mixture-group');
  const groups = lagRegression(
    breastCancer((row) => [1, Number(row.group === 'Medium'), Number(row.group === 'Poor')]),
    { family: 'weibull', never: { form: 'mixture', link: 'logit' } },
  );
  // "computed here: logit theta0 0.72304, b_medium -1.22596, b_poor -3.47858, loglik -2580.0124"
  near(groups.parameters[0], 0.72304, 0.001, 'theta');
  near(groups.parameters[1], -1.22596, 0.001, 'medium');
  near(groups.parameters[2], -3.47858, 0.002, 'poor');
  near(groups.logLikelihood, -2580.0124, 0.001, 'ln L');
  near(groups.standardErrors![1], group.se!.groupMedium!, 0.001, 's.e. medium');
  near(groups.standardErrors![2], group.se!.groupPoor!, 0.01, 's.e. poor');
});

test('cure-NOT-identifiable-kidney: the likelihood is as flat as its note says', { skip }, () => {
  const { expect } = vector('cure-NOT-identifiable-kidney') as unknown as {
    expect: Record<string, number>;
  };
  const rows = parseTable(readShared(`${FOLDER}kidney_transplant.csv`)).map(
    (row): LagRow => ({ time: Number(row.time), event: row.death === '1', covariates: [1] }),
  );
  const never = { form: 'mixture', link: 'logit' } as const;
  const free = lagRegression(rows, { family: 'weibull', never });
  near(free.logLikelihood, expect.loglik!, 0.001, 'ln L');
  const none = lagRegression(rows, { family: 'weibull' });
  assert.ok(free.logLikelihood - none.logLikelihood < 0.01, 'no never-share fits as well');
  // What people are told is in fit-curves.test.ts: not_identifiable.
});

test('weibull-aft-rossi, also left-truncated', { skip: skipWithout(`${FOLDER}rossi.csv`) }, () => {
  const rows = parseTable(readShared(`${FOLDER}rossi.csv`));
  for (const id of ['weibull-aft-rossi', 'weibull-aft-rossi-left-truncated']) {
    const { input, expect } = vector(id) as unknown as {
      input: { covariates: string[]; entry?: string };
      expect: { lambda_: Record<string, number>; ln_rho: number; loglik?: number };
    };
    const fit = lagRegression(
      rows.map((row) => ({
        time: Number(row.week),
        event: row.arrest === '1',
        entry: input.entry && Number(row.week) > 10 ? 2 : 0,
        covariates: [1, ...input.covariates.map((name) => Number(row[name]))],
      })),
      { family: 'weibull' },
    );
    near(fit.parameters[0], expect.lambda_.Intercept!, 0.002, `${id} intercept`);
    input.covariates.forEach((name, i) => {
      near(fit.parameters[i + 1], expect.lambda_[name]!, 0.001, `${id} ${name}`);
    });
    near(fit.parameters.at(-1), -expect.ln_rho, 0.001, `${id} ln rho`);
    if (expect.loglik) near(fit.logLikelihood, expect.loglik, 0.001, 'ln L');
  }
});

test('weibull-interval-censored', { skip }, () => {
  const { input, expect } = vector('weibull-interval-censored') as unknown as {
    input: { left: number[]; right: (number | 'inf')[]; weights: number[] };
    expect: { rho: number; lambda: number };
  };
  const rows = input.left.map((left, i): LagRow => {
    const right = input.right[i]!;
    const row = { covariates: [1], count: input.weights[i]! };
    return right === 'inf'
      ? { ...row, time: left, event: false }
      : { ...row, time: right, after: left, event: true };
  });
  const fit = lagRegression(rows, { family: 'weibull' });
  near(Math.exp(-fit.parameters[1]!), expect.rho, 0.001, 'rho');
  near(Math.exp(fit.parameters[0]!) / expect.lambda, 1, 0.001, 'lambda');
});

/**
 * A normal lag on the time itself, with H(t) = c Phi((t - mu) / sigma): the promotion form. exp(t)
 * makes it lognormal; each event's density then has the factor exp(-t), which is put back.
 */
test('upper-asymptote-leukemia', { skip }, () => {
  const { expect } = vector('upper-asymptote-leukemia') as unknown as {
    expect: Record<string, number>;
  };
  const patients = parseTable(readShared(`${FOLDER}leukemia_anderson.txt`), ' ').map((row) => ({
    time: Number(row.t),
    event: row.status === '1',
  }));
  assert.equal(patients.length, 42);
  const fit = lagRegression(
    patients.map(({ time, event }) => ({ time: Math.exp(time), event, covariates: [1] })),
    { family: 'lognormal', never: { form: 'promotion', link: 'loglog' } },
  );
  const putBack = patients.reduce((sum, { time, event }) => sum + (event ? time : 0), 0);
  near(Math.exp(fit.parameters[0]!), expect.c!, 0.01, 'c');
  near(fit.parameters[1], expect.mu!, 0.01, 'mu');
  near(Math.exp(fit.parameters[2]!), expect.sigma!, 0.01, 'sigma');
  near(fit.logLikelihood + putBack, expect.loglik!, 0.05, 'ln L');
  near(Math.exp(-Math.exp(fit.parameters[0]!)), expect.share_never!, 0.01, 'never');
});

/** N = 1,000,000 lags exponential(5) cut at 8 and 250,000 that never come, as expected counts. */
test('cure-exponential-simulated', () => {
  const cells = Array.from({ length: 80 }, (_, i): LagRow => {
    const [after, time] = [i / 10, (i + 1) / 10];
    const count = 1e6 * (Math.exp(-after / 5) - Math.exp(-time / 5));
    return { after: Math.max(after, 1e-9), time, event: true, covariates: [1], count };
  });
  const open = { time: 8, event: false, covariates: [1], count: 1e6 * Math.exp(-1.6) + 250_000 };
  const never = { form: 'mixture', link: 'logit' } as const;
  const fit = lagRegression([...cells, open], { family: 'exponential', never });
  near(1 / (1 + Math.exp(-fit.parameters[0]!)), 0.2, 1e-4, 'never');
  near(Math.exp(fit.parameters[1]!), 5, 1e-3, 'scale');
});

test('no rows, or an event at time 0, are refused', () => {
  assert.throws(() => lagRegression([], { family: 'weibull' }), /No rows/);
  const row = { time: 0, event: true, covariates: [1] };
  assert.throws(() => lagRegression([row], { family: 'weibull' satisfies LagFamily }), /time 0/);
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
