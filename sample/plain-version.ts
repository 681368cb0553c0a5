/** What the plain export writes of each thing: its versions. */
import type { Truth } from './company.ts';
import type { Cell } from './csv-file.ts';
import type { Recorded } from './recorded.ts';

/** The columns of a thing, and when they were entered. */
export interface Version {
  readonly at: number;
  readonly state?: 'live' | 'merged';
  readonly values: Readonly<Record<string, Cell>>;
}

export interface Source {
  readonly truth: Truth;
  readonly recorded: Recorded;
}
