/** What the plain export writes of each thing: its versions. */
import type { Truth } from './company.ts';
import type { Cell } from './csv-file.ts';
import type { Recorded, RecordedAccount, RecordedAccountCopy } from './recorded.ts';

/** The columns of a thing, and when they were entered. */
export interface Version {
  readonly at: number;
  readonly state?: 'live' | 'merged' | 'deleted';
  readonly values: Readonly<Record<string, Cell>>;
}

export interface Source {
  readonly truth: Truth;
  readonly recorded: Recorded;
  /** The last instant of the export. */
  readonly cutoff: number;
  readonly accountOf: ReadonlyMap<number, RecordedAccount>;
}

/** Versions of a row that hangs on the second record of its account until that is merged. */
export function onCopy(
  copy: RecordedAccountCopy | null,
  versions: readonly Version[],
): readonly Version[] {
  if (!copy) return versions;
  const merged = copy.mergedAt ?? Infinity;
  const before = versions.filter((version) => version.at < merged);
  const last = before[before.length - 1];
  const found = before.map((version) => ({
    ...version,
    values: { ...version.values, account_id: copy.id },
  }));
  const moves = last && merged < Infinity && (last.state ?? 'live') === 'live';
  const move = moves ? [{ ...last, at: merged }] : [];
  return [...found, ...move, ...versions.filter((version) => version.at >= merged)];
}
