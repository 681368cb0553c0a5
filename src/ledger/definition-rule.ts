/** The rule of a definition: what react-querybuilder writes, checked against the fields that there are. */

import {
  DEFINITION_FIELDS,
  type DefinitionField,
  definitionField,
  OPERATORS,
  type Operator,
} from './definition-fields.ts';

type RuleValue = string | number | boolean | null | readonly string[];

export interface Rule {
  readonly field: string;
  readonly operator: Operator;
  readonly value: RuleValue;
}

export interface RuleGroup {
  readonly combinator: 'and' | 'or';
  readonly rules: readonly (Rule | RuleGroup)[];
}

/** Beyond these nobody can read it, let alone sign it. */
export const MOST_RULES = 40;
export const DEEPEST = 4;
const MOST_VALUES = 100;
const LONGEST_VALUE = 200;
const MOST_DAYS = 3650;

type Path = readonly (string | number)[];

class Fault extends Error {
  readonly path: Path;

  constructor(path: Path, message: string) {
    super(message);
    this.path = path;
  }
}

/** The rule without what a form adds to it, or the first thing that is wrong with it, and where. */
export function readRule(given: unknown): { rule: RuleGroup } | { path: Path; message: string } {
  const count = { rules: 0 };
  try {
    return { rule: readGroup(given, [], count) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { path: error.path, message: error.message };
  }
}

export function isGroup(part: Rule | RuleGroup): part is RuleGroup {
  return 'rules' in part;
}

function readGroup(given: unknown, path: Path, count: { rules: number }): RuleGroup {
  const group = readObject(given, path, ['combinator', 'rules', 'not', 'id', 'path']);
  const depth = path.length / 2 + 1;
  if (depth > DEEPEST) {
    throw new Fault(path, `groups are nested more than ${DEEPEST} deep`);
  }
  const { combinator, rules } = group;
  if (combinator !== 'and' && combinator !== 'or') {
    throw new Fault([...path, 'combinator'], 'is neither "and" nor "or"');
  }
  if (group['not'] !== undefined && group['not'] !== false) {
    throw new Fault(
      [...path, 'not'],
      'a group cannot be negated; say what an opportunity must have',
    );
  }
  if (!Array.isArray(rules) || rules.length === 0) {
    throw new Fault([...path, 'rules'], 'has no rules');
  }
  return {
    combinator,
    rules: rules.map((part: unknown, place) => {
      const at = [...path, 'rules', place];
      count.rules += 1;
      if (count.rules > MOST_RULES) throw new Fault(at, `there are more than ${MOST_RULES} rules`);
      const isNested = typeof part === 'object' && part !== null && 'rules' in part;
      return isNested ? readGroup(part, at, count) : readLeaf(part, at);
    }),
  };
}

function readLeaf(given: unknown, path: Path): Rule {
  const rule = readObject(given, path, ['field', 'operator', 'value', 'valueSource', 'id', 'path']);
  const field = definitionField(String(rule['field']));
  if (!field) {
    const names = DEFINITION_FIELDS.map((each) => each.name).join(', ');
    throw new Fault(
      [...path, 'field'],
      `there is no field ${shown(rule['field'])}; there are ${names}`,
    );
  }
  if (rule['valueSource'] !== undefined && rule['valueSource'] !== 'value') {
    throw new Fault([...path, 'valueSource'], 'a field is compared with values only');
  }
  const operator = OPERATORS.find((each) => each === rule['operator']);
  if (!operator || !field.operators.includes(operator)) {
    throw new Fault(
      [...path, 'operator'],
      `${field.name} has no operator ${shown(rule['operator'])}; it has ${field.operators.join(', ')}`,
    );
  }
  return {
    field: field.name,
    operator,
    value: readValue(rule['value'], { field, operator, path: [...path, 'value'] }),
  };
}

interface Place {
  readonly field: DefinitionField;
  readonly operator: Operator;
  readonly path: Path;
}

function readValue(value: unknown, { field, operator, path }: Place): RuleValue {
  if (operator === 'notNull') return null;
  if (operator === 'in' || operator === 'notIn') {
    if (!Array.isArray(value) || value.length === 0) throw new Fault(path, 'is no list of values');
    if (value.length > MOST_VALUES) throw new Fault(path, `has more than ${MOST_VALUES} values`);
    return value.map((item: unknown, place) => readText(item, [...path, place]));
  }
  switch (field.kind) {
    case 'stage':
      return readText(value, path);
    case 'money':
      return readNumber(value, path, { least: 0, most: 1e12 });
    case 'people':
      return readNumber(value, path, { least: 1, most: 1000 });
    case 'days':
      return readNumber(value, path, { least: 0, most: MOST_DAYS });
    default:
      if (value === true) return true;
      throw new Fault(path, 'can only be true');
  }
}

function readText(value: unknown, path: Path): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Fault(path, 'is no text');
  if (value.length > LONGEST_VALUE)
    throw new Fault(path, `is longer than ${LONGEST_VALUE} letters`);
  return value;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** A form hands numbers over as texts. */
function readNumber(value: unknown, path: Path, { least, most }: Range): number {
  const number =
    typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= least && number <= most)) {
    throw new Fault(path, `is no number from ${least} to ${most}`);
  }
  if (!Number.isInteger(number)) throw new Fault(path, 'is no whole number');
  return number;
}

function readObject(given: unknown, path: Path, keys: readonly string[]): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Fault(path, 'is no rule and no group of rules');
  }
  const foreign = Object.keys(given).find((key) => !keys.includes(key));
  if (foreign !== undefined) {
    throw new Fault(
      [...path, foreign.slice(0, LONGEST_VALUE)],
      `is not known here; there are ${keys.join(', ')}`,
    );
  }
  return given as Record<string, unknown>;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, LONGEST_VALUE)}"` : 'of that kind';
}

/** Stages that the order of stages has to hold, each with its place in the rule. */
export function stagesNamed(group: RuleGroup): { stage: string; path: Path }[] {
  return group.rules.flatMap((part, place) => {
    const path = ['rules', place];
    if (isGroup(part)) {
      return stagesNamed(part).map((found) => ({ ...found, path: [...path, ...found.path] }));
    }
    return part.field === 'stage' && part.operator === '>='
      ? [{ stage: String(part.value), path: [...path, 'value'] }]
      : [];
  });
}

/** The fields that a rule asks for, each once. */
export function fieldsAsked(group: RuleGroup): string[] {
  const asked = group.rules.flatMap((part) => (isGroup(part) ? fieldsAsked(part) : [part.field]));
  return [...new Set(asked)];
}
