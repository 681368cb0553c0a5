import { z } from 'zod';
import { type Period, quarterNamed, quarterOf } from '../calendar.ts';
import type { Settings } from '../config.ts';
import { BadInput, NotFound } from '../errors.ts';
import type { Facts } from '../facts/store.ts';
import { heldOn, type Version, waiting } from '../ledger/agreement.ts';
import { ACCEPTED_OPPORTUNITY, type Definition } from '../ledger/definition.ts';
import { DEFINITION_FIELDS, OPERATORS } from '../ledger/definition-fields.ts';
import { type StageOrder, stageOrder } from '../measures/definition-rows.ts';
import { measure } from '../measures/measures.ts';
import { toldVersion, versionSchema } from './agreement-answer.ts';
import { asOfInput, type Caveat, envelope, type Moment, momentOf } from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { knownOn } from './decide.ts';
import { type Compared, effectOf, effectSchema } from './definition-effect.ts';
import { definitionExamples } from './definition-examples.ts';
import { type HeldDefinitions, heldDefinitions } from './definitions-held.ts';
import { operation } from './operation.ts';

/** Above this share of opportunities that lack a field, what a definition changes cannot be told well. */
const MANY_BLANK = 0.05;

const ruleOutput = z.record(z.string(), z.unknown()).describe('As react-querybuilder writes it');

const definitionVersion = versionSchema.extend({
  state: z.enum(['in_force', 'waiting', 'signed_for_later', 'replaced', 'withdrawn']),
  text: z.string().describe('The sentence that is signed'),
  rule: ruleOutput,
  stages: z.array(z.string()),
});

const exampleSchema = z.object({
  name: z.string(),
  title: z.string(),
  text: z.string(),
  rule: ruleOutput,
  stages: z.array(z.string()),
});

const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['stage', 'name', 'money', 'people', 'days', 'yes', 'known']),
  operators: z.array(z.enum(OPERATORS)),
  values: z
    .array(z.string())
    .describe('Those that the opportunities have; the most frequent first'),
});

const output = z.object({
  ...envelope,
  time_zone: z.string(),
  seen: z.int().describe('Number of the newest entry about the definition; name it in `define`'),
  in_force: z.int().describe('Version that holds on the as-of day; 0 is the built-in one'),
  waiting: z.int().nullable().describe('Version that waits for a signature'),
  versions: z.array(definitionVersion).describe('The newest first'),
  effect: effectSchema.nullable().describe('Null while nothing was ever proposed'),
  fields: z.array(fieldSchema).describe('What a rule may ask for'),
  stages: z.array(z.string()).describe('The stages in their usual order'),
  examples: z.array(exampleSchema).describe('Definitions to start from'),
});

export type DefinitionsAnswer = z.output<typeof output>;
export type VersionAnswer = DefinitionsAnswer['versions'][number];

export const definitions = operation({
  name: 'definitions',
  kind: 'question',
  title: 'What counts as an accepted opportunity, and what would change',
  summary:
    'Every version of the definition with who signed it and from when it holds; for one quarter the numbers under two versions, by segment and with win rates, the opportunities that are counted and would not be, and the reverse, each with the day on which it first met the definition and how it stood then.',
  input: z.strictObject({
    as_of: asOfInput,
    quarter: z.string().optional().describe('Such as 2026-Q3; the one of the as-of day by default'),
    version: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe('New version; by default what waits, else the newest'),
    against: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe('Old version; by default what holds. 0 is the built-in one'),
  }),
  output,
  local: false,
  async run(context, { as_of, quarter: asked, version, against }) {
    const { settings } = context.home;
    const moment = momentOf(as_of, settings);
    const held = await heldDefinitions(context, as_of, moment);
    const { known } = await knownOn(context, as_of);
    const facts = await context.facts();
    const { stages, unsure } = await knownStages(facts, moment, settings);
    const compared = comparedVersions(held, moment, { version, against });
    const quarter = quarterAsked(asked, moment, settings);
    const effect =
      held.all.length === 0 ? null : await effectOf(context, { moment, quarter, ...compared });
    return {
      as_of,
      definition_versions: held.versions,
      caveats: [
        ...(await sourceCautions(facts, moment, held)),
        ...(effect ? blankCautions(effect) : []),
        ...(unsure ? [orderCaution(unsure)] : []),
      ],
      time_zone: settings.time_zone,
      seen: known.about(ACCEPTED_OPPORTUNITY).at(-1)?.seq ?? 0,
      in_force: held.versions['accepted_opportunity'] ?? 0,
      waiting: waiting(held.all)?.number ?? null,
      versions: held.all.map((each) => described(each, moment)).toReversed(),
      effect,
      fields: await fieldsKnown(facts, moment, settings, stages),
      stages: [...stages],
      examples: definitionExamples(stages, settings.currency).map(
        ({ name, title, definition }) => ({
          name,
          title,
          text: definition.text,
          rule: { ...definition.rule },
          stages: definition.stages,
        }),
      ),
    };
  },
});

interface Versions {
  readonly version?: number | undefined;
  readonly against?: number | undefined;
}

/** The two versions that are compared. @throws NotFound when there is none of that number */
export function comparedVersions(
  { all, versions }: HeldDefinitions,
  { as_of }: Moment,
  { version, against }: Versions,
): { older: Compared; newer: Compared } {
  const newest = waiting(all)?.number ?? heldOn(all, as_of)?.number ?? all.at(-1)?.number ?? 0;
  const number = version ?? newest;
  const current = versions['accepted_opportunity'] ?? 0;
  const before = all.findLast((each) => each.number < number && each.holds_from !== null);
  const other = against ?? (current === number ? (before?.number ?? 0) : current);
  return { older: versionNumbered(all, other), newer: versionNumbered(all, number) };
}

function versionNumbered(all: readonly Version<Definition>[], number: number): Compared {
  if (number === 0) return { number, definition: null };
  const found = all.find((each) => each.number === number);
  if (found) return { number, definition: found.body };
  throw new NotFound({
    code: 'no_such_version',
    message: `The definition of an accepted opportunity has no version ${number}.`,
    where: 'version',
    fix:
      all.length === 0
        ? 'None was proposed by then: propose one with `define`.'
        : `There are the versions 0 (built in) to ${all.length}.`,
  });
}

/** @throws BadInput when it is no quarter */
export function quarterAsked(name: string | undefined, moment: Moment, settings: Settings): Period {
  if (name === undefined) return quarterOf(moment.as_of, settings);
  const quarter = quarterNamed(name, settings);
  if (quarter) return quarter;
  throw new BadInput({
    code: 'bad_quarter',
    message: `"${name}" is no quarter.`,
    where: 'quarter',
    fix: 'Write it as 2026-Q3.',
  });
}

/** The stages that opportunities went through, as known, in their usual order. */
export async function knownStages(
  facts: Facts,
  moment: Moment,
  { reopen_days }: Settings,
): Promise<StageOrder> {
  return stageOrder(await measure(facts.engine, 'stage_pairs', { ...moment, reopen_days }));
}

async function fieldsKnown(
  facts: Facts,
  moment: Moment,
  { reopen_days }: Settings,
  stages: readonly string[],
): Promise<z.input<typeof fieldSchema>[]> {
  const values = await measure(facts.engine, 'definition_values', { ...moment, reopen_days });
  return DEFINITION_FIELDS.map(({ name, label, kind, operators }) => ({
    ...{ name, label, kind },
    operators: [...operators],
    values:
      kind === 'stage'
        ? [...stages]
        : values.filter(({ field }) => field === name).map(({ value }) => value),
  }));
}

function described(version: Version<Definition>, moment: Moment): VersionAnswer {
  const { text, rule, stages } = version.body;
  return {
    ...toldVersion(version),
    state: stateOf(version, moment),
    text,
    rule: { ...rule },
    stages: [...stages],
  };
}

function stateOf(version: Version<Definition>, { as_of }: Moment): VersionAnswer['state'] {
  const { holds_from, holds_until, signatures } = version;
  const isWithdrawn = signatures.some(({ withdrawn_at }) => withdrawn_at !== null);
  if (holds_from === null) return isWithdrawn ? 'withdrawn' : 'waiting';
  if (holds_from > as_of) return 'signed_for_later';
  if (holds_until === null || holds_until > as_of) return 'in_force';
  return isWithdrawn ? 'withdrawn' : 'replaced';
}

function orderCaution([before, after]: readonly [string, string]): Caveat {
  return {
    code: 'stage_order_unsure',
    message: `Whether ${before} comes before ${after} cannot be told from the opportunities so far.`,
  };
}

export function blankCautions({ blank }: Pick<z.output<typeof effectSchema>, 'blank'>): Caveat[] {
  return blank
    .filter(({ opportunities, of }) => opportunities > MANY_BLANK * of)
    .map(({ label, opportunities, of }) => ({
      code: 'definition_field_blank',
      message: `${opportunities} of the ${of} opportunities counted lack what the new definition asks for (${label}): they are left out by it, whether or not they would meet it.`,
    }));
}
