/**
 * Measures under definitions of the accepted opportunity. Opportunities count from the day on which
 * they first met the definition that holds for their day of opening, and the others not at all.
 */

import type { Parameters } from '../engine/engine.ts';
import type { Definition, DefinitionSpan } from '../ledger/definition.ts';
import { condition, definitionCondition, namer, partsOf } from '../ledger/definition-sql.ts';

/** Parts of a statement that are made from definitions, and the parameters that they need. */
export interface MadeParts {
  readonly made: Readonly<Record<string, string>>;
  readonly parameters: Parameters;
}

const BEYOND = '9999-12-31';

/** Days on which opportunities met the definition of their day of opening. */
export function metDefinitions(spans: readonly DefinitionSpan[]): MadeParts {
  const nextName = namer();
  let parameters: Parameters = {};
  const cases = spans.map(({ definition, from, until }) => {
    const met = definitionCondition(definition, nextName);
    const [first, end] = [nextName(), nextName()];
    parameters = { ...parameters, ...met.parameters, [first]: from, [end]: until ?? BEYOND };
    return `when entered_on >= cast($${first} as date) and entered_on < cast($${end} as date)
    then ${met.sql}`;
  });
  const sql = `select opportunity_id, episode, "day"
from definition_days
where case
  ${cases.join('\n  ')}
  else true
end`;
  return { made: { definition_met: sql }, parameters };
}

/** One definition, or null for the built-in one, applied whenever an opportunity was opened. */
export type Side = Definition | null;

/**
 * The days on which opportunities met each of two definitions, and the parts of the new one that they
 * lack in the end, as numbers of the parts in `lacks`.
 */
export function comparedDefinitions(older: Side, newer: Side): MadeParts {
  const nextName = namer();
  let parameters: Parameters = {};
  const met = (side: string, definition: Side) => {
    let sql = 'true';
    if (definition) {
      const made = definitionCondition(definition, nextName);
      parameters = { ...parameters, ...made.parameters };
      sql = made.sql;
    }
    return `select '${side}' as side, opportunity_id, episode, "day" from definition_days where ${sql}`;
  };
  const sides = [met('old', older), met('new', newer)];
  const lacks = newer
    ? partsOf(newer).map((part, place) => {
        const made = condition(part, newer, nextName);
        parameters = { ...parameters, ...made.parameters };
        return `case when coalesce(${made.sql}, false) then '' else '${place},' end`;
      })
    : [];
  const ends = `select opportunity_id, episode, concat('', ${["''", ...lacks].join(', ')}) as lacks
from definition_days where is_last`;
  return {
    made: { definition_sides: sides.join('\nunion all\n'), definition_ends: ends },
    parameters,
  };
}
