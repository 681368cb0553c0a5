/** Budget lines of a campaign, and what they come to. */

import { z } from 'zod';

const line = z
  .strictObject({
    line: z.string().min(1).describe('Number or name of the line'),
    state: z.enum(['planned', 'committed', 'actual']).describe('Budgeted; ordered; or invoiced'),
    order: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Purchase order that it is, or is for'),
    order_open: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Of an order: whether more invoices are to come'),
    amount: z.int().min(0).describe('Minor units'),
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is no month such as 2026-03')
      .nullable()
      .default(null),
    vendor: z.string().min(1).nullable().default(null),
  })
  .superRefine(({ state, order, order_open }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (state === 'committed' && order === null)
      fault('order', 'is needed where money is committed');
    if (state === 'committed' && order_open === null)
      fault('order_open', 'is needed where money is committed');
    if (state === 'planned' && order !== null) fault('order', 'is none of a planned line');
  });
export type BudgetLine = z.output<typeof line>;
export const budgetLine = line;

/** `set-budget`, about `budget/<campaign id>`: every line of the campaign. */
export const budget = z.strictObject({
  campaign_id: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, 'is no ISO 4217 code'),
  lines: z.array(line),
});
export type Budget = z.output<typeof budget>;

/** All in minor units. */
export interface BudgetSums {
  readonly planned: number;
  /** Ordered, and not invoiced yet. */
  readonly committed: number;
  /** Invoiced. */
  readonly actual: number;
  /** What will have been spent by all that is ordered or invoiced. */
  readonly spend: number;
  /** Planned less spend. */
  readonly left: number;
}

/**
 * Spend is what was invoiced without an order or on a closed one, and for each open order the larger
 * of its value and its invoices: adding orders and invoices would count the same money twice. Rule as
 * documented by Uptempo for its spend totals.
 */
export function budgetSums(lines: readonly BudgetLine[]): BudgetSums {
  const sum = (some: readonly BudgetLine[]) =>
    some.reduce((total, { amount }) => total + amount, 0);
  const invoices = lines.filter(({ state }) => state === 'actual');
  const planned = sum(lines.filter(({ state }) => state === 'planned'));
  const actual = sum(invoices);
  const orders = Map.groupBy(
    lines.filter(({ state }) => state === 'committed'),
    ({ order }) => order,
  );
  let committed = 0;
  for (const [order, parts] of orders) {
    if (!parts.some(({ order_open }) => order_open)) continue;
    committed += Math.max(0, sum(parts) - sum(invoices.filter((each) => each.order === order)));
  }
  const spend = actual + committed;
  return { planned, committed, actual, spend, left: planned - spend };
}
