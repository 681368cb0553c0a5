/**
 * A definition as SQL over definition_days.sql. The library writes it: values become parameters,
 * columns come from the list of fields, nothing else of a rule gets into the text.
 */

import type { RuleGroupType } from '@react-querybuilder/core';
import { formatQuery } from '@react-querybuilder/core/formatQuery';
import type { Parameters } from '../engine/engine.ts';
import { minorDigits } from '../money.ts';
import type { Definition } from './definition.ts';
import { definitionField } from './definition-fields.ts';
import { isGroup, type Rule, type RuleGroup } from './definition-rule.ts';

export interface Condition {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** Names parameters, so that several conditions can stand in one statement. */
export type Namer = () => string;

/** `rule_a`, `rule_b` … `rule_aa`: names of parameters have letters only. */
export function namer(): Namer {
  let count = 0;
  return () => {
    count += 1;
    return `rule_${letters(count)}`;
  };
}

function letters(count: number): string {
  const rest = count - 1;
  const last = String.fromCharCode(97 + (rest % 26));
  return rest < 26 ? last : letters(Math.floor(rest / 26)) + last;
}

/** The whole rule as one condition, true or not true for each day of an opportunity. */
export function definitionCondition(definition: Definition, nextName: Namer): Condition {
  return condition(definition.rule, definition, nextName);
}

/** What has to hold one by one: the parts of a rule all of which must, else the rule itself. */
export function partsOf({ rule }: Pick<Definition, 'rule'>): readonly (Rule | RuleGroup)[] {
  return rule.combinator === 'and' ? rule.rules : [rule];
}

export function condition(
  part: Rule | RuleGroup,
  definition: Pick<Definition, 'stages' | 'currency'>,
  nextName: Namer,
): Condition {
  const query = overColumns(
    isGroup(part) ? part : { combinator: 'and', rules: [part] },
    definition,
  );
  const formatted = formatQuery(query, { format: 'parameterized_named', paramPrefix: '$' });
  const names = new Map(Object.keys(formatted.params).map((key) => [key, nextName()]));
  if (names.size !== valuesIn(query))
    throw new Error('a value of a rule did not become a parameter');
  return {
    sql: formatted.sql.replace(/\$(\w+)/g, (_, key: string) => `$${names.get(key)}`),
    parameters: Object.fromEntries(
      Object.entries(formatted.params).map(([key, value]) => [names.get(key) as string, value]),
    ),
  };
}

/** The rule over the columns of the facts, as the library takes it. */
function overColumns(
  { combinator, rules }: RuleGroup,
  definition: Pick<Definition, 'stages' | 'currency'>,
): RuleGroupType {
  return {
    combinator,
    rules: rules.map((part) =>
      isGroup(part) ? overColumns(part, definition) : overColumn(part, definition),
    ),
  };
}

function overColumn(
  { field: name, operator, value }: Rule,
  { stages, currency }: Pick<Definition, 'stages' | 'currency'>,
) {
  const field = definitionField(name);
  if (!field) throw new Error(`no field ${name}`);
  const rule = (column: string, how: string, what: unknown) => ({
    field: column,
    operator: how,
    value: what,
  });
  if (field.kind === 'stage' && operator === '>=') {
    const later = stages.slice(stages.indexOf(String(value)));
    return {
      combinator: 'or',
      rules: [rule(field.column, 'in', later), rule('outcome', '=', 'won')],
    };
  }
  if (field.kind === 'money' && operator === '>=') {
    return rule(field.column, '>=', Math.round(Number(value) * 10 ** minorDigits(currency)));
  }
  return field.kind === 'yes' ? rule(field.column, '>=', 1) : rule(field.column, operator, value);
}

function valuesIn({ rules }: RuleGroupType): number {
  return rules.reduce((sum, part) => {
    if (typeof part === 'string') return sum;
    if ('rules' in part) return sum + valuesIn(part);
    if (part.operator === 'notNull') return sum;
    return sum + (Array.isArray(part.value) ? part.value.length : 1);
  }, 0);
}
