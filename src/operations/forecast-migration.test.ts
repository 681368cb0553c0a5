import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Company, company, DAY, homeWith } from '../../test/forecast-company.ts';
import type { TemporaryHome } from '../../test/temporary-home.ts';
import type { ForecastAnswer } from './forecast.ts';

const IMPORTED = '2026-06-05';

/** The company after a move to another CRM, which left one change of each open deal, stamped that day. */
function migrated({ opportunities, changes }: Company): Company {
  const since = (row: Record<string, unknown>) => String(row['happened']) >= IMPORTED;
  const closed = new Set(
    changes
      .filter((row) => row['outcome'] !== 'open' && !since(row))
      .map(({ opportunity_id }) => opportunity_id),
  );
  const last = new Map<unknown, (typeof changes)[number]>();
  const kept = changes.filter((row) => {
    const isLost = !since(row) && !closed.has(row['opportunity_id']);
    if (isLost) last.set(row['opportunity_id'], row);
    return !isLost;
  });
  const stamped = [...last.values()].map((row) => ({
    ...row,
    change_id: `${row['opportunity_id']}-import`,
    happened: IMPORTED,
    recorded_at: `${IMPORTED}T03:00:00Z`,
  }));
  return { opportunities, changes: [...kept, ...stamped] };
}

describe('a forecast after an import stamped all stages with one day', () => {
  it('stays what it was: what was lost is not taken for news', async () => {
    using before = await homeWith(company());
    using after = await homeWith(migrated(company()));
    const of = async (home: TemporaryHome) => {
      const { quarters } = await home.ask<ForecastAnswer>('forecast', { as_of: DAY, past: 0 });
      return quarters.slice(0, 2).map(({ wins, parts }) => ({
        wins: wins.mean,
        open: parts.open_pipeline.amount,
      }));
    };
    const [was, is] = [await of(before), await of(after)];
    for (const [q, { wins, open }] of was.entries()) {
      assert.ok(Math.abs(is[q]!.wins / wins - 1) < 0.06, `${is[q]!.wins} against ${wins} wins`);
      assert.ok(Math.abs(is[q]!.open / open - 1) < 0.15, `${is[q]!.open} against ${open}`);
    }
  });
});
