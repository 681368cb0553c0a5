/** Whose rows somebody sees: those of their teams and regions. Figures stay whole. */

import { type RecordPlace, recordPlaces } from '../measures/record-places.ts';
import type { Caveat, Moment } from './answer.ts';
import type { Context } from './operation.ts';
import type { Scope } from './person-rights.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Scoped {
  readonly rows: readonly object[];
  readonly hidden: number;
  readonly caveats: Caveat[];
}

/** Leaves out the rows that belong elsewhere, and those that belong nowhere. */
export async function inScope(
  { scope, facts }: Pick<Context, 'scope' | 'facts'>,
  rows: readonly object[],
  moment: Moment,
): Promise<Scoped> {
  if (scope.teams.length === 0 && scope.regions.length === 0) {
    return { rows, hidden: 0, caveats: [] };
  }
  const ids = [...new Set(rows.map(idOf).filter((id) => id !== null))];
  const places = await recordPlaces((await facts()).engine, ids, moment);
  const isWithin = within(scope);
  const seen = new Set(places.filter(isWithin).map(({ id }) => id));
  const left = rows.filter((row) => seen.has(idOf(row) ?? ''));
  const hidden = rows.length - left.length;
  return { rows: left, hidden, caveats: hidden === 0 ? [] : [caveat(hidden, scope)] };
}

function idOf(row: object): string | null {
  const id = (row as Row)['id'];
  return id === null || id === undefined ? null : String(id);
}

function within({ teams, regions }: Scope): (place: RecordPlace) => boolean {
  const isOne = (allowed: readonly string[], value: string | null) =>
    allowed.length === 0 || (value !== null && allowed.includes(value));
  return ({ team, region }) => isOne(teams, team) && isOne(regions, region);
}

function caveat(hidden: number, { teams, regions }: Scope): Caveat {
  const named = (word: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`the ${word}${names.length === 1 ? '' : 's'} ${names.join(', ')}`];
  const whose = [...named('team', teams), ...named('region', regions)].join(' and ');
  return {
    code: 'row_scope',
    message: `${hidden} ${hidden === 1 ? 'row is' : 'rows are'} counted and not shown: you see those of ${whose}.`,
  };
}
