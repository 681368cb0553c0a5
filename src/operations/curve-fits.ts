/** Rates and lags in the end, fitted to what is known so far: one fit for each curve that is shown. */

import { z } from 'zod';
import { addDays } from '../calendar.ts';
import type { CohortCounts } from '../measures/measures.ts';
import { addCohorts, type Cohort } from '../models/cohorts.ts';
import type { CurveFit, Ranged } from '../models/curve-fit.ts';
import { fittedApart, type StepCohorts } from './curve-fits-apart.ts';

/** Days in a block of cohorts, as in cohort_cells.sql. */
export const BLOCK_DAYS = 7;

const ranged = z.object({ value: z.number(), low: z.number(), high: z.number() });
const days = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number().nullable().describe('Null: no end can be told'),
});

export const fitSchema = z.object({
  verdict: z.enum(['ok', 'not_identifiable', 'too_few']),
  caveats: z.array(z.enum(['lag_borrowed', 'mostly_parent', 'zombies', 'wins_recorded_late'])),
  rate: ranged.nullable().describe('Share that converts in the end; null unless the verdict is ok'),
  lost: z.number().nullable().describe('Share that is lost in the end'),
  lag_days: z
    .object({ p50: days, p80: days.nullable(), p90: days.nullable() })
    .nullable()
    .describe('Days to convert, of those that do in the end'),
  lived_through: z
    .number()
    .nullable()
    .describe('Average share of the lag that subjects have lived through: the gate φ'),
  effective_n: z.number().describe('Subjects’ worth of information; older ones count less'),
  leaning: z.number().describe('Weight of the parent in the rate, 0 to 1'),
  families: z.array(z.object({ family: z.string(), weight: z.number(), rate: z.number() })),
  drift: z
    .array(
      z.object({
        from: z.string(),
        to: z.string().describe('First day after the block'),
        observed: z.number(),
        expected: z.number(),
        ratio: ranged,
      }),
    )
    .describe('Conversions by block of cohorts against what the parent’s law expects'),
  recorded_since: z
    .string()
    .nullable()
    .describe('Day of the week in which conversions began to be recorded, where entries are older'),
});
export type FitAnswer = z.output<typeof fitSchema>;

/** Fits by step and value; the value is null for everything. */
export type FitsOf = (from: string, to: string, value: string | null) => FitAnswer | null;

/** @param signal stops the thread that fits */
export async function fitsFrom(
  counts: readonly CohortCounts[],
  signal: AbortSignal | null,
): Promise<FitsOf> {
  const steps = Map.groupBy(counts, ({ from_step, to_step }) => keyOf(from_step, to_step));
  const asked: StepCohorts[] = [...steps].map(([key, rows]) => ({ key, segments: segments(rows) }));
  const fits = await fittedApart(asked, signal);
  const countedTo = counts[0]?.counted_to ?? '';
  const found = new Map(
    fits.flatMap(({ key, fits: own }) =>
      own.map((fit) => [keyOf(key, fit.path[0] ?? null), shown(fit, countedTo)]),
    ),
  );
  return (from, to, value) => found.get(keyOf(keyOf(from, to), value)) ?? null;
}

function keyOf(...parts: (string | null)[]): string {
  return JSON.stringify(parts);
}

/** Without a trait there is one segment, everything; its path is empty. */
function segments(rows: readonly CohortCounts[]): StepCohorts['segments'] {
  const isWhole = rows.every(({ trait_value }) => trait_value === null);
  const byValue = Map.groupBy(rows, ({ trait_value }) => trait_value ?? '');
  return [...byValue].map(([value, own]) => ({
    path: isWhole ? [] : [value],
    cohorts: cohortsOf(own),
  }));
}

/** The rows of one step by block, whatever their value of the trait. */
export function cohortsOf(rows: readonly CohortCounts[]): Cohort[] {
  return [...Map.groupBy(rows, ({ block }) => block)].map(([block, counts]) => ({
    daysAgo: Math.max(0, (block + 1) * BLOCK_DAYS - 1),
    counts: addCohorts([{ daysAgo: 0, counts }]),
  }));
}

function shown(fit: CurveFit, countedTo: string): FitAnswer {
  const day = (daysAgo: number) => addDays(countedTo, -Math.round(daysAgo));
  const { lag } = fit;
  return {
    verdict: fit.verdict,
    caveats: [...fit.caveats],
    rate: fit.rate && plain(fit.rate),
    lost: fit.lostRate,
    lag_days: lagDays(lag),
    lived_through: fit.phi,
    effective_n: fit.effectiveN,
    leaning: fit.leaning,
    families: fit.families.map(({ family, weight, rate }) => ({ family, weight, rate })),
    drift: fit.drift.map(({ fromDaysAgo, toDaysAgo, observed, expected, ratio, low, high }) => ({
      from: day(fromDaysAgo),
      to: day(toDaysAgo),
      observed,
      expected,
      ratio: { value: ratio, low, high },
    })),
    recorded_since: fit.lateRecording && day(fit.lateRecording.recordedFromDaysAgo),
  };
}

function lagDays(lag: CurveFit['lag']): FitAnswer['lag_days'] {
  const p50 = lag && openEnded(lag.half);
  if (!p50) return null;
  return { p50, p80: openEnded(lag.fourFifths), p90: openEnded(lag.nineTenths) };
}

function openEnded({ value, low, high }: Ranged): z.output<typeof days> | null {
  if (!Number.isFinite(value)) return null;
  return { value, low, high: Number.isFinite(high) ? high : null };
}

function plain({ value, low, high }: Ranged): Ranged {
  return { value, low, high };
}
