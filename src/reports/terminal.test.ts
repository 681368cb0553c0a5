import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { curvesSummaryText, terminalText } from './terminal.ts';
import {
  bar,
  cell,
  columnsOf,
  cut,
  intervalBar,
  PLAIN_STYLE,
  printable,
  wrap,
} from './terminal-text.ts';
import { ask, makeTinyHome, TINY_DAY, temporaryFolder } from './tiny-home.fixture.ts';

type Answer = Record<string, unknown>;

const folder = temporaryFolder();
const answers: [string, Answer][] = [];

before(async () => {
  await makeTinyHome(folder.path);
  const questions: [string, Answer][] = [
    ['this-week', {}],
    ['this-week', { as_of: '2025-06-10' }],
    ['curves', {}],
    ['curves', { from: 'opportunity', by: 'segment' }],
    ['pipeline', {}],
    ['pipeline', { quarter: '2026-Q3' }],
    ['rows', { figure: 'curve', from: 'opportunity', to: 'won', limit: 20 }],
    ['rows', { figure: 'pipeline', move: 'pushed_out' }],
    ['data-health', {}],
    ['overview', {}],
    ['import', { paths: [`${folder.path}/export`], exported: TINY_DAY }],
    ['rebuild', {}],
  ];
  for (const [name, input] of questions) answers.push([name, await ask(folder.path, name, input)]);
  answers.push(['sample', sampleAnswer()]);
});

after(() => folder.clear());

function sampleAnswer(): Answer {
  const figure = { name: 'content and search: meeting, before multipliers', unit: 'share' };
  return {
    as_of: TINY_DAY,
    definition_versions: {},
    caveats: [],
    out: '/a/very/long/path/'.repeat(8),
    seed: 1,
    size: 'small',
    figures: [
      { ...figure, target: 0.1, realised: 0.098, ratio: 0.98 },
      { ...figure, target: null, realised: 123_456.7, ratio: null },
    ],
    files: [{ path: 'truth.json', rows: 12 }],
  };
}

test('no screen is wider than 80 columns, with or without --ascii', () => {
  for (const [name, answer] of answers) {
    for (const ascii of [false, true]) {
      for (const line of terminalText(name, answer, { ...PLAIN_STYLE, ascii }).split('\n')) {
        assert.ok(columnsOf(line) <= 80, `${name}: ${columnsOf(line)} columns: ${line}`);
      }
    }
  }
});

test('--wide keeps to its own width', () => {
  for (const [name, answer] of answers) {
    const text = terminalText(name, answer, { ...PLAIN_STYLE, wide: true, width: 120 });
    for (const line of text.split('\n')) assert.ok(columnsOf(line) <= 120, `${name}: ${line}`);
  }
});

test('--ascii leaves only letters in what we draw', () => {
  for (const [name, answer] of answers) {
    const text = terminalText(name, answer, { ...PLAIN_STYLE, ascii: true });
    assert.match(text.replaceAll('名前', ''), /^[\x20-\x7e\n]*$/, name);
  }
});

test('every screen begins with the sentence that answers', () => {
  for (const [name, answer] of answers) {
    const [first] = terminalText(name, answer, PLAIN_STYLE).split('\n');
    assert.match(first ?? '', /^ {2}\S+ \S+/, name);
  }
});

test('nothing in the data reaches the terminal as a command', () => {
  for (const [name, answer] of answers) {
    assert.ok(!terminalText(name, answer, PLAIN_STYLE).includes('\u001b'), name);
  }
  assert.equal(printable('a\u001b[31mb\u202ec\nd'), 'a [31mb c d');
});

test('curves say what became of all of them, and that won of closed is no rate', () => {
  const [, answer] = answers.find(([name]) => name === 'curves') as [string, Answer];
  const text = terminalText('curves', answer, PLAIN_STYLE).replaceAll(/\s+/g, ' ');
  assert.match(text, /\d+ of 100 of the 60 opportunities have been won so far; 15 are still open/);
  assert.match(text, /Won ÷ closed, \d+ of 100, is not the rate/);
  assert.ok(curvesSummaryText(answer, PLAIN_STYLE).split('\n').length < 25);
});

test('a rate stands with its interval, and without one is said why', () => {
  const curve = {
    from: 'opportunity',
    to: 'won',
    segment: {},
    entered: 8300,
    converted: 4238,
    lost: 2473,
    open: 1589,
    so_far: 0.5106,
    so_far_counted: 0.5106,
    rate: 0.5194,
    low: 0.5103,
    high: 0.5285,
    rate_by_day: 318,
    start_day: 0,
    lag_days: { p50: 59, p80: 94, p95: 117 },
    by_day: [],
    verdict: 'ok',
    won_of_closed: 0.6315,
    losses_as_open: null,
    set_aside: 0,
    recorded_since: null,
  };
  const none = { ...curve, rate: null, low: null, high: null, lag_days: null };
  const of = (...curves: Answer[]) =>
    terminalText(
      'curves',
      { as_of: TINY_DAY, definition_versions: {}, caveats: [], curves },
      PLAIN_STYLE,
    );
  assert.match(
    of(curve),
    /52 of 100 \(51 to 53\) opportunities are won; of those, half within 59 days, 80\n\s+of 100 within 94/,
  );
  assert.match(of(curve), /51 of 100 of the 8,300 opportunities have been won so far/);
  assert.match(of({ ...none, verdict: 'too_few' }), /\? too few/);
  assert.match(of({ ...none, verdict: 'too_early' }), /\? too early/);
  assert.match(of({ ...none, verdict: 'not_identifiable' }), /\? cannot tell apart/);
  assert.match(of(), /no engagement, meeting or opportunity/);
});

test('the waterfall shows what the answer holds, with a true minus', () => {
  const money = (amount: number) => ({ amount, currency: 'USD' });
  const move = (name: string, opportunities: number, amount: number) => ({
    move: name,
    opportunities,
    amount: money(amount),
    unknown_amounts: 0,
  });
  const text = terminalText(
    'pipeline',
    {
      as_of: TINY_DAY,
      definition_versions: {},
      caveats: [],
      from: '2026-07-01',
      to: '2026-09-01',
      quarter: null,
      moves: [
        move('start', 3, 100_000_00),
        move('won', 1, -56_216_000),
        move('end', 2, -46_216_000),
      ],
    },
    PLAIN_STYLE,
  );
  assert.match(text, /Won +1 .*−\$562,160/);
  assert.match(text, /1 Jul to 31 Aug 2026/);
});

test('bars, cells and lines fill exactly their columns', () => {
  assert.equal(bar(0.5, 4), '██  ');
  assert.equal(bar(0.53125, 4), '██▏ ');
  assert.equal(bar(2, 4), '████');
  assert.equal(bar(0.25, 4, 0.75), '█  │');
  assert.equal(intervalBar({ low: 0.25, high: 0.6, point: 0.5 }, 4), '·░●·');
  assert.equal(columnsOf(cell('名前 of a company', 9)), 9);
  assert.equal(cut('abcdef', 4), 'abc…');
  assert.deepEqual(wrap('gives $4.49 M in all', 12), ['gives', '$4.49\u00a0M in', 'all']);
});
