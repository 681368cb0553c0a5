/** The records that moved a frozen figure, each with its part of it then and now. */

import type { Context } from './operation.ts';
import type { Restated } from './restated-weeks.ts';
import { type FrozenName, restateOne } from './restatements.ts';

interface Asked extends Omit<FrozenName, 'name'> {
  readonly frozen: string;
  readonly reason?: string | undefined;
}

interface Found {
  readonly title: string;
  readonly formula: string;
  readonly rows: readonly object[];
}

export async function restatementRows(
  context: Context,
  { frozen, from, frozen_on, reason }: Asked,
  as_of: string,
): Promise<Found> {
  const figure = await restateOne(context, { name: frozen, from, frozen_on }, as_of);
  const isMoney = typeof figure.change !== 'number';
  const because = reason === undefined ? '' : `, because of ${words(reason)}`;
  return {
    title: `what moved ${words(frozen)} of the week of ${from}, frozen on ${frozen_on}${because}`,
    formula: isMoney
      ? 'Each deal with its amount as it was frozen and as it is; the amounts add up to the change.'
      : 'Each record that is counted otherwise than it was frozen.',
    rows: figure.reasons
      .filter((each) => reason === undefined || each.reason === reason)
      .flatMap((each) => each.rows.map((row) => shown(row, each.reason, isMoney))),
  };
}

type ChangedRow = Restated['reasons'][number]['rows'][number];

function shown(
  { id, name, account, was, now, because_of }: ChangedRow,
  reason: string,
  isMoney: boolean,
) {
  const parts = isMoney
    ? { amount_frozen: was, amount_now: now, amount_change: (now ?? 0) - (was ?? 0) }
    : { counted_then: was !== null, counted_now: now !== null };
  return { name, account, ...parts, reason: words(reason), because_of, id };
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
