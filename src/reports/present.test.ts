import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type TopLevelSpec } from 'vega-lite';
import { present } from './present.ts';
import type { Picture, Report } from './report.ts';
import {
  chainStep,
  check,
  curve,
  curvesAnswer,
  healthAnswer,
  PIPELINE,
  weekAnswer,
} from './sample-answers.fixture.ts';

const ENGLISH = { locale: 'en' };

function report(name: string, answer: unknown): Report {
  const found = present(name, answer, ENGLISH);
  assert.ok(found);
  assert.doesNotMatch(JSON.stringify(found), /NaN|undefined|Infinity|"-0"|−\$0\b/);
  return found;
}

function kinds(verdict: 'ok' | 'too_few' = 'ok') {
  const of = (value: string, rate: number) =>
    curve({ segment: { campaign_type: value }, rate, low: rate - 0.01, high: rate + 0.01 });
  const podcast = { segment: { campaign_type: 'podcast' }, entered: 46, converted: 1 };
  const untold = { rate: null, low: null, high: null, rate_by_day: null, lag_days: null };
  return [
    curve(),
    of('demo_request', 0.2),
    of('nurture_mail', 0.01),
    curve({ ...podcast, ...untold, verdict: verdict === 'ok' ? 'too_few' : verdict, by_day: [] }),
  ];
}

describe('every picture', () => {
  const reports = [
    report('this-week', weekAnswer()),
    report('curves', curvesAnswer(kinds())),
    report('pipeline', PIPELINE),
    report(
      'data-health',
      healthAnswer([
        check({ state: 'found', count: 3, money: { amount: 412_00, currency: 'USD' } }),
      ]),
    ),
  ];
  for (const picture of reports.flatMap(({ pictures }) => pictures)) {
    test(`${picture.id} compiles, wide and narrow, and says what it shows`, () => {
      assert.ok(picture.title.length > 8);
      assert.ok(picture.description.length > picture.title.length);
      for (const spec of [picture.wide, picture.narrow]) {
        const warnings: string[] = [];
        const note = (...words: unknown[]) => {
          warnings.push(words.join(' '));
          return logger;
        };
        const logger = {
          level: () => logger,
          error: note,
          warn: note,
          info: () => logger,
          debug: () => logger,
        };
        const { spec: drawn } = compile(spec as unknown as TopLevelSpec, {
          logger: logger as never,
        });
        assert.ok((drawn.marks ?? []).length > 0);
        assert.deepEqual(warnings, []);
      }
    });

    test(`${picture.id} names styles, not colours`, () => {
      assert.doesNotMatch(JSON.stringify([picture.wide, picture.narrow]), /#[0-9a-f]{6}|rgb\(/i);
    });
  }
});

describe('this week', () => {
  test('good and bad: meetings against usual, bookings so far', () => {
    const { sentence, lead } = report('this-week', weekAnswer());
    assert.equal(
      sentence,
      'Week 9 of Q3: 37 net new prospect meetings held, 4 fewer than usual; $2.21 M booked so far.',
    );
    assert.match(
      lead,
      /^Net new meetings held and opportunities opened are below what chance alone would do\./,
    );
  });

  test('too few weeks: says that nothing is usual yet', () => {
    const answer = weekAnswer();
    const unknown = { usual: null, low: null, high: null };
    const { sentence, pictures } = report('this-week', {
      ...answer,
      joint_metric: {
        prospect_meetings: { ...answer.joint_metric.prospect_meetings, usual: null },
        customer_meetings: { ...answer.joint_metric.customer_meetings, usual: null },
      },
      chain: answer.chain.map((step) => ({ ...step, ...unknown })),
    });
    assert.match(sentence, /too few weeks to say what is usual/);
    assert.ok(pictures.some(({ id }) => id === 'bookings'));
  });

  test('deals only: no meetings are not told as zero', () => {
    const none = { planned: null, held: null, in_calendar: null, usual: null, weeks: [] };
    const { sentence, pictures } = report('this-week', {
      ...weekAnswer({ joint_metric: { prospect_meetings: none, customer_meetings: none } }),
      chain: [
        chainStep('engagements', { actual: null, usual: null, low: null, high: null }),
        chainStep('opportunities', { actual: 90, usual: 90, low: 70, high: 110 }),
        chainStep('bookings', { actual: 900, usual: 900, low: 0, high: 2000 }),
      ],
    });
    assert.equal(sentence, 'Week 9 of Q3: 10 opportunities opened; $9 booked so far.');
    assert.ok(!pictures.some(({ id }) => id.includes('meetings')));
  });

  test('nothing at all: one sentence, and no picture of nothing', () => {
    const none = { planned: null, held: null, in_calendar: null, usual: null, weeks: [] };
    const { sentence } = report('this-week', {
      ...weekAnswer({
        joint_metric: { prospect_meetings: none, customer_meetings: none },
        changes: [],
      }),
      chain: [chainStep('bookings', { actual: null, usual: null, low: null, high: null })],
    });
    assert.equal(sentence, 'Week 9 of Q3: nothing is recorded for this quarter yet.');
  });

  test('links count what the answer counts', () => {
    const { pictures } = report('this-week', weekAnswer());
    const links = pictures.flatMap((picture) => picture.links);
    assert.deepEqual(
      links.map(({ count }) => count),
      [63, 9 * 37, 9 * 17],
    );
    assert.equal(links[0]?.rows_of.to, '2026-08-31');
  });
});

describe('the waterfall', () => {
  test('its bars lead from start to end, exactly', () => {
    const [picture] = report('pipeline', PIPELINE).pictures;
    const { values } = (picture as Picture).wide.data as {
      values: { from: number; to: number; form: string }[];
    };
    const moves = values.filter(({ form }) => form !== 'level');
    assert.equal(moves.at(-1)?.to, values.at(-1)?.from);
    for (const [index, move] of moves.entries()) {
      assert.equal(move.from, moves[index - 1]?.to ?? values[0]?.to);
    }
  });
});

describe('what works', () => {
  test('good: the best and the worst kind', () => {
    assert.equal(
      report('curves', curvesAnswer(kinds())).sentence,
      'Demo request turns an engagement into an opportunity 20 times in 100; nurture mail 1 time in 100.',
    );
  });

  test('cannot tell: no two kinds differ', () => {
    const close = [0.12, 0.11].map((rate, index) =>
      curve({ segment: { campaign_type: `kind ${index}` }, rate, low: 0.08, high: 0.16 }),
    );
    assert.equal(
      report('curves', curvesAnswer([curve(), ...close])).sentence,
      'No two values of campaign type differ by more than chance yet: an engagement becomes an opportunity 12 times in 100.',
    );
  });

  test('too few: the interval stands without a dot, and the lead names the kind', () => {
    const { lead, tables } = report('curves', curvesAnswer(kinds()));
    assert.match(lead, /Podcast has too little data to tell\.$/);
    assert.equal(tables[0]?.rows.at(-1)?.cells.rate, '? Too few');
  });

  test('opportunities to won: a plain count first, and won ÷ closed only as a caution', () => {
    const all = curve({
      from: 'opportunity',
      to: 'won',
      entered: 8300,
      converted: 4238,
      lost: 2473,
      recycled: 0,
      open: 1589,
      so_far: 4238 / 8300,
      so_far_counted: 4238 / 8300,
      rate: 0.52,
      low: 0.51,
      high: 0.53,
      won_of_closed: 4238 / 6711,
    });
    const { sentence, lead, cautions } = report('curves', curvesAnswer([all]));
    assert.equal(sentence, '51 of 100 of all 8,300 opportunities have been won so far.');
    assert.doesNotMatch(sentence + lead, /63/);
    assert.match(cautions[0]?.message ?? '', /63\.2 of 100 \(4,238 of 6,711\).*not a rate/);
  });

  test('nothing to follow: says what is missing', () => {
    assert.match(report('curves', curvesAnswer([])).sentence, /^Nothing can be followed yet/);
  });

  test('converted, lost, recycled and open add up to the number', () => {
    for (const row of report('curves', curvesAnswer(kinds())).tables[0]?.rows ?? []) {
      const of = (key: string) => row.values?.[key] ?? 0;
      if (row.cells.name === 'Podcast') continue;
      assert.equal(of('converted') + of('lost') + of('recycled') + of('open'), of('entered'));
    }
  });
});

describe('data', () => {
  test('all passed', () => {
    assert.equal(
      report('data-health', healthAnswer([check({}), check({})])).sentence,
      'All 2 checks ran and passed.',
    );
  });

  test('could not run is not passed', () => {
    const silent = check({
      state: 'could_not_run',
      count: null,
      why_not: 'There is no meetings table.',
    });
    assert.equal(
      report('data-health', healthAnswer([check({}), silent])).sentence,
      'Nothing was found, but 1 check could not run and is not counted as passed.',
    );
  });

  test('faults: the largest, with its money; no sum of overlapping amounts', () => {
    const found = check({
      state: 'found',
      count: 18,
      money: { amount: 41_200_000, currency: 'USD' },
    });
    assert.equal(
      report('data-health', healthAnswer([found, check({})])).sentence,
      '1 of 2 checks found faults; the largest touches 18 rows and $412 k: open opportunities without an amount.',
    );
  });

  test('what is wrong, what could not run and what passed are tables of their own', () => {
    const usd = { amount: 5_000, currency: 'USD' };
    const found = check({ state: 'found', count: 2, money: usd, unknown_amounts: 1 });
    const unknown = check({
      state: 'found',
      count: 1,
      money: { ...usd, amount: 0 },
      unknown_amounts: 1,
    });
    const silent = check({
      state: 'could_not_run',
      count: null,
      why_not: 'No meetings were imported.',
    });
    const { tables } = report('data-health', healthAnswer([found, unknown, silent, check({})]));
    assert.deepEqual(
      tables.map(({ title }) => title),
      [
        'Found: 2 faults, by the money that they touch',
        'Could not run: 1 check',
        'Passed: 1 check found nothing',
      ],
    );
    assert.deepEqual(
      tables[0]?.rows.map(({ cells }) => cells['money']),
      ['$50 + 1 unknown', '1 unknown'],
    );
    assert.equal(tables[1]?.rows[0]?.cells['why'], 'No meetings were imported.');
    assert.deepEqual(tables[1]?.rows[0]?.rows_of, {});
  });
});

test('an operation without a report has none', () => {
  assert.equal(present('rebuild', {}, ENGLISH), null);
});
