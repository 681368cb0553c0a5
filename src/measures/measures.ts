/** The measures by name, each a .sql file beside this one, and the types of their rows. */

import { allRows, type Engine, oneRow, type Parameters } from '../engine/engine.ts';
import { type Statement, statement, statementFile } from '../engine/statement.ts';
import type { AgeCounts } from './rows.ts';

/** One age of one curve: everything, or one value of one trait (`trait_value` null: not recorded). */
export interface CurveCounts extends AgeCounts {
  readonly from_step: string;
  readonly to_step: string;
  readonly trait: string | null;
  readonly trait_value: string | null;
  /** Of those lost, how many had no touch for so long that their episode ended. */
  readonly recycled: number;
}

/** One week of the joint week's numbers. Money in minor units of the company currency. */
export interface WeekCounts {
  readonly week: string;
  readonly engagements: number;
  readonly prospect_meetings: number;
  readonly customer_meetings: number;
  readonly prospect_meetings_booked: number;
  readonly customer_meetings_booked: number;
  readonly opportunities: number;
  readonly won: number;
  readonly bookings: number;
  readonly won_without_amount: number;
}

/** One bar of the pipeline waterfall. */
export interface PipelineMove {
  readonly move: string;
  readonly opportunities: number;
  readonly amount: number;
  readonly unknown_amounts: number;
}

interface MeasureRows {
  readonly curve_counts: CurveCounts;
  readonly week_counts: WeekCounts;
  readonly pipeline_moves: PipelineMove;
  readonly source_cautions: SourceCautions;
  readonly subject_rows: SubjectRow;
  readonly pipeline_rows: PipelineRow;
  readonly week_rows: WeekRow;
}

/** A subject of a step, for the rows behind a curve. */
export interface SubjectRow {
  readonly id: string;
  readonly name: string | null;
  readonly account: string | null;
  readonly entered_on: string;
  readonly exit: string;
  readonly ended_on: string | null;
  readonly age: number;
}

/** An opportunity's part of one bar of the waterfall. */
export interface PipelineRow {
  readonly id: string;
  readonly name: string | null;
  readonly account: string | null;
  readonly owner: string | null;
  readonly stage: string | null;
  readonly close_on: string | null;
  readonly amount: number | null;
}

/** One thing that the joint week counted. */
export interface WeekRow {
  readonly id: string;
  readonly name: string | null;
  readonly account: string | null;
  readonly day: string;
  readonly amount: number | null;
}

/** What the sources could and could not say. */
export interface SourceCautions {
  /** Last day that any source knows of. */
  readonly observed_to: string | null;
  /** Somebody said so; otherwise it is the last day found in the data. */
  readonly observed_to_told: boolean | null;
  /** Changes of opportunities whose day of recording is assumed to be the day of the change. */
  readonly assumed: number;
  readonly changes: number;
}

export function measure<Name extends keyof MeasureRows>(
  engine: Engine,
  name: Name,
  parameters: Parameters,
): Promise<MeasureRows[Name][]> {
  return allRows(engine.query(measureStatement(name), { ...ONE_BUCKET, ...parameters }));
}

function measureStatement(name: keyof MeasureRows): Statement {
  return statementFile(new URL(`${name}.sql`, import.meta.url));
}

const ONE_BUCKET = { buckets: 1, bucket: 0 };

/** More engagements than this are counted in several goes, so that memory stays within its limit. */
const ENGAGEMENTS_AT_ONCE = 2_500_000;

/** The buckets in which the subjects of these facts are counted: each is a pair of parameters. */
export async function bucketsOf(engine: Engine): Promise<{ buckets: number; bucket: number }[]> {
  const { n } = await oneRow<{ n: number }>(
    engine.query(statement('size', 'select count(*) as n from engagements')),
  );
  const buckets = Math.max(1, Math.ceil(n / ENGAGEMENTS_AT_ONCE));
  return Array.from({ length: buckets }, (_, bucket) => ({ buckets, bucket }));
}

/** The counts that curves are read from, ordered by curve and age. */
export async function curveCounts(engine: Engine, parameters: Parameters): Promise<CurveCounts[]> {
  const cells = new Map<string, CurveCounts>();
  for (const bucket of await bucketsOf(engine)) {
    for (const row of await measure(engine, 'curve_counts', { ...parameters, ...bucket })) {
      const key = JSON.stringify([row.from_step, row.to_step, row.trait, row.trait_value, row.age]);
      const before = cells.get(key);
      cells.set(key, before ? added(before, row) : row);
    }
  }
  return [...cells.values()];
}

function added(a: CurveCounts, b: CurveCounts): CurveCounts {
  return {
    ...a,
    entered: a.entered + b.entered,
    converted: a.converted + b.converted,
    lost: a.lost + b.lost,
    recycled: a.recycled + b.recycled,
    censored: a.censored + b.censored,
  };
}
