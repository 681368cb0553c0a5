import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dayOf, startOf } from './calendar.ts';
import { injectionsOf } from './injections.ts';
import { record } from './record.ts';
import { Scenario } from './scenario.ts';
import { trueScenario } from './true-scenario.ts';
import { writePlans } from './write-plans.ts';

const size = 'small';
const home = mkdtempSync(join(tmpdir(), 'sameboat-plans-'));
after(() => rmSync(home, { recursive: true, force: true }));

type Row = Readonly<Record<string, string>>;

/** No cell of these files holds a comma. */
function rowsOf(name: string): Row[] {
  const text = readFileSync(join(home, 'recorded', 'plans', `${name}.csv`), 'utf8').trimEnd();
  const [head = '', ...lines] = text.split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((column, i) => [column, cells[i] ?? '']));
  });
}

const asked = ['CAMPAIGN_SLIP_6W', 'LIST_PRICE_CUT', 'PLAN_GAP'];
const scenario = new Scenario({ seed: 3, size, injections: injectionsOf(asked, size) });
let target = 0;
let known = new Set<string>();

before(() => {
  const recorded = record(scenario.truth());
  known = new Set(recorded.campaigns.map((campaign) => campaign.id));
  target = trueScenario(scenario, recorded, []).target.amount;
  writePlans(scenario, recorded, { out: home, cutoff: startOf(dayOf('2026-09-01')) - 1 });
});

test('the revenue plan of the target quarter adds up to the target', () => {
  const rows = rowsOf('revenue-plan');
  assert.deepEqual(
    [...new Set(rows.map((row) => row.quarter))],
    ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'],
  );
  const own = rows.filter((row) => row.quarter === '2026-Q3');
  assert.deepEqual(
    own.map((row) => row.segment),
    ['enterprise', 'mid', 'small'],
  );
  const cents = own.reduce((sum, row) => sum + Math.round(Number(row.bookings) * 100), 0);
  assert.equal(cents, target);
});

test('the campaign plan names campaigns of the CRM, with phases in order', () => {
  const rows = rowsOf('campaign-plan');
  assert.ok(rows.length > 100, `${rows.length}`);
  for (const row of rows) {
    assert.ok(known.has(row.campaign_id ?? ''), `${row.campaign_id}`);
    const days = ['research_start', 'develop_start', 'execute_start', 'live_date', 'end_date'];
    const dates = days.map((day) => row[day] ?? '');
    assert.deepEqual(dates, [...dates].sort(), `${row.campaign_id}`);
    assert.ok(Number(row.planned_engagements) >= 0 && Number(row.planned_cost) >= 0);
  }
});

test('the two late events, and nothing else, are moved by six weeks', () => {
  const plan = new Map(rowsOf('campaign-plan').map((row) => [row.campaign_id, row]));
  const moves = rowsOf('campaign-moves');
  assert.equal(moves.length, 2);
  for (const move of moves) {
    assert.equal(move.campaign_type, 'trade_event');
    const before = plan.get(move.campaign_id ?? '');
    assert.equal(dayOf(move.live_date ?? '') - dayOf(before?.live_date ?? ''), 42);
    assert.equal(move.planned_engagements, before?.planned_engagements);
  }
});

test('assumptions are shares, days and money; events are dated', () => {
  for (const row of rowsOf('assumptions')) {
    const value = Number(row.value);
    assert.ok(value > 0 && (row.unit !== 'share' || value < 1), JSON.stringify(row));
    assert.equal(row.signed_on, '2025-09-29');
  }
  assert.deepEqual(rowsOf('events'), [
    { happened: '2026-06-01', event: 'List prices cut by a tenth' },
  ]);
});
