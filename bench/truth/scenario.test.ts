import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BadInput } from '../../src/errors.ts';
import { gridOf, parseScenarios, scenarioKey, seedsOf, withControls } from './scenario.ts';

const common = { sizes: ['small'], seeds: [1, 2], format: 'plain' } as const;

describe('scenarios', () => {
  test('causes, strengths and seeds, seeds slowest; NOTHING has one strength', () => {
    const grid = gridOf({ ...common, causes: ['NOTHING', 'A', 'B:4', 'A+C'], strengths: [1, 2] });
    assert.deepEqual(grid.slice(0, 6).map(scenarioKey), [
      'NOTHING small 1 plain',
      'A:1 small 1 plain',
      'A:2 small 1 plain',
      'B:4 small 1 plain',
      'A:1+C:1 small 1 plain',
      'A:2+C:2 small 1 plain',
    ]);
    assert.equal(grid.length, 12);
  });
  test('as the catalogue writes it', () => {
    const [one] = gridOf({ ...common, causes: ['A:written'], strengths: [1] });
    assert.deepEqual(one?.causes, [{ id: 'A', strength: null }]);
  });
  test('seeds', () => assert.deepEqual(seedsOf('1..3,9'), [1, 2, 3, 9]));
  test('a cause in the record brings the company without it', () => {
    const grid = gridOf({ ...common, causes: ['ZOMBIES', 'A'], strengths: [2] });
    assert.deepEqual(withControls(grid).slice(4).map(scenarioKey), [
      'NOTHING small 1 plain',
      'NOTHING small 2 plain',
    ]);
  });
  test('a file', () => {
    const text = '[{"causes": ["A:2", {"id": "B"}], "size": "mid", "seed": 7}]';
    assert.deepEqual(parseScenarios(text, 'hubspot').map(scenarioKey), ['A:2+B mid 7 hubspot']);
  });
  for (const text of ['nothing', '[{"causes": [], "size": "mid", "seed": 1}]', '[{"size": "s"}]']) {
    test(`not ${text}`, () => assert.throws(() => parseScenarios(text, 'plain'), BadInput));
  }
  for (const causes of ['a b', 'A:x', 'A:-1']) {
    test(`no cause ${causes}`, () =>
      assert.throws(() => gridOf({ ...common, causes: [causes], strengths: [1] }), BadInput));
  }
  for (const seeds of ['', 'x', '3..1']) {
    test(`no seeds "${seeds}"`, () => assert.throws(() => seedsOf(seeds), BadInput));
  }
});
