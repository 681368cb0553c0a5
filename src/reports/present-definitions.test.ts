import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type TopLevelSpec } from 'vega-lite';
import {
  agree,
  importDeals,
  propose,
  rule,
  STAGES,
  sign,
  stage,
} from '../../test/definition-home.ts';
import { type Answer, TemporaryHome } from '../../test/temporary-home.ts';
import { present } from './present.ts';
import type { Report } from './report.ts';
import { terminalText } from './terminal.ts';
import { columnsOf, PLAIN_STYLE } from './terminal-text.ts';

const DAY = '2026-03-31';

async function homeOfDeals(): Promise<TemporaryHome> {
  const home = new TemporaryHome('currency: USD\n');
  await importDeals(
    home,
    {
      a: { segment: 'mid', changes: [['2026-02-02', 'evaluate', 'open', 1000]] },
      b: { segment: 'mid', changes: [['2026-02-03', 'qualify', 'open', 2000]] },
      c: { segment: 'small', changes: [['2026-02-04', 'qualify']] },
    },
    DAY,
  );
  return home;
}

function told(name: string, answer: Answer): Report {
  const found = present(name, answer, { locale: 'en' });
  assert.ok(found);
  assert.doesNotMatch(JSON.stringify(found), /NaN|undefined|Infinity|null of/);
  for (const { wide, narrow, marks } of found.pictures) {
    for (const spec of [wide, narrow]) compile(spec as unknown as TopLevelSpec);
    assert.ok(marks.length > 0);
  }
  const text = terminalText(name, answer, PLAIN_STYLE);
  const widest = Math.max(...text.split('\n').map(columnsOf));
  assert.ok(widest <= 100, `a line of ${widest} columns`);
  return found;
}

const definitions = (home: TemporaryHome) =>
  home.ask('definitions', { as_of: DAY, quarter: '2026-Q1' });

describe('the definition as people read it', () => {
  test('while nothing is defined: what to start from', async () => {
    using home = await homeOfDeals();
    const { sentence, tables } = told('definitions', await definitions(home));
    assert.match(sentence, /^Nothing is defined yet/);
    assert.equal(tables.find(({ id }) => id === 'definition_examples')?.rows.length, 3);
  });

  test('before it is proposed: what would change, with no rows to open', async () => {
    using home = await homeOfDeals();
    const asked = { rule: rule(stage('evaluate')), dry_run: true, quarter: '2026-Q1' };
    const { sentence, lead, tables } = told('define', { ...(await propose(home, DAY, asked)) });
    assert.equal(
      sentence,
      'It would change Q1 from 3 accepted opportunities to 1, and from $3,000 to $1,000.',
    );
    assert.match(
      lead,
      /Beside the built-in definition it leaves out 2 opportunities and takes in 0/,
    );
    assert.ok(tables.every(({ rows }) => rows.every(({ rows_of }) => !Object.keys(rows_of)[0])));
  });

  test('while it waits: for whom, since when, and what counts until then', async () => {
    using home = await homeOfDeals();
    await propose(home, '2026-03-19', { rule: rule(stage('evaluate')) });
    await sign(home, '2026-03-19', ['sales']);
    const { sentence, tables } = told('definitions', await definitions(home));
    assert.equal(
      sentence,
      'Version 1 waits for marketing since 12 days; until then every opportunity counts from the day on which it was opened. It would change Q1 from 3 accepted opportunities to 1, and from $3,000 to $1,000.',
    );
    const out = tables.find(({ id }) => id === 'left_out');
    assert.equal(
      out?.title,
      '2 that the built-in definition counts in the quarter and v1 does not',
    );
    assert.deepEqual(
      out?.rows.map(({ cells }) => [
        cells['name'],
        cells['amount'],
        cells['new_on'],
        cells['proof'],
      ]),
      [
        ['Deal b', '$2,000', 'never', 'not met: the stage is at least “evaluate”'],
        ['Deal c', 'not known', 'never', 'not met: the stage is at least “evaluate”'],
      ],
    );
    assert.equal(out?.rows[0]?.rows_of['name']?.['list'], 'left_out');
  });

  test('once both have signed: which version counts, and how many', async () => {
    using home = await homeOfDeals();
    await agree(home, '2026-01-05', { rule: rule(stage('evaluate')) });
    const { sentence, tables } = told('definitions', await definitions(home));
    assert.equal(sentence, 'Version 1 counts, signed by both: 1 opportunity was accepted in Q1.');
    assert.deepEqual(
      tables.map(({ id }) => id),
      ['definition_effect', 'definition_segments', 'left_out', 'definition_texts', 'versions'],
    );
  });

  test('signed for later: from when, and what counts until then', async () => {
    using home = await homeOfDeals();
    const asked = { rule: rule(stage('evaluate')), effective_from: '2026-04-01' };
    await agree(home, '2026-03-05', asked);
    const { sentence } = told('definitions', await definitions(home));
    assert.equal(
      sentence,
      'Version 1 is signed by both and counts from Wed 1 Apr; until then every opportunity counts from the day on which it was opened.',
    );
  });

  test('when it asks for what many lack: that its effect cannot be told', async () => {
    using home = await homeOfDeals();
    await propose(home, DAY, {
      rule: rule({ field: 'amount', operator: '>=', value: 1500 }),
      stages: STAGES,
    });
    const { sentence } = told('definitions', await definitions(home));
    assert.match(sentence, /^33\.3 of 100 opportunities lack what v1 asks for \(amount\)/);
  });
});
