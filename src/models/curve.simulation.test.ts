/**
 * Curves of invented companies whose truth is known: 300 of them, with a seed, with losses, with
 * arrivals before the data begin (delayed entry) and with the end of the data.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgeCounts } from '../measures/rows.ts';
import { type Curve, cumulativeIncidence } from './curve.ts';
import { conversionCurve, lagExposure, type Verdict, verdict } from './curve-reading.ts';
import { generalisedGammaCdf } from './generalised-gamma.ts';
import { normalQuantile } from './normal.ts';

/** Uniform numbers in (0, 1) from a seed: Marsaglia's xorshift with 32 bits. */
function uniforms(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (state + 0.5) / 4294967296;
  };
}

interface Company {
  /** Share that converts in the end, and of the others the share that is lost. */
  readonly converts: number;
  readonly loses: number;
  /** Median days of the lognormal lags; the spread of their logarithm is .8. */
  readonly convertsAfter: number;
  readonly losesAfter: number;
  /** Subjects arrive evenly from `-before` on; the data begin on day 0 and end on day `days`. */
  readonly before: number;
  readonly days: number;
  readonly subjects: number;
}

const SPREAD = 0.8;

function simulate(company: Company, seed: number): AgeCounts[] {
  const next = uniforms(seed);
  for (let i = 0; i < 20; i++) next();
  const lag = (median: number) => Math.floor(median * Math.exp(SPREAD * normalQuantile(next())));
  const rows: AgeCounts[] = [];
  const nothing = { entered: 0, converted: 0, lost: 0, censored: 0 };
  for (let i = 0; i < company.subjects; i++) {
    const opened = Math.floor(next() * (company.before + company.days)) - company.before;
    const fate = next();
    const converts = fate < company.converts;
    const leaves = converts || fate < company.converts + company.loses;
    const age = leaves ? lag(converts ? company.convertsAfter : company.losesAfter) : Infinity;
    const entry = Math.max(0, -opened);
    const lastSeen = company.days - 1 - opened;
    if (age < entry) continue;
    const seen = age <= lastSeen;
    const end = seen ? (converts ? 'converted' : 'lost') : 'censored';
    rows.push({ ...nothing, age: entry, entered: 1 });
    rows.push({ ...nothing, age: seen ? age : lastSeen, [end]: 1 });
  }
  return rows;
}

/** True share converted by the end of day k. */
function truth({ converts, convertsAfter }: Company, k: number): number {
  const law = { mu: Math.log(convertsAfter), sigma: SPREAD, q: 0 };
  return converts * generalisedGammaCdf(k + 1, law);
}

const COMPANY: Company = {
  converts: 0.25,
  loses: 0.6,
  convertsAfter: 60,
  losesAfter: 90,
  before: 200,
  days: 500,
  subjects: 400,
};

const RUNS = 300;

test('90 % intervals hold the truth in 86 to 94 % of companies; bias is small', () => {
  const curves = Array.from({ length: RUNS }, (_, seed) =>
    cumulativeIncidence(simulate(COMPANY, seed + 1), { level: 0.9 }),
  );
  for (const k of [45, 90, 180]) {
    const expected = truth(COMPANY, k);
    let [held, sum, squares, errors] = [0, 0, 0, 0];
    for (const { converted } of curves) {
      if (converted.low[k]! <= expected && expected <= converted.high[k]!) held++;
      sum += converted.share[k]!;
      squares += (converted.share[k]! - expected) ** 2;
      errors += converted.standardError[k]! ** 2;
    }
    const coverage = held / RUNS;
    assert.ok(coverage >= 0.86 && coverage <= 0.94, `day ${k}: coverage ${coverage}`);
    const noise = Math.sqrt(squares / RUNS);
    const bias = sum / RUNS - expected;
    assert.ok(Math.abs(bias) < (3 * noise) / Math.sqrt(RUNS), `day ${k}: bias ${bias}`);
    const ratio = Math.sqrt(errors / RUNS) / noise;
    assert.ok(ratio > 0.88 && ratio < 1.12, `day ${k}: s.e. is ${ratio} of the real spread`);
  }
});

test('counting late entrants from age 0 would be biased: the simulation can tell', () => {
  let bias = 0;
  const k = 90;
  for (let seed = 1; seed <= 60; seed++) {
    const rows = simulate(COMPANY, seed).map((row) => (row.entered ? { ...row, age: 0 } : row));
    bias += (cumulativeIncidence(rows).converted.share[k]! - truth(COMPANY, k)) / 60;
  }
  assert.ok(bias < -0.01, `bias ${bias}`);
});

/** Days of data, in median lags; nobody arrived before. */
function young(medians: number, seed: number): Curve {
  const days = Math.round(medians * COMPANY.convertsAfter);
  return conversionCurve(simulate({ ...COMPANY, before: 0, days, subjects: 600 }, seed));
}

function countVerdicts(medians: number, lag?: Curve): Record<Verdict, number> {
  const counts = { ok: 0, too_few: 0, too_early: 0, not_identifiable: 0 };
  for (let seed = 1; seed <= 60; seed++) {
    counts[verdict(young(medians, seed), lag ? { lag } : {})]++;
  }
  return counts;
}

test('young data get no final rate, old data do', () => {
  for (const medians of [0.75, 1, 1.5]) {
    const { ok } = countVerdicts(medians);
    assert.ok(ok <= 3, `${medians} medians of data: ok in ${ok} of 60`);
  }
  const { ok } = countVerdicts(6);
  assert.ok(ok >= 57, `6 medians of data: ok in ${ok} of 60`);
});

test('with the lag law of mature cohorts, the verdict follows the true exposure', () => {
  const mature = conversionCurve(simulate({ ...COMPANY, days: 1500, subjects: 6000 }, 99));
  // True exposures at these lengths: .14, .21, .35, .59 and .74.
  for (const [medians, exposure] of [
    [0.75, 0.14],
    [1, 0.21],
    [1.5, 0.35],
    [3, 0.59],
    [5, 0.74],
  ] as const) {
    const seen = lagExposure(young(medians, 5), mature);
    assert.ok(Math.abs(seen - exposure) < 0.05, `${medians} medians: ${seen}`);
  }
  const early = countVerdicts(0.75, mature);
  assert.ok(early.too_early + early.too_few >= 57, JSON.stringify(early));
  assert.ok(countVerdicts(5, mature).ok >= 57);
});
