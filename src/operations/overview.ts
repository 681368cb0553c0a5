import { z } from 'zod';
import { addDays, quarterOf, quarterWeeks } from '../calendar.ts';
import { allRows } from '../engine/engine.ts';
import { statementFile } from '../facts/statement-file.ts';
import { asOfInput, DEFAULT_DEFINITIONS, dayInput, envelope, momentOf } from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { unusedDefinitions } from './definitions-held.ts';
import { operation } from './operation.ts';

/** Quarters that a period picker offers, the last first. */
const QUARTERS = 16;

const span = { start: dayInput, end: dayInput.describe('First day after it') };

const output = z.object({
  ...envelope,
  company: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  is_sample: z.boolean(),
  facts_version: z.string(),
  sources: z.array(
    z.object({
      source: z.string(),
      observed_to: dayInput.describe('Last day that it knows of'),
      files: z.int(),
      read: z.int(),
      loaded: z.int(),
      rejected: z.int(),
    }),
  ),
  facts: z.array(z.object({ table: z.string(), rows: z.int() })),
  quarters: z.array(z.object({ name: z.string(), ...span, weeks: z.array(z.object(span)) })),
});

export type OverviewAnswer = z.output<typeof output>;

interface SourceRow {
  readonly source: string;
  readonly observed_to: string;
  readonly files: number;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
}

export const overview = operation({
  name: 'overview',
  kind: 'question',
  title: 'What is in this home',
  summary:
    'The company, its currency and calendar, the sources with the last day that each knows of, how many facts there are, and the version of the facts.',
  input: z.strictObject({ as_of: asOfInput }),
  output,
  local: false,
  async run(context, { as_of }) {
    const { settings } = context.home;
    const facts = await context.facts();
    const moment = momentOf(as_of, settings);
    const url = (name: string) => new URL(`../facts/${name}.sql`, import.meta.url);
    const quarters = [];
    for (let day = moment.as_of; quarters.length < QUARTERS; ) {
      const quarter = quarterOf(day, settings);
      quarters.push({ ...quarter, weeks: quarterWeeks(quarter, settings) });
      day = addDays(quarter.start, -1);
    }
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: await sourceCautions(facts, moment, await unusedDefinitions(context, as_of, moment)),
      company: settings.company,
      currency: settings.currency,
      time_zone: settings.time_zone,
      is_sample: settings.as_of !== null,
      facts_version: facts.version,
      sources: await allRows<SourceRow>(facts.engine.query(statementFile(url('sources')))),
      facts: await allRows<{ table: string; rows: number }>(
        facts.engine.query(statementFile(url('fact_counts'))),
      ),
      quarters,
    };
  },
});
