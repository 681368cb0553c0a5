import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { CohortCounts } from '../measures/measures.ts';
import { inventCohorts, uniforms } from '../models/invented-cohorts.fixture.ts';
import { fitsFrom } from './curve-fits.ts';
import { fitStep, fittedApart } from './curve-fits-apart.ts';
import type { CurvesAnswer } from './curves.ts';

const AS_OF = '2026-08-31';

/** Two segments of known rates, .30 and .15, lags with a median of 40 days. */
function invented(): CohortCounts[] {
  const next = uniforms(7);
  return (['large', 'small'] as const).flatMap((trait_value) =>
    inventCohorts(
      {
        subjects: 3000,
        days: 1400,
        won: trait_value === 'large' ? 0.3 : 0.15,
        lost: 0.5,
        wonAfter: 40,
        wonSigma: 0.8,
      },
      next,
    ).flatMap(({ daysAgo, counts }) =>
      counts.map((row) => ({
        ...row,
        from_step: 'opportunity',
        to_step: 'won',
        trait_value,
        recycled: 0,
        counted_to: AS_OF,
        block: Math.floor(daysAgo / 7),
      })),
    ),
  );
}

describe('fits of curves', () => {
  it('find the true rates and lags of both segments and of everything', async () => {
    const fits = await fitsFrom(invented(), null);
    for (const [value, rate] of [
      ['large', 0.3],
      ['small', 0.15],
      [null, 0.225],
    ] as const) {
      const fit = fits('opportunity', 'won', value);
      assert.equal(fit?.verdict, 'ok', String(value));
      const found = fit.rate;
      assert.ok(found && Math.abs(found.value - rate) < 0.03, `${value}: ${found?.value}`);
      assert.ok(found.low < found.value && found.value < found.high);
      const half = fit.lag_days?.p50.value ?? Number.NaN;
      assert.ok(Math.abs(half - 40) < 5, `${value}: half within ${half} days`);
    }
    assert.equal(fits('meeting', 'won', null), null);
  });

  it('are the same from threads of their own, in the order in which they were asked for', async () => {
    const next = uniforms(3);
    const steps = [300, 2000, 900].map((subjects) => ({
      key: `${subjects}`,
      segments: [
        {
          path: [],
          cohorts: inventCohorts(
            { subjects, days: 900, won: 0.3, lost: 0.4, wonAfter: 30, wonSigma: 0.7 },
            next,
          ),
        },
      ],
    }));
    assert.deepEqual(
      JSON.stringify(await fittedApart(steps, null)),
      JSON.stringify(steps.map(fitStep)),
    );
  });

  it('are given for everything, and for the values of a trait that was asked for', async () => {
    using home = new TemporaryHome();
    const day = (from: string, days: number) =>
      Temporal.PlainDate.from(from).add({ days }).toString();
    const deals = Array.from({ length: 240 }, (_, deal) => ({
      opportunity_id: `O${deal}`,
      happened: day('2024-01-01', deal * 3),
      segment: deal % 2 ? 'mid' : 'small',
    }));
    const changes = deals.flatMap(({ opportunity_id, happened }, deal) =>
      deal % 4 === 3
        ? []
        : [
            {
              opportunity_id,
              change_id: `C${deal}`,
              happened: day(happened, 5 + ((deal * 7) % 60)),
              stage: 'Closed',
              outcome: deal % 4 === 0 ? 'won' : 'lost',
            },
          ],
    );
    await home.import([home.csv('opportunities.csv', deals), home.csv('changes.csv', changes)], {
      exported: AS_OF,
    });
    const step = { as_of: AS_OF, from: 'opportunity', to: 'won' };
    const curves = async (by: string) =>
      (await home.ask<CurvesAnswer>('curves', { ...step, by })).curves;
    const split = await curves('segment');
    assert.deepEqual(
      split.map(({ segment, in_the_end }) => [segment, in_the_end !== null]),
      [
        [{}, true],
        [{ segment: 'mid' }, true],
        [{ segment: 'small' }, true],
      ],
    );
    const whole = split[0]?.in_the_end;
    assert.equal(whole?.verdict, 'ok');
    assert.ok(Math.abs((whole.rate?.value ?? 0) - 0.25) < 0.04, `${whole.rate?.value}`);
    const all = await curves('all');
    const bare = (some: CurvesAnswer['curves']) =>
      some.map(({ in_the_end, ...counted }) => counted);
    assert.deepEqual(
      bare(split),
      bare(all.filter(({ segment }) => Object.keys(segment).every((key) => key === 'segment'))),
    );
    assert.deepEqual(bare(await curves('none')), bare(all.slice(0, 1)));
    assert.deepEqual(
      all.map(({ in_the_end }) => in_the_end !== null),
      [true, ...all.slice(1).map(() => false)],
    );
  });
});
