/** What a column of a source holds, so far as how it is written depends on it. */

import type { Recognition } from '../connectors/recognise.ts';
import type { Column } from './facts.ts';
import { PLAIN } from './plain.ts';
import { LOADED_TABLES, STAMPS } from './staging.ts';

export type Kind = 'date' | 'integer' | 'number' | 'money' | 'text' | 'unknown';

const OWN_KINDS: Readonly<Record<Column['type'], Kind>> = {
  text: 'text',
  flag: 'text',
  day: 'date',
  instant: 'date',
  integer: 'integer',
  number: 'number',
  money: 'money',
};

/** Sameboat's own columns say it; a name has one type in every table. */
const OWN = new Map<string, Kind>([
  ...[...LOADED_TABLES.flatMap((table) => table.columns), ...STAMPS].map(
    (column): [string, Kind] => [column.name, OWN_KINDS[column.type]],
  ),
  ['recorded_at', 'date'],
]);

/** The fields of source systems say it by their names only. */
const BY_NAME: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/id$/, 'text'],
  [/date|_time$|datetime|timestamp|modstamp|(^|_)(at|on|happened|since|until)$/, 'date'],
  [/employees|minutes|quantity|seats/, 'integer'],
  [/amount|cost|revenue|budget|price|(^|_)(mrr|arr|acv|tcv)(_|$)/, 'money'],
  [/probability|percent|(^|_)rate(_|$)/, 'number'],
];

export function kindOf({ connector }: Recognition, field: string): Kind {
  if (connector === PLAIN) return OWN.get(field) ?? 'text';
  return BY_NAME.find(([pattern]) => pattern.test(field))?.[1] ?? 'unknown';
}
