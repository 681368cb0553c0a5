/** Why a frozen figure is another today: row by row, each change with one reason. */

import type { AccountHistory, RecordHistory } from '../measures/measures.ts';

export const REASONS = [
  'late_record',
  'edit',
  'merge',
  'deletion',
  'vanished',
  'erased',
  'reopened',
  'exchange_rate',
  'new_definition',
] as const;
type Reason = (typeof REASONS)[number];

/** A row whose part of the figure is another than it was; null is not in it. */
export interface ChangedRow {
  readonly id: string;
  readonly was: number | null;
  readonly now: number | null;
}

export interface Evidence {
  readonly isWin: boolean;
  readonly record: RecordHistory | undefined;
  /** What else changed around its account. */
  readonly around: readonly AccountHistory[];
  /** Whether what is signed and set now makes it what it is from what was known then. */
  readonly isNewDefinition: boolean;
  readonly wasErasure: boolean;
}

export interface Explained {
  readonly reason: Reason;
  /** The other record that made the difference, where it was not the row itself. */
  readonly because_of: string | null;
}

const GONE: Readonly<Record<string, Reason>> = {
  deleted: 'deletion',
  archived: 'deletion',
  merged: 'merge',
  vanished: 'vanished',
};

export function explain(row: ChangedRow, evidence: Evidence): Explained {
  const { record } = evidence;
  if (evidence.isNewDefinition) return { reason: 'new_definition', because_of: null };
  const own = record === undefined ? 'deletion' : ownReason(row, record, evidence.isWin);
  return own === null ? otherReason(row, evidence) : { reason: own, because_of: null };
}

/** Because of the record itself; null when nothing of it changed. */
function ownReason({ was, now }: ChangedRow, record: RecordHistory, isWin: boolean): Reason | null {
  if (now === null) {
    const gone = GONE[record.state];
    if (gone) return gone;
    if (isWin && record.outcome !== 'won') return 'reopened';
  }
  if (was === null && (record.is_new || (isWin && !record.won_then))) return 'late_record';
  return record.changed ? 'edit' : null;
}

/** Because of another record of the account, or of a rate. */
function otherReason({ was, now }: ChangedRow, evidence: Evidence): Explained {
  if (was !== null && now !== null) return { reason: 'exchange_rate', because_of: null };
  const merge = evidence.around.find(({ kind }) => kind === 'merge');
  const other =
    merge ?? evidence.around.find(({ state }) => state !== 'live') ?? evidence.around[0];
  if (other) {
    const reason = GONE[other.state] ?? (other.is_new ? 'late_record' : 'edit');
    return { reason, because_of: `${other.kind} ${other.id}` };
  }
  return { reason: evidence.wasErasure ? 'erased' : 'edit', because_of: null };
}

/** The rows whose part changed: the sum of the changes is the change of the figure. */
export function changedRows(
  then: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): ChangedRow[] {
  const ids = new Set([...then.keys(), ...now.keys()]);
  return [...ids]
    .map((id) => ({ id, was: then.get(id) ?? null, now: now.get(id) ?? null }))
    .filter((row) => row.was !== row.now)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
