/** The counts that our SQL makes of deals, against those which R's survival package makes. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { addDays } from '../src/calendar.ts';
import { measure } from '../src/measures/measures.ts';
import { momentOf } from '../src/operations/answer.ts';
import { needs, sharedPath } from './shared-data.ts';
import { TemporaryHome } from './temporary-home.ts';

/** `b2b_opps.csv`: day 0 is 2022-01-01, the data begin on day 365, the snapshot is day 1185. */
const DAY_0 = '2022-01-01';
const OUTCOMES = ['open', 'won', 'lost'] as const;

function table(path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = (header as string).split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] as string]));
  });
}

describe('counts of b2b_opps.csv', needs('reference/inputs/b2b_opps.csv'), () => {
  it('equal R survival: entries, wins, losses and censorings by segment and day', async () => {
    using home = new TemporaryHome();
    const deals = table(sharedPath('reference/inputs/b2b_opps.csv') as string).map((deal) => {
      const opened = Number(deal['opened_day']);
      const outcome = OUTCOMES[Number(deal['status'])] as string;
      return {
        deal: deal['opp_id'] as string,
        segment: deal['segment'] as string,
        opened: addDays(DAY_0, opened),
        outcome,
        closed: outcome === 'open' ? '' : addDays(DAY_0, opened + Number(deal['exit_age'])),
        amount: deal['amount'] as string,
      };
    });
    const mapping = home.write(
      'map.yaml',
      `source: reference
exported: ${addDays(DAY_0, 1185)}
observed_from: ${addDays(DAY_0, 365)}
files:
- match: deals.csv
  table: opportunities
  columns: {opportunity_id: deal, segment: segment, happened: opened, outcome: outcome, close_on: closed, amount: amount}
`,
    );
    await home.import([home.csv('deals.csv', deals)], { mapping });
    const facts = await home.facts();
    const rows = await measure(facts.engine, 'curve_counts', {
      ...momentOf(addDays(DAY_0, 1185), home.home.settings),
      episode_gap: 180,
      reopen_days: 30,
      from_step: 'opportunity',
      to_step: 'won',
    });
    const ours = rows
      .filter((row) => row.trait === 'segment')
      .map((row) =>
        [row.trait_value, row.age, row.entered, row.converted, row.lost, row.censored].join(),
      );
    const theirs = table(sharedPath('reference/expected/b2b_opps_histogram.csv') as string)
      .filter(
        (row) =>
          Number(row['n_enter']) + Number(row['won']) + Number(row['lost']) + Number(row['cens']) >
          0,
      )
      .map((row) =>
        [row['segment'], row['day'], row['n_enter'], row['won'], row['lost'], row['cens']].join(),
      );
    assert.ok(theirs.length > 500);
    assert.deepEqual(ours.sort(), theirs.sort());
  });
});
