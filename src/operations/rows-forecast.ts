/** What stands behind a part of a forecast. */

import { BadInput } from '../errors.ts';
import type { QuarterForecast } from '../models/forecast-run.ts';
import { wholeNumbers } from '../models/whole-numbers.ts';
import { momentOf } from './answer.ts';
import { forecastFacts } from './forecast-data.ts';
import { makeForecast } from './forecast-made.ts';
import type { Context } from './operation.ts';

export const FORECAST_PARTS = ['booked', 'open_pipeline', 'engaged', 'planned'] as const;

interface Asked {
  readonly part: (typeof FORECAST_PARTS)[number];
  readonly quarter: string;
  readonly ahead: number;
  readonly past: number;
  readonly seed: number;
}

const TITLES = {
  booked: 'Won so far',
  open_pipeline: 'Open deals',
  engaged: 'Engaged, and without an opportunity yet',
  planned: 'Planned, and usual',
} as const;

const SCALED =
  'What past forecasts of the same week taught is in it, so that the rows add up to the part; minor units.';
const FORMULAS = {
  booked: 'Each deal that was won in the quarter by the as-of day, with its amount in minor units.',
  open_pipeline: `Each open deal with its chance to be won in the quarter, by its age, stage and time in it; amount_expected is that chance times its amount, changed as amounts of its stage usually change. ${SCALED}`,
  engaged: `People of a campaign type and a segment who are engaged and led to no opportunity yet; the opportunities, the wins and the money that are expected of them in the quarter. ${SCALED}`,
  planned: `Opportunities and wins in the quarter of those who are still to be engaged, by planned campaigns or at the pace of the last half-year. Without a campaign type: opportunities that no engagement begins. ${SCALED}`,
} as const;

export async function forecastRows(context: Context, asked: Asked, as_of: string) {
  const { part } = asked;
  const moment = momentOf(as_of, context.home.settings);
  const { result } = await makeForecast(context, { ...asked, as_of, weekly: false });
  const q = result.quarters.findIndex(({ quarter }) => quarter === asked.quarter);
  const quarter = result.quarters[q];
  if (!quarter || !result.behind) throw notForecast(asked.quarter, result.quarters);
  const { booked, open } = await forecastFacts(context, as_of, moment);
  const title = `${TITLES[part]}, ${quarter.quarter}`;
  const formula = FORMULAS[part];
  if (part === 'booked') {
    const { from, to } = quarter;
    const rows = booked.filter(({ closed_on }) => closed_on >= from && closed_on < to);
    return { title, formula, rows };
  }
  const adding = (amounts: readonly number[]) => addingUpTo(quarter.landing.parts[part], amounts);
  if (part === 'open_pipeline') {
    const { deals } = result.behind;
    const expected = adding(deals.map(({ amounts }) => amounts[q]!));
    const rows = open.map(({ id, name, ...deal }, i) => ({
      id,
      name,
      amount_expected: expected[i]!,
      chance: Number(deals[i]!.chances[q]!.toPrecision(3)),
      ...deal,
    }));
    return { title, formula, rows: rows.sort(byExpected) };
  }
  const groups = result.behind.coming.filter((group) => group.part === part);
  const expected = adding(groups.map(({ amounts }) => amounts[q]!));
  const rows = groups.map(({ campaign_type, segment, people, opportunities, wins }, i) => ({
    campaign_type,
    segment,
    ...(part === 'engaged' ? { people } : {}),
    opportunities: Number(opportunities[q]!.toPrecision(3)),
    wins: Number(wins[q]!.toPrecision(3)),
    amount_expected: expected[i]!,
  }));
  return { title, formula, rows: rows.sort(byExpected) };
}

interface Expected {
  readonly amount_expected: number;
}

function byExpected(a: Expected, b: Expected): number {
  return b.amount_expected - a.amount_expected;
}

/** Whole minor units in the same proportions that add up to the part. */
function addingUpTo(part: number, amounts: readonly number[]): number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return wholeNumbers(amounts.map((amount) => (total > 0 ? (amount * part) / total : 0)));
}

function notForecast(asked: string, quarters: readonly QuarterForecast[]): BadInput {
  return new BadInput({
    code: 'not_forecast',
    message: `${asked} is not among the quarters of this forecast.`,
    where: 'quarter',
    fix: `Use one of ${quarters.map(({ quarter }) => quarter).join(', ')}.`,
  });
}
