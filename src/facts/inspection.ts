/** What was found in files that were looked at. */

import type { Recognition } from '../connectors/recognise.ts';
import type { Problem } from '../errors.ts';
import type { SeenColumn } from './inspect-columns.ts';
import type { Question } from './inspect-questions.ts';
import type { FileMapping, Mapping } from './mapping.ts';
import type { UsedMapping } from './remembered.ts';

export interface LookedAtColumn extends SeenColumn {
  readonly field: string | null;
  readonly guessed: boolean;
  /** What would be asked, were it read as a date or a number; of files without a known source only. */
  readonly date_question: Question | null;
  readonly number_question: Question | null;
}

export interface LookedAtFile {
  readonly file: string;
  /** What a mapping calls it: its name, without the day in it. */
  readonly match: string;
  readonly recognition: Recognition | null;
  readonly rows: number;
  readonly isHidden: boolean;
  /** Why it cannot be read at all. */
  readonly problem: Problem | null;
  readonly columns: readonly LookedAtColumn[];
  readonly preview: readonly (readonly string[])[];
  readonly questions: readonly Question[];
  /** What a mapping would say of it; null when nothing has to be said, or nothing can. */
  readonly entry: FileMapping | null;
  /** It is not known, and the entry is only what its headers sound like. */
  readonly isSuggested: boolean;
  /** What it would be as each table, the likeliest first; of files without a known source only. */
  readonly likely: readonly FileMapping[];
}

export interface Inspection {
  readonly files: readonly LookedAtFile[];
  readonly mapping: Mapping;
  readonly used: readonly UsedMapping[];
}
