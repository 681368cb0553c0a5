import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAssumption, type TypedAssumption, typedAssumption } from './assumption-fields.ts';
import { BLANK, readSegment, typedSegment } from './segment-fields.ts';
import { readType, typedType } from './type-fields.ts';

describe('a comma between digits is one of thousands, or is refused', () => {
  const assumption = (assumption: string, value: string): TypedAssumption => ({
    ...typedAssumption(null, 'USD'),
    ...{ assumption, value, source: 'Last year' },
  });

  test('of an assumption', () => {
    for (const [kind, text, value] of [
      ['rate', '4.6', 0.046],
      ['rate', '4.6 %', 0.046],
      ['lag', '1,234', 1234],
      ['size', '1 234 567.5', 1_234_567.5],
    ] as const) {
      assert.equal(readAssumption(assumption(kind, text)).body?.value, value, text);
    }
    for (const [kind, text] of [
      ['rate', '4,6'],
      ['rate', '4,6 %'],
      ['lag', '12,5'],
      ['size', '12,34,567'],
      ['size', '1.234,5'],
    ] as const) {
      const { body, faults } = readAssumption(assumption(kind, text));
      assert.equal(body, null, text);
      assert.match(faults.value ?? '', /point/, text);
    }
  });

  test('of employees', () => {
    const read = (employees_from: string) =>
      readSegment({ ...BLANK, key: 0, name: 'Large', employees_from }, ['Large']);
    assert.equal(read('1,500').segment?.employees_from, 1500);
    assert.equal(read('1500').segment?.employees_from, 1500);
    for (const text of ['1,5', '15,00', '1.5', 'many']) {
      assert.equal(read(text).segment, null, text);
      assert.match(read(text).faults.employees_from ?? '', /1500/, text);
    }
  });
});

describe('a word that holds a comma stays one word', () => {
  test('of a segment', () => {
    const segment = {
      name: 'Tech',
      industry: ['Technology, Information and Internet', 'Software'],
      employees_from: 1000,
    };
    assert.deepEqual(readSegment(typedSegment(segment, 0), ['Tech']).segment, segment);
  });

  test('of the statuses of a type', () => {
    const rule = { type: 'Webinar', success: ['Came, and stayed', 'Asked'] };
    assert.deepEqual(readType(typedType(null, rule)).rule, rule);
  });
});
