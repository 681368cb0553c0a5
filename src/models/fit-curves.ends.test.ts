/** Losses that all have one age: episodes that end after so many days without a touch. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCohorts } from './cohorts.ts';
import { fitCurves } from './fit-curves.ts';
import { inventCohorts, uniforms } from './invented-cohorts.fixture.ts';
import { happened, mixtureCounts, stillOpen } from './mixture.ts';
import { fitMixture } from './mixture-fit.ts';

const STEP = { subjects: 1500, days: 730, lost: 0.6, wonAfter: 30, wonSigma: 0.7, lostAfter: 181 };

test('losses of one age do not keep a rate from being told, of everything and of segments', () => {
  const next = uniforms(5);
  const rates = [0.15, 0.25, 0.35];
  const segments = rates.map((won) => ({
    path: [`${won}`],
    cohorts: inventCohorts({ ...STEP, won, lostSigma: 0 }, next),
  }));
  const [all, ...kinds] = fitCurves(segments);
  assert.equal(all?.verdict, 'ok');
  assert.ok(Math.abs(all.rate!.value - 0.25) < 0.02, `${all.rate!.value}`);
  assert.ok(all.rate!.low < 0.25 && 0.25 < all.rate!.high);
  assert.ok(Math.abs(all.lag!.half.value - 30) < 3, `${all.lag!.half.value}`);
  assert.deepEqual([...new Set(all.families.map(({ lostFamily }) => lostFamily))], ['one_day']);
  kinds.forEach(({ verdict, rate }, i) => {
    assert.equal(verdict, 'ok');
    assert.ok(Math.abs(rate!.value - rates[i]!) < 0.035, `${rates[i]}: ${rate!.value}`);
  });
});

test('the law of one day is the limit of laws that are narrower and narrower', () => {
  const counts = mixtureCounts(
    addCohorts(inventCohorts({ ...STEP, won: 0.25, lostSigma: 0 }, uniforms(6))),
  );
  const won = { family: 'lognormal', atom: false } as const;
  const lost = { family: 'one_day', atom: false, from: 181 } as const;
  const fit = fitMixture(counts, { won, lost });
  const narrow = fitMixture(counts, { won, lost: { family: 'loglogistic', atom: false } });
  assert.ok(fit.covariance !== null);
  assert.ok(Math.abs(fit.logLikelihood - narrow.logLikelihood) < 0.01);
  assert.ok(Math.abs(fit.mixture.won.share - narrow.mixture.won.share) < 1e-4);
  assert.equal(fit.parameters.length, 4);
  assert.equal(happened(fit.mixture.lost!, 181), 0);
  assert.equal(happened(fit.mixture.lost!, 182), 1);
  const before = stillOpen(fit.mixture, 181) - stillOpen(fit.mixture, 182);
  assert.ok(before > fit.mixture.lost!.share);
});

test('episodes that all end in time: some on the first day possible, some later, nobody stays open', () => {
  const next = uniforms(8);
  const truth = { subjects: 4000, days: 730, won: 0.45, wonAfter: 9, wonSigma: 1 };
  const cohorts = inventCohorts({ ...truth, lost: 0 }, next);
  // Who was open at 181 days leaves; one in ten had another touch, and leaves up to 60 days later.
  const rows = cohorts.map(({ daysAgo, counts }) => ({
    daysAgo,
    counts: counts.flatMap((row) => {
      if (row.censored === 0) return [row];
      const kept = { ...row, censored: 0 };
      const none = { entered: 0, converted: 0, lost: 0, censored: 0 };
      return [
        kept,
        ...Array.from({ length: row.censored }, () => {
          const age = next() < 0.9 ? 181 : 182 + Math.floor(60 * next());
          return age <= row.age
            ? { ...none, age, lost: 1 }
            : { ...none, age: row.age, censored: 1 };
        }),
      ];
    }),
  }));
  const [all] = fitCurves([{ path: [], cohorts: rows }]);
  assert.equal(all?.verdict, 'ok');
  assert.ok(all.rate!.low < 0.45 && 0.45 < all.rate!.high, JSON.stringify(all.rate));
  assert.ok(all.rate!.high - all.rate!.low < 0.05);
  assert.ok(Math.abs(all.lostRate! - 0.55) < 0.03 && all.neverRate! < 1e-5);
  const [model] = all.models;
  assert.equal(model?.shape.never, false);
  assert.equal(model.mixture.lost?.from, 181);
  assert.ok(Math.abs(model.mixture.lost.atom - 0.9) < 0.02, `${model.mixture.lost.atom}`);
});
