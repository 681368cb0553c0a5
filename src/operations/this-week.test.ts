import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { addDays } from '../calendar.ts';
import type { OverviewAnswer } from './overview.ts';
import type { ThisWeekAnswer } from './this-week.ts';

/** One engagement a day: 182 from 1 June to 29 November 2026. */
const DAYS = Array.from({ length: 182 }, (_, number) => addDays('2026-06-01', number));
const AS_OF = '2026-11-29';

describe('weeks of a calendar of months', () => {
  let home: TemporaryHome;
  before(async () => {
    home = new TemporaryHome();
    const engagements = DAYS.map((happened, number) => ({
      engagement_id: `E${number}`,
      person_id: `P${number}`,
      happened,
    }));
    await home.import([home.csv('engagements.csv', engagements)], { exported: AS_OF });
  });
  after(() => home[Symbol.dispose]());

  const ask = (week: string) => home.ask<ThisWeekAnswer>('this-week', { as_of: AS_OF, week });
  const engagements = ({ chain }: ThisWeekAnswer) => chain.find((s) => s.step === 'engagements');

  it('the third quarter has 13, and the chain counts its days only', async () => {
    const last = await ask('2026-09-30');
    assert.deepEqual([last.week.quarter, last.week.number, last.week.of], ['2026-Q3', 13, 13]);
    assert.deepEqual([last.week.start, last.week.end], ['2026-09-28', '2026-10-05']);
    assert.equal(engagements(last)?.actual, 92);
    const weeks = engagements(last)?.weeks.map(({ actual }) => actual);
    assert.deepEqual(weeks, [5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 10]);
    const first = await ask('2026-07-02');
    assert.deepEqual([first.week.quarter, first.week.number], ['2026-Q3', 1]);
    assert.equal(engagements(first)?.actual, 5);
  });

  it('the week in which two quarters meet is one of either, as the day says', async () => {
    const end = await ask('2026-09-30');
    const begin = await ask('2026-10-01');
    assert.equal(end.week.start, begin.week.start);
    assert.deepEqual([begin.week.quarter, begin.week.number], ['2026-Q4', 1]);
    assert.equal(engagements(begin)?.actual, 4);
  });

  it('without a day, it is that of the quarter in which most of it lies', async () => {
    const of = async (as_of: string) =>
      (await home.ask<ThisWeekAnswer>('this-week', { as_of })).week;
    assert.equal((await of('2026-10-04')).quarter, '2026-Q4');
    assert.equal((await of('2026-07-05')).quarter, '2026-Q3');
  });

  it('every week that the pickers offer is answered under its number', async () => {
    const { quarters } = await home.ask<OverviewAnswer>('overview', { as_of: AS_OF });
    for (const { name, weeks } of quarters.slice(0, 3)) {
      for (const [place, { end }] of weeks.entries()) {
        const { week } = await ask(addDays(end, -1));
        assert.deepEqual([week.quarter, week.number], [name, place + 1]);
      }
    }
  });
});
