/**
 * Are the curves right? Invented companies whose truth is known: bias, coverage of 90 % intervals,
 * and when the gate refuses.
 *
 *   node bench/curves-truth.ts [--seeds 200]
 */
import { parseArgs } from 'node:util';
import {
  aloneScores,
  refusals,
  type Scores,
  segmentScores,
  shuffles,
} from '../src/models/curves-truth.fixture.ts';
import { fitCurves } from '../src/models/fit-curves.ts';
import { inventCohorts, uniforms } from '../src/models/invented-cohorts.fixture.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '200' } } });
const seeds = Number(values.seeds);
if (!(Number.isSafeInteger(seeds) && seeds > 0)) throw new Error('--seeds is a whole number > 0');

function print(title: string, scores: Scores): void {
  console.log(`\n${title}`);
  console.log('figure               n   held   mean error   in s.e.   r.m.s. error');
  for (const [what, { n, held, error, squared, standardError }] of [...scores].sort()) {
    const cells = [
      what.padEnd(18),
      String(n).padStart(5),
      (held / n).toFixed(3).padStart(6),
      (error / n).toFixed(4).padStart(12),
      (error / standardError).toFixed(2).padStart(9),
      Math.sqrt(squared / n)
        .toFixed(4)
        .padStart(14),
    ];
    console.log(cells.join(' '));
  }
}

print(`One step, 800 deals (${seeds} seeds)`, aloneScores(seeds));
print(`24 segments, about 4,000 deals (${seeds} seeds)`, segmentScores(seeds));

console.log(`\nThe gate (${seeds} seeds): days of data ÷ median lag, true φ, what happened`);
for (const ratio of [0.75, 1, 1.5, 2, 3, 4, 5, 8]) {
  const { phi, refused, refusedAboveGate, scores } = refusals(ratio, seeds);
  const rate = scores.get('rate');
  const held = rate
    ? `held ${(rate.held / rate.n).toFixed(2)} of ${rate.n} printed`
    : 'none printed';
  const above = refusedAboveGate ? `; ${refusedAboveGate} refused above the gate` : '';
  console.log(
    `${String(ratio).padStart(5)}  φ ${phi.toFixed(2)}  refused ${(refused / seeds).toFixed(3)}  ${held}${above}`,
  );
}

const { found, moved, blocks } = shuffles(seeds);
console.log(
  `\nLabels dealt out by chance (${seeds} companies of 12 labels): nothing found in ` +
    `${(1 - found / seeds).toFixed(3)} (at least 0.9); ${moved} of ${blocks} blocks of cohorts stand out`,
);

/** A company of 110 wins a quarter: three steps, 24 segments each, and everything above them. */
function refit(): { readonly seconds: number; readonly ofProcessor: number } {
  const next = uniforms(1);
  const steps = [
    { subjects: 40_000, won: 0.09, lost: 0, wonAfter: 10, wonSigma: 0.9 },
    { subjects: 8_000, won: 0.45, lost: 0, wonAfter: 9, wonSigma: 1 },
    { subjects: 4_500, won: 0.27, lost: 0.63, wonAfter: 90, wonSigma: 0.65, sameDay: 0.03 },
  ].map((step) =>
    Array.from({ length: 24 }, (_, i) => ({
      path: [`size ${i % 3}`, `region ${i}`],
      cohorts: inventCohorts(
        { ...step, subjects: Math.round(step.subjects / 24), days: 1100 },
        next,
      ),
    })),
  );
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  for (const segments of steps) fitCurves(segments);
  const { user, system } = process.cpuUsage(before);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, ofProcessor: (user + system) / 1e6 };
}

const rounds = [refit(), refit(), refit()];
const best = (pick: (round: ReturnType<typeof refit>) => number) =>
  Math.min(...rounds.map(pick)).toFixed(2);
console.log(
  `\nFull refit, 3 steps × 28 nodes, 3 years of weekly cohorts: ${best((r) => r.seconds)} s, ` +
    `${best((r) => r.ofProcessor)} s of processor (first ${rounds[0]!.seconds.toFixed(2)} s); limit 2 s`,
);
