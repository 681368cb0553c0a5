/**
 * What counts as an accepted opportunity: a rule over canonical fields, as react-querybuilder writes
 * it. It is proposed as a version, signed by both heads, and holds for the opportunities that are
 * opened from a day on; those opened before keep theirs.
 */

import { z } from 'zod';
import { BadInput } from '../errors.ts';
import { heldOn, type Version, versionsOf } from './agreement.ts';
import { type RuleGroup, readRule, stagesNamed } from './definition-rule.ts';
import { definitionText } from './definition-words.ts';
import type { Knowledge } from './state.ts';

export const ACCEPTED_OPPORTUNITY = 'definition/accepted_opportunity';
export const DEFINE = 'define';

const MOST_STAGES = 50;

const rule = z.unknown().transform((value, context): RuleGroup => {
  const read = readRule(value);
  if ('rule' in read) return read.rule;
  context.addIssue({ code: 'custom', path: [...read.path], message: read.message });
  return z.NEVER;
});

/** Body of a `define` entry. */
const acceptedOpportunity = z
  .strictObject({
    rule,
    stages: z
      .array(z.string().max(200).regex(/\S/, 'is empty'))
      .max(MOST_STAGES)
      .describe('The stages in their order; what "at least" a stage means'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'is no ISO 4217 code'),
    effective_from: z.iso.date().nullable(),
  })
  .superRefine(({ rule: asked, stages }, context) => {
    if (new Set(stages).size < stages.length) {
      context.addIssue({ code: 'custom', path: ['stages'], message: 'name a stage twice' });
    }
    const unknown = stagesNamed(asked).find(({ stage }) => !stages.includes(stage));
    if (unknown) {
      context.addIssue({
        code: 'custom',
        path: ['rule', ...unknown.path],
        message: `"${unknown.stage}" is none of the stages${stages.length > 0 ? ` ${stages.join(', ')}` : ': the order of stages is not known'}`,
      });
    }
  })
  .transform((body) => ({ ...body, text: definitionText(body) }));

/** What is written down: with the sentence that is signed, made from the rule. */
export type Definition = z.output<typeof acceptedOpportunity>;

/**
 * Checks a definition and makes its sentence.
 * @throws BadInput that names the place in the rule
 */
export function readDefinition(given: z.input<typeof acceptedOpportunity>): Definition {
  const parsed = acceptedOpportunity.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = placeOf(issue?.path ?? []);
  throw new BadInput({
    code: 'bad_definition',
    message: `${where}: ${issue?.message}.`,
    where,
    fix: 'The question `definitions` lists the fields with their operators and values, and three examples.',
  });
}

/** `rule.rules[1].field`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, key) =>
      typeof key === 'number' ? `${place}[${key}]` : `${place}${place ? '.' : ''}${String(key)}`,
    '',
  );
}

/** Every version that was known at a moment. */
export function definitionVersions(
  known: Knowledge,
  dayOf: (instant: string) => string,
): Version<Definition>[] {
  return versionsOf<Definition>(known.about(ACCEPTED_OPPORTUNITY), dayOf);
}

/** The version that holds on a day; 0 is the built-in one: every opportunity, from its opening. */
export function definitionNumber(versions: readonly Version<Definition>[], day: string): number {
  return heldOn(versions, day)?.number ?? 0;
}

/** A rule and the days of opening for which it holds. */
export interface DefinitionSpan {
  readonly number: number;
  readonly definition: Definition;
  readonly from: string;
  /** First day for which it holds no more; null: it still does. */
  readonly until: string | null;
}

/** The versions that ever held, each for the opportunities opened while it did. */
export function definitionSpans(versions: readonly Version<Definition>[]): DefinitionSpan[] {
  return versions.flatMap(({ number, body, holds_from, holds_until }) =>
    holds_from === null || (holds_until !== null && holds_until <= holds_from)
      ? []
      : [{ number, definition: body, from: holds_from, until: holds_until }],
  );
}
