/** The measures by name, each a .sql file beside this one, and the types of their rows. */

import { allRows, type Engine, type Parameters } from '../engine/engine.ts';
import { isLatest } from '../facts/journeys.ts';
import { statementFile } from '../facts/statement-file.ts';
import type {
  DefinitionAge,
  DefinitionBlanks,
  DefinitionCounts,
  DefinitionRow,
  DefinitionValue,
  StagePair,
} from './definition-rows.ts';
import type { MadeParts } from './definitions.ts';
import type {
  AgeCounts,
  AmountRatio,
  BookedDeal,
  CampaignEngagements,
  EngagedCell,
  OpenDeal,
  OpenedBlock,
  PaceRow,
  SnapshotCounts,
  StageOutcome,
  WinningCohort,
} from './rows.ts';
import { type SharedParts, shareParts } from './shared-parts.ts';

/** One age of one curve: everything, or one value of one trait (`trait_value` null: not recorded). */
export interface CurveCounts extends AgeCounts {
  readonly from_step: string;
  readonly to_step: string;
  readonly trait: string | null;
  readonly trait_value: string | null;
  /** Of those lost, how many had no touch for so long that their episode ended. */
  readonly recycled: number;
}

/** What happened at one age to those who entered a step in one block of 7 days. */
export interface CohortCounts extends AgeCounts {
  readonly from_step: string;
  readonly to_step: string;
  readonly trait_value: string | null;
  /** Last day that any source was followed to. */
  readonly counted_to: string;
  /** 0 for the 7 days up to that day, 1 for those before. */
  readonly block: number;
  /** As in `CurveCounts`. */
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
  readonly record_history: RecordHistory;
  readonly account_history: AccountHistory;
  readonly curve_counts: CurveCounts;
  readonly cohort_counts: CohortCounts;
  readonly week_counts: WeekCounts;
  readonly pipeline_moves: PipelineMove;
  readonly source_cautions: SourceCautions;
  readonly subject_rows: SubjectRow;
  readonly pipeline_rows: PipelineRow;
  readonly week_rows: WeekRow;
  readonly definition_counts: DefinitionCounts;
  readonly definition_ages: DefinitionAge;
  readonly definition_blanks: DefinitionBlanks;
  readonly definition_rows: DefinitionRow;
  readonly definition_values: DefinitionValue;
  readonly stage_pairs: StagePair;
  readonly booked_deals: BookedDeal;
  readonly open_deals: OpenDeal;
  readonly engaged_cells: EngagedCell;
  readonly forecast_pace: PaceRow;
  readonly snapshot_counts: SnapshotCounts;
  readonly amount_ratios: AmountRatio;
  readonly campaign_engagements: CampaignEngagements;
  readonly opened_blocks: OpenedBlock;
  readonly stage_outcomes: StageOutcome;
  readonly winning_cohorts: WinningCohort;
  readonly member_statuses: MemberStatus;
}

/** Members of campaigns of one type that have one status. */
export interface MemberStatus {
  readonly campaign_type: string | null;
  readonly status: string | null;
  readonly members: number;
  /** Of them count as an engagement. */
  readonly counted: number;
  /** Of them are members of a parent campaign. */
  readonly of_parents: number;
}

/** A subject of a step, for the rows behind a curve. */
interface SubjectRow {
  readonly id: string;
  readonly name: string | null;
  readonly account: string | null;
  /** How many times the same person, or the same opportunity, has entered. */
  readonly episode: number;
  readonly entered_on: string;
  readonly exit: string;
  readonly ended_on: string | null;
  readonly age: number;
}

/** An opportunity's part of one bar of the waterfall. */
interface PipelineRow {
  readonly id: string;
  readonly name: string | null;
  readonly account: string | null;
  readonly owner: string | null;
  readonly stage: string | null;
  readonly close_on: string | null;
  readonly amount: number | null;
}

/** What became of a record since an earlier moment. */
export interface RecordHistory {
  readonly id: string;
  readonly account_id: string | null;
  readonly person_id: string | null;
  /** It was first recorded since. */
  readonly is_new: boolean;
  readonly state: string;
  /** A version of it, or of its stages, was recorded since. */
  readonly changed: boolean;
  readonly won_then: boolean;
  /** Of an opportunity that is still there. */
  readonly outcome: string | null;
}

/** A record that changed since an earlier moment, beside others of its account. */
export interface AccountHistory {
  readonly account_id: string;
  readonly kind: 'meeting' | 'opportunity' | 'merge';
  readonly id: string;
  readonly is_new: boolean;
  readonly state: string;
}

/** One thing that the joint week counted. */
export interface WeekRow {
  readonly id: string;
  readonly name: string | null;
  readonly account: string | null;
  readonly day: string;
  readonly amount: number | null;
  /** Why a meeting counts as net new. */
  readonly reason: string | null;
}

/** What the sources could and could not say. */
interface SourceCautions {
  /** Last day that any source knows of. */
  readonly observed_to: string | null;
  /** Somebody said so; otherwise it is the last day found in the data. */
  readonly observed_to_told: boolean | null;
  /** What of the company's time is the source's, because the settings say nothing of it. */
  readonly source_quarters: number | null;
  readonly source_holidays: number | null;
  readonly source_hours: number | null;
  /** Changes of opportunities whose day of recording is assumed to be the day of the change. */
  readonly assumed: number;
  readonly changes: number;
}

/** Measures that follow subjects from step to step; the latest journeys are ready made. */
const FOLLOWING: ReadonlySet<keyof MeasureRows> = new Set([
  'curve_counts',
  'cohort_counts',
  'subject_rows',
  'engaged_cells',
  'forecast_pace',
  'opened_blocks',
  'winning_cohorts',
]);

/** Parts that stand in for others when a definition of the accepted opportunity is used. */
const ACCEPTED = new URL('accepted/', import.meta.url);

/** @param definitions parts made from definitions; without them every opportunity counts as accepted */
export async function measure<Name extends keyof MeasureRows>(
  engine: Engine,
  name: Name,
  parameters: Parameters,
  definitions?: MadeParts,
): Promise<MeasureRows[Name][]> {
  const url = new URL(`${name}.sql`, import.meta.url);
  if (definitions) {
    const sql = statementFile(url, { over: [ACCEPTED], made: definitions.made });
    const all = { ...ALL_AT_ONCE, ...parameters, ...definitions.parameters };
    return allRows(engine.query(sql, all));
  }
  const latest = FOLLOWING.has(name) && (await isLatest(engine, String(parameters.known_at)));
  const sql = statementFile(url, { latest });
  return allRows(engine.query(sql, { ...ALL_AT_ONCE, ...parameters }));
}

/** Measures of one moment, in a session in which what they share is worked out once. */
export class MeasuresAt {
  readonly #session: Engine;
  readonly #parameters: Parameters;
  #parts: SharedParts | null = null;

  constructor(engine: Engine, parameters: Parameters) {
    this.#session = engine.session();
    this.#parameters = { ...ALL_AT_ONCE, ...parameters };
  }

  async measure<Name extends keyof MeasureRows>(
    name: Name,
    parameters: Parameters = {},
  ): Promise<MeasureRows[Name][]> {
    this.#parts ??= await shareParts(this.#session, this.#parameters);
    const sql = statementFile(new URL(`${name}.sql`, import.meta.url), { tables: this.#parts });
    return allRows(this.#session.query(sql, { ...this.#parameters, ...parameters }));
  }

  [Symbol.dispose](): void {
    this.#session.close();
  }
}

const ALL_AT_ONCE = { buckets: 1, bucket: 0 };
