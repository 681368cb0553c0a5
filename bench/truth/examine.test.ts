/** The questions that are asked of the product, with one that answers from a table. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { BadInput } from '../../src/errors.ts';
import { missSchema, readAnswer } from './answers.ts';
import { askWeekly } from './ask-weekly.ts';
import { examine, plannedTarget } from './examine.ts';
import { causeOf, examinedOf, lineOf, missOf, partOf, truthOf, UNKNOWN } from './made-up.ts';
import { commandLine, type Product, refusal } from './product.ts';
import { openResults } from './results-file.ts';
import type { Scenario } from './scenario.ts';
import { writeSmallCompany } from './small-company.ts';

const SCENARIO: Scenario = {
  causes: [{ id: 'LEADS_DOWN_2Q', strength: 2 }],
  size: 'small',
  seed: 3,
  format: 'salesforce',
};
const TRUTH = truthOf({
  causes: [
    causeOf({
      lines: [lineOf({ amount: -400 })],
      events: [{ date: '2026-03-16', text: 'Budget cut' }],
    }),
  ],
});
const MISS = {
  as_of: '2026-09-27',
  quarter: '2026-Q3',
  target: { amount: 1000, currency: 'USD' },
  actual: { amount: 600, currency: 'USD' },
  gap: { amount: -400, currency: 'USD' },
  total: { amount: -400, currency: 'USD' },
  parts: [
    {
      leg: 'change',
      cause: 'volume',
      step: 'engagement',
      owner: 'marketing',
      origin_from: '2026-01-01',
      origin_to: '2026-01-31',
      team: 'T-2',
      amount: { amount: -400, currency: 'USD' },
      low: null,
      high: null,
      flagged: true,
    },
  ],
  caveats: [],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sameboat-examine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Knows sample, import and miss; other commands it refuses as the real one does. */
function standIn(asked: string[]): Product {
  return async (args) => {
    asked.push(args.join(' ').replaceAll(folder, 'DIR'));
    const done = (out: unknown) => ({ status: 0, out: JSON.stringify(out), err: '' });
    if (args[0] === 'import') return done({});
    if (args[0] === 'miss') return done(MISS);
    if (args[0] !== 'sample') {
      return { status: 2, out: '', err: `{\n  "detail": "There is no operation."\n}` };
    }
    const recorded = join(folder, 'sample', 'recorded');
    mkdirSync(join(recorded, 'plain'), { recursive: true });
    mkdirSync(join(recorded, 'plans'));
    writeSmallCompany((name, text) => writeFileSync(join(recorded, 'plain', `${name}.csv`), text));
    const plan = 'quarter,segment,bookings\n2026-Q3,mid,12000.00\n2026-Q3,small,8000.00\n';
    writeFileSync(join(recorded, 'plans', 'revenue-plan.csv'), plan);
    writeFileSync(join(folder, 'sample', 'truth.json'), JSON.stringify({ scenario: TRUTH }));
    return done({});
  };
}

const options = (product: Product, weekly = false) => ({
  product,
  folder,
  weekly,
  recoverable: false,
  say: () => undefined,
});

describe('one scenario', () => {
  test('is made, read in, planned as of the signature, and asked on three days', async () => {
    const asked: string[] = [];
    const found = await examine(SCENARIO, options(standIn(asked)));
    const words = asked.map((line) =>
      line.replaceAll(' --home DIR/home', '').replace(' --json', ''),
    );
    assert.deepEqual(words.slice(0, 4), [
      'sample --out DIR/sample --seed 3 --size small --export-day 2026-11-22 --inject LEADS_DOWN_2Q:2 --no-recoverable',
      'import DIR/sample/recorded/salesforce --exported 2026-11-22 --as-of 2026-11-22',
      'set-plan --file DIR/sample/recorded/plans/revenue-plan.csv --as-of 2025-09-29',
      'plan-campaign --file DIR/sample/recorded/plans/campaign-plan.csv --as-of 2025-09-29',
    ]);
    for (const day of ['2026-08-09', '2026-09-27', '2026-11-22']) {
      assert.ok(words.includes(`miss --quarter 2026-Q3 --as-of ${day}`), day);
    }
    assert.ok(
      words.includes('record-event --date 2026-03-16 --text Budget cut --as-of 2026-03-16'),
    );
    assert.ok('answer' in found.baselines.saturated);
    assert.deepEqual(found.claims, { refused: 'exit 2: There is no operation.' });
    assert.equal(found.refused_setup[0], 'set-plan: exit 2: There is no operation.');
  });

  test('teams are known by their names', async () => {
    const found = await examine(SCENARIO, options(standIn([])));
    const { last_day } = found.miss;
    assert.ok(last_day && 'answer' in last_day);
    assert.equal(last_day.answer.parts[0]?.team, 'Team EMEA');
  });

  test('the home has the calendar of the invented company', async () => {
    await examine(SCENARIO, options(standIn([])));
    assert.match(readFileSync(join(folder, 'home', 'settings.yaml'), 'utf8'), /"445"/);
  });

  test('cannot be scored when it cannot be made', async () => {
    const product: Product = async () => ({
      status: 2,
      out: '',
      err: '"detail": "No such cause."',
    });
    await assert.rejects(examine(SCENARIO, options(product)), /sample: exit 2: No such cause\./);
  });
});

describe('week by week', () => {
  const days = async (answer: (day: string) => ReturnType<typeof missOf> | typeof UNKNOWN) => {
    const asked: string[] = [];
    const weeks = await askWeekly(TRUTH, async (day) => {
      asked.push(day);
      return answer(day);
    });
    return { asked, weeks };
  };

  test('from the injection to the first flag', async () => {
    const { asked } = await days((day) =>
      missOf(day >= '2026-04-01' ? [partOf({ amount: -9 })] : []),
    );
    // The event of 2026-03-16 says when it began.
    assert.deepEqual(asked, ['2026-03-22', '2026-03-29', '2026-04-05']);
  });
  test('to the end of the quarter when it is never flagged', async () => {
    const { asked } = await days(() => missOf([]));
    assert.equal(asked.at(-1), '2026-09-27');
  });
  test('not for ever when there is no answer', async () => {
    assert.equal((await days(() => UNKNOWN)).asked.length, 3);
  });
});

describe('answers', () => {
  test('money or minor units, missing keys as null', () => {
    const read = readAnswer(missSchema, JSON.stringify({ ...MISS, gap: -400 }));
    assert.ok('answer' in read);
    assert.equal(read.answer.gap, -400);
    assert.equal(read.answer.parts[0]?.segment, null);
  });
  test('a break of the contract is no answer, and says where', () => {
    const parts = [{ ...MISS.parts[0], owner: 'the intern' }];
    const read = readAnswer(missSchema, JSON.stringify({ ...MISS, parts }));
    assert.match('refused' in read ? read.refused : '', /^breaks the contract at parts\.0\.owner/);
    assert.deepEqual(readAnswer(missSchema, 'hello'), {
      refused: 'printed something that is not JSON',
    });
  });
  test('parts of a cent break it too', () => {
    const read = readAnswer(missSchema, JSON.stringify({ ...MISS, gap: 0.5 }));
    assert.match('refused' in read ? read.refused : '', /whole number/);
  });
  test('a refusal in one line', () => {
    assert.equal(refusal({ status: 1, out: '', err: 'a\nOops\n' }), 'exit 1: Oops');
    assert.equal(refusal({ status: null, out: '', err: '' }), 'took too long or was stopped');
  });
  test('the real command line refuses what it does not know', async () => {
    const ran = await commandLine(folder)(['no-such-operation', '--json']);
    assert.match(refusal(ran), /^exit 2: There is no operation "no-such-operation"\.$/);
  });
  test('the target of the plan is the sum of its segments', () => {
    const text = 'segment,quarter,bookings\nmid,2026-Q3,10.10\nsmall,2026-Q3,5\nmid,2026-Q2,7\n';
    assert.equal(plannedTarget(text, '2026-Q3'), 1510);
    assert.equal(plannedTarget(text, '2027-Q1'), null);
  });
});

describe('a run that was stopped', () => {
  const settings = { program: 'abc', weekly: false, recoverable: false };

  test('goes on where it was, without the half line', () => {
    const file = join(folder, 'results.jsonl');
    openResults(file, settings).add(examinedOf(SCENARIO, TRUTH));
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"scenario":`);
    const again = openResults(file, settings);
    assert.equal(again.has('LEADS_DOWN_2Q:2 small 3 salesforce'), true);
    again.add(examinedOf({ ...SCENARIO, seed: 4 }, TRUTH));
    assert.equal(openResults(file, settings).all().length, 2);
  });
  test('answers of two programs are not mixed', () => {
    const file = join(folder, 'results.jsonl');
    openResults(file, settings);
    assert.throws(() => openResults(file, { ...settings, program: 'xyz' }), BadInput);
  });
});
