/** What a source system is to Sameboat: streams of rows, and how they become facts. */

import type { Section } from './sections.ts';

/** A field of a stream. `name` is what to-facts.sql calls it; `aliases` are other headers it has. */
export interface Field {
  readonly name: string;
  readonly aliases: readonly string[];
  /** A custom field that is taken for this one by its name alone; the import says so. */
  readonly guesses: readonly string[];
  /** SQL of the field's value, given that of the text in the file. */
  readonly read?: (text: string) => string;
}

export interface Stream {
  /** The source's own name, such as OpportunityHistory. */
  readonly name: string;
  readonly fields: readonly Field[];
  /** A file is this stream only if it has all of these fields … */
  readonly required: readonly string[];
  /** … and one of each of these groups … */
  readonly oneOf: readonly (readonly string[])[];
  /** … and none of these headers, … */
  readonly absent: readonly string[];
  /** … and at least this share of its headers are fields of the stream. */
  readonly knownShare: number;
}

export interface Connector {
  readonly name: string;
  readonly title: string;
  readonly streams: readonly Stream[];
  /** What each stream becomes; a row that any of its sections takes counts as loaded. */
  readonly sections: readonly Section[];
  /** A header that no export of this source has: the file is another's. */
  readonly foreign?: RegExp;
}

/** Headers are compared by letters and digits only: `Account ID`, `AccountId`, `account_id` are one. */
export function normalised(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** `StageName` → `stage_name`; `Segment__c` → `segment_c`. */
export function snakeCase(name: string): string {
  return name
    .replace(/__c$/, '_c')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
