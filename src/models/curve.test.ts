/** Against numbers made with R's survival package, and the wrong figures beside the right one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseTable,
  type Row,
  readReference,
  readShared,
  skipWithout,
} from '../../test/reference/read-reference.ts';
import type { AgeCounts } from '../measures/rows.ts';
import { type Curve, cumulativeIncidence, logLogInterval } from './curve.ts';
import { normalQuantile } from './normal.ts';

const Z95 = normalQuantile(0.975);

function close(actual: number | undefined, expected: number, what: string, relative = 1e-9) {
  const error = Math.abs((actual ?? Number.NaN) - expected) / (Math.abs(expected) || 1);
  assert.ok(error <= relative, `${what}: ${actual}, expected ${expected}, relative ${error}`);
}

/** The rows of one stratum of R's summary, as counts; nobody enters late. */
function countsOfSummary(rows: readonly Row[]): AgeCounts[] {
  const entered = { age: 0, entered: Number(rows[0]?.n_risk), converted: 0, lost: 0, censored: 0 };
  const events = rows.map((row) => ({
    age: Number(row.time),
    entered: 0,
    converted: Number(row.n_event),
    lost: 0,
    censored: Number(row.n_censor),
  }));
  return [entered, ...events];
}

/** The opportunities of a segment by age; the file's `won` and `lost` are converted and lost. */
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

function checkKaplanMeier(rows: readonly Row[]) {
  const curve = cumulativeIncidence(countsOfSummary(rows));
  for (const row of rows) {
    const k = Number(row.time);
    close(curve.atRisk[k], Number(row.n_risk), `at risk ${k}`);
    close(curve.open[k], Number(row.surv), `open ${k}`);
    if (Number(row.surv) === 0) continue;
    close(curve.converted.standardError[k], Number(row.se_surv), `s.e. ${k}`);
    const interval = logLogInterval(curve.open[k]!, curve.converted.standardError[k]!, Z95);
    if (row.loglog_lower === 'NA' || Number(row.surv) === 1) continue;
    close(interval.low, Number(row.loglog_lower), `low ${k}`);
    close(interval.high, Number(row.loglog_upper), `high ${k}`);
  }
}

test('Kaplan-Meier, Greenwood error and log(-log) interval equal R on the remission weeks', () => {
  const rows = parseTable(readReference('km_gehan.csv'));
  for (const arm of ['6mp', 'control']) checkKaplanMeier(rows.filter((row) => row.stratum === arm));
});

test('the same on lung', { skip: skipWithout('reference/expected/km_lung.csv') }, () => {
  const rows = parseTable(readShared('reference/expected/km_lung.csv'));
  for (const sex of ['1', '2']) checkKaplanMeier(rows.filter((row) => row.stratum === sex));
});

test('Kaplan-Meier of any close equals R with delayed entry, ties and zero lags', () => {
  const rows = parseTable(readReference('km_b2b_opps_anyclose.csv'));
  assert.equal(rows.length, 695);
  for (const row of rows) {
    const curve = openCurve(row.stratum!);
    const k = Number(row.time) - 1;
    close(curve.atRisk[k], Number(row.n_risk), `at risk ${row.stratum} ${k}`);
    close(curve.open[k], Number(row.surv), `open ${row.stratum} ${k}`);
    if (Number(row.surv) > 0) {
      close(curve.converted.standardError[k], Number(row.se_surv), `s.e. ${row.stratum} ${k}`);
    }
  }
});

const openCurves = new Map<string, Curve>();

/** Winning and losing as one outcome, "closed". */
function openCurve(segment: string): Curve {
  const known = openCurves.get(segment);
  if (known) return known;
  const closed = opportunities(segment).map((row) => ({
    ...row,
    converted: row.converted + row.lost,
    lost: 0,
  }));
  const curve = cumulativeIncidence(closed);
  openCurves.set(segment, curve);
  return curve;
}

test('Aalen-Johansen with delayed entry equals R; delta-method errors equal the formula in R', () => {
  const rows = parseTable(readReference('aj_b2b_opps.csv'));
  assert.equal(rows.length, 36);
  for (const row of rows) {
    const curve = cumulativeIncidence(opportunities(row.segment!));
    const k = Number(row.day);
    const what = `${row.segment} day ${k}`;
    close(curve.open[k], Number(row.p_open), `open ${what}`);
    close(curve.converted.share[k], Number(row.p_won), `won ${what}`);
    close(curve.lost.share[k], Number(row.p_lost), `lost ${what}`);
    close(curve.converted.standardError[k], Number(row.delta_se_won), `s.e. won ${what}`);
    close(curve.lost.standardError[k], Number(row.delta_se_lost), `s.e. lost ${what}`);
  }
});

const mgus2 = ['reference/expected/aj_mgus2.csv', 'reference/inputs/mgus2.csv'] as const;

test('Aalen-Johansen equals R on mgus2', { skip: skipWithout(mgus2[0]) }, () => {
  const subjects = parseTable(readShared(mgus2[1]));
  const counts: AgeCounts[] = subjects.map((row) => ({
    age: Number(row.time),
    entered: 0,
    converted: Number(row.status === '1'),
    lost: Number(row.status === '2'),
    censored: Number(row.status === '0'),
  }));
  counts.push({ age: 0, entered: subjects.length, converted: 0, lost: 0, censored: 0 });
  const curve = cumulativeIncidence(counts);
  for (const row of parseTable(readShared(mgus2[0]))) {
    const k = Number(row.time);
    close(curve.converted.share[k], Number(row.p_pcm), `pcm ${k}`);
    close(curve.lost.share[k], Number(row.p_death), `death ${k}`);
    // R's infinitesimal jackknife is another estimator of the same error.
    close(curve.converted.standardError[k], Number(row.ij_se_pcm), `s.e. ${k}`, 0.03);
  }
});

test('the wrong figures are as wrong as R says', () => {
  for (const row of parseTable(readReference('naive_vs_aj.csv'))) {
    const counts = opportunities(row.segment!);
    const k = Number(row.day);
    const sum = (pick: (row: AgeCounts) => number) => counts.reduce((s, c) => s + pick(c), 0);
    const won = sum((c) => c.converted);
    const lossesCensored = counts.map((c) => ({ ...c, lost: 0, censored: c.censored + c.lost }));
    const everybodyAtZero = [
      ...counts.map((c) => ({ ...c, entered: 0 })),
      { age: 0, entered: sum((c) => c.entered), converted: 0, lost: 0, censored: 0 },
    ];
    const at = (rows: readonly AgeCounts[]) => cumulativeIncidence(rows).converted.share[k];
    close(at(counts), Number(row.aj_won), 'right');
    close(at(lossesCensored), Number(row.km_complement_won), '1 - KM');
    close(at(everybodyAtZero), Number(row.aj_ignoring_delayed_entry), 'no delayed entry');
    close(won / sum((c) => c.entered), Number(row.closed_won_over_all_opened), 'of opened');
    close(won / sum((c) => c.converted + c.lost), Number(row.closed_won_over_closed), 'of closed');
  }
});

/** The variance as it is written in docs/mathematics.md, with its double sum. */
function directVariance(curve: Curve, counts: readonly AgeCounts[], k: number): number {
  const F = curve.converted.share;
  let variance = 0;
  for (const { age: j, converted, lost } of counts) {
    if (j > k || converted + lost === 0) continue;
    const [n, d] = [curve.atRisk[j]!, converted + lost];
    const before = j > 0 ? curve.open[j - 1]! : 1;
    const gap = F[k]! - F[j]!;
    if (n > d) variance += (gap ** 2 * d) / (n * (n - d));
    variance += (before ** 2 * converted * (n - converted)) / n ** 3;
    variance -= (2 * gap * before * converted) / n ** 2;
  }
  return variance;
}

test('running sums give the double sum of the variance, also for huge and exhausted risk sets', () => {
  for (const scale of [1, 1e7]) {
    const counts = opportunities('smb').map((row) => ({
      ...row,
      entered: row.entered * scale,
      converted: row.converted * scale,
      lost: row.lost * scale,
      censored: row.censored * scale,
    }));
    const last = Math.max(...counts.map((row) => row.age));
    counts.push({ age: 0, entered: 2, converted: 0, lost: 0, censored: 0 });
    counts.push({ age: last + 5, entered: 0, converted: 1, lost: 0, censored: 0 });
    counts.push({ age: last + 9, entered: 0, converted: 0, lost: 1, censored: 0 });
    const curve = cumulativeIncidence(counts);
    for (const k of [0, 30, 200, last, last + 5, last + 9]) {
      const direct = Math.sqrt(directVariance(curve, counts, k));
      close(curve.converted.standardError[k], direct, `scale ${scale} day ${k}`, 1e-10);
    }
  }
});

test('nothing seen: exact bound from the smallest risk set; all converted: its mirror image', () => {
  const none = [
    { age: 0, entered: 40, converted: 0, lost: 0, censored: 10 },
    { age: 3, entered: 0, converted: 0, lost: 0, censored: 30 },
  ];
  const { converted } = cumulativeIncidence(none, { level: 0.9 });
  close(converted.high[0], 1 - 0.1 ** (1 / 40), 'day 0');
  close(converted.high[3], 1 - 0.1 ** (1 / 30), 'day 3');
  assert.equal(converted.low[3], 0);
  const late = { age: 2, entered: 500, converted: 0, lost: 0, censored: 0 };
  const grown = [...none, late, { ...late, age: 4, entered: 0, censored: 500 }];
  close(cumulativeIncidence(grown).converted.high[4], 1 - 0.1 ** (1 / 30), 'late entrants');
  const all = [{ age: 0, entered: 12, converted: 12, lost: 0, censored: 0 }];
  const sure = cumulativeIncidence(all, { level: 0.9 }).converted;
  close(sure.low[0], 0.1 ** (1 / 12), 'all');
  assert.equal(sure.high[0], 1);
});

test('no rows give an empty curve; impossible counts are refused', () => {
  assert.equal(cumulativeIncidence([]).open.length, 0);
  const row = { age: 0, entered: 1, converted: 1, lost: 0, censored: 0 };
  assert.throws(() => cumulativeIncidence([{ ...row, age: -1 }]), /whole number of days/);
  assert.throws(() => cumulativeIncidence([{ ...row, age: 0.5 }]), /whole number of days/);
  assert.throws(() => cumulativeIncidence([{ ...row, lost: -1 }]), /lost = -1 at age 0/);
  assert.throws(() => cumulativeIncidence([{ ...row, censored: Number.NaN }]), /not a count/);
  assert.throws(() => cumulativeIncidence([{ ...row, converted: 2 }]), /2 subjects left at age 0/);
  assert.throws(
    () => cumulativeIncidence([{ ...row, entered: 2 }]),
    /1 subjects entered and never/,
  );
  assert.throws(() => cumulativeIncidence([row], { level: 1 }), /not between 0 and 1/);
});
