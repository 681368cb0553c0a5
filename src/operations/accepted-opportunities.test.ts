/** The day on which opportunities are accepted, and what counts them, by hand. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  accepted,
  agree,
  type Deal,
  importDeals,
  metWithin,
  propose,
  rule,
  sign,
  stage,
} from '../../test/definition-home.ts';
import { type Answer, TemporaryHome } from '../../test/temporary-home.ts';
import type { CurvesAnswer } from './curves.ts';
import type { RowsAnswer } from './rows.ts';
import type { ThisWeekAnswer } from './this-week.ts';

describe('the day on which an opportunity is accepted', () => {
  const deals: Record<string, Deal> = {
    grows: {
      changes: [
        ['2026-02-02', 'qualify'],
        ['2026-02-20', 'evaluate'],
      ],
    },
    skips: {
      changes: [
        ['2026-02-02', 'qualify'],
        ['2026-03-01', 'propose'],
      ],
    },
    stays: { changes: [['2026-02-02', 'qualify']] },
    lost: {
      changes: [
        ['2026-02-02', 'qualify'],
        ['2026-02-25', 'evaluate', 'lost'],
      ],
    },
    won: {
      changes: [
        ['2026-02-02', 'qualify'],
        ['2026-02-26', 'closed', 'won'],
      ],
    },
    before: {
      changes: [
        ['2026-01-02', 'qualify'],
        ['2026-02-20', 'evaluate'],
      ],
    },
  };

  it('is the first on which its stage was far enough; a win is past every stage, a loss is none', async () => {
    using home = new TemporaryHome();
    await importDeals(home, deals);
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate')) });
    assert.deepEqual(await accepted(home), {
      before: '2026-01-02',
      grows: '2026-02-20',
      won: '2026-02-26',
      skips: '2026-03-01',
    });
  });

  it('is that of its opening while nobody, or only one head, has signed', async () => {
    using home = new TemporaryHome();
    await importDeals(home, deals);
    const opened = await accepted(home);
    assert.equal(opened['stays'], '2026-02-02');
    await propose(home, '2026-01-20', { rule: rule(stage('evaluate')) });
    assert.deepEqual(await accepted(home), opened);
    await sign(home, '2026-01-20', ['sales']);
    assert.deepEqual(await accepted(home), opened);
    await sign(home, '2026-01-21', ['marketing']);
    assert.notDeepEqual(await accepted(home), opened);
  });

  it('is not known before it: the answer as of an earlier day leaves the deal out', async () => {
    using home = new TemporaryHome();
    await importDeals(home, deals);
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate')) });
    assert.deepEqual(await accepted(home, '2026-02-19'), { before: '2026-01-02' });
    assert.deepEqual(await accepted(home, '2026-01-19'), { before: '2026-01-02' });
  });

  it('needs all conditions on one day, not one after the other', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      together: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-20', 'evaluate'],
        ],
        meetings: ['2026-01-22'],
      },
      tooOld: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-22', 'evaluate'],
        ],
        meetings: ['2026-01-22'],
      },
      metLater: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-20', 'evaluate'],
        ],
        meetings: ['2026-04-05'],
      },
      wentBack: {
        changes: [
          ['2026-02-02', 'evaluate'],
          ['2026-02-20', 'qualify'],
        ],
        meetings: ['2026-03-05'],
      },
    });
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate'), metWithin(30)) });
    assert.deepEqual(await accepted(home), {
      together: '2026-02-20',
      metLater: '2026-04-05',
    });
  });

  it('is that of its opening where nothing else was needed, even before its first change', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      quiet: { opened: '2026-02-02', changes: [['2026-02-10', 'qualify']] },
    });
    await agree(home, '2026-01-20', { rule: rule({ field: 'account', operator: 'notNull' }) });
    assert.deepEqual(await accepted(home), { quiet: '2026-02-02' });
  });

  it('goes by the last meeting before it, not by an older one', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      metTwice: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-03-20', 'evaluate'],
        ],
        meetings: ['2026-01-22', '2026-03-10'],
      },
    });
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate'), metWithin(30)) });
    assert.deepEqual(await accepted(home), { metTwice: '2026-03-20' });
  });

  it('counts roles from their day on, and people with a role once', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      two: {
        changes: [['2026-02-02', 'qualify']],
        roles: [
          ['p', '2026-02-05'],
          ['q', '2026-02-09', true],
        ],
      },
      early: {
        changes: [['2026-02-02', 'qualify']],
        roles: [
          ['p', '2026-01-05', true],
          ['q', '2026-01-09'],
        ],
      },
      one: { changes: [['2026-02-02', 'qualify']], roles: [['p', '2026-02-05', true]] },
      afterLoss: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-08', 'x', 'lost'],
        ],
        roles: [
          ['p', '2026-02-05', true],
          ['q', '2026-02-09'],
        ],
      },
      nobodyMain: {
        changes: [['2026-02-02', 'qualify']],
        roles: [
          ['p', '2026-02-05'],
          ['q', '2026-02-09'],
        ],
      },
    });
    await agree(home, '2026-01-20', {
      rule: rule(
        { field: 'contact_roles', operator: '>=', value: 2 },
        { field: 'primary_contact', operator: '=', value: true },
      ),
    });
    assert.deepEqual(await accepted(home), { early: '2026-02-02', two: '2026-02-09' });
  });

  it('takes amounts in the company currency, and what is not known as not met', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await importDeals(home, {
      enough: {
        changes: [
          ['2026-02-02', 'qualify', 'open', 4999],
          ['2026-02-09', 'qualify', 'open', 5000],
        ],
      },
      unknown: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-09', 'qualify', 'open', ''],
        ],
      },
      notHere: { segment: 'small', changes: [['2026-02-02', 'qualify', 'open', 9000]] },
    });
    await agree(home, '2026-01-20', {
      rule: rule(
        { field: 'amount', operator: '>=', value: 5000 },
        {
          combinator: 'or',
          rules: [
            { field: 'segment', operator: 'notIn', value: ['small'] },
            { field: 'owner', operator: 'notNull' },
          ],
        },
      ),
    });
    assert.deepEqual(await accepted(home), { notHere: '2026-02-02', enough: '2026-02-09' });
    await agree(home, '2026-01-25', {
      rule: rule(
        { field: 'amount', operator: '>=', value: 5000 },
        { field: 'segment', operator: 'notIn', value: ['large'] },
      ),
    });
    assert.deepEqual(await accepted(home), { notHere: '2026-02-02' });
  });

  it('is looked for anew when a deal is opened again long after its end', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      again: {
        changes: [
          ['2026-02-02', 'evaluate'],
          ['2026-02-20', 'closed', 'lost'],
          ['2026-06-01', 'qualify'],
          ['2026-06-20', 'propose'],
        ],
      },
    });
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate')) });
    const { rows } = await home.ask<RowsAnswer>('rows', {
      as_of: '2026-12-31',
      figure: 'curve',
      from: 'opportunity',
      to: 'won',
    });
    assert.deepEqual(
      rows.map(({ entered_on, episode, exit }) => [entered_on, episode, exit]),
      [
        ['2026-02-02', 1, 'lost'],
        ['2026-06-20', 2, 'censored'],
      ],
    );
  });
});

describe('curves and weeks under a definition', () => {
  it('follow accepted opportunities from the day on which they were accepted', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      first: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-20', 'evaluate'],
          ['2026-03-10', 'x', 'won'],
        ],
        meetings: ['2026-02-01'],
      },
      second: { changes: [['2026-02-02', 'qualify']], meetings: ['2026-02-01'] },
    });
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate')) });
    const answer = await home.ask<CurvesAnswer>('curves', { as_of: '2026-12-31', by: 'none' });
    assert.equal(answer.definition_versions['accepted_opportunity'], 1);
    assert.ok(!answer.caveats.some(({ code }) => code === 'definition_default'));
    const of = (from: string, to: string) =>
      answer.curves.find((curve) => curve.from === from && curve.to === to);
    assert.deepEqual(
      [of('opportunity', 'won')?.entered, of('opportunity', 'won')?.converted],
      [1, 1],
    );
    assert.deepEqual(
      [of('meeting', 'opportunity')?.entered, of('meeting', 'opportunity')?.converted],
      [2, 1],
    );
    const { rows } = await home.ask<RowsAnswer>('rows', {
      as_of: '2026-12-31',
      figure: 'curve',
      from: 'meeting',
      to: 'opportunity',
      outcome: 'converted',
    });
    assert.deepEqual(
      rows.map(({ id, entered_on, ended_on, age }) => [id, entered_on, ended_on, age]),
      [['m-first-2026-02-01', '2026-02-01', '2026-02-20', 19]],
    );
    const week = await home.ask<ThisWeekAnswer>('this-week', {
      as_of: '2026-12-31',
      week: '2026-02-16',
    });
    const chain = week.chain.find(({ step }) => step === 'opportunities');
    assert.equal(chain?.actual, 1);
    assert.equal(week.definition_versions['accepted_opportunity'], 1);
  });

  it('are the same as without one where every opportunity meets it when it is opened', async () => {
    const deals: Record<string, Deal> = {
      a: {
        changes: [
          ['2026-02-02', 'qualify'],
          ['2026-02-20', 'x', 'lost'],
          ['2026-08-01', 'qualify'],
        ],
        meetings: ['2026-02-01'],
        roles: [['p', '2026-02-02']],
      },
      b: {
        changes: [
          ['2026-03-02', 'qualify'],
          ['2026-05-20', 'x', 'won', 10],
        ],
      },
      c: { opened: '2026-04-03', changes: [['2026-04-02', 'x', 'won']], meetings: ['2026-04-01'] },
    };
    using home = new TemporaryHome();
    await importDeals(home, deals);
    const ask = async (): Promise<Answer[]> => {
      const asked: [string, Answer][] = [
        ['curves', { as_of: '2026-12-31' }],
        ['this-week', { as_of: '2026-05-31' }],
        ['rows', { as_of: '2026-12-31', figure: 'curve', from: 'meeting', to: 'opportunity' }],
        ['rows', { as_of: '2026-12-31', figure: 'curve', from: 'opportunity', to: 'won' }],
      ];
      const answers = [];
      for (const [name, input] of asked) {
        const { definition_versions: _, caveats: __, ...answer } = await home.ask(name, input);
        answers.push(answer);
      }
      return answers;
    };
    const without = await ask();
    home.now = '2026-01-02T00:00:00.000Z';
    await agree(home, '2026-01-02', { rule: rule({ field: 'account', operator: 'notNull' }) });
    assert.deepEqual(await ask(), without);
  });
});
