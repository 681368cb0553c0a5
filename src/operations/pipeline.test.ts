/** Pipelines of a few deals in several currencies, counted by hand. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { PipelineAnswer } from './pipeline.ts';
import type { RowsAnswer } from './rows.ts';

/** Day, amount in units, currency, close date, outcome. */
type State = [day: string, amount: number | '', currency: string, close: string, outcome?: string];

/** Units for one dollar: a euro is worth $1.25, from March on $2, from July on $1. */
const RATES: readonly [currency: string, day: string, rate: number][] = [
  ['EUR', '2026-01-01', 0.8],
  ['EUR', '2026-03-01', 0.5],
  ['EUR', '2026-07-01', 1],
];

async function importDeals(
  home: TemporaryHome,
  deals: Readonly<Record<string, readonly State[]>>,
  rates = RATES,
): Promise<void> {
  const changes = Object.entries(deals).flatMap(([id, states]) =>
    states.map(([day, amount, currency, close, outcome = 'open'], nth) => ({
      opportunity_id: id,
      change_id: `${id}-${nth}`,
      happened: day,
      stage: outcome,
      outcome,
      amount,
      currency,
      close_on: close,
      recorded_at: `${day}T12:00:00Z`,
    })),
  );
  await home.import(
    [
      home.csv(
        'o.csv',
        Object.entries(deals).map(([id, [first]]) => ({
          opportunity_id: id,
          name: `Deal ${id}`,
          happened: first?.[0] ?? '',
          recorded_at: `${first?.[0]}T11:00:00Z`,
        })),
      ),
      home.csv('c.csv', changes),
      home.csv(
        'currencies.csv',
        rates.map(([currency, happened, rate]) => ({
          currency,
          happened,
          rate,
          recorded_at: '2026-01-01T00:00:00Z',
        })),
      ),
    ],
    { exported: '2026-03-31' },
  );
}

const FEBRUARY = { as_of: '2026-03-31', from: '2026-02-01', to: '2026-03-01' };

async function bars(home: TemporaryHome, asked: object = FEBRUARY) {
  const { moves } = await home.ask<PipelineAnswer>('pipeline', { ...FEBRUARY, ...asked });
  const sum = moves
    .filter(({ move }) => move !== 'end')
    .reduce((total, { amount }) => total + amount.amount, 0);
  assert.equal(sum, moves.find(({ move }) => move === 'end')?.amount.amount, 'start + moves = end');
  return Object.fromEntries(
    moves
      .filter(({ opportunities }) => opportunities > 0)
      .map(({ move, opportunities, amount }) => [move, [opportunities, amount.amount]]),
  );
}

describe('the pipeline of deals in other currencies', () => {
  it('shows a new close date, which brings another rate, as exchange rates and not as an amount', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await importDeals(home, {
      A: [
        ['2026-01-10', 100, 'EUR', '2026-02-20'],
        ['2026-02-10', 100, 'EUR', '2026-04-10'],
      ],
    });
    assert.deepEqual(await bars(home), { start: [1, 12_500], fx: [1, 7_500], end: [1, 20_000] });
  });

  it('takes the change of an amount at the rate that the deal had, and adds up with everything else', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await importDeals(home, {
      moved: [
        ['2026-01-10', 100, 'EUR', '2026-02-20'],
        ['2026-02-10', 100, 'EUR', '2026-04-10'],
      ],
      raised: [
        ['2026-01-10', 100, 'EUR', '2026-04-10'],
        ['2026-02-10', 150, 'EUR', '2026-04-10'],
      ],
      both: [
        ['2026-01-10', 100, 'EUR', '2026-02-20'],
        ['2026-02-10', 150, 'EUR', '2026-04-10'],
      ],
      own: [
        ['2026-01-10', 100, 'USD', '2026-04-10'],
        ['2026-02-10', 80, 'USD', '2026-07-10'],
      ],
      new: [
        ['2026-02-05', 100, 'EUR', '2026-02-25'],
        ['2026-02-15', 100, 'EUR', '2026-07-10'],
      ],
      won: [
        ['2026-01-10', 100, 'EUR', '2026-04-10'],
        ['2026-02-20', 100, 'EUR', '2026-02-20', 'won'],
      ],
      lost: [
        ['2026-01-10', 100, 'EUR', '2026-02-20'],
        ['2026-02-21', 100, 'EUR', '2026-02-21', 'lost'],
      ],
      unrated: [
        ['2026-01-10', 100, 'GBP', '2026-02-20'],
        ['2026-02-21', 120, 'GBP', '2026-04-20'],
      ],
      learnt: [
        ['2026-01-10', '', 'EUR', '2026-04-10'],
        ['2026-02-21', 50, 'EUR', '2026-04-10'],
      ],
      corrected: [
        ['2026-01-10', 100, 'EUR', '2026-04-10'],
        ['2026-02-12', 150, 'USD', '2026-04-10'],
      ],
    });
    assert.deepEqual(await bars(home), {
      start: [9, 12_500 + 20_000 + 12_500 + 10_000 + 20_000 + 12_500 + 20_000],
      new: [1, 12_500],
      amount_up: [2, 10_000 + 6_250],
      amount_down: [2, -2_000 - 5_000],
      amount_learnt: [1, 10_000],
      fx: [4, 7_500 + 11_250 - 2_500 - 7_500],
      won: [1, -12_500],
      lost: [1, -12_500],
      end: [8, 20_000 + 30_000 + 30_000 + 8_000 + 10_000 + 10_000 + 15_000],
    });
    const { count, rows } = await home.ask<RowsAnswer>('rows', {
      ...FEBRUARY,
      figure: 'pipeline',
      move: 'fx',
    });
    assert.equal(count, 4);
    assert.deepEqual(
      rows.map((row) => `${row['id']} ${row['amount']}`),
      ['both 11250', 'moved 7500', 'won -7500', 'new -2500'],
    );
  });

  it('of one quarter: what was pushed out leaves with the value that it has then', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await importDeals(home, {
      out: [
        ['2026-01-10', 100, 'EUR', '2026-02-20'],
        ['2026-02-10', 100, 'EUR', '2026-04-10'],
      ],
      pulled: [
        ['2026-01-10', 100, 'EUR', '2026-07-20'],
        ['2026-02-10', 100, 'EUR', '2026-03-10'],
      ],
    });
    assert.deepEqual(await bars(home, { quarter: '2026-Q1' }), {
      start: [1, 12_500],
      pulled_in: [1, 10_000],
      pushed_out: [1, -20_000],
      fx: [2, 7_500 + 10_000],
      end: [1, 20_000],
    });
  });

  it('has no such line where no rate moved, nor where a currency has one rate only', async () => {
    using home = new TemporaryHome('currency: USD\n');
    const deals: Record<string, State[]> = {
      A: [
        ['2026-01-10', 100, 'EUR', '2026-02-20'],
        ['2026-02-10', 130, 'EUR', '2026-04-10'],
      ],
    };
    await importDeals(home, deals, [['EUR', '2026-01-01', 0.8]]);
    assert.deepEqual(await bars(home), {
      start: [1, 12_500],
      amount_up: [1, 3_750],
      end: [1, 16_250],
    });
    const { moves } = await home.ask<PipelineAnswer>('pipeline', FEBRUARY);
    assert.ok(!moves.some(({ move }) => move === 'fx'));
  });

  it('adds up to the cent for any rates, amounts and dates, in a company currency without cents too', async () => {
    let seed = 7;
    const below = (limit: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    };
    const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
    const day = (number: number) =>
      new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
    for (const company of ['USD', 'JPY']) {
      using home = new TemporaryHome(`currency: ${company}\n`);
      const rates = ['EUR', 'GBP', 'KWD', 'JPY', 'USD'].flatMap((currency) =>
        [0, 40, 75].map((start): [string, string, number] => [
          currency,
          day(start),
          currency === 'JPY' ? 120 + below(5_000) / 97 : 0.4 + below(1_000) / 977,
        ]),
      );
      const deals = Object.fromEntries(
        Array.from({ length: 150 }, (_, i) => {
          const currency = pick(['EUR', 'GBP', 'KWD', 'JPY', 'USD', 'CHF']);
          const states = Array.from({ length: 1 + below(5) }, (_, nth): State => {
            const outcome = nth > 1 ? pick(['open', 'open', 'won', 'lost']) : 'open';
            const amount = below(9) === 0 ? '' : below(100_000);
            return [day(nth * 14 + below(14)), amount, currency, day(below(180)), outcome];
          });
          return [`O${i}`, states];
        }),
      );
      await importDeals(home, deals, rates);
      for (const quarter of [undefined, '2026-Q1', '2026-Q2']) {
        const found = await bars(home, { quarter });
        assert.ok((found['fx']?.[0] ?? 0) > 10, JSON.stringify(found));
      }
    }
  });
});
