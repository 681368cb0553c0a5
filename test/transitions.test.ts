/** Small companies, counted by hand. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CurvesAnswer } from '../src/operations/curves.ts';
import type { RowsAnswer } from '../src/operations/rows.ts';
import type { ThisWeekAnswer } from '../src/operations/this-week.ts';
import { TemporaryHome } from './temporary-home.ts';

const engagement = (id: string, person: string, day: string, more = {}) => ({
  engagement_id: id,
  person_id: person,
  account_id: 'A1',
  campaign_type: 'webinar',
  happened: day,
  counts: true,
  ...more,
});
const meeting = (id: string, person: string, day: string, outcome = 'held') => ({
  meeting_id: id,
  person_id: person,
  account_id: 'A1',
  happened: day,
  outcome,
});
const deal = (id: string, day: string, outcome: string, close: string) => ({
  opportunity_id: id,
  account_id: 'A1',
  happened: day,
  outcome,
  amount: 100,
  close_on: close,
});

type Step = [from: string, to: string];

async function subjects(home: TemporaryHome, [from, to]: Step, as_of = '2026-12-31') {
  const { rows } = await home.ask<RowsAnswer>('rows', { as_of, figure: 'curve', from, to });
  return rows.map((row) => `${row['id']} ${row['exit']} ${row['age']}`);
}

describe('engagement → meeting', () => {
  it('enters once an episode, converts at its first held meeting, and ends when nobody was in touch', async () => {
    using home = new TemporaryHome();
    await home.import(
      [
        home.csv('engagements.csv', [
          engagement('E1', 'P1', '2026-01-01'),
          engagement('E2', 'P1', '2026-01-20'),
          engagement('E3', 'P1', '2026-10-01'),
          engagement('E4', 'P2', '2026-01-05'),
          engagement('E5', 'P3', '2026-01-05', { counts: false }),
          engagement('E6', 'P4', '2026-12-01'),
        ]),
        home.csv('meetings.csv', [
          meeting('M1', 'P1', '2026-01-10', 'no_show'),
          meeting('M2', 'P1', '2026-02-01'),
          meeting('M3', 'P1', '2026-02-20'),
          meeting('M4', 'P1', '2026-10-01'),
          meeting('M5', 'P2', '2026-09-01'),
        ]),
      ],
      { exported: '2026-12-31' },
    );
    assert.deepEqual(await subjects(home, ['engagement', 'meeting']), [
      'E1 converted 31',
      'E4 recycled 181',
      'E3 converted 0',
      'E6 censored 30',
    ]);
    const { rows } = await home.ask<RowsAnswer>('rows', {
      as_of: '2026-12-31',
      figure: 'curve',
      from: 'engagement',
      to: 'meeting',
    });
    assert.deepEqual(
      rows.map((row) => row['episode']),
      [1, 1, 2, 1],
    );
  });

  it('forgets what was not known yet', async () => {
    using home = new TemporaryHome();
    await home.import(
      [
        home.csv('engagements.csv', [
          engagement('E1', 'P1', '2026-01-01', { recorded_at: '2026-01-03T00:00:00Z' }),
        ]),
        home.csv('meetings.csv', [
          {
            ...meeting('M1', 'P1', '2026-01-10', 'scheduled'),
            recorded_at: '2026-01-04T00:00:00Z',
          },
          { ...meeting('M1', 'P1', '2026-01-10', 'held'), recorded_at: '2026-01-15T00:00:00Z' },
        ]),
      ],
      { exported: '2026-12-31' },
    );
    const step: Step = ['engagement', 'meeting'];
    assert.deepEqual(await subjects(home, step, '2026-01-02'), []);
    assert.deepEqual(await subjects(home, step, '2026-01-12'), ['E1 censored 11']);
    assert.deepEqual(await subjects(home, step, '2026-01-15'), ['E1 converted 9']);
  });

  it('takes a past meeting as held only while no outcome was known of any', async () => {
    using home = new TemporaryHome();
    const recorded = (day: string) => ({ recorded_at: `${day}T00:00:00Z` });
    await home.import(
      [
        home.csv('engagements.csv', [engagement('E1', 'P1', '2026-01-01', recorded('2026-01-01'))]),
        home.csv('meetings.csv', [
          { ...meeting('M1', 'P1', '2026-01-11', 'unknown'), ...recorded('2026-01-05') },
          { ...meeting('M2', 'P2', '2026-03-01', 'held'), ...recorded('2026-03-02') },
        ]),
      ],
      { exported: '2026-12-31' },
    );
    const step: Step = ['engagement', 'meeting'];
    assert.deepEqual(await subjects(home, step, '2026-02-01'), ['E1 converted 10']);
    assert.deepEqual(await subjects(home, step, '2026-03-05'), ['E1 censored 63']);
  });

  it('counts a merged person once, from the day on which the merge was known', async () => {
    using home = new TemporaryHome();
    await home.import(
      [
        home.csv('engagements.csv', [
          engagement('E1', 'P1', '2026-01-01'),
          engagement('E2', 'P2', '2026-01-05'),
        ]),
        home.csv('person_merges.csv', [
          {
            from_person_id: 'P2',
            to_person_id: 'P1',
            happened: '2026-02-01',
            recorded_at: '2026-02-01T00:00:00Z',
          },
        ]),
        home.csv('meetings.csv', [meeting('M1', 'P2', '2026-01-11')]),
      ],
      { exported: '2026-12-31' },
    );
    const step: Step = ['engagement', 'meeting'];
    assert.deepEqual(await subjects(home, step, '2026-01-31'), [
      'E1 censored 30',
      'E2 converted 6',
    ]);
    assert.deepEqual(await subjects(home, step, '2026-02-01'), ['E1 converted 10']);
  });
});

describe('meeting → opportunity → won', () => {
  it('takes the people of the buying group where they are named, else the account', async () => {
    using home = new TemporaryHome();
    await home.import(
      [
        home.csv('meetings.csv', [
          meeting('M1', 'P1', '2026-01-01'),
          meeting('M2', 'P2', '2026-01-01'),
        ]),
        home.csv('opportunities.csv', [
          deal('O1', '2026-01-08', 'won', '2026-03-01'),
          deal('O2', '2026-01-20', 'lost', '2026-02-01'),
        ]),
        home.csv('contact_roles.csv', [{ opportunity_id: 'O1', person_id: 'P1', role: 'buyer' }]),
      ],
      { exported: '2026-03-31' },
    );
    assert.deepEqual(await subjects(home, ['meeting', 'opportunity'], '2026-03-31'), [
      'M1 converted 7',
      'M2 converted 19',
    ]);
    assert.deepEqual(await subjects(home, ['opportunity', 'won'], '2026-03-31'), [
      'O1 converted 52',
      'O2 lost 12',
    ]);
  });

  it('counts a deal won on the day on which it was opened at age 0', async () => {
    using home = new TemporaryHome();
    await home.import([home.csv('o.csv', [deal('O1', '2026-01-08', 'won', '2026-01-08')])], {
      exported: '2026-03-31',
    });
    assert.deepEqual(await subjects(home, ['opportunity', 'won']), ['O1 converted 0']);
  });

  it('closes a re-opened deal once, at its last close, and reads history rows with an amount only', async () => {
    using home = new TemporaryHome();
    const change = (id: string, day: string, stage: string, outcome: string, amount = 100) => ({
      opportunity_id: 'O1',
      change_id: id,
      happened: day,
      stage,
      outcome,
      amount,
      close_on: day,
      recorded_at: `${day}T12:00:00Z`,
    });
    await home.import(
      [
        home.csv('o.csv', [{ opportunity_id: 'O1', happened: '2026-01-01', account_id: 'A1' }]),
        home.csv('c.csv', [
          change('1', '2026-01-01', 'Qualify', 'open'),
          change('2', '2026-02-01', 'Closed Lost', 'lost'),
          change('3', '2026-02-10', 'Propose', 'open'),
          change('4', '2026-02-12', 'Propose', 'open', 80),
          change('5', '2026-03-01', 'Closed Won', 'won', 80),
          change('6', '2026-03-05', 'Closed Won', 'won', 90),
        ]),
      ],
      { exported: '2026-03-31' },
    );
    const step: Step = ['opportunity', 'won'];
    assert.deepEqual(await subjects(home, step, '2026-02-05'), ['O1 lost 31']);
    assert.deepEqual(await subjects(home, step, '2026-02-20'), ['O1 censored 50']);
    assert.deepEqual(await subjects(home, step, '2026-03-31'), ['O1 converted 59']);
  });

  it('lets deals that were open before the data began enter late', async () => {
    using home = new TemporaryHome();
    const mapping = home.write(
      'm.yaml',
      'observed_from: 2026-02-01\nfiles:\n- match: o.csv\n  table: opportunities\n  columns: {opportunity_id: id, happened: opened, outcome: outcome, close_on: closed}\n',
    );
    const file = home.csv('o.csv', [
      { id: 'O1', opened: '2026-01-01', outcome: 'won', closed: '2026-02-10' },
      { id: 'O2', opened: '2026-02-05', outcome: 'won', closed: '2026-02-15' },
    ]);
    await home.import([file], { mapping, exported: '2026-03-31' });
    const { curves } = await home.ask<CurvesAnswer>('curves', { as_of: '2026-03-31' });
    // At age 10 only O2 is watched: O1 enters at age 31.
    assert.equal(curves[0]?.entered, 2);
    assert.deepEqual(await subjects(home, ['opportunity', 'won']), [
      'O1 converted 40',
      'O2 converted 10',
    ]);
  });
});

describe('re-opened deals', () => {
  const step: Step = ['opportunity', 'won'];
  type Change = [
    day: string,
    outcome: string,
    more?: { amount?: number | null; recorded?: string },
  ];

  /** One deal, opened on 1 January, whose every change was recorded on its day. */
  async function importDeal(home: TemporaryHome, changes: readonly Change[]): Promise<void> {
    const rows = changes.map(([day, outcome, { amount = 100, recorded = day } = {}], index) => ({
      opportunity_id: 'O1',
      change_id: `C${index}`,
      happened: day,
      stage: outcome,
      outcome,
      amount,
      close_on: day,
      recorded_at: `${recorded}T12:00:00Z`,
    }));
    await home.import(
      [
        home.csv('o.csv', [{ opportunity_id: 'O1', happened: '2026-01-01', account_id: 'A1' }]),
        home.csv('c.csv', [
          {
            ...(rows[0] as (typeof rows)[number]),
            change_id: 'C',
            happened: '2026-01-01',
            outcome: 'open',
            recorded_at: '2026-01-01T12:00:00Z',
          },
          ...rows,
        ]),
      ],
      { exported: '2026-12-31' },
    );
  }

  const asOf = async (home: TemporaryHome, days: readonly string[]) =>
    Object.fromEntries(
      await Promise.all(days.map(async (day) => [day, await subjects(home, step, day)] as const)),
    );

  it('within 30 days go on: the loss does not count once the re-opening is known', async () => {
    using home = new TemporaryHome();
    await importDeal(home, [
      ['2026-02-01', 'lost'],
      ['2026-02-11', 'open'],
      ['2026-04-01', 'won'],
    ]);
    assert.deepEqual(await asOf(home, ['2026-02-10', '2026-02-11', '2026-12-31']), {
      '2026-02-10': ['O1 lost 31'],
      '2026-02-11': ['O1 censored 41'],
      '2026-12-31': ['O1 converted 90'],
    });
  });

  it('later begin a new episode: the loss stands, and the new one enters on the day of re-opening', async () => {
    using home = new TemporaryHome();
    await importDeal(home, [
      ['2026-02-01', 'lost'],
      ['2026-03-18', 'open'],
      ['2026-04-01', 'won'],
    ]);
    assert.deepEqual(await asOf(home, ['2026-03-17', '2026-03-20', '2026-12-31']), {
      '2026-03-17': ['O1 lost 31'],
      '2026-03-20': ['O1 lost 31', 'O1 censored 2'],
      '2026-12-31': ['O1 lost 31', 'O1 converted 14'],
    });
    const { curves } = await home.ask<CurvesAnswer>('curves', { as_of: '2026-12-31', by: 'none' });
    const { entered, converted, lost, open } = curves[0] as CurvesAnswer['curves'][number];
    assert.deepEqual([entered, converted, lost, open], [2, 1, 1, 0]);
    const { rows, count } = await home.ask<RowsAnswer>('rows', {
      as_of: '2026-12-31',
      figure: 'curve',
      from: 'opportunity',
      to: 'won',
    });
    assert.equal(count, entered);
    assert.deepEqual(
      rows.map((row) => [row['episode'], row['entered_on'], row['ended_on']]),
      [
        [1, '2026-01-01', '2026-02-01'],
        [2, '2026-03-18', '2026-04-01'],
      ],
    );
  });

  it('take 30 days to the day, from the first day of the loss, and as the setting says', async () => {
    const histories: [gap: string, settings: string, expected: string[]][] = [
      ['2026-03-03', '', ['O1 censored 364']],
      ['2026-03-04', '', ['O1 lost 31', 'O1 censored 302']],
      ['2026-03-04', 'reopen_days: 31\n', ['O1 censored 364']],
    ];
    for (const [day, settings, expected] of histories) {
      using home = new TemporaryHome(settings);
      await importDeal(home, [
        ['2026-02-01', 'lost'],
        ['2026-02-20', 'lost', { amount: 90 }],
        [day, 'open'],
      ]);
      assert.deepEqual(await subjects(home, step), expected, `${day} ${settings}`);
    }
  });

  it('more than once: each by its own gap', async () => {
    using home = new TemporaryHome();
    await importDeal(home, [
      ['2026-02-01', 'lost'],
      ['2026-02-11', 'open'],
      ['2026-03-01', 'lost'],
      ['2026-05-01', 'open'],
      ['2026-06-01', 'lost'],
      ['2026-08-01', 'open'],
    ]);
    assert.deepEqual(await asOf(home, ['2026-03-01', '2026-06-01', '2026-06-30', '2026-12-31']), {
      '2026-03-01': ['O1 lost 59'],
      '2026-06-01': ['O1 lost 59', 'O1 lost 31'],
      '2026-06-30': ['O1 lost 59', 'O1 lost 31'],
      '2026-12-31': ['O1 lost 59', 'O1 lost 31', 'O1 censored 152'],
    });
  });

  it('are known from the day on which the re-opening was recorded', async () => {
    using home = new TemporaryHome();
    await importDeal(home, [
      ['2026-02-01', 'lost'],
      ['2026-03-18', 'open', { recorded: '2026-05-01' }],
    ]);
    assert.deepEqual(await asOf(home, ['2026-04-30', '2026-05-01']), {
      '2026-04-30': ['O1 lost 31'],
      '2026-05-01': ['O1 lost 31', 'O1 censored 44'],
    });
  });

  it('that had been won: the same rule, and the week of the win keeps it with its amount', async () => {
    const histories: [reopened: string, wins: string[], opened: string[]][] = [
      ['2026-02-11', ['2026-06-01 8000'], ['2026-01-01']],
      ['2026-03-18', ['2026-02-01 10000', '2026-06-01 8000'], ['2026-01-01', '2026-03-18']],
    ];
    for (const [reopened, wins, opened] of histories) {
      using home = new TemporaryHome();
      await importDeal(home, [
        ['2026-02-01', 'won'],
        [reopened, 'open', { amount: null }],
        ['2026-06-01', 'won', { amount: 80 }],
      ]);
      const rowsOf = async (name: string) =>
        home.ask<RowsAnswer>('rows', {
          as_of: '2026-12-31',
          figure: 'week',
          step: name,
          from: '2026-01-01',
          to: '2027-01-01',
        });
      const won = (await rowsOf('won')).rows.map((row) => `${row['day']} ${row['amount']}`);
      assert.deepEqual(won, wins);
      assert.deepEqual(
        (await rowsOf('opportunities')).rows.map((row) => row['day']),
        opened,
      );
      const week = await home.ask<ThisWeekAnswer>('this-week', {
        as_of: '2026-12-31',
        week: '2026-02-01',
      });
      assert.equal(week.chain.find((each) => each.step === 'won')?.actual ?? 0, wins.length - 1);
    }
  });

  it('whose loss was turned into a win without a re-opening are corrected, not begun anew', async () => {
    using home = new TemporaryHome();
    await importDeal(home, [
      ['2026-02-01', 'lost'],
      ['2026-05-01', 'won'],
    ]);
    assert.deepEqual(await subjects(home, step), ['O1 converted 120']);
  });

  it('are told as of a day as by a home that never heard of what came later', async () => {
    using whole = new TemporaryHome();
    const changes: Change[] = [
      ['2026-02-01', 'lost'],
      ['2026-02-11', 'open'],
      ['2026-03-01', 'won'],
      ['2026-05-01', 'open'],
      ['2026-06-01', 'lost'],
      ['2026-06-20', 'open'],
    ];
    await importDeal(whole, changes);
    for (const [last] of changes) {
      using part = new TemporaryHome();
      await importDeal(
        part,
        changes.filter(([day]) => day <= last),
      );
      const [told, known] = [await subjects(whole, step, last), await subjects(part, step, last)];
      assert.deepEqual(told, known, last);
    }
  });

  it('are opportunities that a meeting after the loss can lead to', async () => {
    using home = new TemporaryHome();
    await importDeal(home, [
      ['2026-02-01', 'lost'],
      ['2026-03-18', 'open'],
      ['2026-04-01', 'won'],
    ]);
    await home.import(
      [
        home.csv('engagements.csv', [
          engagement('E1', 'P1', '2025-12-20'),
          engagement('E2', 'P2', '2026-03-08'),
        ]),
        home.csv('meetings.csv', [
          meeting('M1', 'P1', '2025-12-28'),
          meeting('M2', 'P2', '2026-03-10'),
        ]),
      ],
      { exported: '2026-12-31' },
    );
    assert.deepEqual(await subjects(home, ['meeting', 'opportunity']), [
      'M1 converted 4',
      'M2 converted 8',
    ]);
    assert.deepEqual(await subjects(home, ['engagement', 'won']), [
      'E1 lost 43',
      'E2 converted 24',
    ]);
  });
});

describe('as-of', () => {
  it('does not depend on the order or number of imports', async () => {
    const rows = [
      engagement('E1', 'P1', '2026-01-01', { recorded_at: '2026-01-01T00:00:00Z' }),
      engagement('E2', 'P2', '2026-01-02', { recorded_at: '2026-01-02T00:00:00Z' }),
      engagement('E3', 'P3', '2026-01-03', { recorded_at: '2026-01-03T00:00:00Z' }),
    ];
    const counted = async (parts: (typeof rows)[]) => {
      using home = new TemporaryHome();
      for (const [index, part] of parts.entries()) {
        await home.import([home.csv(`${index}.csv`, part)], { exported: '2026-03-31' });
      }
      return JSON.stringify(await home.ask('curves', { as_of: '2026-03-31' }));
    };
    const [a, b, c] = rows.map((row) => [row]);
    assert.equal(await counted([rows]), await counted([c ?? [], b ?? [], a ?? []]));
  });
});
