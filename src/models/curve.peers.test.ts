/**
 * Kaplan-Meier vectors of convoys and lifelines (kept beside the project, see their "source").
 * They have continuous times, which become ranks here, and weights, which become fractional counts.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTable, readShared, skipWithout } from '../../test/reference/read-reference.ts';
import type { AgeCounts } from '../measures/rows.ts';
import { cumulativeIncidence, logLogInterval } from './curve.ts';
import { normalQuantile } from './normal.ts';

const FOLDER = 'data/vectors/survival/';
const skip = skipWithout(`${FOLDER}vectors.json`);

interface Subject {
  readonly time: number;
  readonly event: boolean;
  readonly entry?: number;
  readonly weight?: number;
}

/** A curve at real times: subjects are at risk in (entry, time]. */
function curveAt(subjects: readonly Subject[]) {
  const times = [...new Set(subjects.map((s) => s.time))].sort((a, b) => a - b);
  const none = { entered: 0, converted: 0, lost: 0, censored: 0 };
  const counts = subjects.flatMap(({ time, event, entry = 0, weight = 1 }): AgeCounts[] => [
    { ...none, age: times.findIndex((t) => t > entry), entered: weight },
    { ...none, age: times.indexOf(time), [event ? 'converted' : 'censored']: weight },
  ]);
  const curve = cumulativeIncidence(counts);
  const rank = (time: number) => times.findLastIndex((t) => t <= time);
  return {
    open: (time: number) => curve.open[rank(time)]!,
    converted: (time: number) => curve.converted.share[rank(time)]!,
    error: (time: number) => curve.converted.standardError[rank(time)]!,
    atRisk: (time: number) => curve.atRisk[rank(time)]!,
  };
}

interface Vector {
  readonly id: string;
  readonly input: {
    readonly T: number[];
    readonly d: number[];
    readonly entry?: number[];
    readonly w?: number[];
  };
  readonly expect: Record<string, never> & { readonly S_after: Record<string, number> };
}

function vector(id: string): Vector {
  const { vectors }: { vectors: Vector[] } = JSON.parse(readShared(`${FOLDER}vectors.json`));
  const found = vectors.find((v) => v.id === id);
  assert.ok(found, `${id} is in the file`);
  return found;
}

function subjectsOf({ input: { T, d, entry, w } }: Vector): Subject[] {
  return T.map((time, i) => ({
    time,
    event: d[i] === 1,
    entry: entry?.[i] ?? 0,
    weight: w?.[i] ?? 1,
  }));
}

function near(actual: number, expected: number, tolerance: number, what: string) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);
}

test('every km vector of the file has a test here', { skip }, () => {
  const { vectors }: { vectors: Vector[] } = JSON.parse(readShared(`${FOLDER}vectors.json`));
  assert.deepEqual(
    vectors
      .map((v) => v.id)
      .filter((id) => id.startsWith('km-'))
      .sort(),
    [
      'km-convoys',
      'km-g3',
      'km-late-entry',
      'km-late-entry-almost-tied',
      'km-left-truncation-cole-hudgens',
      'km-weighted',
    ],
  );
});

test('km-convoys', { skip }, () => {
  const v = vector('km-convoys');
  const expected: number = v.expect.cumulative_conversion_at_9!;
  near(curveAt(subjectsOf(v)).converted(9), expected, 1e-12, 'day 9');
});

for (const [id, tolerance] of [
  ['km-late-entry', 5e-5],
  ['km-late-entry-almost-tied', 1e-12],
  ['km-weighted', 1e-12],
] as const) {
  test(id, { skip }, () => {
    const v = vector(id);
    const curve = curveAt(subjectsOf(v));
    for (const [time, open] of Object.entries(v.expect.S_after)) {
      near(curve.open(Number(time)), open, tolerance, `${id} after ${time}`);
    }
  });
}

test('km-left-truncation-cole-hudgens', { skip }, () => {
  const rows = parseTable(readShared(`${FOLDER}multicenter_aids_cohort.tsv`), '\t');
  const subjects = rows.map((row) => ({
    time: Number(row.T),
    event: row.D === '1',
    entry: Number(row.W),
  }));
  const curve = curveAt(subjects);
  const expected = vector('km-left-truncation-cole-hudgens').expect as unknown as {
    at_risk: Record<string, number>;
    'S_at_0.791': number;
  };
  for (const [time, n] of Object.entries(expected.at_risk)) {
    assert.equal(curve.atRisk(Number(time)), n, `at risk ${time}`);
  }
  near(curve.open(0.791), expected['S_at_0.791'], 1e-9, 'open at .791');
  assert.equal(new Set(subjects.filter((s) => s.event).map((s) => s.time)).size, 26);
});

test('km-g3', { skip }, () => {
  const rows = parseTable(readShared(`${FOLDER}g3.csv`));
  const expected = vector('km-g3').expect as unknown as Record<string, Record<string, number>> & {
    Control_ci95_loglog: Record<string, [number, number]>;
  };
  const curveOf = (group: string) =>
    curveAt(
      rows
        .filter((row) => row.group === group)
        .map((row) => ({ time: Number(row.time), event: row.event === 'True' })),
    );
  for (const group of ['RIT', 'Control']) {
    for (const [time, open] of Object.entries(expected[group]!)) {
      near(curveOf(group).open(Number(time)), open, 0.001, `${group} ${time}`);
    }
  }
  const control = curveOf('Control');
  for (const [time, [low, high]] of Object.entries(expected.Control_ci95_loglog)) {
    const t = Number(time);
    const interval = logLogInterval(control.open(t), control.error(t), normalQuantile(0.975));
    near(interval.low, low, 0.001, `low ${time}`);
    near(interval.high, high, 0.001, `high ${time}`);
  }
});
