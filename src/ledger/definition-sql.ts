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
  const values: unknown[] = [];
  const query = overColumns(isGroup(part) ? part : { combinator: 'and', rules: [part] }, {
    ...definition,
    values,
  });
  const formatted = formatQuery(query, { format: 'parameterized_named', paramPrefix: '$' });
  const names = new Map(Object.keys(formatted.params).map((key) => [key, nextName()]));
  if (names.size !== values.length) throw new Error('a value of a rule did not become a parameter');
  return {
    sql: formatted.sql.replace(/\$(\w+)/g, (_, key: string) => `$${names.get(key)}`),
    parameters: Object.fromEntries(
      Object.entries(formatted.params).map(([key, mark]) => [
        names.get(key) as string,
        values[Number(mark.slice(MARK.length))] as string | number,
      ]),
    ),
  };
}

/** The library is given marks in place of values, and cannot trim, split or print any. */
const MARK = 'value_';

interface Columns extends Pick<Definition, 'stages' | 'currency'> {
  /** Every value, at the place that its mark names. */
  readonly values: unknown[];
}

/** The rule over the columns of the facts, as the library takes it. */
function overColumns({ combinator, rules }: RuleGroup, columns: Columns): RuleGroupType {
  return {
    combinator,
    rules: rules.map((part) =>
      isGroup(part) ? overColumns(part, columns) : overColumn(part, columns),
    ),
  };
}

function overColumn({ field: name, operator, value }: Rule, columns: Columns) {
  const { stages, currency, values } = columns;
  const field = definitionField(name);
  if (!field) throw new Error(`no field ${name}`);
  const mark = (item: unknown) => `${MARK}${values.push(item) - 1}`;
  const rule = (column: string, how: string, what: unknown) => ({
    field: column,
    operator: how,
    value: what === null ? null : Array.isArray(what) ? what.map(mark) : mark(what),
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
