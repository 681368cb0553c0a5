import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOf, dayOf, quarterName, TARGET_QUARTER, WorkingDays, weekOf } from './calendar.ts';
import { simulate, type Truth } from './company.ts';
import { dealId, engagementId } from './events.ts';

test('the calendar: day 0 is Monday 2023-07-03 and the target quarter is 2026-Q3', () => {
  assert.equal(dayOf('2023-07-03'), 0);
  assert.equal(new Date('2023-07-03').getUTCDay(), 1);
  assert.equal(quarterName(0), '2023-Q3');
  assert.equal(quarterName(TARGET_QUARTER), '2026-Q3');
  assert.equal(dateOf(TARGET_QUARTER * 91), '2026-06-29');
  assert.equal(dateOf((TARGET_QUARTER + 1) * 91 - 1), '2026-09-27');
  assert.equal(weekOf(-1), -1);
});

test('working days leave out weekends and holidays', () => {
  const americas = new WorkingDays(0, () => false);
  assert.equal(americas.works(dayOf('2024-07-04')), false);
  assert.equal(americas.works(dayOf('2024-11-28')), false, 'Thanksgiving');
  assert.equal(americas.works(dayOf('2024-07-06')), false, 'Saturday');
  assert.equal(new WorkingDays(1, () => false).works(dayOf('2024-07-04')), true);
  assert.equal(americas.between(dayOf('2024-07-01'), dayOf('2024-07-08')), 4);
  assert.equal(americas.leftInQuarter(dayOf('2026-09-27')), 0, 'a Sunday ends the quarter');
  assert.equal(americas.leftInQuarter(dayOf('2026-09-25')), 1);
});

const names = (truth: Truth) => new Set(truth.engagements.map(engagementId));

test('a cause that only takes away takes away, and leaves everyone else as they were', () => {
  const base = simulate({ seed: 5, size: 'small' });
  const from = 140;
  const less = simulate({ seed: 5, size: 'small' }, (world) => ({
    ...world,
    engagement: (kind, week, audience) =>
      world.engagement(kind, week, audience) * (kind === 'webinar' && week >= from ? 0.5 : 1),
  }));
  const [before, after] = [names(base), names(less)];
  const added = [...after].filter((id) => !before.has(id));
  const taken = base.engagements.filter((e) => !after.has(engagementId(e)));
  assert.ok(taken.length > 100, `${taken.length} webinar engagements are gone`);
  assert.ok(taken.every((e) => e.programme.kind.name === 'webinar' && weekOf(e.day) >= from));
  // A freed person can take the place of another at the same account; add-ons follow customers.
  assert.ok(added.length < 0.01 * after.size, `${added.length} are new`);
  const won = (truth: Truth) => truth.deals.filter((d) => d.outcome === 'won');
  const early = (truth: Truth) =>
    won(truth)
      .filter((d) => d.closeDay < from * 7)
      .map((d) => `${dealId(d)} ${d.closeDay}`);
  assert.deepEqual(early(less), early(base));
  // AEs with fewer opportunities are quicker, so some days move, but fates stay.
  const kept = new Set(won(less).map(dealId));
  const lost = won(base).filter((d) => !kept.has(dealId(d)));
  const own = lost.filter((d) => d.scope.kind !== 'webinar');
  assert.ok(own.length < 0.03 * won(base).length, `${own.length} others are not won any more`);
});

test('the warm-up year leaves no hole: the first quarter is as busy as the others', () => {
  const opened = new Array<number>(13).fill(0);
  for (const { openDay } of simulate({ seed: 6, size: 'small' }).deals) {
    const quarter = Math.floor(openDay / 91);
    if (quarter >= 0 && quarter < 13) opened[quarter] = (opened[quarter] ?? 0) + 1;
  }
  const mean = opened.reduce((a, b) => a + b, 0) / opened.length;
  assert.ok((opened[0] ?? 0) > 0.7 * mean, `${opened}`);
});
