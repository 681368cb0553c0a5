/**
 * The facts of the sample company against what truly happened. Where they differ, true/flaws.csv
 * names a flaw of the record; what has no flaw is equal.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeSample } from '../../sample/write-sample.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { statementFile } from './statement-file.ts';

type Row = Readonly<Record<string, string>>;

const GO_LIVE = '2023-07-03';
const AS_OF = '2026-08-31';
const MOMENT = {
  as_of: AS_OF,
  known_at: '2026-09-01T00:00:00',
  episode_gap: 180,
  reopen_days: 30,
  new_account_days: 365,
  buckets: 1,
  bucket: 0,
};

const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function groups(rows: readonly Row[], column: string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row[column] as string;
    const group = found.get(key);
    if (group) group.push(row);
    else found.set(key, [row]);
  }
  return found;
}

/** How often each text is there, in order. */
function tally(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of [...texts].sort()) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

describe('the facts of the sample company against what truly happened', () => {
  let folder = '';
  const home = new TemporaryHome();
  let flawRows: readonly Row[] = [];
  let files = 0;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sameboat-true-'));
    await writeSample({ out: folder, seed: 11, size: 'small' });
    flawRows = csv('true/flaws');
    const part = new URL('../measures/parts/meeting_verdicts.sql', import.meta.url);
    writeFileSync(join(folder, 'meeting_verdicts.sql'), readFileSync(part));
    await home.import([join(folder, 'recorded', 'plain')], { exported: AS_OF });
  });
  after(() => {
    home[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  function csv(path: string): Row[] {
    const text = readFileSync(join(folder, `${path}.csv`), 'utf8').trimEnd();
    const [head = '', ...lines] = text.split('\n');
    const names = head.split(',');
    return lines.map((line) => {
      const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
      return Object.fromEntries(names.map((name, i) => [name, (cells[i] ?? '').replace(/,$/, '')]));
    });
  }

  /** Known facts of the export day, every value as text. */
  async function facts(parts: string, sql: string): Promise<Row[]> {
    files += 1;
    const path = join(folder, `${files}.sql`);
    writeFileSync(path, `-- with: ${parts}\n${sql}\n`);
    const { engine } = await home.facts();
    const rows = await allRows<Record<string, unknown>>(
      engine.query(statementFile(pathToFileURL(path)), MOMENT),
    );
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')])),
    );
  }

  /** The verdict on each meeting; its part stands with the measures. */
  const verdictRows = () =>
    facts('meeting_verdicts', 'select meeting_id, outcome, kind, is_net_new from meeting_verdicts');

  const flaws = (...codes: readonly string[]) =>
    flawRows.filter((row) => codes.includes(row.flaw as string));
  const ids = (rows: readonly Row[], column: string) =>
    new Set(rows.map((row) => row[column] as string));

  it('engagements: each with its campaign and day, but for lists never loaded and deleted rows', async () => {
    const known = await facts(
      'engagements_known',
      'select engagement_id, campaign_id, campaign_type, happened from engagements_known',
    );
    const text = (row: Row) => Object.values(row).join(' | ');
    const expected = csv('true/engagements')
      .filter(({ happened = '' }) => happened >= GO_LIVE && happened <= AS_OF)
      .map((row) => [row.engagement_id, row.programme_id, row.kind, row.happened].join(' | '));
    const told = new Set(known.map(text));
    const missing = expected.filter((row) => !told.has(row)).map((row) => row.split(' | ')[0]);
    const lost = flaws('missing_attendance', 'attendance_not_loaded_yet', 'deleted_engagement');
    assert.deepEqual(new Set(missing), ids(lost, 'true_id'));
    assert.equal(known.length, expected.length - missing.length);
    assert.deepEqual(tally(lost.map((row) => row.flaw as string)), {
      deleted_engagement: 79,
      missing_attendance: 258,
    });
  });

  it('meetings: day, and what became of each, but for outcomes that are entered later', async () => {
    const known = await facts('meetings_known', 'select * from meetings_known');
    const truth = new Map(csv('true/meetings').map((row) => [row.meeting_id, row]));
    const late = ids(flaws('outcome_not_entered_yet'), 'true_id');
    const carried = ids(flaws('carried_over'), 'true_id');
    const differences = known.map((row) => {
      const id = row.meeting_id as string;
      const { happened = '', booked_on, outcome } = truth.get(id) ?? {};
      truth.delete(id);
      const wrong = [];
      if (happened !== row.happened) wrong.push('day');
      if (booked_on !== row.booked_on && !carried.has(id)) wrong.push('booked');
      const expected = happened > AS_OF || late.has(id) ? 'scheduled' : outcome;
      if (expected !== row.outcome) wrong.push('outcome');
      return wrong.join(' ');
    });
    assert.deepEqual(tally(differences), { '': known.length });
    assert.deepEqual(
      [late.size, [...truth].filter(([id]) => carried.has(id as string)).length],
      [7, 0],
    );
    const unknown = [...truth.values()].filter(
      ({ booked_on = '', happened = '' }) => booked_on <= AS_OF && happened >= GO_LIVE,
    );
    assert.deepEqual(unknown, []);
  });

  it('opportunities: opened, outcome, close day and what was won', async () => {
    const known = await facts('opportunities_known', 'select * from opportunities_known');
    const truth = new Map(csv('true/opportunities').map((row) => [row.opportunity_id, row]));
    const unlost = ids(flaws('loss_never_entered', 'loss_not_entered_yet'), 'true_id');
    const unwon = ids(flaws('win_not_entered_yet'), 'true_id');
    const sameDay = ids(flaws('same_day_win'), 'true_id');
    const second = ids(flaws('duplicate_opportunity'), 'recorded_id');
    const differences = known.map((row) => {
      const id = row.opportunity_id as string;
      if (second.has(id)) return 'second record';
      const { opened, closed = '', outcome, amount } = truth.get(id) ?? {};
      truth.delete(id);
      const wrong = [];
      if (opened !== row.opened_on) wrong.push(sameDay.has(id) ? 'same day' : 'OPENED');
      const isOver = closed !== '' && closed <= AS_OF;
      if (unlost.has(id) || unwon.has(id)) wrong.push(`still ${row.outcome}`);
      else if ((isOver ? outcome : 'open') !== row.outcome) wrong.push('OUTCOME');
      else if (isOver && closed !== row.closed_on) wrong.push('CLOSED');
      if (row.outcome === 'won' && row.amount !== String(Math.round(Number(amount) * 100)))
        wrong.push('AMOUNT');
      return wrong.join(' ');
    });
    const counts = tally(differences);
    delete counts[''];
    assert.deepEqual(counts, { 'same day': 8, 'second record': 3, 'still open': 107 });
    const absent = new Set([...ids(flaws('not_carried_over'), 'true_id'), ...sameDay]);
    const unknown = [...truth.values()].filter(
      ({ opened = '', closed = '', opportunity_id = '' }) =>
        opened <= AS_OF && !(closed && closed < GO_LIVE) && !absent.has(opportunity_id),
    );
    assert.deepEqual(unknown, []);
  });

  it('the day of each stage, up to 20 days late', async () => {
    const known = await facts(
      'opportunities_known, changes_known',
      `select o.opportunity_id, c.stage, min(c.happened) as entered
      from opportunities_known o join changes_known c on c.opportunity_id = o.opportunity_id
      where c.stage is not null group by o.opportunity_id, c.stage`,
    );
    const entered = new Map(
      known.map((row) => [`${row.opportunity_id} ${row.stage}`, row.entered as string]),
    );
    const deals = new Set(known.map((row) => row.opportunity_id));
    const whole = ids(flaws('same_day_win'), 'true_id');
    const reasons = new Map(
      flaws('late_stage', 'stage_never_entered', 'stage_not_entered_yet').map(
        ({ flaw, true_id, detail = '' }) => [
          `${true_id} ${detail.replace(/ \d+ days$/, '')}`,
          flaw as string,
        ],
      ),
    );
    const differences = csv('true/stage_entries').flatMap(
      ({ opportunity_id = '', stage, happened = '' }) => {
        if (happened > AS_OF || happened < GO_LIVE || !deals.has(opportunity_id)) return [];
        const day = entered.get(`${opportunity_id} ${stage}`);
        const late = day === undefined ? null : days(happened, day);
        const why = whole.has(opportunity_id)
          ? 'same_day_win'
          : reasons.get(`${opportunity_id} ${stage}`);
        if (late !== null && late >= 0 && late <= 20)
          return [why === 'late_stage' ? 'NOT LATE' : ''];
        return [`${late === null ? 'absent' : 'late'}: ${why}`];
      },
    );
    const counts = tally(differences);
    assert.ok((counts[''] as number) > 2000);
    delete counts[''];
    assert.deepEqual(counts, {
      'absent: same_day_win': 23,
      'absent: stage_never_entered': 283,
      'late: late_stage': 42,
      'late: same_day_win': 7,
    });
  });

  it('costs, but those never entered, and those entered as 1, which are not known', async () => {
    const known = await facts('costs_known', 'select campaign_id, kind, amount from costs_known');
    const truth = new Map(csv('true/programmes').map((row) => [row.programme_id, row]));
    const ones = new Set(flaws('sentinel_cost').map((row) => `${row.true_id} ${row.detail}`));
    const wrong = known.filter(({ campaign_id, kind, amount }) => {
      const cents = Math.round(Number(truth.get(campaign_id)?.[`${kind}_cost`]) * 100);
      return amount !== (ones.has(`${campaign_id} ${kind}`) ? '' : String(cents));
    });
    assert.deepEqual(wrong, []);
    assert.equal(known.filter(({ amount }) => amount === '').length, 33);
  });

  it('hand-offs: each of an engagement, on its day or later, converted if it led to an opportunity', async () => {
    const known = await facts(
      'people_known',
      `select episode_id, happened, outcome, opportunity_id from lead_episodes
      where superseded_at is null and state = 'live'`,
    );
    const deals = ids(
      await facts('opportunities_known', 'select opportunity_id from opportunities_known'),
      'opportunity_id',
    );
    const of = (id = '') => id.slice(id.indexOf('-') + 1);
    const truth = new Map(csv('true/engagements').map((row) => [of(row.engagement_id), row]));
    const led = new Map(csv('true/meetings').map((row) => [of(row.engagement_id), row]));
    const wrong = known.filter((row) => {
      const id = of(row.episode_id);
      const { happened } = truth.get(id) ?? {};
      const deal = led.get(id)?.opportunity_id ?? '';
      const expected = deals.has(deal) ? deal : '';
      return (
        happened === undefined ||
        (row.happened as string) < happened ||
        row.opportunity_id !== expected ||
        (row.outcome === 'converted') !== (expected !== '')
      );
    });
    assert.deepEqual(wrong, []);
    assert.deepEqual(tally(known.map((row) => row.outcome as string)), {
      converted: 1103,
      open: 218,
      recycled: 8918,
      rejected: 7540,
    });
  });

  it('episodes of a person, after a gap of more than 180 days', async () => {
    const known = await facts(
      'engagement_episodes',
      'select person_id, entered_on from engagement_episodes',
    );
    const truth = csv('true/engagements').filter(
      ({ happened = '' }) => happened >= GO_LIVE && happened <= AS_OF,
    );
    const lost = ids(
      flaws('missing_attendance', 'attendance_not_loaded_yet', 'deleted_engagement'),
      'true_id',
    );
    const person = (id = '') => id.split('-').slice(1, 3).join('-');
    const episodes = (rows: readonly Row[]) =>
      [...groups(rows, 'person_id')].flatMap(([id, own]) => {
        const found = own.map((row) => row.happened as string).sort();
        return found
          .filter((day, i) => i === 0 || days(found[i - 1] as string, day) > 180)
          .map((day) => `${person(id)} ${day}`);
      });
    const recorded = known.map((row) => `${person(row.person_id)} ${row.entered_on}`);
    const heard = episodes(truth.filter((row) => !lost.has(row.engagement_id as string)));
    const all = episodes(truth);
    const [a, b] = [new Set(recorded), new Set(heard)];
    const split = new Set(
      flaws('merged_person')
        .filter(({ detail = '' }) => detail.endsWith('not merged yet'))
        .map((row) => person(row.true_id)),
    );
    const off = [...recorded.filter((row) => !b.has(row)), ...heard.filter((row) => !a.has(row))];
    assert.deepEqual(
      off.filter((row) => !split.has(row.split(' ')[0] as string)),
      [],
    );
    const unheard = new Set(
      truth
        .filter((row) => lost.has(row.engagement_id as string))
        .map((row) => person(row.person_id)),
    );
    const c = new Set(all);
    const changed = [...heard.filter((row) => !c.has(row)), ...all.filter((row) => !b.has(row))];
    assert.deepEqual(
      changed.filter((row) => !unheard.has(row.split(' ')[0] as string)),
      [],
    );
    assert.deepEqual(
      [recorded.length, heard.length, all.length, off.length, changed.length],
      [13_124, 13_120, 13_310, 4, 282],
    );
  });

  it('net new meetings', async () => {
    const verdicts = new Map((await verdictRows()).map((row) => [row.meeting_id, row]));
    const late = ids(flaws('outcome_not_entered_yet'), 'true_id');
    const engaged = new Map(csv('true/engagements').map((row) => [row.engagement_id, row]));
    const won = new Map<string, string>();
    for (const { account_id = '', outcome, closed = '' } of csv('true/opportunities'))
      if (outcome === 'won' && closed <= AS_OF && closed < (won.get(account_id) ?? '9999'))
        won.set(account_id, closed);
    for (const { account_id = '', customer_since = '' } of csv('true/accounts'))
      if (customer_since && customer_since < (won.get(account_id) ?? '9999'))
        won.set(account_id, customer_since);
    const meetings = csv('true/meetings').map((row) => {
      const { account_id = '', person_id = '' } = engaged.get(row.engagement_id as string) ?? {};
      return { ...row, account_id, person_id } as Row;
    });
    const bad = new Set(
      [...ids(flaws('unmatched_lead', 'on_duplicate_account'), 'true_id')].map((id) => id),
    );
    const badAccounts = new Set(
      [...engaged.values()]
        .filter((row) => bad.has(row.person_id as string))
        .map((row) => row.account_id),
    );
    const off: string[] = [];
    for (const [account, own] of groups(meetings, 'account_id')) {
      own.sort((x, y) =>
        `${x.happened} ${x.booked_on} ${x.meeting_id}` <
        `${y.happened} ${y.booked_on} ${y.meeting_id}`
          ? -1
          : 1,
      );
      for (const [i, row] of own.entries()) {
        const told = verdicts.get(row.meeting_id as string);
        if (!told) continue;
        const happened = row.happened as string;
        const isCustomer = (won.get(account) ?? '9999') < happened;
        const before = own
          .slice(0, i)
          .filter(
            (each) =>
              each.outcome === 'held' &&
              (each.happened as string) <= AS_OF &&
              (!isCustomer || each.person_id === row.person_id),
          );
        const last = before.at(-1)?.happened;
        const isHeld = told.outcome === 'held' || told.outcome === 'scheduled';
        const isNew = isHeld && (last === undefined || days(last, happened) > 365);
        const expected = `${isNew} ${isCustomer ? 'customer' : 'prospect'}`;
        const found = `${told.is_net_new} ${told.kind}`;
        const why = badAccounts.has(account)
          ? 'account not found, or a second record'
          : (won.get(account) ?? '9999') < GO_LIVE
            ? 'customer since before go-live'
            : last && last < GO_LIVE
              ? 'met before go-live'
              : late.has(before.at(-1)?.meeting_id as string)
                ? 'outcome entered later'
                : 'UNEXPLAINED';
        if (expected !== found) off.push(why);
      }
    }
    assert.deepEqual(tally(off), {
      'account not found, or a second record': 42,
      'customer since before go-live': 104,
      'met before go-live': 47,
      'outcome entered later': 1,
    });
  });
});
