/** Who is engaged, who comes at the usual pace, and what campaigns of the plan are still to bring. */

import { daysBetween } from '../calendar.ts';
import type { PaceRow } from '../measures/rows.ts';
import type { ArrivalInput, Delivery, Pace, PlannedCampaign } from './forecast-arrivals.ts';
import type { ForecastFacts, KnownCampaign, TypeCounts } from './forecast-facts.ts';
import { conversions, countsLaw } from './forecast-fits.ts';
import type { ChanceLaw } from './forecast-laws.ts';

/** A campaign without an end runs so many days. */
const USUAL_DAYS = 14;
/** Shape of delivered ÷ planned without a past: a spread of about a third. */
const USUAL_SHAPE = 10;
const FEWEST_CAMPAIGNS = 4;
const FEWEST_CONVERSIONS = 10;
const FEWEST_TOUCHES = 20;
/** Engaged longer ago than this are too many to be expected to be still listening. */
const OLDEST_WEEKS = 104;

export function planned(
  facts: ForecastFacts,
  { segments, weeks }: { readonly segments: readonly string[]; readonly weeks: number },
): { arrivals: ArrivalInput; laws: ChanceLaw[]; types: readonly string[] } {
  const types = typesOf(facts);
  const typeAt = (type: string | null) => types.indexOf(type ?? '');
  const segmentAt = (segment: string | null) => Math.max(0, segments.indexOf(segment ?? ''));
  const lasting = paceWeeks(facts);
  const campaigns = campaignsToCome(facts, { typeAt, segments });
  const direct = new Array<number>(segments.length).fill(0);
  const pace: Pace[] = [];
  for (const row of facts.pace) {
    if (row.kind === 'direct') direct[segmentAt(row.segment)]! += row.n / lasting;
    if (row.kind !== 'engaged') continue;
    const at = { type: typeAt(row.campaign_type), segment: segmentAt(row.segment) };
    pace.push({ ...at, perWeek: row.n / lasting });
  }
  const begun = facts.pace.find(({ kind }) => kind === 'begun');
  const engaged = facts.engaged
    .filter(({ age_weeks }) => age_weeks <= OLDEST_WEEKS)
    .map((cell) => ({
      type: typeAt(cell.campaign_type),
      segment: segmentAt(cell.segment),
      ageWeeks: cell.age_weeks,
      engaged: cell.engaged,
    }))
    .sort((a, b) => a.type - b.type || a.ageWeeks - b.ageWeeks);
  return {
    laws: lawsOf(facts.engaging, types),
    types,
    arrivals: {
      weeks,
      segments: segments.length,
      types: types.length,
      engaged,
      campaigns,
      pace,
      direct,
      delivery: types.map((type) => deliveryOf(facts, type)),
      slips: slipsOf(facts),
      perConversion: begun && begun.subjects > 0 ? begun.n / begun.subjects : 1,
      mix: mixOf(pace, types.length, segments.length),
      plannedWeeks: types.map((_, type) => {
        const ends = campaigns.filter((each) => each.type === type).map(({ to }) => to);
        return Math.min(weeks, Math.ceil(Math.max(0, ...ends) / 7));
      }),
    },
  };
}

function typesOf({ engaged, pace, campaigns }: ForecastFacts): string[] {
  const found = new Set(engaged.map(({ campaign_type }) => campaign_type ?? ''));
  for (const { kind, campaign_type } of pace) {
    if (kind === 'engaged') found.add(campaign_type ?? '');
  }
  for (const { campaign_type } of campaigns) found.add(campaign_type);
  return [...found].sort();
}

/** Weeks over which the pace was counted: fewer where the record is younger. */
function paceWeeks({ pace, paceFrom, as_of }: ForecastFacts): number {
  const first = pace
    .flatMap(({ first_on }) => first_on ?? [])
    .reduce((a, b) => (a < b ? a : b), as_of);
  return Math.max(4, daysBetween(first > paceFrom ? first : paceFrom, as_of) / 7);
}

function lawsOf(counts: readonly TypeCounts[], types: readonly string[]): ChanceLaw[] {
  const byType = Map.groupBy(counts, ({ campaign_type }) => campaign_type);
  const all = countsLaw(byType.get(null) ?? []);
  return types.map((type) => {
    const own = byType.get(type) ?? [];
    return conversions(own) >= FEWEST_CONVERSIONS ? countsLaw(own) : all;
  });
}

function campaignsToCome(
  { campaigns, as_of, pace }: ForecastFacts,
  at: { typeAt: (type: string) => number; segments: readonly string[] },
): PlannedCampaign[] {
  return campaigns.flatMap((campaign): PlannedCampaign[] => {
    const { live_on, ends_on, engagements, delivered } = campaign;
    if (live_on === null || engagements === null) return [];
    const from = daysBetween(as_of, live_on);
    const to = ends_on === null ? from + USUAL_DAYS : daysBetween(as_of, ends_on) + 1;
    const begun = Math.min(1, Math.max(0, (1 - from) / (to - from)));
    const left = engagements - (delivered ?? begun * engagements);
    if (to <= 1 || left <= 0) return [];
    const segment = campaign.segment === null ? -1 : at.segments.indexOf(campaign.segment);
    return [
      {
        type: at.typeAt(campaign.campaign_type),
        segment: segment < 0 ? null : segment,
        from: Math.max(from, from < 1 ? 1 : from),
        to,
        engagements: left * newShare(pace, campaign.campaign_type),
      },
    ];
  });
}

/** Share of the engagements of a type, or of all, that begin an episode: the rest are of people engaged already. */
function newShare(pace: readonly PaceRow[], type: string): number {
  const sum = (kind: PaceRow['kind'], isOne: (row: PaceRow) => boolean) =>
    pace.filter((row) => row.kind === kind && isOne(row)).reduce((total, { n }) => total + n, 0);
  const ofType = ({ campaign_type }: PaceRow) => campaign_type === type;
  const isKnown = sum('touched', ofType) >= FEWEST_TOUCHES;
  const isOne = isKnown ? ofType : () => true;
  const touched = sum('touched', isOne);
  return touched === 0 ? 1 : Math.min(1, sum('engaged', isOne) / touched);
}

function isOver({ live_on, ends_on }: KnownCampaign, as_of: string): boolean {
  const end = ends_on ?? live_on;
  return end !== null && daysBetween(end, as_of) >= USUAL_DAYS;
}

/** Delivered against planned of campaigns of the type that are over; of all where they are few. */
function deliveryOf({ campaigns, as_of }: ForecastFacts, type: string): Delivery {
  const over = campaigns.flatMap((each) => {
    const { campaign_type, engagements, delivered } = each;
    if (!isOver(each, as_of) || !engagements || delivered === null) return [];
    return [{ campaign_type, ratio: delivered / engagements }];
  });
  const own = over.filter(({ campaign_type }) => campaign_type === type);
  const used = own.length >= FEWEST_CAMPAIGNS ? own : over;
  if (used.length < FEWEST_CAMPAIGNS) return { ratio: 1, shape: USUAL_SHAPE };
  const mean = used.reduce((sum, { ratio }) => sum + ratio, 0) / used.length;
  const squares = used.reduce((sum, { ratio }) => sum + (ratio - mean) ** 2, 0);
  const relative = mean > 0 ? squares / (used.length - 1) / mean ** 2 : 0;
  return { ratio: mean, shape: Math.min(200, 1 / Math.max(relative, 1e-3)) };
}

/** Days by which campaigns that have begun began later than first planned. */
function slipsOf({ campaigns, as_of }: ForecastFacts): number[] {
  const begun = campaigns.filter(({ live_on }) => live_on !== null && live_on <= as_of);
  return begun.flatMap(({ planned_live_on, live_on }) =>
    planned_live_on === null ? [] : Math.max(0, daysBetween(planned_live_on, live_on!)),
  );
}

/** Share of each segment among the engagements of a type; of all types where it has none. */
function mixOf(pace: readonly Pace[], types: number, segments: number): Float64Array {
  const mix = new Float64Array(types * segments);
  const all = new Float64Array(segments);
  for (const { type, segment, perWeek } of pace) {
    mix[type * segments + segment]! += perWeek;
    all[segment]! += perWeek;
  }
  for (let type = 0; type < types; type++) {
    const own = mix.subarray(type * segments, (type + 1) * segments);
    const source = own.some((value) => value > 0) ? own : all;
    const total = source.reduce((sum, value) => sum + value, 0);
    for (let s = 0; s < segments; s++) own[s] = total > 0 ? source[s]! / total : 1 / segments;
  }
  return mix;
}
