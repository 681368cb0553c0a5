/** The 45 entries of METHODS 8, by id. */
import { BadInput } from '../../src/errors.ts';
import type { Cause } from './cause.ts';
import { COMPOUNDS, NOTHING, OFFSETTING } from './compound.ts';
import * as deals from './deals.ts';
import * as definition from './definition.ts';
import * as demand from './demand.ts';
import * as followUp from './follow-up.ts';
import * as plan from './plan.ts';
import * as record from './record.ts';
import * as selling from './selling.ts';

export const CATALOGUE: readonly Cause[] = [
  demand.LEADS_DOWN_2Q,
  demand.CAMPAIGN_SLIP_6W,
  demand.CAMPAIGN_CANCELLED,
  demand.BUDGET_CUT,
  demand.EVENT_LIST_OFF_TARGET,
  demand.BOUGHT_LIST_BAD,
  demand.DELIVERABILITY,
  followUp.FOLLOWUP_SLOW,
  followUp.FOLLOWUP_SKIPPED,
  followUp.SDR_LEFT,
  followUp.VOLUME_FLOODS_QUEUE,
  selling.AE_RAMP,
  selling.WINRATE_TEAM,
  selling.COMPETITOR,
  selling.DISCOUNTING,
  selling.LIST_PRICE_CUT,
  demand.MIX_TO_SMALL,
  selling.MIX_PRODUCT,
  selling.CYCLE_LONGER,
  selling.LEGAL_STALL,
  definition.DEFINITION_LOOSE,
  definition.DEFINITION_TIGHT,
  followUp.NO_SHOW,
  selling.SELLING_DAYS,
  plan.SEASON_NOT_PLANNED,
  plan.PLAN_GAP,
  plan.PLAN_WON_OVER_CLOSED,
  demand.MARKET_DOWN,
  demand.PARTNER_LOST,
  deals.WHALE_SLIPS,
  deals.WHALE_LOST,
  deals.WHALE_MASKS,
  deals.PULLED_FORWARD,
  record.LATE_UPDATES,
  record.ZOMBIES,
  record.MIGRATION,
  record.DUPLICATES,
  record.BACKDATED,
  deals.FX,
  NOTHING,
  OFFSETTING,
  ...COMPOUNDS,
];

export function causeNamed(id: string): Cause {
  const found = CATALOGUE.find((entry) => entry.id === id);
  if (found) return found;
  throw new BadInput({
    code: 'unknown_cause',
    message: `There is no cause "${id}"`,
    fix: `Use one of ${CATALOGUE.map((entry) => entry.id).join(', ')}`,
  });
}
