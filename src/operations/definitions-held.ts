/** The signed definition of the accepted opportunity, as an answer uses it. */

import { addDays } from '../calendar.ts';
import type { Version } from '../ledger/agreement.ts';
import {
  type Definition,
  definitionNumber,
  definitionSpans,
  definitionVersions,
} from '../ledger/definition.ts';
import { type MadeParts, metDefinitions } from '../measures/definitions.ts';
import { type Caveat, DEFAULT_DEFINITIONS, type Moment } from './answer.ts';
import { knownOn } from './decide.ts';
import type { Context } from './operation.ts';

export interface HeldDefinitions {
  /** Every version that was known, whether it holds or not. */
  readonly all: readonly Version<Definition>[];
  /** Those of the as-of day, by name. */
  readonly versions: Record<string, number>;
  /** What measures need of them; undefined while every opportunity counts from its opening. */
  readonly made: MadeParts | undefined;
  /** Which version counts which opportunities; none while no definition holds or held. */
  readonly caveats: readonly Caveat[];
}

/** What was signed, as known at a moment. */
export async function heldDefinitions(
  context: Context,
  as_of: string,
  moment: Moment,
): Promise<HeldDefinitions> {
  const { known, dayOf } = await knownOn(context, as_of);
  const all = definitionVersions(known, dayOf);
  const spans = definitionSpans(all).filter(({ from }) => from <= moment.as_of);
  const number = definitionNumber(all, moment.as_of);
  return {
    all,
    versions: { ...DEFAULT_DEFINITIONS, accepted_opportunity: number },
    made: spans.length > 0 ? metDefinitions(spans) : undefined,
    caveats: spans.length > 0 ? [periods(spans)] : [],
  };
}

/** What was signed, for an answer that counts every opportunity all the same, and says so. */
export async function unusedDefinitions(
  context: Context,
  as_of: string,
  moment: Moment,
): Promise<HeldDefinitions> {
  const held = await heldDefinitions(context, as_of, moment);
  return held.made === undefined ? held : { ...held, caveats: [NOT_USED] };
}

const NOT_USED: Caveat = {
  code: 'definition_not_used',
  message:
    'Every opportunity counts here from its opening, whether it meets the signed definition or not.',
};

function periods(spans: readonly { number: number; from: string; until: string | null }[]): Caveat {
  const parts = spans.map(({ number, from, until }) => {
    const end = until === null ? ' on' : ` to ${addDays(until, -1)}`;
    return `version ${number} of the definition counts opportunities opened from ${from}${end}`;
  });
  const text = `${parts.join(', ')}; the others count from their opening.`;
  return {
    code: 'definition_by_opening',
    message: text.charAt(0).toUpperCase() + text.slice(1),
  };
}
