/** What stands behind the parts of a forecast: each open deal, and each kind of what is still to come. */

import type { ForecastInput } from './forecast.ts';
import type { AmountLaw } from './forecast-amounts.ts';
import { type ArrivalInput, emptyArrivals, fillArrivals } from './forecast-arrivals.ts';
import { at, type LawTable } from './forecast-laws.ts';
import { agesToCome } from './forecast-pace.ts';

/** People of one campaign type and segment who are engaged, or who are expected to be. */
export interface ComingGroup {
  readonly part: 'engaged' | 'planned';
  /** Null for opportunities that no engagement begins. */
  readonly campaign_type: string | null;
  readonly segment: string;
  /** Engaged and without an opportunity yet; null for those still to come. */
  readonly people: number | null;
  /** By quarter: opportunities opened in it, wins in it, and what they bring. */
  readonly opportunities: readonly number[];
  readonly wins: readonly number[];
  readonly amounts: readonly number[];
}

/** An open deal, by quarter: that it is won in it, and what it brings on average, in minor units. */
export interface DealBehind {
  readonly id: string;
  readonly chances: readonly number[];
  readonly amounts: readonly number[];
}

/** @param chances [deal × quarters + quarter] */
export function dealsBehind(
  open: readonly { readonly id: string }[],
  input: Pick<ForecastInput, 'quarters' | 'deals' | 'ratios' | 'amounts'> & {
    readonly chances: Float64Array;
  },
): DealBehind[] {
  const { quarters, deals, ratios, amounts, chances } = input;
  return open.map(({ id }, i) => {
    const { stage, amount, segment } = deals[i]!;
    const { mean, sd, error } = ratios.get(stage ?? '') ?? ratios.get('')!;
    const booked =
      amount === null
        ? (amounts[segment]?.mean ?? 0)
        : amount * Math.exp(mean + (sd ** 2 + error ** 2) / 2);
    const own = quarters.map((_, q) => chances[i * quarters.length + q]!);
    return { id, chances: own, amounts: own.map((chance) => chance * booked) };
  });
}

interface Coming {
  readonly arrivals: ArrivalInput;
  readonly types: readonly string[];
  readonly segments: readonly string[];
  /** Best estimates, by type and by segment. */
  readonly engaging: readonly LawTable[];
  readonly winning: readonly LawTable[];
  readonly amounts: readonly (AmountLaw | null)[];
  readonly quarters: readonly { readonly from: number; readonly to: number }[];
  /** Days of an even pace until each day. */
  readonly elapsed: Float64Array;
}

/** Expectations under the best estimates, without what quarters have in common. */
export function comingGroups(coming: Coming): ComingGroup[] {
  const { arrivals, types } = coming;
  const none = arrivals.direct.map(() => 0);
  const ofType = (type: number): ArrivalInput => ({
    ...arrivals,
    engaged: arrivals.engaged.filter((group) => group.type === type),
    campaigns: arrivals.campaigns.filter((campaign) => campaign.type === type),
    pace: arrivals.pace.filter((pace) => pace.type === type),
    direct: none,
  });
  return [
    ...types.flatMap((type, t) => groupsOf(ofType(t), { ...coming, type })),
    ...groupsOf({ ...arrivals, engaged: [], campaigns: [], pace: [] }, { ...coming, type: null }),
  ];
}

function groupsOf(
  arrivals: ArrivalInput,
  coming: Coming & { readonly type: string | null },
): ComingGroup[] {
  const { segments, engaging, winning, amounts, quarters, elapsed, type } = coming;
  const opened = emptyArrivals(arrivals);
  fillArrivals(opened, arrivals, { tables: engaging, random: null });
  return segments.flatMap((segment, s) =>
    (['engaged', 'planned'] as const).flatMap((part): ComingGroup[] => {
      const weeks = opened[part].subarray(s * arrivals.weeks, (s + 1) * arrivals.weeks);
      if (!weeks.some((n) => n > 0)) return [];
      const wins = quarters.map((quarter) =>
        winsIn(quarter, weeks, { table: winning[s]!, elapsed }),
      );
      return [
        {
          part,
          campaign_type: type,
          segment,
          people: part === 'engaged' ? peopleIn(arrivals, s) : null,
          opportunities: quarters.map((quarter) => openedIn(quarter, weeks)),
          wins,
          amounts: wins.map((n) => n * (amounts[s]?.mean ?? 0)),
        },
      ];
    }),
  );
}

function peopleIn({ engaged }: ArrivalInput, segment: number): number {
  return engaged
    .filter((group) => group.segment === segment)
    .reduce((sum, group) => sum + group.engaged, 0);
}

interface Days {
  readonly from: number;
  readonly to: number;
}

function openedIn({ from, to }: Days, weeks: Float64Array): number {
  return weeks.reduce((sum, n, w) => {
    const days = Math.min(to, 7 * w + 8) - Math.max(from, 7 * w + 1);
    return sum + (n * Math.max(0, days)) / 7;
  }, 0);
}

interface Pace {
  readonly table: LawTable;
  readonly elapsed: Float64Array;
}

function winsIn({ from, to }: Days, weeks: Float64Array, { table, elapsed }: Pace): number {
  return weeks.reduce((sum, n, w) => {
    const opened = 7 * w + 4;
    if (opened >= to) return sum;
    const age = agesToCome(elapsed, opened, { from });
    return sum + n * (at(table.converted, age(to)) - at(table.converted, age(from)));
  }, 0);
}
