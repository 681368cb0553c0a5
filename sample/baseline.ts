/** What a company of each size does on average without any cause: sample/baseline.json. */
import { readFileSync } from 'node:fs';
import type { SizeName } from './sizes.ts';

export interface Baseline {
  readonly seeds: number;
  /** Dollars booked in the target quarter: mean and standard deviation over seeds. */
  readonly mean: number;
  readonly sd: number;
  /** Mean dollars of each quarter of the plan's fiscal year, by segment. */
  readonly quarters: readonly (readonly number[])[];
  /** Dollars that land in the target quarter, by kind, segment and week of engagement. */
  readonly first_week: number;
  readonly landing: readonly (readonly (readonly number[])[])[];
  /** By kind: share of engagements that become a meeting, and median days until then. */
  readonly meeting: readonly { readonly rate: number; readonly days: number }[];
  /** Share of held meetings that become an accepted opportunity, and median days until then. */
  readonly accepted: { readonly rate: number; readonly days: number };
  readonly held: number;
  /** By segment: share of accepted opportunities won, median days, mean dollars of a win. */
  readonly won: readonly { readonly rate: number; readonly days: number; readonly size: number }[];
}

let known: Readonly<Record<SizeName, Baseline>> | null = null;

export function baselineOf(size: SizeName): Baseline {
  known ??= JSON.parse(readFileSync(new URL('baseline.json', import.meta.url), 'utf8'));
  return (known as Readonly<Record<SizeName, Baseline>>)[size];
}
