import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { addDays } from '../src/calendar.ts';
import { readSettings, SETTINGS } from '../src/config.ts';
import type { BadInput } from '../src/errors.ts';
import type { SettingsAnswer } from '../src/operations/settings.ts';
import { LOCAL_CALLER } from '../src/surfaces/auth.ts';
import { OpenHome } from '../src/surfaces/open-home.ts';
import { type Deal, importDeals } from './definition-home.ts';
import { TemporaryHome } from './temporary-home.ts';

const as_of = '2026-11-21';
/** Quarters of a fiscal year of weeks, as Salesforce exports them. */
const PERIODS = `Id,FiscalYearSettingsId,Type,StartDate,EndDate,Number,QuarterLabel,FullyQualifiedLabel
026A1,022A0,Quarter,2025-11-02,2026-01-31,4,Q4,FQ4 FY 2026
026A2,022A1,Quarter,2026-02-01,2026-05-02,1,Q1,FQ1 FY 2027
026A3,022A1,Quarter,2026-05-03,2026-08-01,2,Q2,FQ2 FY 2027
`;
const failsWith = (code: string) => (error: unknown) => (error as BadInput).code === code;

describe('settings', () => {
  it('each say what they mean', () => {
    assert.deepEqual(
      SETTINGS.filter(({ meaning }) => meaning === '').map(({ name }) => name),
      [],
    );
  });

  it('are changed by name, checked, and say who changed them last', async () => {
    using home = new TemporaryHome('# ours\ncurrency: EUR # since 1999\n');
    const answer = await home.ask<SettingsAnswer>('settings', {
      as_of,
      set: ['fiscal_year_start_month=2', 'holidays=DE-BY', 'work_days=[monday, tuesday]'],
      reason: 'new owners',
    });
    const of = (name: string) => answer.settings.find((each) => each.name === name);
    assert.equal(
      of('fiscal_year_start_month')?.effect,
      '2027-Q4: from 2026-11-01 until before 2027-02-01, 92 days',
    );
    assert.equal(of('holidays')?.changed?.reason, 'new owners');
    assert.deepEqual([of('currency')?.is_default, of('currency')?.changed], [false, null]);
    assert.deepEqual([of('week_start')?.is_default, of('week_start')?.value], [true, 'monday']);
    const text = readFileSync(join(home.home.path, 'settings.yaml'), 'utf8');
    assert.match(text, /^# ours\ncurrency: EUR # since 1999\n/);
    assert.deepEqual(readSettings(home.home.path).work_days, ['monday', 'tuesday']);
    await home.ask('settings', { as_of, set: ['holidays='] });
    assert.equal(readSettings(home.home.path).holidays, null);
  });

  it('are tried without being changed: what figures of the quarter would be', async () => {
    using home = new TemporaryHome('currency: USD\ntime_zone: UTC\n');
    const won = (day: string, amount: number) =>
      [
        [day, 'qualify', 'open', amount],
        [addDays(day, 1), 'closed', 'won', amount],
      ] as Deal['changes'];
    await importDeals(home, {
      january: { changes: won('2026-01-10', 100) },
      february: { changes: won('2026-02-10', 200) },
      march: { changes: won('2026-03-10', 400) },
    });
    const day = '2026-03-31';
    const file = join(home.home.path, 'settings.yaml');
    const before = readFileSync(file, 'utf8');
    const tried = async (set: string) => {
      const { moves, entries } = await home.ask<SettingsAnswer>('settings', {
        as_of: day,
        set: [set],
        dry_run: true,
      });
      assert.deepEqual(entries, []);
      return Object.fromEntries(moves.map(({ figure, was, is }) => [figure, [was, is]]));
    };
    const months = await tried('fiscal_year_start_month=2');
    assert.deepEqual(months['quarter'], [
      '2026-Q1: 2026-01-01 until before 2026-04-01',
      '2027-Q1: 2026-02-01 until before 2026-05-01',
    ]);
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    assert.deepEqual(
      [months['won'], months['bookings']],
      [
        [3, 2],
        [usd(70_000), usd(60_000)],
      ],
    );
    const files = () => readdirSync(home.home.facts).sort();
    const kept = files();
    // Facts are made anew for this one: deals in dollars are unknown to a company in euros.
    const euros = await tried('currency=EUR');
    assert.deepEqual(
      [euros['won'], euros['bookings']],
      [
        [3, 3],
        [usd(70_000), { amount: 0, currency: 'EUR' }],
      ],
    );
    assert.deepEqual(files(), kept);
    assert.equal(readFileSync(file, 'utf8'), before);
    assert.deepEqual(await (await home.ledger()).entries(), []);
  });

  it('are tried with the quarters that the source names, where the settings are silent', async () => {
    using home = new TemporaryHome('currency: USD\ntime_zone: UTC\n');
    await importDeals(home, {
      only: { changes: [['2026-03-10', 'qualify', 'open', 400]] },
    });
    await home.import([home.write('Period.csv', PERIODS)]);
    const { moves } = await home.ask<SettingsAnswer>('settings', {
      as_of: '2026-03-31',
      set: ['reopen_days=60'],
      dry_run: true,
    });
    const quarter = moves.find(({ figure }) => figure === 'quarter');
    assert.match(String(quarter?.was), /2026-02-01 until before 2026-05-03/);
    assert.equal(quarter?.is, quarter?.was);
    assert.deepEqual(
      readdirSync(home.home.facts).filter((name) => /building|spill/.test(name)),
      [],
    );
  });

  it('that are wrong are refused, and nothing is written', async () => {
    using home = new TemporaryHome();
    for (const [set, code] of [
      ['holiday=DE', 'no_such_setting'],
      ['currency', 'no_such_setting'],
      ['currency=euro', 'bad_setting'],
      ['work_days=[monday', 'bad_setting'],
      ['work_from="18:00"', 'bad_setting'],
    ] as const) {
      await assert.rejects(home.ask('settings', { as_of, set: [set] }), failsWith(code), set);
    }
    assert.deepEqual(await (await home.ledger()).entries(), []);
  });

  it('may be looked at by all, changed by some, and of the machine only on it', async () => {
    using home = new TemporaryHome();
    home.who = { id: 'v', name: 'Vi', role: 'viewer' };
    await home.ask('settings', { as_of });
    await assert.rejects(
      home.ask('settings', { as_of, set: ['currency=EUR'] }),
      failsWith('not_your_setting'),
    );
    home.who = { id: 'o', name: 'Olga', role: 'ops' };
    await home.ask('settings', { as_of, set: ['currency=EUR'] });
    await assert.rejects(
      home.ask('settings', { as_of, set: ['memory_limit=99GB'] }),
      failsWith('not_your_setting'),
    );
  });

  it('that were decided hold, even if the file was lost or edited since', async () => {
    using home = new TemporaryHome();
    await home.ask('settings', { as_of, set: ['currency=EUR'] });
    const file = join(home.home.path, 'settings.yaml');
    const open = new OpenHome(home.home.path);
    const use = { who: LOCAL_CALLER, progress: () => {}, signal: null };
    const currency = () => open.use(use, async (context) => context.home.settings.currency);
    rmSync(file);
    assert.equal(await currency(), 'EUR');
    writeFileSync(file, 'currency: USD\nweek_start: sunday\n');
    assert.equal(await currency(), 'EUR');
    assert.equal(readSettings(home.home.path).week_start, 'sunday');
    await open.close();
  });
});
