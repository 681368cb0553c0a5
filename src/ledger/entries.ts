/** What people can write down about plans: the body of each kind of entry. */

import { z } from 'zod';

const day = z.iso.date();
const currency = z.string().regex(/^[A-Z]{3}$/, 'is no ISO 4217 code');
const quarter = z.string().regex(/^\d{4}-Q[1-4]$/, 'is no quarter such as 2026-Q3');
const minor = z.int().min(0).describe('Minor units, such as cents');

/** `set-plan`, about `plan`. */
export const revenuePlan = z
  .strictObject({
    currency,
    effective_from: day.nullable().default(null),
    rows: z
      .array(
        z.strictObject({
          quarter,
          segment: z.string().min(1).nullable().default(null),
          bookings: minor,
        }),
      )
      .min(1, 'has no rows'),
  })
  .superRefine(({ rows }, context) => {
    const seen = new Set<string>();
    for (const [at, row] of rows.entries()) {
      const key = JSON.stringify([row.quarter, row.segment]);
      if (seen.has(key)) {
        context.addIssue({
          code: 'custom',
          path: ['rows', at, 'quarter'],
          message: `${row.quarter} ${row.segment ?? 'without a segment'} is there twice`,
        });
      }
      seen.add(key);
    }
    for (const [at, { quarter: name, segment, bookings }] of rows.entries()) {
      if (segment !== null || !isTotal(bookings, rows, name)) continue;
      context.addIssue({
        code: 'custom',
        path: ['rows', at, 'segment'],
        message: `${name} is there by segment and as their total, which would count twice: leave the total out`,
      });
    }
  });
export type RevenuePlan = z.output<typeof revenuePlan>;

/** A row without a segment is the rest; one that is as large as all the others is their total. */
function isTotal(
  bookings: number,
  rows: readonly { quarter: string; segment: string | null; bookings: number }[],
  quarter: string,
): boolean {
  const others = rows.filter((row) => row.quarter === quarter && row.segment !== null);
  const sum = others.reduce((all, row) => all + row.bookings, 0);
  return sum > 0 && Math.abs(bookings / sum - 1) < 0.005;
}

/** Phases of a campaign, in the order in which they begin. */
export const PHASES = [
  'research_start',
  'develop_start',
  'execute_start',
  'live_date',
  'end_date',
] as const;
type Phase = (typeof PHASES)[number];

const date = day.nullable().default(null);

/** `plan-campaign` and `move-campaign`, about `campaign/<id>`. */
export const campaignPlan = z
  .strictObject({
    campaign_id: z.string().min(1),
    name: z.string().min(1),
    campaign_type: z.string().min(1),
    segment: z.string().min(1).nullable().default(null),
    research_start: date,
    develop_start: date,
    execute_start: date,
    live_date: date,
    end_date: date,
    planned_engagements: z.number().min(0).nullable().default(null),
    planned_cost: minor.nullable().default(null),
    currency: currency.nullable().default(null),
    owner: z.string().min(1).nullable().default(null),
    objective: z.string().min(1).nullable().default(null),
  })
  .superRefine((plan, context) => {
    let before: Phase | null = null;
    for (const phase of PHASES) {
      const starts = plan[phase];
      if (starts === null) continue;
      if (before !== null && starts < (plan[before] as string)) {
        context.addIssue({
          code: 'custom',
          path: [phase],
          message: `${starts} is before ${before} (${plan[before]})`,
        });
      }
      before = phase;
    }
  });
export type CampaignPlan = z.output<typeof campaignPlan>;

const STEPS = [
  'engagement',
  'engagement_to_meeting',
  'meeting_to_opportunity',
  'opportunity_to_won',
  'amount',
] as const;

/** `record-assumption`, about `assumption/<what>/<campaign type>/<segment>/<step>`. */
export const assumption = z
  .strictObject({
    assumption: z.enum(['rate', 'lag', 'size', 'volume']),
    campaign_type: z.string().min(1).nullable().default(null),
    segment: z.string().min(1).nullable().default(null),
    step: z.enum(STEPS).nullable().default(null),
    value: z.number(),
    unit: z.string().min(1),
    source: z.string().min(1).describe('Where the number comes from'),
    reasoning: z.string().min(1).nullable().default(null),
  })
  .superRefine((body, context) => {
    const message =
      body.assumption === 'rate' && (body.value < 0 || body.value > 1)
        ? 'is no share between 0 and 1'
        : body.value < 0
          ? 'is below 0'
          : null;
    if (message) context.addIssue({ code: 'custom', path: ['value'], message });
  });
export type Assumption = z.output<typeof assumption>;

export function assumptionSubject({ assumption: what, ...of }: Assumption): string {
  const parts = [what, of.campaign_type, of.segment, of.step].map((part) =>
    encodeURIComponent(part ?? ''),
  );
  return `assumption/${parts.join('/')}`;
}

/** `record-event`, about `event/<id>`. */
export const marketEvent = z
  .strictObject({
    date: day,
    until: day.nullable().default(null).describe('Last day; null for a single one'),
    text: z.string().min(1),
    kind: z.enum(['market', 'company']).default('company'),
  })
  .refine(({ date: from, until }) => until === null || from <= until, {
    path: ['until'],
    message: 'is before date',
  });
export type MarketEvent = z.output<typeof marketEvent>;

/** `act`, about `action/<id>`. */
export const action = z.strictObject({
  text: z.string().min(1),
  owner: z.string().min(1),
  due: day,
  state: z.enum(['open', 'done', 'dropped']).default('open'),
  note: z.string().min(1).nullable().default(null),
});
export type Action = z.output<typeof action>;
