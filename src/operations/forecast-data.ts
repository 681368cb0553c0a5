/** Reads what a forecast needs, as known on a day; nothing that was recorded later. */

import { addDays, type Period, quarterOf } from '../calendar.ts';
import type { Settings } from '../config.ts';
import { campaignsOf } from '../ledger/plans.ts';
import { MeasuresAt, measure } from '../measures/measures.ts';
import type { ForecastFacts, KnownCampaign } from '../models/forecast-facts.ts';
import type { Moment } from './answer.ts';
import { knownOn } from './decide.ts';
import { engagingCounts } from './forecast-engaging.ts';
import type { Context } from './operation.ts';

/** The usual pace is that of half a year. */
const PACE_DAYS = 182;
/** Snapshots of the pipeline are looked at for so long. */
const SNAPSHOT_DAYS = 3 * 365;

export async function forecastFacts(
  context: Context,
  as_of: string,
  moment: Moment,
): Promise<ForecastFacts> {
  const { engine } = await context.facts();
  const { settings } = context.home;
  const paceFrom = addDays(moment.as_of, -PACE_DAYS);
  const asked = {
    ...moment,
    episode_gap: settings.episode_gap_days,
    reopen_days: settings.reopen_days,
    pace_from: paceFrom,
    snapshots_from: addDays(moment.as_of, -SNAPSHOT_DAYS),
  };
  using known = new MeasuresAt(engine, asked);
  const engaging = await known.measure('cohort_counts', {
    from_step: 'engagement',
    to_step: 'opportunity',
    by: 'campaign_type',
  });
  return {
    as_of: moment.as_of,
    booked: await known.measure('booked_deals'),
    open: await known.measure('open_deals'),
    winning: await known.measure('winning_cohorts'),
    engaging: engagingCounts(engaging),
    engaged: await known.measure('engaged_cells'),
    pace: await known.measure('forecast_pace'),
    paceFrom,
    snapshots: await known.measure('snapshot_counts'),
    ratios: await known.measure('amount_ratios'),
    opened: await known.measure('opened_blocks'),
    stages: await known.measure('stage_outcomes'),
    campaigns: await knownCampaigns(context, as_of, moment),
  };
}

async function knownCampaigns(
  context: Context,
  as_of: string,
  moment: Moment,
): Promise<KnownCampaign[]> {
  const { known, ...on } = await knownOn(context, as_of);
  const campaigns = campaignsOf(known, on).filter(({ current }) => current !== null);
  if (campaigns.length === 0) return [];
  const { engine } = await context.facts();
  const recorded = await measure(engine, 'campaign_engagements', { ...moment });
  const byId = new Map(recorded.map((row) => [row.campaign_id, row.engaged]));
  const byName = new Map(recorded.map((row) => [row.name, row.engaged]));
  return campaigns.map(({ id, current, moves, versions }) => {
    const now = moves.at(-1)?.body ?? current!.body;
    return {
      campaign_type: now.campaign_type,
      segment: now.segment,
      planned_live_on: versions[0]?.body.live_date ?? null,
      live_on: now.live_date,
      ends_on: now.end_date,
      engagements: now.planned_engagements,
      delivered: byId.get(id) ?? byName.get(now.name) ?? null,
    };
  });
}

/** Quarters from the one that holds `first` to so many after that of `last`. */
export function quartersFrom(
  { first, last, ahead }: { first: string; last: string; ahead: number },
  settings: Settings,
): { periods: Period[]; current: number } {
  const periods: Period[] = [];
  let period = quarterOf(first, settings);
  while (period.start <= last) {
    periods.push(period);
    period = quarterOf(period.end, settings);
  }
  const current = periods.length - 1;
  for (let i = 0; i < ahead; i++) {
    periods.push(period);
    period = quarterOf(period.end, settings);
  }
  return { periods, current };
}
