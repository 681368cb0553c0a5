/** What was planned for a quarter and agreed to be done, as the joint week needs it. */

import { z } from 'zod';
import { daysBetween, type Span } from '../calendar.ts';
import { action, type CampaignPlan } from '../ledger/entries.ts';
import { actionsOf, campaignsOf, revenuePlanOf } from '../ledger/plans.ts';
import type { Knowledge } from '../ledger/state.ts';
import { type Caveat, moneySchema } from './answer.ts';

/** An action that is done or dropped is still shown for so many days: last week's come first. */
const SHOWN_DAYS = 14;

export const targetSchema = z.object({
  amount: moneySchema,
  version: z.int().describe('Version of the revenue plan'),
  is_signed: z.boolean(),
});

export const actionSchema = z.object({
  id: z.string(),
  seq: z.int().describe('Newest entry about it: what to name as seen'),
  ...action.shape,
  late: z.boolean().describe('Open past its date'),
});

export interface WeekPlan {
  readonly target: z.output<typeof targetSchema> | null;
  /** Engagements that campaigns are planned to bring, each spread evenly over its days in market. */
  engagements(span: Span): number | null;
  readonly actions: z.output<typeof actionSchema>[];
  readonly caveats: readonly Caveat[];
}

export function weekPlan(
  known: Knowledge,
  quarter: string,
  on: { day: string; dayOf: (instant: string) => string },
): WeekPlan {
  const { current, isSigned } = revenuePlanOf(known, on);
  const rows = current?.body.rows.filter((row) => row.quarter === quarter) ?? [];
  const campaigns = campaignsOf(known, on).flatMap((each) => each.current?.body ?? []);
  const inMarket = campaigns.filter(
    (plan) => plan.live_date !== null && plan.planned_engagements !== null,
  );
  const target =
    current === null || rows.length === 0
      ? null
      : {
          amount: {
            amount: rows.reduce((sum, row) => sum + row.bookings, 0),
            currency: current.body.currency,
          },
          version: current.number,
          is_signed: isSigned,
        };
  return {
    target,
    engagements: (span) =>
      inMarket.length === 0 ? null : inMarket.reduce((sum, plan) => sum + share(plan, span), 0),
    actions: actionsShown(known, on),
    caveats: cautions(target, quarter),
  };
}

function share({ live_date, end_date, planned_engagements }: CampaignPlan, span: Span): number {
  const from = live_date as string;
  const days = end_date === null ? 1 : daysBetween(from, end_date) + 1;
  const first = Math.max(0, daysBetween(from, span.start));
  const last = Math.min(days, daysBetween(from, span.end));
  return ((planned_engagements as number) * Math.max(0, last - first)) / days;
}

function actionsShown(
  known: Knowledge,
  { day, dayOf }: { day: string; dayOf: (instant: string) => string },
): z.output<typeof actionSchema>[] {
  return actionsOf(known)
    .filter(
      ({ body, entry }) =>
        body.state === 'open' || daysBetween(dayOf(entry.said_at), day) < SHOWN_DAYS,
    )
    .map(({ id, body, entry }) => ({
      id,
      seq: entry.seq,
      ...body,
      late: body.state === 'open' && body.due < day,
    }))
    .sort((a, b) => Number(a.late) - Number(b.late) || (a.due < b.due ? -1 : 1));
}

function cautions(target: WeekPlan['target'], quarter: string): Caveat[] {
  if (target === null) {
    return [
      {
        code: 'no_plan',
        message: `No plan for ${quarter} is in force: the weeks are compared with the company’s own past, not with a plan.`,
      },
    ];
  }
  if (target.is_signed) return [];
  return [
    {
      code: 'plan_unsigned',
      message: `Version ${target.version} of the plan is a proposal: not both heads have signed it.`,
    },
  ];
}
