import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse, YAMLError } from 'yaml';
import { z } from 'zod';
import { BadInput } from '../errors.ts';
import {
  ACCEPTED_OPPORTUNITY,
  DEFINE,
  type Definition,
  readDefinition,
} from '../ledger/definition.ts';
import { readRule, stagesNamed } from '../ledger/definition-rule.ts';
import { dayInput, momentOf } from './answer.ts';
import { decide, decided, decisionInput } from './decide.ts';
import { effectOf, effectSchema } from './definition-effect.ts';
import { blankCautions, comparedVersions, knownStages, quarterAsked } from './definitions.ts';
import { heldDefinitions } from './definitions-held.ts';
import { type Context, operation } from './operation.ts';
import { LOCAL } from './rights.ts';

/** A file of more than this is no definition. */
const MOST_LETTERS = 200_000;

const output = z.object({
  ...decided,
  text: z.string().describe('The sentence that both heads sign'),
  rule: z.record(z.string(), z.unknown()),
  stages: z.array(z.string()),
  effective_from: z.string().nullable(),
  version: z.int().describe('The number that it has, or would have'),
  effect: effectSchema.nullable().describe('What would change; only for a dry run'),
});

export type DefineAnswer = z.output<typeof output>;

export const define = operation({
  name: 'define',
  kind: 'decision',
  title: 'Propose what counts as an accepted opportunity',
  summary:
    'Proposes a rule over stage, amount, roles, held meetings and traits. It holds once the heads of sales and marketing have signed it, for opportunities opened from that day or a later one on; earlier ones keep the definition of their day. A dry run writes nothing and says what would change.',
  input: z.strictObject({
    ...decisionInput,
    file: z.string().optional().describe('YAML or JSON with rule, stages and effective_from'),
    rule: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Group of rules: combinator (and, or), rules (field, operator, value)'),
    stages: z
      .array(z.string())
      .optional()
      .describe('Stages in their order; by default as opportunities went through them'),
    effective_from: dayInput.optional().describe('First day on which it shall hold'),
    dry_run: z.boolean().default(false).describe('Says what would change, and writes nothing'),
    quarter: z
      .string()
      .optional()
      .describe('Quarter of which a dry run tells; the one of the as-of day by default'),
  }),
  output,
  local: false,
  async run(context, { file, rule, stages, effective_from, dry_run, quarter, ...asked }) {
    const told = toldIn(context, { file, rule, stages, effective_from });
    const moment = momentOf(asked.as_of, context.home.settings);
    insistNotBack(told.effective_from, moment.as_of);
    const definition = await completed(context, told, moment);
    const held = await heldDefinitions(context, asked.as_of, moment);
    const effect = dry_run
      ? await effectOf(context, {
          moment,
          quarter: quarterAsked(quarter, moment, context.home.settings),
          older: comparedVersions(held, moment, { version: 0, against: undefined }).older,
          newer: { number: null, definition },
        })
      : null;
    const entries = dry_run
      ? []
      : await decide(context, asked, [
          { kind: DEFINE, subject: ACCEPTED_OPPORTUNITY, body: definition },
        ]);
    return {
      as_of: asked.as_of,
      definition_versions: held.versions,
      caveats: effect ? blankCautions(effect) : [],
      entries,
      text: definition.text,
      rule: { ...definition.rule },
      stages: definition.stages,
      effective_from: definition.effective_from,
      version: held.all.length + 1,
      effect,
    };
  },
});

const fileSchema = z.strictObject({
  rule: z.unknown(),
  stages: z.array(z.string()).optional(),
  effective_from: z.iso.date().nullish(),
});

interface Told {
  readonly rule: unknown;
  readonly stages?: readonly string[] | undefined;
  readonly effective_from?: string | null | undefined;
}

function toldIn(context: Context, { file, ...given }: Told & { file?: string | undefined }): Told {
  if ((file === undefined) === (given.rule === undefined)) {
    throw new BadInput({
      code: 'bad_parameter',
      message: 'Give either a file or a rule.',
      where: 'define',
      fix: 'On the command line: `sameboat define --file definition.yaml`.',
    });
  }
  if (file === undefined) return given;
  if (context.who.role !== LOCAL) {
    throw new BadInput({
      code: 'only_in_terminal',
      message: 'A file of the server is read by its terminal only.',
      where: 'file',
      fix: 'Send the rule itself.',
    });
  }
  const read = readDefinitionFile(file);
  return {
    rule: read.rule,
    stages: given.stages ?? read.stages,
    effective_from: given.effective_from ?? read.effective_from,
  };
}

function readDefinitionFile(path: string): z.output<typeof fileSchema> {
  const file = basename(path);
  const text = fileText(path, file);
  let value: unknown;
  try {
    value = parse(text, { prettyErrors: false });
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new BadInput({
      code: 'bad_definition',
      message: `The file is no YAML and no JSON: ${error.message}.`,
      where: `${file}, line ${line}`,
      fix: 'See the example in docs/agreements.md.',
    });
  }
  const read = fileSchema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new BadInput({
    code: 'bad_definition',
    message: `${issue?.path.join('.') || 'The file'}: ${issue?.message}.`,
    where: file,
    fix: 'It has rule, and may have stages and effective_from.',
  });
}

function fileText(path: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadInput({
      code: 'cannot_read',
      message: `The file cannot be read: ${(error as NodeJS.ErrnoException).code}.`,
      where: file,
      fix: 'Check its name.',
    });
  }
  if (text.length <= MOST_LETTERS) return text;
  throw new BadInput({
    code: 'bad_definition',
    message: `The file has more than ${MOST_LETTERS} letters: that is no definition.`,
    where: file,
    fix: 'It has rule, and may have stages and effective_from.',
  });
}

function insistNotBack(effective_from: string | null | undefined, today: string): void {
  if (!effective_from || effective_from >= today) return;
  throw new BadInput({
    code: 'definition_dated_back',
    message: `A definition proposed on ${today} cannot hold from ${effective_from}: past periods keep theirs.`,
    where: 'effective_from',
    fix: `Give ${today} or a later day, or none.`,
  });
}

/** With the stages in their order, where the rule needs them. */
async function completed(
  context: Context,
  { rule, stages, effective_from = null }: Told,
  moment: ReturnType<typeof momentOf>,
): Promise<Definition> {
  const read = readRule(rule);
  const needsStages = 'rule' in read && stagesNamed(read.rule).length > 0;
  const { settings } = context.home;
  const ordered = async () => {
    if (!needsStages) return [];
    const order = await knownStages(await context.facts(), moment, settings);
    if (order.unsure) throw unsureOrder(order.unsure);
    return order.stages;
  };
  return readDefinition({
    rule,
    stages: [...(stages ?? (await ordered()))],
    currency: settings.currency,
    effective_from,
  });
}

function unsureOrder([before, after]: readonly [string, string]): BadInput {
  return new BadInput({
    code: 'stage_order_unsure',
    message: `Whether ${before} comes before ${after} cannot be told from the opportunities so far.`,
    where: 'stages',
    fix: 'Name the stages in their order, as `stages`.',
  });
}
