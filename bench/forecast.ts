/**
 * How long 4,000 draws of 2,000 open deals take, with everything else that a forecast draws:
 * `node bench/forecast.ts`. The bar is one second.
 */

import { type ForecastInput, simulate } from '../src/models/forecast.ts';
import { type AmountLaw, amountLaw } from '../src/models/forecast-amounts.ts';
import { countsLaw, lawTables, winningLaws } from '../src/models/forecast-fits.ts';
import type { ChanceLaw } from '../src/models/forecast-laws.ts';
import { Random } from '../src/models/forecast-random.ts';

const SEGMENTS = ['enterprise', 'mid', 'small'];
const TYPES = 9;
const WEEKS = 56;
const DEALS = 2000;
const DRAWS = 4000;
const BAR = 1000;

/** Deals of three years: three in ten won, six lost, after a lognormal lag. */
function inventedLaws(random: Random): ChanceLaw[] {
  const rows = SEGMENTS.flatMap((segment, s) =>
    Array.from({ length: 3000 }, () => {
      const days_ago = Math.floor(1095 * random.uniform());
      const fate = random.uniform();
      const lag = Math.floor(Math.exp(5 - s / 2 + 0.7 * random.normal()));
      const age = fate < 0.9 && lag < days_ago ? lag : days_ago;
      const isWon = age === lag && fate < 0.3;
      const isLost = age === lag && !isWon && fate < 0.9;
      const left = { converted: +isWon, lost: +isLost, censored: +(!isWon && !isLost) };
      const none = { converted: 0, lost: 0, censored: 0 };
      const week = 7 * Math.floor(days_ago / 7);
      return [
        { segment, days_ago: week, age: 0, entered: 1, ...none },
        { segment, days_ago: week, age, entered: 0, ...left },
      ];
    }).flat(),
  );
  return winningLaws(rows, SEGMENTS);
}

function inventedInput(): ForecastInput {
  const random = new Random(1);
  const winning = inventedLaws(random);
  const amounts = SEGMENTS.map((_, s) =>
    amountLaw(Array.from({ length: 500 }, () => Math.exp(11 - s + 0.8 * random.normal()))),
  ) as AmountLaw[];
  const engaging = countsLaw(
    Array.from({ length: 200 }, (_, age) => ({
      age,
      entered: age === 0 ? 2000 : 0,
      converted: 1,
      lost: 1,
      censored: 8,
    })),
  );
  const cells = Array.from({ length: TYPES }, (_, type) =>
    SEGMENTS.map((_, segment) => ({ type, segment })),
  ).flat();
  const quarters = [1, 40, 131, 222].map((from, q) => ({
    from,
    to: [40, 131, 222, 313][q] as number,
    holdsLate: q === 0 ? 1 : 0,
  }));
  return {
    seed: 1,
    draws: DRAWS,
    quarters,
    elapsed: Float64Array.from({ length: 400 }, (_, day) => Math.max(0, day - 1)),
    booked: new Array(quarters.length * SEGMENTS.length).fill(1e6),
    deals: Array.from({ length: DEALS }, (_, i) => ({
      segment: i % SEGMENTS.length,
      stage: null,
      factor: { already: 0, spans: [1, 1, 1] },
      age: (i * 7) % 300,
      amount: 30_000 + i,
    })),
    winning,
    engaging: new Array(TYPES).fill(engaging),
    amounts,
    ratios: new Map([['', { mean: -0.1, sd: 0.3, error: 0.02 }]]),
    effects: { winning: 0.2, speed: 0.1, volume: 0.2, quarters: 8, isMeasured: true },
    arrivals: {
      weeks: WEEKS,
      segments: SEGMENTS.length,
      types: TYPES,
      engaged: cells.flatMap((cell) =>
        Array.from({ length: 40 }, (_, ageWeeks) => ({ ...cell, ageWeeks, engaged: 5 })),
      ),
      campaigns: [],
      pace: cells.map((cell) => ({ ...cell, perWeek: 5 })),
      direct: SEGMENTS.map(() => 1),
      delivery: new Array(TYPES).fill({ ratio: 1, shape: 10 }),
      slips: [],
      perConversion: 0.6,
      plannedWeeks: new Array(TYPES).fill(0),
      mix: new Float64Array(TYPES * SEGMENTS.length).fill(1 / SEGMENTS.length),
    },
    watched: [0, 1, 2],
  };
}

if (import.meta.main) {
  const input = inventedInput();
  lawTables(input.winning);
  for (const run of ['first', 'second', 'third']) {
    const start = performance.now();
    simulate(input);
    const took = Math.round(performance.now() - start);
    const verdict = took <= BAR ? 'within' : 'OVER';
    console.log(`${run}: ${DRAWS} draws of ${DEALS} open deals in ${took} ms, ${verdict} ${BAR}`);
  }
}
