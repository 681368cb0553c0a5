/** Definitions of the accepted opportunity over histories of a few deals, counted by hand. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, TemporaryHome } from '../../test/temporary-home.ts';
import type { CurvesAnswer } from './curves.ts';
import type { DefineAnswer } from './define.ts';
import type { DefinitionsAnswer } from './definitions.ts';
import type { RowsAnswer } from './rows.ts';
import type { ThisWeekAnswer } from './this-week.ts';

const SUBJECT = 'definition/accepted_opportunity';
const STAGES = ['qualify', 'evaluate', 'propose'];

/** Day, stage, outcome, amount in units, close date. */
type Change = [day: string, stage: string, outcome?: string, amount?: number | '', close?: string];

interface Deal {
  readonly changes: readonly Change[];
  readonly opened?: string;
  readonly segment?: string;
  /** Person, day on which the role was added, main contact. */
  readonly roles?: readonly [person: string, day: string, isPrimary?: boolean][];
  /** Days of held meetings that name the deal. */
  readonly meetings?: readonly string[];
}

async function importDeals(
  home: TemporaryHome,
  deals: Readonly<Record<string, Deal>>,
  exported = '2026-12-31',
): Promise<void> {
  const all = Object.entries(deals);
  const at = (day: string) => `${day}T10:00:00Z`;
  const files = [
    home.csv(
      'accounts.csv',
      all.map(([id]) => ({ account_id: `a-${id}`, name: `Account ${id}` })),
    ),
    home.csv(
      'opportunities.csv',
      all.map(([id, { changes, opened, segment }]) => ({
        opportunity_id: id,
        name: `Deal ${id}`,
        account_id: `a-${id}`,
        owner_id: 'u',
        segment: segment ?? '',
        happened: opened ?? changes[0]?.[0] ?? '',
        recorded_at: at(opened ?? changes[0]?.[0] ?? ''),
      })),
    ),
    home.csv(
      'opportunity_changes.csv',
      all.flatMap(([id, { changes }]) =>
        changes.map(([day, stage, outcome = 'open', amount = '', close = ''], nth) => ({
          opportunity_id: id,
          change_id: `${id}-${nth}`,
          happened: day,
          stage,
          outcome,
          amount,
          currency: 'USD',
          close_on: close,
          recorded_at: at(day),
        })),
      ),
    ),
  ];
  const roles = all.flatMap(([id, deal]) =>
    (deal.roles ?? []).map(([person, day, isPrimary = false]) => ({
      opportunity_id: id,
      person_id: person,
      happened: day,
      is_primary: isPrimary,
      recorded_at: at(day),
    })),
  );
  const meetings = all.flatMap(([id, deal]) =>
    (deal.meetings ?? []).map((day) => ({
      meeting_id: `m-${id}-${day}`,
      account_id: `a-${id}`,
      opportunity_id: id,
      happened: day,
      outcome: 'held',
      recorded_at: at(day),
    })),
  );
  if (roles.length > 0) files.push(home.csv('contact_roles.csv', roles));
  if (meetings.length > 0) files.push(home.csv('meetings.csv', meetings));
  await home.import(files, { exported });
}

const rule = (...rules: object[]) => ({ combinator: 'and', rules });
const stage = (value: string) => ({ field: 'stage', operator: '>=', value });
const metWithin = (value: number) => ({ field: 'meeting_held', operator: '<=', value });

async function propose(home: TemporaryHome, day: string, asked: object): Promise<DefineAnswer> {
  home.now = `${day}T12:00:00.000Z`;
  return home.ask<DefineAnswer>('define', { as_of: day, stages: STAGES, ...asked });
}

/** Both heads sign the newest proposal. */
async function sign(home: TemporaryHome, day: string): Promise<void> {
  const ledger = await home.ledger();
  const proposal = (await ledger.entries()).findLast(({ kind }) => kind === 'define');
  assert.ok(proposal);
  for (const side of ['sales', 'marketing']) {
    const at = `${day}T13:00:00.000Z`;
    await ledger.append([
      {
        id: `${side}-${day}`,
        kind: 'sign',
        subject: SUBJECT,
        said_at: at,
        recorded_at: at,
        who: { id: side, name: `Head of ${side}`, role: `${side}_head` },
        body: { signs: proposal.seq, side, withdraws: false },
        reason: null,
        seen: null,
      },
    ]);
  }
}

async function agree(home: TemporaryHome, day: string, asked: object): Promise<void> {
  await propose(home, day, asked);
  await sign(home, day);
}

/** The deals that were accepted in a year and the day of each, by the version that counts them. */
async function accepted(home: TemporaryHome, as_of = '2026-12-31') {
  const { rows } = await home.ask<RowsAnswer>('rows', {
    as_of,
    figure: 'week',
    step: 'opportunities',
    from: '2025-01-01',
    to: '2027-01-01',
  });
  return Object.fromEntries(rows.map(({ id, day }) => [id, day]));
}

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

describe('versions over time', () => {
  it('gives each month the definition that held then, and past opportunities keep theirs', async () => {
    using home = new TemporaryHome();
    const deal = (day: string, later: string): Deal => ({
      changes: [
        [day, 'qualify'],
        [later, 'evaluate'],
      ],
    });
    await importDeals(home, {
      dec: deal('2025-12-10', '2026-05-10'),
      feb: deal('2026-02-10', '2026-05-10'),
      may: deal('2026-05-02', '2026-05-10'),
    });
    await agree(home, '2026-01-15', { rule: rule(stage('evaluate')) });
    await agree(home, '2026-04-15', { rule: rule(stage('qualify')), effective_from: '2026-05-01' });
    const versions: Record<string, number | undefined> = {};
    for (const month of ['2026-01-14', '2026-02-28', '2026-04-30', '2026-05-31', '2026-07-31']) {
      const answer = await home.ask<DefinitionsAnswer>('definitions', { as_of: month });
      versions[month] = answer.definition_versions['accepted_opportunity'];
      assert.equal(answer.in_force, versions[month]);
    }
    assert.deepEqual(versions, {
      '2026-01-14': 0,
      '2026-02-28': 1,
      '2026-04-30': 1,
      '2026-05-31': 2,
      '2026-07-31': 2,
    });
    assert.deepEqual(await accepted(home, '2026-07-31'), {
      dec: '2025-12-10',
      feb: '2026-05-10',
      may: '2026-05-02',
    });
    const april = await home.ask<DefinitionsAnswer>('definitions', { as_of: '2026-04-30' });
    assert.deepEqual(
      april.versions.map(({ number, state }) => [number, state]),
      [
        [2, 'signed_for_later'],
        [1, 'in_force'],
      ],
    );
    assert.deepEqual(
      april.versions[1]?.signatures.map(({ side, name }) => [side, name]),
      [
        ['sales', 'Head of sales'],
        ['marketing', 'Head of marketing'],
      ],
    );
    const text = JSON.stringify(april);
    home.now = '2027-03-01T00:00:00.000Z';
    const again = await home.ask<DefinitionsAnswer>('definitions', { as_of: '2026-04-30' });
    assert.equal(JSON.stringify(again), text);
  });
});

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
