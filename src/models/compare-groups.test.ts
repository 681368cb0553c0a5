/** Tests and intervals against R (tests.json). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseTable,
  readReference,
  readShared,
  skipWithout,
} from '../../test/reference/read-reference.ts';
import type { AgeCounts } from '../measures/rows.ts';
import { exactInterval } from './binomial.ts';
import { logRank, restrictedMean } from './compare-groups.ts';
import { type CoxRow, coxRegression, fineGrayRegression } from './cox.ts';
import {
  adjustForMany,
  oddsRatio,
  plainDifference,
  rankSum,
  rateInterval,
  rateRatio,
  rateTest,
  shareDifference,
  wilsonInterval,
} from './exact-tests.ts';
import { normalUpper } from './normal.ts';

function close(actual: number | undefined, expected: number, what: string, relative = 1e-8) {
  const error = Math.abs((actual ?? Number.NaN) - expected) / (Math.abs(expected) || 1);
  assert.ok(error <= relative, `${what}: ${actual}, expected ${expected}, relative ${error}`);
}

/** An arm of the remission weeks (Freireich et al. 1963), from the Kaplan-Meier table of R. */
function remission(arm: '6mp' | 'control'): AgeCounts[] {
  const rows = parseTable(readReference('km_gehan.csv')).filter((row) => row.stratum === arm);
  const none = { entered: 0, converted: 0, lost: 0, censored: 0 };
  return [
    { ...none, age: 0, entered: Number(rows[0]!.n_risk) },
    ...rows.map((row) => ({
      ...none,
      age: Number(row.time),
      converted: Number(row.n_event),
      censored: Number(row.n_censor),
    })),
  ];
}

/** Subjects of an arm one by one. */
function patients(arm: '6mp' | 'control'): CoxRow[] {
  return remission(arm).flatMap(({ age: time, converted, censored }) => {
    const row = { time, covariates: [Number(arm === 'control')] };
    return [
      ...Array.from({ length: converted }, (): CoxRow => ({ ...row, end: 'event' })),
      ...Array.from({ length: censored }, (): CoxRow => ({ ...row, end: 'open' })),
    ];
  });
}

// The numbers below are those of tests.json (R 4.2.2, survival 3.5-3, cmprsk 2.2-11).

test('log-rank equals survdiff', () => {
  const result = logRank([remission('6mp'), remission('control')])!;
  close(result.chiSquare, 16.7929409892, 'chi square');
  close(result.expected[0], 19.250500948, 'expected 6mp');
  close(result.expected[1], 10.749499052, 'expected control');
  assert.deepEqual(result.observed, [9, 21]);
  close(result.pValue, 2 * normalUpper(Math.sqrt(16.7929409892)), 'p');
  assert.equal(logRank([remission('6mp')]), null);
  const same = logRank([remission('6mp'), remission('6mp'), remission('6mp')])!;
  assert.equal(same.degrees, 2);
  assert.ok(same.pValue > 0.999);
});

test('Cox regression equals coxph with Efron ties', () => {
  const fit = coxRegression([...patients('6mp'), ...patients('control')])!;
  close(fit.coefficients[0], 1.57212514883, 'coefficient');
  close(fit.standardErrors[0], 0.412396717709, 's.e.');
  close(fit.logLikelihood[0], -93.1842699968, 'ln L without');
  close(fit.logLikelihood[1], -85.0084245774, 'ln L');
  assert.equal(coxRegression(patients('control').map((row) => ({ ...row, end: 'open' }))), null);
});

test('restricted mean equals survfit', () => {
  const treated = restrictedMean(remission('6mp'), 21, 0);
  close(treated.mean, 16.743977591, 'mean 6mp');
  close(treated.standardError, 1.35496604045, 's.e. 6mp');
  const control = restrictedMean(remission('control'), 21, 0);
  close(control.mean, 8.52380952381, 'mean control');
  close(control.standardError, 1.31037902398, 's.e. control');
  close(restrictedMean(remission('control'), 22).mean, 9.52380952381, 'whole days');
});

/** P(X <= x) of the first of 120 and 115 given 48 in all, at an odds ratio; binomials by products. */
function chanceOfAtMost(x: number, odds: number): number {
  let weight = 1;
  let [upTo, all] = [0, 0];
  for (let i = 0; i <= 48; i++) {
    all += weight;
    if (i <= x) upTo += weight;
    weight *= (odds * (120 - i) * (48 - i)) / ((i + 1) * (115 - 48 + i + 1));
  }
  return upTo / all;
}

test('rates, shares, odds, ranks and many tests equal R', () => {
  const ratio = rateRatio({ events: 137, exposure: 13 }, { events: 192, exposure: 13 }, 0.95);
  close(ratio.ratio, 0.713541666667, 'ratio');
  close(ratio.low, 0.568851237564, 'ratio low');
  close(ratio.high, 0.893059267013, 'ratio high');
  close(ratio.pValue, 0.00285341808715, 'ratio p');
  const rate = rateInterval({ events: 137, exposure: 13 }, 0.95);
  close(rate.low, 8.84773341798, 'rate low');
  close(rate.high, 12.458184976, 'rate high');
  close(rateTest({ events: 137, exposure: 13 }, 14), 0.000639337693677, 'rate p');
  const exact = exactInterval({ happened: 7, tried: 41 }, 0.95);
  close(exact.low, 0.0715152881523, 'exact low');
  close(exact.high, 0.320560879449, 'exact high');
  const wilson = wilsonInterval({ happened: 7, tried: 41 }, 0.95);
  close(wilson.low, 0.085252519776, 'Wilson low');
  close(wilson.high, 0.312626124004, 'Wilson high');
  const [first, second] = [
    { happened: 30, tried: 120 },
    { happened: 18, tried: 115 },
  ];
  const plain = plainDifference(first, second, 0.95);
  close(plain.low, -0.00856272991431, 'plain low');
  close(plain.high, 0.195519251653, 'plain high');
  close(2 * normalUpper(plain.score), 0.0755983703889, 'plain p');
  const newcombe = shareDifference(first, second, 0.95);
  close(newcombe.difference, 0.0934782608696, 'difference');
  close(newcombe.low, -0.0101215527535, 'Newcombe low');
  close(newcombe.high, 0.194314534104, 'Newcombe high');
  const odds = oddsRatio(first, second);
  // R's fisher.test looks for these three roots with uniroot's default tolerance, 1.2e-4 …
  close(odds.odds, 1.79181774031, 'odds', 1e-4);
  close(odds.low, 0.895911357567, 'odds low', 1e-4);
  close(odds.high, 3.66776967625, 'odds high', 1e-4);
  // … and the same equations in R with tol = 1e-15 give:
  close(odds.odds, 1.79184645414442, 'odds by its definition', 1e-10);
  close(odds.low, 0.895925157432096, 'odds low by its definition', 1e-10);
  close(odds.high, 3.66778849465535, 'odds high by its definition', 1e-10);
  close(chanceOfAtMost(30, odds.high), 0.025, 'odds high by its definition', 1e-9);
  close(odds.pValue, 0.104949114664, 'Fisher');
  const ranks = rankSum([12.1, 9.4, 30.2, 8.8, 15.5, 22.0], [7.7, 9.1, 6.2, 14.9, 8.1])!;
  assert.equal(ranks.w, 26);
  close(ranks.pValue, 0.0519480519481, 'Wilcoxon');
  const adjusted = adjustForMany([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]);
  [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.0845714285714, 0.205].forEach((p, i) => {
    close(adjusted[i], p, `BH ${i}`);
  });
});

test('the same numbers stand in tests.json', {
  skip: skipWithout('reference/expected/tests.json'),
}, () => {
  const R = JSON.parse(readShared('reference/expected/tests.json'));
  close(R.gehan_logrank.chisq, 16.7929409892, 'log-rank');
  close(R.gehan_cox_efron.coef, 1.57212514883, 'Cox');
  close(R.two_prop_newcombe.conf_int[0], -0.0101215527535, 'Newcombe');
  close(R.fisher_odds_ratio.p, 0.104949114664, 'Fisher');
  close(R.fisher_odds_ratio.conf_int[1], 3.66776967625, 'odds high');
});

const MGUS = 'reference/inputs/mgus2.csv';

test('competing outcomes: Fine-Gray and cause-specific Cox equal R', {
  skip: skipWithout(MGUS),
}, () => {
  const R = JSON.parse(readShared('reference/expected/tests.json')) as Record<
    string,
    { coef: Record<string, number>; se: number[] }
  >;
  const rows = parseTable(readShared(MGUS)).map(
    (row): CoxRow => ({
      time: Number(row.time),
      end: row.status === '1' ? 'event' : row.status === '2' ? 'other' : 'open',
      covariates: [Number(row.age), Number(row.sex === 'M')],
    }),
  );
  for (const [fit, name] of [
    [fineGrayRegression(rows), 'mgus2_finegray_pcm'],
    [coxRegression(rows, 'breslow'), 'mgus2_cause_specific_cox_breslow_pcm'],
  ] as const) {
    Object.values(R[name]!.coef).forEach((value, i) => {
      const error = R[name]!.se[i]!;
      close(fit!.standardErrors[i], error, `${name} s.e. ${i}`, 1e-6);
      assert.ok(Math.abs(fit!.coefficients[i]! - value) < 1e-4 * error, `${name} ${i}`);
    });
  }
});

test('delayed entry: who is not there yet is not at risk', () => {
  const rows: CoxRow[] = [
    { time: 5, end: 'event', covariates: [1] },
    { time: 8, end: 'event', covariates: [0] },
    { time: 9, end: 'open', covariates: [1] },
    { time: 12, end: 'event', covariates: [0] },
    { time: 13, end: 'open', covariates: [1] },
  ];
  const late: CoxRow = { time: 20, end: 'open', entry: 19, covariates: [1] };
  const without = coxRegression(rows)!;
  close(coxRegression([...rows, late])!.coefficients[0], without.coefficients[0]!, 'unchanged');
  const early = coxRegression([...rows, { ...late, entry: 0 }])!;
  assert.ok(early.coefficients[0]! < without.coefficients[0]!);
});

test('edges: nothing, everything, ties', () => {
  assert.equal(rateInterval({ events: 0, exposure: 4 }).low, 0);
  assert.equal(rateRatio({ events: 3, exposure: 1 }, { events: 0, exposure: 1 }).high, Infinity);
  assert.deepEqual(wilsonInterval({ happened: 0, tried: 0 }), { low: 0, high: 1 });
  const none = oddsRatio({ happened: 0, tried: 10 }, { happened: 4, tried: 10 });
  assert.equal(none.odds, 0);
  assert.equal(none.low, 0);
  assert.ok(none.high < 2);
  assert.equal(rankSum([1, 2], [2, 3]), null);
  assert.deepEqual(adjustForMany([]), []);
});
