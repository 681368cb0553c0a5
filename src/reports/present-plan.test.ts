import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type TopLevelSpec } from 'vega-lite';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { present } from './present.ts';
import type { Report } from './report.ts';
import { terminalText } from './terminal.ts';
import { columnsOf, PLAIN_STYLE } from './terminal-text.ts';

const DAY = '2026-08-31';
const ROWS = [
  { quarter: '2026-Q3', segment: 'mid', bookings: 4_100_000_00 },
  { quarter: '2026-Q4', segment: 'mid', bookings: 4_350_000_00 },
  { quarter: '2026-Q4', segment: 'small', bookings: 50_000_00 },
];
const WEBINAR = {
  campaign_id: 'C1',
  name: 'Cell-safety webinar',
  campaign_type: 'webinar',
  research_start: '2026-08-03',
  live_date: '2026-09-28',
  end_date: '2026-10-11',
  planned_cost: 5_620_00,
};
const FAIR = {
  ...WEBINAR,
  campaign_id: 'C2',
  name: 'SPS Nuremberg',
  campaign_type: 'trade_event',
  research_start: '2026-09-14',
  live_date: '2026-11-24',
  end_date: '2026-11-26',
};

type Input = Record<string, unknown>;

/** The report and the screen of an answer, neither with a hole in it. */
async function told(home: TemporaryHome, name: string, input: Input = {}): Promise<Report> {
  const answer = await home.ask(name, { as_of: DAY, ...input });
  const report = present(name, answer, { locale: 'en' });
  assert.ok(report);
  const screen = terminalText(name, answer, PLAIN_STYLE);
  const { pictures, ...words } = report;
  const says = pictures.flatMap(({ marks, description }) => [description, marks]);
  for (const text of [JSON.stringify(words), JSON.stringify(says), screen]) {
    const hole = /NaN|undefined|Infinity|null\b(?=[ .;"])|−\$0\b/.exec(
      text.replaceAll('"rows_of":null', ''),
    );
    assert.equal(hole?.[0], undefined, name);
  }
  for (const line of screen.split('\n')) assert.ok(columnsOf(line) <= 80, line);
  assert.doesNotMatch(screen, /^\s*[{[]/, 'words, not JSON');
  assert.ok(screen.replaceAll(/\s+/g, ' ').includes(report.sentence.replaceAll('\u00a0', ' ')));
  return report;
}

async function sign(home: TemporaryHome, about: string, as_of = DAY) {
  for (const side of ['sales', 'marketing']) await home.ask('sign', { as_of, about, side });
}

function cells(report: Report, table: string): readonly Readonly<Record<string, string>>[] {
  return report.tables.find(({ id }) => id === table)?.rows.map((row) => row.cells) ?? [];
}

describe('the plan', () => {
  test('none, proposed, half signed, in force, and with a proposal beside it', async () => {
    using home = new TemporaryHome('currency: USD\n');
    assert.equal((await told(home, 'plan')).sentence, 'No plan yet.');
    await home.ask('set-plan', { as_of: '2026-08-01', rows: ROWS });
    const proposed = await told(home, 'plan');
    assert.equal(
      proposed.sentence,
      'The plan of $8.5 M from Q3 to Q4 is a proposal: it waits for sales and marketing.',
    );
    assert.match(proposed.lead, /^Version 1 is signed by nobody\. No assumption is written down/);
    await home.ask('sign', { as_of: '2026-08-02', about: 'plan', side: 'sales' });
    assert.match((await told(home, 'plan')).sentence, /it waits for marketing\.$/);
    await home.ask('sign', { as_of: '2026-08-03', about: 'plan', side: 'marketing' });
    const signed = await told(home, 'plan');
    assert.equal(
      signed.sentence,
      'The plan asks for $8.5 M from Q3 to Q4, and both heads have signed it.',
    );
    assert.match(
      signed.lead,
      /signed by Tester for sales on Sun 2 Aug and by Tester for marketing/,
    );
    assert.deepEqual(cells(signed, 'targets').at(-1), {
      quarter: 'All',
      'segment mid': '$8,450,000',
      'segment small': '$50,000',
      target: '$8,500,000',
    });
    await home.ask('set-plan', { as_of: '2026-08-04', rows: ROWS.slice(0, 2), reason: 'late' });
    const waiting = await told(home, 'plan');
    assert.equal(
      waiting.sentence,
      'The plan asks for $8.5 M from Q3 to Q4; version 2, $50 k less, waits for sales and marketing.',
    );
    assert.deepEqual(cells(waiting, 'changes'), [
      { line: 'Q4, small', was: '$50,000', is: 'not in it', change: '−$50,000' },
    ]);
    assert.deepEqual(
      cells(waiting, 'versions').map(({ version, force }) => [version, force]),
      [
        ['v2', 'waits for sales and marketing'],
        ['v1', 'from Mon 3 Aug'],
      ],
    );
  });

  test('signed to hold later, and withdrawn', async () => {
    using home = new TemporaryHome('currency: USD\n');
    const rows = ROWS.slice(0, 1);
    await home.ask('set-plan', { as_of: '2026-08-01', rows, effective_from: '2026-12-01' });
    await sign(home, 'plan', '2026-08-02');
    assert.match(
      (await told(home, 'plan')).sentence,
      /^The plan of \$4\.1 M in Q3 is signed by both heads and holds from Tue 1 Dec\.$/,
    );
    await home.ask('sign', { as_of: DAY, about: 'plan', side: 'sales', withdraw: true });
    assert.match((await told(home, 'plan')).sentence, /a signature was withdrawn\.$/);
  });

  test('assumptions as they were at the signature and as they are', async () => {
    using home = new TemporaryHome('currency: USD\n');
    const rate = { assumption: 'rate', campaign_type: 'webinar', step: 'engagement_to_meeting' };
    const record = (as_of: string, value: number) =>
      told(home, 'record-assumption', {
        as_of,
        assumption: { ...rate, value, unit: 'share', source: 'own history' },
      });
    assert.equal(
      (await record('2026-08-01', 0.12)).sentence,
      'The assumption is written down, entry 1.',
    );
    await home.ask('set-plan', { as_of: '2026-08-02', rows: ROWS });
    await sign(home, 'plan', '2026-08-03');
    assert.match((await record('2026-08-05', 0.1)).lead, /What was told before stays/);
    const report = await told(home, 'plan');
    assert.match(
      report.lead,
      /It rests on 1 assumption, 1 of them told anew since the signature\.$/,
    );
    const [row] = cells(report, 'assumptions');
    assert.deepEqual(
      [row?.['name'], row?.['signed'], row?.['now']],
      ['Rate, webinar, engagement → meeting', '12 %', '10 %'],
    );
  });
});

describe('campaigns', () => {
  test('none, on time, late, and what starts next', async () => {
    using home = new TemporaryHome('currency: USD\n');
    assert.equal((await told(home, 'campaigns')).sentence, 'No campaign is planned yet.');
    for (const campaign of [WEBINAR, FAIR]) {
      await told(home, 'plan-campaign', { as_of: '2026-08-01', campaign });
    }
    assert.equal(
      (await told(home, 'campaigns')).sentence,
      'All 2 campaigns ahead or running keep their dates. Next to start: SPS Nuremberg, on Mon 14 Sep.',
    );
    await sign(home, 'campaigns', '2026-08-02');
    const moved = { ...WEBINAR, live_date: '2026-10-12', end_date: '2026-10-25' };
    const move = await told(home, 'move-campaign', {
      as_of: '2026-08-20',
      campaign: moved,
      reason: 'speaker ill',
    });
    assert.match(move.sentence, /^1 campaign written down as it runs now, entry 7\.$/);
    const late = await told(home, 'campaigns');
    assert.equal(
      late.sentence,
      'Cell-safety webinar is 2 weeks late; the other keeps its dates. Next to start: SPS Nuremberg, on Mon 14 Sep.',
    );
    assert.equal(
      late.lead,
      '2 weeks until then. 2 campaigns for $11.2 k, as planned. All are signed by both heads.',
    );
    assert.deepEqual(
      cells(late, 'moves').map(({ change, reason }) => [change, reason]),
      [['In market: Mon 28 Sep → Mon 12 Oct; Ends: Sun 11 Oct → Sun 25 Oct', 'speaker ill']],
    );
    const [row] = cells(late, 'campaigns');
    assert.equal(row?.['state'], '◷ 2 weeks late');
    assert.equal(row?.['live_date'], '12 Oct, was 28 Sep');
  });

  test('the calendar: phases, the plan where it differs, proposals, events; all within the window', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await home.ask('plan-campaign', { as_of: '2026-08-01', campaign: WEBINAR });
    await sign(home, 'campaigns', '2026-08-02');
    await home.ask('plan-campaign', { as_of: '2026-08-03', campaign: FAIR });
    const open = { ...FAIR, campaign_id: 'C3', name: 'Content', end_date: null };
    await home.ask('plan-campaign', { as_of: '2026-08-03', campaign: open });
    const old = {
      campaign_id: 'C4',
      name: 'Old',
      campaign_type: 'webinar',
      end_date: '2025-01-01',
    };
    await home.ask('plan-campaign', { as_of: '2026-08-03', campaign: old });
    await home.ask('move-campaign', {
      as_of: '2026-08-04',
      campaign: { ...WEBINAR, research_start: '2026-08-10' },
    });
    await home.ask('record-event', { as_of: '2026-08-05', date: '2026-07-13', text: 'Price cut' });
    const { pictures } = await told(home, 'campaigns');
    const [calendar] = pictures;
    assert.ok(calendar);
    assert.deepEqual(
      calendar.marks.map(({ says }) => says.split(':')[0]),
      ['Cell-safety webinar', 'SPS Nuremberg', 'Content', 'Price cut'],
    );
    assert.match(
      calendar.marks[0]?.says ?? '',
      /Webinar; ◷ 7 days late; research 10 Aug · in market 28 Sep/,
    );
    assert.deepEqual(
      calendar.key.map(({ style }) => style),
      [
        'phase-research',
        'phase-develop',
        'phase-execute',
        'phase-market',
        'planned',
        'phase-proposed',
        'event',
      ],
    );
    const { pictures: targets } = await (async () => {
      await home.ask('set-plan', { as_of: '2026-08-06', rows: ROWS });
      await sign(home, 'plan', '2026-08-07');
      await home.ask('set-plan', { as_of: '2026-08-08', rows: ROWS.slice(1) });
      return told(home, 'plan');
    })();
    for (const picture of [calendar, ...targets]) {
      assert.doesNotMatch(JSON.stringify(picture.wide), /#[0-9a-f]{6}|rgb\(/i);
      for (const spec of [picture.wide, picture.narrow]) {
        const { spec: drawn } = compile(spec as unknown as TopLevelSpec, { logger: silent() });
        assert.ok((drawn.marks ?? []).length > 0);
      }
    }
  });
});

/** Fails on a warning. */
function silent() {
  const fail = (...words: unknown[]) => assert.fail(words.join(' '));
  const logger = { level: () => logger, error: fail, warn: fail, info: fail, debug: () => logger };
  return logger as never;
}

describe('agreements', () => {
  test('none, one waiting, several waiting, all signed', async () => {
    using home = new TemporaryHome('currency: USD\n');
    assert.equal((await told(home, 'agreements')).sentence, 'Nothing has been agreed yet.');
    await home.ask('set-plan', { as_of: '2026-08-03', rows: ROWS });
    const first = await told(home, 'sign', {
      as_of: '2026-08-19',
      about: 'plan',
      side: 'marketing',
    });
    assert.equal(first.sentence, 'Signed for marketing: the revenue plan, version 1, entry 2.');
    assert.equal(first.lead, 'Waits for the signature of sales.');
    assert.equal(
      (await told(home, 'agreements')).sentence,
      'The revenue plan waits for sales since 4 weeks; until then no version holds.',
    );
    const second = await told(home, 'sign', { as_of: '2026-08-20', about: 'plan', side: 'sales' });
    assert.equal(second.lead, 'Both have signed: in force from Thu 20 Aug.');
    assert.equal(
      (await told(home, 'agreements')).sentence,
      'The revenue plan is signed by both; nothing is waiting.',
    );
    await home.ask('plan-campaign', { as_of: '2026-08-20', campaign: WEBINAR });
    await home.ask('set-plan', { as_of: '2026-08-21', rows: ROWS.slice(1) });
    const several = await told(home, 'agreements');
    assert.equal(
      several.sentence,
      '2 of 2 agreements wait; the campaign “Cell-safety webinar” longest, for sales and marketing since 11 days.',
    );
    assert.deepEqual(
      cells(several, 'agreements').map(({ name, version, waits }) => [name, version, waits]),
      [
        ['Revenue plan', 'v1', 'v2 for sales and marketing, 10 days'],
        ['Cell-safety webinar', 'v1', 'v1 for sales and marketing, 11 days'],
      ],
    );
    const withdrawn = await told(home, 'sign', {
      about: 'plan',
      side: 'sales',
      version: 1,
      withdraw: true,
    });
    assert.match(withdrawn.sentence, /^The signature of sales is withdrawn: the revenue plan/);
  });

  test('nothing to sign and a dry run say that nothing was written', async () => {
    using home = new TemporaryHome('currency: USD\n');
    assert.equal(
      (await told(home, 'sign', { about: 'campaigns', side: 'sales' })).sentence,
      'Nothing waits for the signature of sales.',
    );
    const dry = await told(home, 'set-plan', { rows: ROWS, dry_run: true });
    assert.equal(dry.sentence, 'Nothing was written. The plan would have 3 lines.');
    await home.ask('plan-campaign', { as_of: DAY, campaign: WEBINAR });
    assert.match(
      (await told(home, 'plan-campaign', { campaign: WEBINAR })).sentence,
      /^Nothing new was said, so nothing was written\./,
    );
    const webinar = { campaign: 'C1', lines: [] };
    assert.equal(
      (await told(home, 'set-budget', webinar)).sentence,
      'The budget is written down, entry 2.',
    );
    const event = await told(home, 'record-event', { date: DAY, text: 'Price cut' });
    assert.equal(event.sentence, 'The event is written down, entry 3.');
    const action = await told(home, 'act', { text: 'Call', owner: 'Ann', due: DAY });
    assert.equal(action.sentence, 'The action is written down, entry 4.');
  });
});

test('settings: how many still have their default, and each in words', async () => {
  using home = new TemporaryHome('currency: USD\nfiscal_calendar: "445"\n');
  const report = await told(home, 'settings');
  assert.match(
    report.sentence,
    /^\d+ settings that change answers still have their default, such as time zone/,
  );
  const row = cells(report, 'settings').find(({ name }) => name === 'Fiscal calendar');
  assert.deepEqual([row?.['value'], row?.['default']], ['445', 'months']);
  const changed = await told(home, 'settings', { set: ['currency=EUR'] });
  assert.equal(changed.sentence, 'The settings are changed, entry 1.');
});
