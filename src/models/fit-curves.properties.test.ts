/** Whatever comes in, what goes out can be read; and where nothing differs, nothing is found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceBetween, convertedBy } from './averages.ts';
import type { CurveFit } from './curve-fit.ts';
import { shuffles } from './curves-truth.fixture.ts';
import { fitCurves } from './fit-curves.ts';
import { inventCohorts, uniforms } from './invented-cohorts.fixture.ts';

/** Where in a value there is a NaN. */
function nonsense(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isNaN(value) ? [path] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => nonsense(inner, `${path}.${key}`));
}

function checkReadable(fit: CurveFit, what: string) {
  assert.deepEqual(nonsense(fit), [], what);
  assert.equal(fit.rate !== null, fit.verdict === 'ok', what);
  assert.equal(fit.models.length > 0, fit.verdict === 'ok', what);
  const { subjects, conversions, losses, open } = fit.seen;
  assert.equal(conversions + losses + open, subjects, what);
  if (!fit.rate || !fit.lag) return;
  for (const { low, value, high } of [fit.rate, ...Object.values(fit.lag)]) {
    assert.ok(0 <= low && low <= value && value <= high, `${what}: ${low} ${value} ${high}`);
  }
  assert.ok(fit.rate.high <= 1 && fit.phi! >= 0.2 && fit.phi! <= 1, what);
  const month = convertedBy(fit.models, 30);
  assert.ok(month.low <= month.value && month.value <= month.high, what);
  const chance = chanceBetween(fit.models, { openAt: 5, from: 5, to: Infinity });
  assert.ok(chance >= 0 && chance <= 1, what);
}

test('odd steps: nobody, one cohort, all on one day, lags of hours or years, many or no losses', () => {
  let [spoke, silent] = [0, 0];
  for (let seed = 1; seed <= 60; seed++) {
    const next = uniforms(seed * 31 + 7);
    const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(next() * choices.length)]!;
    const segments = Array.from({ length: pick(1, 2, 4) }, (_, i) => ({
      path: pick<readonly string[]>([], ['a'], ['a', `b${i}`], [`c${i}`]),
      cohorts: inventCohorts(
        {
          subjects: pick(0, 1, 20, 200, 1000),
          days: pick(1, 60, 400, 1500),
          won: pick(0, 0.1, 0.5, 0.98),
          lost: pick(0, 0.01),
          family: pick('lognormal', 'weibull', 'loglogistic'),
          wonAfter: pick(0.1, 2, 30, 300),
          wonSigma: pick(0.01, 0.5, 2.5),
          lostAfter: pick(1, 50),
          sameDay: pick(0, 0.3, 1),
          cohortDays: pick(1, 7, 91),
        },
        next,
      ),
    }));
    for (const fit of fitCurves(segments, pick({}, { halfLife: null }))) {
      checkReadable(fit, `seed ${seed} ${fit.path.join('/')}`);
      if (fit.verdict === 'ok') spoke++;
      else silent++;
    }
  }
  assert.ok(spoke > 20 && silent > 20, `${spoke} spoke, ${silent} kept silent`);
});

test('a shuffle of labels finds nothing', () => {
  const { found, moved, blocks } = shuffles(20);
  assert.ok(found <= 2, `${found} of 20`);
  assert.ok(blocks > 1000 && moved < 0.05 * blocks, `${moved} of ${blocks} blocks stand out`);
});
