import { z } from 'zod';
import { BadInput } from '../errors.ts';
import { type Budget, budget, budgetLine, budgetSums } from '../ledger/budget.ts';
import { campaignSubject } from '../ledger/plans.ts';
import type { Knowledge } from '../ledger/state.ts';
import { DEFAULT_DEFINITIONS, moneySchema } from './answer.ts';
import { checked, decide, decided, decisionInput, knownOn } from './decide.ts';
import { operation } from './operation.ts';
import { badCell, checkedRow, type FileRow, minorUnits, readPlanFile } from './plan-file.ts';

const budgetSchema = z.object({
  planned: moneySchema,
  committed: moneySchema.describe('Ordered, and not invoiced yet'),
  actual: moneySchema.describe('Invoiced'),
  spend: moneySchema.describe('By all that is ordered or invoiced, each order once'),
  left: moneySchema.describe('Planned less spend'),
});

function shownBudget({ lines, currency }: Budget): z.output<typeof budgetSchema> {
  const money = (amount: number) => ({ amount, currency });
  const { planned, committed, actual, spend, left } = budgetSums(lines);
  return {
    planned: money(planned),
    committed: money(committed),
    actual: money(actual),
    spend: money(spend),
    left: money(left),
  };
}

const output = z.object({
  ...decided,
  budgets: z.array(z.object({ campaign_id: z.string(), ...budgetSchema.shape })),
});
export type SetBudgetAnswer = z.output<typeof output>;

export const setBudget = operation({
  name: 'set-budget',
  kind: 'decision',
  title: 'Write down the budget lines of campaigns',
  summary:
    'Takes what is planned, ordered and invoiced for each campaign; the lines of a campaign replace those told before. An order and its invoices are counted once.',
  input: z.strictObject({
    ...decisionInput,
    file: z
      .string()
      .optional()
      .describe('CSV with campaign_id, line, state, order, order_open, amount, month, vendor'),
    campaign: z.string().optional().describe('Campaign of the lines'),
    lines: z.array(budgetLine).optional().describe('Its lines, in minor units'),
  }),
  output,
  local: false,
  async run(context, { file, campaign, lines, ...asked }) {
    const { currency } = context.home.settings;
    if ((file === undefined) === (campaign === undefined || lines === undefined)) {
      throw new BadInput({
        code: 'bad_parameter',
        message: 'Give either a file, or a campaign with its lines.',
        where: 'set-budget',
        fix: 'On the command line: `sameboat set-budget --file budget.csv`.',
      });
    }
    const budgets =
      file === undefined
        ? [checked(budget, { campaign_id: campaign, currency, lines }, 'set-budget')]
        : budgetsIn(readPlanFile(context, file, COLUMNS), currency);
    const { known } = await knownOn(context, asked.as_of);
    insistPlanned(budgets, known);
    const entries = await decide(
      context,
      asked,
      budgets.map((body) => ({
        kind: 'set-budget',
        subject: `budget/${body.campaign_id}`,
        body,
      })),
    );
    return {
      as_of: asked.as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [],
      entries,
      budgets: budgets.map((body) => ({
        campaign_id: body.campaign_id,
        ...shownBudget(body),
      })),
    };
  },
});

const COLUMNS = {
  needed: ['campaign_id', 'line', 'state', 'amount'],
  optional: ['order', 'order_open', 'month', 'vendor'],
};

function budgetsIn(rows: readonly FileRow[], currency: string): Budget[] {
  const lines = rows.map((row) => {
    const { campaign_id, ...values } = row.values;
    if (!campaign_id) throw badCell(row, 'campaign_id', 'The campaign is missing.');
    const read = {
      ...values,
      line: values['line'] ?? '',
      order_open: yesNo(row, 'order_open'),
      amount: minorUnits(row, 'amount', currency),
    };
    return { campaign_id, line: checkedRow(budgetLine, row, read) };
  });
  const byCampaign = Map.groupBy(lines, ({ campaign_id }) => campaign_id);
  return [...byCampaign].map(([campaign_id, own]) => ({
    campaign_id,
    currency,
    lines: own.map((each) => each.line),
  }));
}

function yesNo(row: FileRow, column: string): boolean | null {
  const text = row.values[column]?.toLowerCase() ?? null;
  if (text === null) return null;
  if (['true', 'yes', '1', 'open'].includes(text)) return true;
  if (['false', 'no', '0', 'closed'].includes(text)) return false;
  throw badCell(row, column, `"${row.values[column]}" is neither yes nor no.`);
}

function insistPlanned(budgets: readonly Budget[], known: Knowledge): void {
  const unknown = budgets.find(
    ({ campaign_id }) => known.about(campaignSubject(campaign_id)).length === 0,
  );
  if (unknown === undefined) return;
  throw new BadInput({
    code: 'no_such_campaign',
    message: `The campaign ${unknown.campaign_id} was never planned.`,
    where: 'set-budget',
    fix: 'Propose it first with plan-campaign.',
  });
}

export const toldBudget = budgetSchema.extend({
  seq: z.int().describe('Entry that tells it: what to name as seen'),
  lines: z.array(budgetLine),
});

/** The budget of a campaign as known, or null where no lines were told. */
export function budgetOf(known: Knowledge, campaign: string): z.output<typeof toldBudget> | null {
  const entry = known.about(`budget/${campaign}`).at(-1);
  if (!entry) return null;
  const body = entry.body as Budget;
  return { ...shownBudget(body), seq: entry.seq, lines: body.lines };
}
