import { z } from 'zod';
import type { Version } from '../ledger/agreement.ts';
import { assumption, marketEvent, type RevenuePlan, revenuePlan } from '../ledger/entries.ts';
import type { Entry } from '../ledger/entry.ts';
import { assumptionsOf, eventsOf, PLAN, planChanges, revenuePlanOf } from '../ledger/plans.ts';
import { segmentCautions } from './agreed-segments.ts';
import { toldSchema, toldVersion, versionSchema } from './agreement-answer.ts';
import { asOfInput, type Caveat, DEFAULT_DEFINITIONS, envelope, moneySchema } from './answer.ts';
import { knownOn } from './decide.ts';
import { operation } from './operation.ts';
import { changeSchema } from './set-plan.ts';

const planSchema = versionSchema.extend({
  is_signed: z.boolean(),
  rows: z.array(revenuePlan.shape.rows.element),
  quarters: z.array(z.object({ quarter: z.string(), target: moneySchema })),
});

const output = z.object({
  ...envelope,
  time_zone: z.string(),
  plan: planSchema
    .nullable()
    .describe('What holds, or the newest proposal where nothing is signed'),
  waiting: planSchema.nullable().describe('The proposal that waits for a signature'),
  changes: z.array(changeSchema).describe('From the plan that holds to the proposal that waits'),
  seq: z.int().describe('Newest entry about the plan, 0 for none: what to name as seen'),
  versions: z.array(versionSchema),
  assumptions: z.array(
    z.object({
      id: z.string(),
      ...assumption.shape,
      ...toldSchema,
      after_signature: z.boolean().describe('Recorded since the plan was signed'),
      at_signature: z.number().nullable().describe('What was assumed when the plan was signed'),
    }),
  ),
  events: z.array(z.object({ id: z.string(), ...marketEvent.shape, ...toldSchema })),
});
export type PlanAnswer = z.output<typeof output>;

export const plan = operation({
  name: 'plan',
  kind: 'question',
  title: 'Which revenue plan holds, on which assumptions, and who signed it',
  summary:
    'The revenue plan that held on a day, its assumptions and signatures, what was proposed or has changed since, and the events of the market and the company. Asked as of an earlier day it is as it was known then.',
  input: z.strictObject({ as_of: asOfInput }),
  output,
  local: false,
  async run(context, { as_of }) {
    const { known, ...on } = await knownOn(context, as_of);
    const { current, isSigned, waiting, versions } = revenuePlanOf(known, on);
    const signedAt = isSigned && current ? signedWith(current) : null;
    const proposal = waiting && waiting.seq !== current?.seq ? waiting : null;
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [
        ...cautions(current, isSigned),
        ...segmentCautions(current?.body.rows ?? [], context.home.settings),
      ],
      time_zone: context.home.settings.time_zone,
      plan: current ? shown(current, isSigned) : null,
      waiting: proposal ? shown(proposal, false) : null,
      changes: current && proposal ? planChanges(current.body, proposal.body) : [],
      seq: known.about(PLAN).at(-1)?.seq ?? 0,
      versions: versions.map(toldVersion),
      assumptions: assumptionsOf(known).map(({ id, body, entry }) => ({
        id,
        ...body,
        ...told(entry),
        after_signature: signedAt !== null && entry.said_at > signedAt,
        at_signature:
          signedAt === null
            ? null
            : valueAt(known.about(entry.subject), (each) => each.said_at <= signedAt),
      })),
      events: eventsOf(known).map(({ id, body, entry }) => ({ id, ...body, ...told(entry) })),
    };
  },
});

function cautions(current: Version<RevenuePlan> | null, isSigned: boolean): Caveat[] {
  if (current === null) {
    return [{ code: 'no_plan', message: 'No revenue plan was proposed yet.' }];
  }
  if (isSigned) return [];
  return [
    {
      code: 'plan_unsigned',
      message: `Version ${current.number} of the plan is a proposal: not both heads have signed it.`,
    },
  ];
}

/** The moment of the second signature. */
function signedWith({ signatures }: Version<RevenuePlan>): string {
  return signatures
    .map(({ at }) => at)
    .toSorted()
    .at(-1) as string;
}

function valueAt(entries: readonly Entry[], was: (entry: Entry) => boolean): number | null {
  const entry = entries.findLast(was);
  return entry ? (entry.body as { value: number }).value : null;
}

export function told({
  seq,
  said_at,
  who,
  reason,
}: Pick<Entry, 'seq' | 'said_at' | 'who' | 'reason'>) {
  return { seq, said_at, by: who, reason };
}

function shown(version: Version<RevenuePlan>, isSigned: boolean): z.output<typeof planSchema> {
  const { rows, currency } = version.body;
  const sums = new Map<string, number>();
  for (const { quarter, bookings } of rows) {
    sums.set(quarter, (sums.get(quarter) ?? 0) + bookings);
  }
  return {
    ...toldVersion(version),
    is_signed: isSigned,
    rows,
    quarters: [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([quarter, amount]) => ({ quarter, target: { amount, currency } })),
  };
}
