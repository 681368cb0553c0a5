import type { Delimiter } from './header.ts';

/** A table that was looked at and can be landed. */
export interface InspectedFile {
  /** The name that the user knows, such as `deals.csv`, `book.xlsx#Deals` or `export.zip#Account.csv`. */
  readonly name: string;
  /** Where the readable table is: the file itself, or a rewritten copy. */
  readonly path: string;
  readonly format: 'text' | 'parquet';
  readonly sha256: string;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  /** Of a hidden sheet, how many rows it has; they are rejected, whatever they are. */
  readonly hiddenRows: number | null;
  /** Rows of one value at its end are notes, not damage. */
  readonly endsInNotes: boolean;
  /** Its numbers were numbers already, so a point in them is a decimal point. */
  readonly isTyped: boolean;
  /** Some of its cells may be written as `="001234"`, or have a ' before a formula. */
  readonly hasWrapped: boolean;
  /** Its unformatted day numbers are counted from 1904. */
  readonly from1904: boolean;
}

/** What nearly every text is. */
export const ORDINARY = {
  hiddenRows: null,
  endsInNotes: false,
  isTyped: false,
  hasWrapped: false,
  from1904: false,
} as const;
