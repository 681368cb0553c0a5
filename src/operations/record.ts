import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BadInput } from '../errors.ts';
import {
  type Assumption,
  action,
  assumption,
  assumptionSubject,
  marketEvent,
} from '../ledger/entries.ts';
import { canonical } from '../ledger/entry.ts';
import { actionsOf, assumptionsOf, eventsOf } from '../ledger/plans.ts';
import { DEFAULT_DEFINITIONS, dayInput } from './answer.ts';
import { assumptionsFromCurves } from './assumptions-from-curves.ts';
import { checked, type Decision, decide, decided, decisionInput, knownOn } from './decide.ts';
import { type Context, operation } from './operation.ts';
import { checkedRow, numberOf, readPlanFile } from './plan-file.ts';

const output = z.object(decided);
export type RecordAnswer = z.output<typeof output>;

/** Nothing but what was written. */
async function write(
  context: Context,
  asked: {
    as_of: string;
    reason?: string | undefined;
    seen?: number | undefined;
    id?: string | undefined;
  },
  decisions: readonly Decision[],
): Promise<z.input<typeof output>> {
  return {
    as_of: asked.as_of,
    definition_versions: DEFAULT_DEFINITIONS,
    caveats: [],
    entries: await decide(context, asked, decisions),
  };
}

export const recordAssumption = operation({
  name: 'record-assumption',
  kind: 'decision',
  title: 'Write down what the plan assumes',
  summary:
    'Writes down a rate, lag, size or volume that the plan rests on, with where it comes from; what was said already is passed over. With them a miss can be told from an assumption that never held.',
  input: z.strictObject({
    ...decisionInput,
    file: z
      .string()
      .optional()
      .describe(
        'CSV with assumption, campaign_type, segment, step, value, unit, source, reasoning',
      ),
    assumption: assumption.optional(),
    from_curves: z
      .boolean()
      .default(false)
      .describe('Take the rates and lags that were measured up to the day'),
    dry_run: z.boolean().default(false).describe('Says what would be written, and writes nothing'),
  }),
  output: output.extend({ assumptions: z.array(z.object(assumption.shape)) }),
  local: false,
  async run(context, { file, assumption: one, from_curves, dry_run, ...asked }) {
    const given = [file !== undefined, one !== undefined, from_curves].filter(Boolean);
    if (given.length !== 1) {
      throw new BadInput({
        code: 'bad_parameter',
        message: 'Give one of: a file, an assumption, or from_curves.',
        where: 'record-assumption',
        fix: 'On the command line: `sameboat record-assumption --file assumptions.csv`, or --from-curves.',
      });
    }
    const bodies = from_curves
      ? await assumptionsFromCurves(context, asked.as_of)
      : file === undefined
        ? [checked(assumption, one, 'record-assumption')]
        : assumptionsIn(context, file);
    const { known } = await knownOn(context, asked.as_of);
    const present = new Map(assumptionsOf(known).map((each) => [each.entry.subject, each.body]));
    const decisions = bodies
      .map((body) => ({ kind: 'record-assumption', subject: assumptionSubject(body), body }))
      .filter(({ subject, body }) => canonical(present.get(subject)) !== canonical(body));
    const written = await write(context, asked, dry_run ? [] : decisions);
    return { ...written, assumptions: decisions.map(({ body }) => body) };
  },
});

function assumptionsIn(context: Context, file: string): Assumption[] {
  const rows = readPlanFile(context, file, {
    needed: ['assumption', 'value', 'unit', 'source'],
    optional: ['campaign_type', 'segment', 'step', 'reasoning', 'signed_on'],
  });
  return rows.map((row) => {
    const { signed_on: _, ...values } = row.values;
    return checkedRow(assumption, row, {
      ...values,
      unit: values['unit'] ?? '',
      source: values['source'] ?? '',
      value: numberOf(row, 'value'),
    });
  });
}

/** Short, and the same for the same thing said by the same person at the same moment. */
function newId(context: Context, body: unknown): string {
  const text = `${context.now} ${context.who.id} ${JSON.stringify(body)}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

export const recordEvent = operation({
  name: 'record-event',
  kind: 'decision',
  title: 'Put an event on the time line',
  summary:
    'Notes what happened in the market or the company (a price change, a competitor, a national meeting, new territories), so that a break in a curve has a name.',
  input: z.strictObject({
    ...decisionInput,
    event: z.string().optional().describe('Id of an event that is to be corrected'),
    date: dayInput.describe('First day'),
    until: dayInput.optional().describe('Last day'),
    text: z.string().min(1),
    kind: z.enum(['market', 'company']).default('company'),
  }),
  output,
  local: false,
  async run(context, { event, date, until, text, kind, ...asked }) {
    const body = checked(marketEvent, { date, until: until ?? null, text, kind }, 'record-event');
    if (event !== undefined) {
      const { known } = await knownOn(context, asked.as_of);
      insistKnown(event, eventsOf(known), 'event');
    }
    const subject = `event/${event ?? newId(context, body)}`;
    return write(context, asked, [{ kind: 'record-event', subject, body }]);
  },
});

export const act = operation({
  name: 'act',
  kind: 'decision',
  title: 'Open, move or close an action',
  summary: 'Writes down who does what by when, or what became of it.',
  input: z.strictObject({
    ...decisionInput,
    action: z.string().optional().describe('Id of an action that is there; a new one by default'),
    text: z.string().min(1).optional().describe('What is to be done'),
    owner: z.string().min(1).optional(),
    due: dayInput.optional(),
    state: z.enum(['open', 'done', 'dropped']).optional(),
    note: z.string().min(1).optional().describe('What came of it'),
  }),
  output,
  local: false,
  async run(context, { as_of, reason, seen, id, action: known, ...told }) {
    const before = known === undefined ? {} : await actionNow(context, as_of, known);
    const body = checked(action, { ...before, ...told }, 'act');
    const subject = `action/${known ?? newId(context, body)}`;
    return write(context, { as_of, reason, seen, id }, [{ kind: 'act', subject, body }]);
  },
});

async function actionNow(context: Context, as_of: string, id: string) {
  const { known } = await knownOn(context, as_of);
  return insistKnown(id, actionsOf(known), 'action').body;
}

function insistKnown<Told extends { readonly id: string }>(
  id: string,
  all: readonly Told[],
  what: string,
): Told {
  const found = all.find((each) => each.id === id);
  if (found) return found;
  throw new BadInput({
    code: `no_such_${what}`,
    message: `There is no ${what} "${id}".`,
    where: what,
    fix: `Take the id from the list, or leave it out to make a new ${what}.`,
  });
}
