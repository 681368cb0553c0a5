/** Lag regressions and never-converting shares against the vectors of flexsurvcure, Stata and lifelines. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseTable,
  type Row,
  readShared,
  skipWithout,
} from '../../test/reference/read-reference.ts';
import { type LagRow, lagRegression } from './lag-regression.ts';

function near(actual: number | undefined, expected: number, tolerance: number, what: string) {
  const error = Math.abs((actual ?? Number.NaN) - expected);
  assert.ok(error <= tolerance, `${what}: ${actual}, expected ${expected}, off by ${error}`);
}

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
