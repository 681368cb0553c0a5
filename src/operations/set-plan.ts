import { z } from 'zod';
import { BadInput } from '../errors.ts';
import { type RevenuePlan, revenuePlan } from '../ledger/entries.ts';
import { PLAN, planChanges, revenuePlanOf } from '../ledger/plans.ts';
import { segmentCautions } from './agreed-segments.ts';
import { DEFAULT_DEFINITIONS, dayInput } from './answer.ts';
import { checked, decide, decided, decisionInput, knownOn } from './decide.ts';
import { type Context, operation } from './operation.ts';
import { checkedRow, minorUnits, readPlanFile, readPlanText } from './plan-file.ts';

export const changeSchema = z.object({
  line: z.string(),
  was: z.union([z.string(), z.number()]).nullable(),
  is: z.union([z.string(), z.number()]).nullable(),
});

const rowInput = revenuePlan.shape.rows.element;

const output = z.object({
  ...decided,
  currency: z.string(),
  changes: z.array(changeSchema).describe('Against the plan before it, line by line'),
});
export type SetPlanAnswer = z.output<typeof output>;

export const setPlan = operation({
  name: 'set-plan',
  kind: 'decision',
  title: 'Propose a revenue plan',
  summary:
    'Proposes what is to be booked in each quarter, by segment or as a whole. It holds once the heads of sales and marketing have signed it; until then it stands in for a plan, with a caution. Earlier plans stay as they were.',
  input: z.strictObject({
    ...decisionInput,
    file: z.string().optional().describe('CSV with quarter, segment, bookings'),
    csv: z.string().optional().describe('The text of such a file'),
    rows: z.array(rowInput).optional().describe('The rows themselves, in minor units'),
    effective_from: dayInput.optional().describe('First day on which it shall hold'),
    dry_run: z.boolean().default(false).describe('Says what would change, and writes nothing'),
  }),
  output,
  local: false,
  async run(context, asked) {
    const body = checked(revenuePlan, bodyOf(context, asked), 'set-plan');
    const before = revenuePlanOf(...(await inForce(context, asked.as_of)));
    const was = before.current?.body ?? { rows: [] as RevenuePlan['rows'] };
    const entries = asked.dry_run
      ? []
      : await decide(context, asked, [{ kind: 'set-plan', subject: PLAN, body }]);
    return {
      as_of: asked.as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: segmentCautions(body.rows, context.home.settings),
      entries,
      currency: body.currency,
      changes: planChanges({ ...body, ...was }, body),
    };
  },
});

async function inForce(context: Context, as_of: string) {
  const { known, ...on } = await knownOn(context, as_of);
  return [known, on] as const;
}

interface PlanInput {
  readonly file?: string | undefined;
  readonly csv?: string | undefined;
  readonly rows?: readonly z.output<typeof rowInput>[] | undefined;
  readonly effective_from?: string | undefined;
}

function bodyOf(context: Context, { file, csv, rows, effective_from = undefined }: PlanInput) {
  const { currency } = context.home.settings;
  if ([file, csv, rows].filter((given) => given !== undefined).length !== 1) {
    throw new BadInput({
      code: 'bad_parameter',
      message: 'Give one of a file, its text as csv, or rows.',
      where: 'set-plan',
      fix: 'On the command line: `sameboat set-plan --file revenue-plan.csv`.',
    });
  }
  const dated = { currency, effective_from: effective_from ?? null };
  if (rows !== undefined) return { ...dated, rows };
  const columns = { needed: ['quarter', 'bookings'], optional: ['segment'] };
  const found =
    file === undefined ? readPlanText(csv ?? '', columns) : readPlanFile(context, file, columns);
  const read = found.map((row) => {
    const bookings = minorUnits(row, 'bookings', currency);
    return checkedRow(rowInput, row, {
      quarter: row.values['quarter'] ?? '',
      segment: row.values['segment'] ?? null,
      bookings,
    });
  });
  return { ...dated, rows: read };
}
