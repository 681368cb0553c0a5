/** Rules of definitions: what is refused, what is signed, and that no value gets into the SQL. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readDefinition } from './definition.ts';
import { DEFINITION_FIELDS } from './definition-fields.ts';
import { DEEPEST, MOST_RULES } from './definition-rule.ts';
import { definitionCondition, namer } from './definition-sql.ts';

const STAGES = ['qualify', 'evaluate', 'propose'];
const read = (rule: unknown, stages = STAGES) =>
  readDefinition({ rule, stages, currency: 'USD', effective_from: null });
const all = (...rules: unknown[]) => ({ combinator: 'and', rules });
const OWNER = { field: 'owner', operator: 'notNull' };
const nested = (depth: number): unknown =>
  depth === 1 ? all(OWNER) : all(nested(depth - 1), OWNER);

function fault(rule: unknown, stages = STAGES): string {
  try {
    read(rule, stages);
  } catch (error) {
    const { code, message, where } = error as { code: string; message: string; where: string };
    assert.equal(code, 'bad_definition');
    assert.ok(message.startsWith(where), 'the message names the place');
    return message;
  }
  return 'nothing';
}

describe('a rule', () => {
  const refused: readonly (readonly [what: string, rule: unknown, starts: string])[] = [
    ['that is none', 'stage', 'rule: is no rule'],
    ['without a combinator', { rules: [OWNER] }, 'rule.combinator: is neither'],
    ['without conditions', all(), 'rule.rules: has no rules'],
    [
      'of an unknown field',
      all({ field: 'x"; drop', operator: '=' }),
      'rule.rules[0].field: there',
    ],
    [
      'of an inherited name',
      all({ field: 'constructor', operator: '=' }),
      'rule.rules[0].field: t',
    ],
    [
      'of an operator that the field has not',
      all(OWNER, { field: 'amount', operator: 'contains', value: 1 }),
      'rule.rules[1].operator: amount has no operator "contains"; it has >=, notNull',
    ],
    [
      'that compares two fields',
      all({ field: 'segment', operator: 'in', value: ['region'], valueSource: 'field' }),
      'rule.rules[0].valueSource: a field is compared with values only',
    ],
    [
      'with an expression in the place of a field',
      all({ ...OWNER, lhs: { kind: 'raw', sql: '1=1' } }),
      'rule.rules[0].lhs: is not known here',
    ],
    ['that is negated', { ...all(OWNER), not: true }, 'rule.not: a group cannot be negated'],
    [
      'with a list as one text',
      all({ field: 'segment', operator: 'in', value: 'a,b' }),
      'rule.rules[0].value: is no list',
    ],
    [
      'with a number that is none',
      all(all({ field: 'amount', operator: '>=', value: '5k' })),
      'rule.rules[0].rules[0].value: is no number from 0',
    ],
    [
      'with half a person',
      all({ field: 'contact_roles', operator: '>=', value: 1.5 }),
      'rule.rules[0].value: is no whole number',
    ],
    [
      'with a stage that is none',
      all({ field: 'stage', operator: '>=', value: 'won' }),
      'rule.rules[0].value: "won" is none of the stages qualify, evaluate, propose',
    ],
    [
      'too deep',
      nested(DEEPEST + 1),
      'rule.rules[0].rules[0].rules[0].rules[0]: groups are nested',
    ],
    [
      'too long',
      all(...Array.from({ length: MOST_RULES + 1 }, () => OWNER)),
      `rule.rules[${MOST_RULES}]: there are more than`,
    ],
  ];
  for (const [what, rule, starts] of refused) {
    it(`${what} is refused, with its place`, () => {
      assert.equal(fault(rule).slice(0, starts.length), starts);
    });
  }

  it('nested a thousand deep is refused like any other', () => {
    assert.match(fault(nested(1000)), /groups are nested more than/);
  });

  it('as deep and as long as allowed is taken', () => {
    assert.equal(fault(nested(DEEPEST)), 'nothing');
    const rules = Array.from({ length: MOST_RULES }, () => OWNER);
    assert.equal(fault(all(...rules)), 'nothing');
  });

  it('loses what a form adds to it, and becomes the sentence that is signed', () => {
    const { rule, text } = read({
      id: 'g',
      combinator: 'and',
      not: false,
      rules: [
        { id: '1', field: 'stage', operator: '>=', value: 'evaluate', valueSource: 'value' },
        { id: '2', field: 'meeting_held', operator: '<=', value: '30' },
        all(
          { field: 'amount', operator: '>=', value: 5000 },
          { field: 'segment', operator: 'notIn', value: ['small', 'tiny'] },
        ),
      ],
    });
    assert.deepEqual(rule, {
      combinator: 'and',
      rules: [
        { field: 'stage', operator: '>=', value: 'evaluate' },
        { field: 'meeting_held', operator: '<=', value: 30 },
        {
          combinator: 'and',
          rules: [
            { field: 'amount', operator: '>=', value: 5000 },
            { field: 'segment', operator: 'notIn', value: ['small', 'tiny'] },
          ],
        },
      ],
    });
    assert.equal(
      text,
      'An opportunity is accepted on the first day on which the stage is at least “evaluate” and a meeting was held within 30 days and (the amount is at least $5,000 and the segment is known and is not “small” or “tiny”).',
    );
  });

  it('has a sentence for every field and operator', () => {
    for (const { name, operators, kind } of DEFINITION_FIELDS) {
      for (const operator of operators) {
        const value =
          operator === 'in' || operator === 'notIn'
            ? ['qualify']
            : ({ stage: 'qualify', yes: true, name: null, known: null }[kind as string] ?? 3);
        const { text } = read(all({ field: name, operator, value }));
        assert.match(
          text,
          /^An opportunity is accepted on the first day on which (the|a|at) .+\.$/,
        );
        assert.doesNotMatch(text, /undefined|null|NaN/);
      }
    }
  });
});

describe('the SQL of a rule', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 30, unit: 'binary' })
    .filter((text) => text.trim() !== '' && !/\p{Cc}/u.test(text));
  const nasty = fc.constantFrom(
    "'; drop table x; --",
    '$rule_a',
    '?',
    ':x',
    '\\',
    "''",
    '" or 1=1',
    '(1 = 1)',
    '@add_days(1,2)',
    '~',
    ' blanks around ',
    'a,b',
    'null',
  );
  const value = fc.oneof(name, nasty);
  const list = fc.array(value, { minLength: 1, maxLength: 5 });
  const leaf = fc.constantFrom(...DEFINITION_FIELDS).chain((field) =>
    fc.constantFrom(...field.operators).chain((operator) => {
      const values: Record<string, fc.Arbitrary<unknown>> = {
        stage: value,
        money: fc.integer({ min: 0, max: 1e9 }),
        people: fc.integer({ min: 1, max: 1000 }),
        days: fc.integer({ min: 0, max: 3650 }),
        yes: fc.constant(true),
      };
      const one = operator === 'in' || operator === 'notIn' ? list : values[field.kind];
      return (operator === 'notNull' || !one ? fc.constant(null) : one).map((given) => ({
        field: field.name,
        operator,
        value: given,
      }));
    }),
  );
  const { tree } = fc.letrec<{ tree: unknown; part: unknown }>((tie) => ({
    part: fc.oneof({ maxDepth: 2, withCrossShrink: true }, leaf, tie('tree')),
    tree: fc.record({
      combinator: fc.constantFrom('and', 'or'),
      rules: fc.array(tie('part'), { minLength: 1, maxLength: 3 }),
    }),
  }));

  const columns = new Set([...DEFINITION_FIELDS.map(({ column }) => column), 'outcome']);
  const KEYWORDS = new Set(['and', 'or', 'in', 'not', 'is', 'null']);

  it('has columns of the list, keywords and parameters in it, and every value as a parameter', () => {
    fc.assert(
      fc.property(tree, (rule) => {
        const definition = read(rule, stagesOf(rule));
        const { sql, parameters } = definitionCondition(definition, namer());
        const bare = sql.replace(/\$rule_[a-z]+/g, (parameter) => {
          assert.ok(Object.hasOwn(parameters, parameter.slice(1)), parameter);
          return ' ';
        });
        assert.match(bare, /^[a-z_ (),=<>]+$/, sql);
        for (const word of bare.match(/[a-z_]+/g) ?? []) {
          assert.ok(columns.has(word) || KEYWORDS.has(word), `${word} in ${sql}`);
        }
        const bound = new Set(Object.values(parameters));
        for (const text of textsOf(rule)) assert.ok(bound.has(text), JSON.stringify(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives each value a parameter of its own in a statement of several rules', () => {
    const nextName = namer();
    const rule = all(
      ...Array.from({ length: 30 }, () => ({ field: 'amount', operator: '>=', value: 1 })),
    );
    const first = definitionCondition(read(rule), nextName);
    const second = definitionCondition(read(rule), nextName);
    assert.equal(Object.keys({ ...first.parameters, ...second.parameters }).length, 60);
  });

  it('takes "at least" a stage as that stage, a later one, or won', () => {
    const { sql, parameters } = definitionCondition(
      read(all({ field: 'stage', operator: '>=', value: 'evaluate' })),
      namer(),
    );
    assert.equal(sql, '((stage in ($rule_a, $rule_b) or outcome = $rule_c))');
    assert.deepEqual(parameters, { rule_a: 'evaluate', rule_b: 'propose', rule_c: 'won' });
  });
});

/** Every stage that a rule names. */
function stagesOf(rule: unknown): string[] {
  const found = leavesOf(rule).flatMap(({ field, operator, value }) =>
    field === 'stage' && operator === '>=' ? [String(value)] : [],
  );
  return [...new Set(found)];
}

function textsOf(rule: unknown): string[] {
  return leavesOf(rule)
    .flatMap(({ value }) => value)
    .filter((value) => typeof value === 'string');
}

interface Leaf {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
}

function leavesOf(part: unknown): Leaf[] {
  const { rules } = part as { rules?: unknown[] };
  return rules ? rules.flatMap(leavesOf) : [part as Leaf];
}
