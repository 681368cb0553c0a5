import { z } from 'zod';
import { runChecks } from '../facts/checks/health.ts';
import { asOfInput, DEFAULT_DEFINITIONS, envelope, momentOf, moneySchema } from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { unusedDefinitions } from './definitions-held.ts';
import { operation } from './operation.ts';
import { healthParameters } from './rows.ts';

const output = z.object({
  ...envelope,
  checks: z.array(
    z.object({
      check: z.string(),
      title: z.string(),
      state: z.enum(['found', 'passed', 'could_not_run']),
      count: z.int().nullable().describe('Rows with the fault; null when it could not run'),
      money: moneySchema.nullable().describe('Known money that the fault touches'),
      unknown_amounts: z.int().nullable().describe('Of those rows, how many have no known amount'),
      values: z
        .array(z.object({ value: z.string(), count: z.int() }))
        .describe('The most frequent faulty values, where they say something'),
      touches: z.array(z.string()).describe('Operations whose answers it touches'),
      meaning: z.string(),
      fix: z.string().describe('What to do in the source'),
      why_not: z.string().nullable().describe('Why it could not run'),
    }),
  ),
});

export type DataHealthAnswer = z.output<typeof output>;

export const dataHealth = operation({
  name: 'data-health',
  kind: 'question',
  title: 'Can the numbers be trusted today',
  summary:
    'Every check of the data: how many rows have the fault, how much money and which answers it touches, and how to mend it in the source. A check that could not run is not counted as passed.',
  input: z.strictObject({ as_of: asOfInput }),
  output,
  local: false,
  async run(context, { as_of }) {
    const { settings } = context.home;
    const moment = momentOf(as_of, settings);
    const facts = await context.facts();
    const checks = await runChecks(facts.engine, healthParameters({ moment, settings }));
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: await sourceCautions(facts, moment, await unusedDefinitions(context, as_of, moment)),
      checks: checks.map(({ amount, ...check }) => ({
        ...check,
        money: amount === null ? null : { amount, currency: settings.currency },
      })),
    };
  },
});
