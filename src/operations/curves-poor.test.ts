/** Poor records, from files to curves: wins that were not written down at first; leads and wins alone. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { uniforms } from '../models/invented-cohorts.fixture.ts';
import { normalQuantile } from '../models/normal.ts';
import type { CurveAnswer, CurvesAnswer } from './curves.ts';
import type { ForecastAnswer } from './forecast.ts';

const FIRST = Temporal.PlainDate.from('2024-01-01');
const EXPORTED = '2025-12-31';
/** Share of leads that are won in the end, and the median of their lag. */
const RATE = 0.2;
const HALF = 30;

interface Lead {
  readonly lead: string;
  readonly company: string;
  readonly created: string;
  readonly type: string;
  /** Day of the win, whether or not anybody wrote it down. */
  readonly won: string | null;
}

/** Three leads a day for two years, each of a company of its own. */
function leads(): Lead[] {
  const next = uniforms(11);
  return Array.from({ length: 3 * 731 }, (_, n) => {
    const created = FIRST.add({ days: Math.floor(n / 3) });
    const lag = Math.floor(HALF * Math.exp(0.7 * normalQuantile(next())));
    const won = next() < RATE ? created.add({ days: lag }).toString() : null;
    return {
      lead: `L${n}`,
      company: `C${n}`,
      created: created.toString(),
      type: n % 2 ? 'Webinar' : 'Search',
      won: won !== null && won <= EXPORTED ? won : null,
    };
  });
}

const MAPPING = `source: leads
exported: ${EXPORTED}
files:
  - match: leads.csv
    table: engagements
    columns:
      engagement_id: Lead
      person_id: Lead
      account_id: Company
      campaign_type: Type
      happened: Created
    constants: { counts: 'yes' }
  - match: wins.csv
    table: opportunities
    columns:
      opportunity_id: Deal
      account_id: Company
      happened: Won on
      close_on: Won on
    constants: { outcome: won }
`;

/** A list of leads and a list of wins, as two spreadsheets have them. */
async function homeOf(all: readonly Lead[], recordedFrom: string): Promise<TemporaryHome> {
  const home = new TemporaryHome();
  const wins = all.filter(({ won }) => won !== null && won >= recordedFrom);
  await home.import(
    [
      home.csv(
        'leads.csv',
        all.map(({ lead, company, created, type }) => ({
          Lead: lead,
          Company: company,
          Type: type,
          Created: created,
        })),
      ),
      home.csv(
        'wins.csv',
        wins.map(({ lead, company, won }) => ({
          Deal: `D-${lead}`,
          Company: company,
          'Won on': won,
        })),
      ),
    ],
    { mapping: home.write('mapping.yaml', MAPPING) },
  );
  return home;
}

async function curvesOf(home: TemporaryHome, by: string): Promise<CurvesAnswer> {
  return home.ask('curves', { as_of: EXPORTED, from: 'engagement', to: 'won', by });
}

describe('a funnel whose first months recorded no wins, though leads were recorded', () => {
  const all = leads();
  const RECORDED = '2024-07-01';

  it('is found by itself, said, and handled: no naive figure is shown as a rate', async () => {
    using home = await homeOf(all, RECORDED);
    const { curves, caveats } = await curvesOf(home, 'campaign_type');
    const [whole, ...kinds] = curves as [CurveAnswer, ...CurveAnswer[]];
    const since = whole.recorded_since ?? '';
    // Told from cohorts of a week.
    assert.ok(since > '2024-06-24' && since <= '2024-07-05', since);
    assert.equal(whole.set_aside, all.filter(({ created }) => created < since).length);
    const said = caveats.find(({ code }) => code === 'wins_recorded_late');
    assert.match(said?.message ?? '', new RegExp(`${since}.*${whole.set_aside}`));

    const naive = whole.converted / whole.entered;
    assert.ok(naive < 0.165, `${naive}`);
    assert.equal(whole.verdict, 'ok');
    for (const shown of [
      whole.rate,
      whole.in_the_end?.rate?.value ?? 0,
      whole.so_far_counted + 0.01,
    ]) {
      assert.ok(shown && Math.abs(shown - RATE) < 0.025, `${shown}`);
    }
    assert.ok(whole.low! > naive && whole.in_the_end!.rate!.low > naive);
    assert.ok(Math.abs(whole.in_the_end!.lag_days!.p50.value - HALF) < 4);
    assert.equal(kinds.length, 2);
    for (const kind of kinds) {
      assert.equal(kind.recorded_since, since);
      assert.ok(Math.abs((kind.rate ?? 0) - RATE) < 0.04, `${kind.rate}`);
      assert.ok(kind.in_the_end?.caveats.includes('wins_recorded_late'));
    }
    assert.equal(
      kinds.reduce((sum, { set_aside }) => sum + set_aside, 0),
      whole.set_aside,
    );
  });

  it('forecasts as many wins as it would with all of them on record', async () => {
    using late = await homeOf(all, RECORDED);
    using whole = await homeOf(all, '2024-01-01');
    const wins = async (home: TemporaryHome) => {
      const { quarters } = await home.ask<ForecastAnswer>('forecast', { as_of: EXPORTED, past: 0 });
      return quarters[1]!.wins.mean;
    };
    const [found, expected] = [await wins(late), await wins(whole)];
    assert.ok(Math.abs(found - expected) < 6, `${found} wins, ${expected} with all on record`);
  });

  it('nothing is set aside where wins were recorded from the start', async () => {
    using home = await homeOf(all, '2024-01-01');
    const { curves, caveats } = await curvesOf(home, 'none');
    assert.deepEqual([curves[0]?.set_aside, curves[0]?.recorded_since], [0, null]);
    assert.ok(!caveats.some(({ code }) => code === 'wins_recorded_late'));
  });
});

describe('a funnel with leads and wins only', () => {
  it('gets curves and a forecast of counts', async () => {
    const all = leads();
    using home = await homeOf(all, '2024-01-01');
    const { curves } = await home.ask<CurvesAnswer>('curves', { as_of: EXPORTED, by: 'all' });
    const whole = curves.find(
      ({ from, to, segment }) =>
        from === 'engagement' && to === 'won' && Object.keys(segment).length === 0,
    );
    assert.equal(whole?.verdict, 'ok');
    assert.equal(whole.lost, whole.recycled);
    for (const shown of [whole.rate, whole.in_the_end?.rate?.value]) {
      assert.ok(shown && Math.abs(shown - RATE) < 0.025, `${shown}`);
    }

    const { quarters } = await home.ask<ForecastAnswer>('forecast', { as_of: EXPORTED, past: 0 });
    const next = quarters[1]!;
    const due = 90 * 3 * RATE;
    assert.ok(Math.abs(next.wins.mean - due) < 12, `${next.wins.mean} wins, ${due} are due`);
    assert.ok(next.wins.p05 < due && due < next.wins.p95, JSON.stringify(next.wins));
    assert.equal(next.mean.amount, 0);
  });
});
