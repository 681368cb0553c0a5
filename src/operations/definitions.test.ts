/** Proposals of definitions, and what each would change, over histories of a few deals. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Deal,
  importDeals,
  propose,
  rule,
  STAGES,
  stage,
} from '../../test/definition-home.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { DEFINITION_FIELDS } from '../ledger/definition-fields.ts';
import type { DefineAnswer } from './define.ts';
import type { DefinitionsAnswer } from './definitions.ts';
import type { RowsAnswer } from './rows.ts';

describe('what a definition would change', () => {
  const deals: Record<string, Deal> = {
    both: { segment: 's', changes: [['2026-02-02', 'evaluate', 'open', 100]] },
    never: { segment: 's', changes: [['2026-02-03', 'qualify', 'open', 200]] },
    later: {
      segment: 't',
      changes: [
        ['2026-02-04', 'qualify', 'open', 400],
        ['2026-04-09', 'evaluate', 'open', 800],
      ],
    },
    earlier: {
      segment: 't',
      changes: [
        ['2025-12-04', 'qualify', 'open', 1600],
        ['2026-02-09', 'evaluate', 'won', 1600],
      ],
    },
    blank: { changes: [['2026-02-05', 'evaluate', 'open', '']] },
  };

  it('is told before it is proposed, and nothing is written', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await importDeals(home, deals);
    const { effect, entries, text, version } = await propose(home, '2026-06-30', {
      rule: rule(stage('evaluate')),
      dry_run: true,
      quarter: '2026-Q1',
    });
    assert.deepEqual(entries, []);
    assert.equal((await (await home.ledger()).entries()).length, 0);
    assert.equal(version, 1);
    assert.equal(
      text,
      'An opportunity is accepted on the first day on which the stage is at least “evaluate”.',
    );
    assert.ok(effect);
    const { old, new: fresh, left_out, taken_in } = effect;
    assert.deepEqual([old.opportunities, old.amount.amount, old.unknown_amounts], [4, 110_000, 1]);
    assert.deepEqual([fresh.opportunities, fresh.amount.amount, fresh.won], [3, 170_000, 1]);
    assert.deepEqual(
      left_out.rows.map(({ id, old_on, new_on, lacks }) => [id, old_on, new_on, lacks]),
      [
        ['never', '2026-02-03', null, ['the stage is at least “evaluate”']],
        ['later', '2026-02-04', '2026-04-09', []],
      ],
    );
    assert.deepEqual(
      taken_in.rows.map(({ id, old_on, new_on }) => [id, old_on, new_on]),
      [['earlier', '2025-12-04', '2026-02-09']],
    );
    const [never, later] = left_out.rows.map(({ proof }) => proof);
    assert.deepEqual([never?.on, never?.stage], ['2026-02-03', 'qualify']);
    assert.deepEqual([later?.on, later?.amount?.amount], ['2026-04-09', 80_000]);
    assert.equal(taken_in.rows[0]?.proof.on, '2026-02-09');
    assert.equal(taken_in.rows[0]?.proof.stage, 'evaluate');
    assert.equal(
      old.opportunities - left_out.opportunities + taken_in.opportunities,
      fresh.opportunities,
    );
    assert.equal(
      old.amount.amount - left_out.amount.amount + taken_in.amount.amount,
      fresh.amount.amount,
    );
    assert.deepEqual(
      old.segments.map(({ segment, opportunities }) => [segment, opportunities]),
      [
        ['s', 2],
        ['', 1],
        ['t', 1],
      ],
    );
  });

  it('opens to the opportunities of both lists, as many as it says', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await importDeals(home, deals);
    await propose(home, '2026-06-30', { rule: rule(stage('evaluate')) });
    const asked = { as_of: '2026-06-30', quarter: '2026-Q1' };
    const { effect, waiting } = await home.ask<DefinitionsAnswer>('definitions', asked);
    assert.equal(waiting, 1);
    for (const list of ['left_out', 'taken_in', 'old', 'new'] as const) {
      const { count } = await home.ask<RowsAnswer>('rows', {
        ...asked,
        figure: 'definition',
        list,
        version: '1',
        against: '0',
      });
      assert.equal(count, effect?.[list].opportunities, list);
    }
  });

  it('names only the opportunities that one may see; the numbers stay whole', async () => {
    using home = new TemporaryHome();
    await importDeals(home, deals);
    const asked = { rule: rule(stage('evaluate')), dry_run: true, quarter: '2026-Q1' };
    const whole = (await propose(home, '2026-06-30', asked)).effect;
    home.scope = { teams: ['Nowhere'], regions: [] };
    const { effect } = await propose(home, '2026-06-30', asked);
    assert.equal(effect?.left_out.opportunities, 2);
    assert.deepEqual([effect?.left_out.rows, effect?.left_out.rows_hidden], [[], 2]);
    assert.deepEqual(effect?.new, whole?.new);
    assert.equal(whole?.left_out.rows_hidden, 0);
  });

  it('can be told of every field and operator that there is', async () => {
    using home = new TemporaryHome();
    await importDeals(home, deals);
    const value = {
      stage: 'evaluate',
      yes: true,
      name: null,
      known: null,
      money: 1,
      people: 1,
      days: 1,
    };
    const rules = DEFINITION_FIELDS.flatMap(({ name: field, kind, operators }) =>
      operators.map((operator) => ({
        field,
        operator,
        value: operator === 'in' || operator === 'notIn' ? ['evaluate'] : value[kind],
      })),
    );
    const { effect } = await propose(home, '2026-06-30', {
      rule: { combinator: 'or', rules },
      dry_run: true,
      quarter: '2026-Q1',
    });
    assert.equal(effect?.new.opportunities, 4, 'each has an owner from its opening on');
    assert.deepEqual([effect?.left_out.opportunities, effect?.taken_in.opportunities], [0, 0]);
  });

  it('says when a field that it asks for is often blank', async () => {
    using home = new TemporaryHome();
    await importDeals(home, deals);
    const { effect, caveats } = await propose(home, '2026-06-30', {
      rule: rule({ field: 'segment', operator: 'in', value: ['s', 't'] }),
      dry_run: true,
      quarter: '2026-Q1',
    });
    assert.deepEqual(effect?.blank, [
      { field: 'segment', label: 'segment', opportunities: 1, of: 4 },
    ]);
    assert.deepEqual(
      caveats.map(({ code }) => code),
      ['definition_field_blank'],
    );
  });
});

describe('proposing a definition', () => {
  it('orders the stages as opportunities went through them', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      a: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-09', 'evaluate'],
          ['2026-02-12', 'propose'],
        ],
      },
      b: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-12', 'propose'],
          ['2026-02-13', 'x', 'won'],
        ],
      },
      c: {
        changes: [
          ['2026-02-02', 'evaluate'],
          ['2026-02-12', 'propose'],
        ],
      },
    });
    home.now = '2026-06-30T12:00:00.000Z';
    const answer = await home.ask<DefineAnswer>('define', {
      as_of: '2026-06-30',
      rule: rule(stage('evaluate')),
    });
    assert.deepEqual(answer.stages, STAGES);
    const { examples, fields } = await home.ask<DefinitionsAnswer>('definitions', {
      as_of: '2026-06-30',
    });
    assert.equal(examples.length, 3);
    assert.ok(examples.every(({ text }) => text.startsWith('An opportunity is accepted')));
    assert.deepEqual(fields.find(({ name }) => name === 'stage')?.values, STAGES);
  });

  it('asks for the order of stages where opportunities do not tell it', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      a: { changes: [['2026-02-02', 'qualify']] },
      b: { changes: [['2026-02-02', 'evaluate']] },
    });
    const asked = { rule: rule(stage('evaluate')), dry_run: true };
    await assert.rejects(propose(home, '2026-06-30', { ...asked, stages: undefined }), {
      code: 'stage_order_unsure',
    });
    const { stages } = await propose(home, '2026-06-30', asked);
    assert.deepEqual(stages, STAGES);
    const { caveats } = await home.ask<DefinitionsAnswer>('definitions', { as_of: '2026-06-30' });
    assert.ok(caveats.some(({ code }) => code === 'stage_order_unsure'));
  });

  it('reads a file at the terminal, and not for anybody else', async () => {
    using home = new TemporaryHome();
    await importDeals(home, { a: { changes: [['2026-02-02', 'qualify']] } });
    const file = home.write(
      'definition.yaml',
      `rule:
  combinator: and
  rules:
    - { field: stage, operator: '>=', value: evaluate }
stages: [qualify, evaluate]
effective_from: 2026-07-01
`,
    );
    home.now = '2026-06-30T12:00:00.000Z';
    const asked = { as_of: '2026-06-30', file };
    const answer = await home.ask<DefineAnswer>('define', asked);
    assert.equal(answer.effective_from, '2026-07-01');
    assert.equal(answer.entries.length, 1);
    home.who = { id: 'o', name: 'Ops', role: 'ops' };
    await assert.rejects(home.ask('define', asked), { code: 'only_in_terminal' });
  });

  it('names the place of what is wrong with a file', async () => {
    using home = new TemporaryHome();
    await importDeals(home, { a: { changes: [['2026-02-02', 'qualify']] } });
    home.now = '2026-06-30T12:00:00.000Z';
    const refused = async (text: string, expected: { code: string; where: string }) => {
      const file = home.write('bad.yaml', text);
      await assert.rejects(home.ask('define', { as_of: '2026-06-30', file }), expected);
    };
    await refused('rule:\n  combinator: [and', {
      code: 'bad_definition',
      where: 'bad.yaml, line 2',
    });
    await refused('- rule', { code: 'bad_definition', where: 'bad.yaml' });
    await refused('rule: {}\nstage: [a]', { code: 'bad_definition', where: 'bad.yaml' });
    await refused('rule: { combinator: and, rules: [{ field: size, operator: in }] }', {
      code: 'bad_definition',
      where: 'rule.rules[0].field',
    });
    await assert.rejects(home.ask('define', { as_of: '2026-06-30', file: 'nowhere.yaml' }), {
      code: 'cannot_read',
      where: 'nowhere.yaml',
    });
    await assert.rejects(home.ask('define', { as_of: '2026-06-30' }), { code: 'bad_parameter' });
  });

  it('refuses one that would change the past, or that a newer one has overtaken', async () => {
    using home = new TemporaryHome();
    await importDeals(home, { a: { changes: [['2026-02-02', 'qualify']] } });
    const asked = { rule: rule(stage('evaluate')) };
    await assert.rejects(propose(home, '2026-06-30', { ...asked, effective_from: '2026-06-29' }), {
      code: 'definition_dated_back',
    });
    await propose(home, '2026-06-30', { ...asked, seen: 0 });
    await assert.rejects(propose(home, '2026-06-30', { rule: rule(stage('propose')), seen: 0 }), {
      code: 'conflict',
    });
    await assert.rejects(home.ask('definitions', { as_of: '2026-06-30', version: 7 }), {
      code: 'no_such_version',
    });
  });
});
