/** The sample company whose definition was loosened: what shows under the strict one and the loose one. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeSample } from '../../sample/write-sample.ts';
import { agree, rule, stage } from '../../test/definition-home.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { Effect } from './definition-effect.ts';
import type { DefinitionsAnswer } from './definitions.ts';
import type { RowsAnswer } from './rows.ts';

const AS_OF = '2026-10-25';
const STAGES = ['Qualify', 'Evaluate', 'Propose', 'Negotiate'];
const STRICT = 1;
const LOOSE = 2;
const BEFORE = '2025-Q4';
const AFTER = '2026-Q2';

describe('a definition that was loosened', () => {
  const home = new TemporaryHome('currency: USD\nfiscal_calendar: "445"\n');
  let weak: ReadonlySet<string>;
  let then: Effect;
  let now: Effect;

  before(async () => {
    const out = join(home.folder, 'sample');
    await writeSample({
      out,
      seed: 2,
      size: 'small',
      asOf: AS_OF,
      inject: ['DEFINITION_LOOSE:4'],
      formats: ['plain'],
    });
    await home.import([join(out, 'recorded', 'plain')], { exported: AS_OF });
    weak = weakDeals(join(out, 'true', 'opportunities.csv'));
    await agree(home, '2024-06-03', { rule: rule(stage('Propose')), stages: STAGES });
    await agree(home, '2026-01-26', { rule: rule(stage('Qualify')), stages: STAGES });
    then = await effect(BEFORE);
    now = await effect(AFTER);
  });
  after(() => home[Symbol.dispose]());

  async function effect(quarter: string): Promise<Effect> {
    const answer = await home.ask<DefinitionsAnswer>('definitions', {
      as_of: AS_OF,
      quarter,
      version: LOOSE,
      against: STRICT,
    });
    assert.ok(answer.effect);
    return answer.effect;
  }

  async function ids(list: string): Promise<string[]> {
    const { rows, count } = await home.ask<RowsAnswer>('rows', {
      as_of: AS_OF,
      figure: 'definition',
      list,
      quarter: AFTER,
      version: String(LOOSE),
      against: String(STRICT),
      limit: 10_000,
    });
    assert.equal(rows.length, count);
    return rows.map(({ id }) => String(id));
  }

  it('counts far more opportunities by the loose one, and not by the strict one', () => {
    const growth = (side: 'old' | 'new') => now[side].opportunities / then[side].opportunities;
    assert.ok(growth('new') > 2, `loose: × ${growth('new')}`);
    assert.ok(growth('old') < 1.6, `strict: × ${growth('old')}`);
  });

  it('wins fewer of them by the loose one, and not by the strict one', () => {
    const [loose, looseThen] = [now.new.win_rate, then.new.win_rate];
    const [strict, strictThen] = [now.old.win_rate, then.old.win_rate];
    assert.ok((loose.high ?? 1) < (looseThen.low ?? 0), 'the intervals of the loose one lie apart');
    assert.ok((strict.high ?? 0) > (strictThen.low ?? 1), 'those of the strict one overlap');
  });

  it('shows by opportunity that the weak ones make the difference', async () => {
    const added = await ids('taken_in');
    const share = (list: readonly string[]) =>
      list.filter((id) => weak.has(id)).length / list.length;
    const strict = share(await ids('old'));
    assert.ok(share(added) > 2 * strict, `weak: ${share(added)} of the added, ${strict} before`);
    const { old, new: loose, left_out, taken_in } = now;
    assert.equal(taken_in.opportunities, added.length);
    assert.equal(
      old.opportunities - left_out.opportunities + taken_in.opportunities,
      loose.opportunities,
    );
    assert.equal(
      old.amount.amount - left_out.amount.amount + taken_in.amount.amount,
      loose.amount.amount,
    );
    const bySegment = loose.segments.reduce((sum, each) => sum + each.opportunities, 0);
    assert.equal(bySegment, loose.opportunities);
  });
});

/** No cell of this file has a comma within. */
function weakDeals(path: string): Set<string> {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = header.split(',');
  const [id, isWeak] = [names.indexOf('opportunity_id'), names.indexOf('weak')];
  const deals = lines.map((line) => line.split(','));
  return new Set(deals.flatMap((deal) => (deal[isWeak] === 'true' ? [deal[id] as string] : [])));
}
