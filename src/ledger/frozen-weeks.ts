/** The figures of a week as they were known on a day: what `freeze-week` writes down. */

import type { Entry } from './entry.ts';
import type { Knowledge } from './state.ts';

export interface FrozenFigure {
  readonly name: string;
  /** A count, or money in minor units. */
  readonly value: number;
  /** What was counted, with its part of the value. */
  readonly rows: readonly { readonly id: string; readonly part: number }[];
}

/** Body of a `freeze-week` entry, about `week/<first day>`. */
export interface FrozenWeek {
  /** Day whose knowledge was used. */
  readonly at: string;
  /** First day of the week, and first day after it. */
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** What the figures rest on besides the facts. */
  readonly definitions: string;
  readonly figures: readonly FrozenFigure[];
}

export function weekSubject(from: string): string {
  return `week/${from}`;
}

/** Every freeze that was known, oldest first. */
export function frozenWeeks(known: Knowledge): FrozenWeek[] {
  return known
    .subjects(weekSubject(''))
    .flatMap((subject) => known.about(subject))
    .toSorted((a: Entry, b: Entry) => a.seq - b.seq)
    .map(({ body }) => body as FrozenWeek);
}
