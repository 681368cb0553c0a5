import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { causeOf, lineOf, luckOf, partOf } from './made-up.ts';
import { candidates, isNamed, matchesCause, matchesLine, partsByCause } from './match.ts';

const WEBINARS = lineOf({ amount: -100, campaign_types: ['content', 'webinar'] });

describe('does a line of the answer match', () => {
  const cases: readonly (readonly [
    what: string,
    given: Parameters<typeof partOf>[0],
    is: boolean,
  ])[] = [
    ['the same kind', { amount: -1, campaign_type: 'webinar' }, true],
    ['the same kind, as a CRM spells it', { amount: -1, campaign_type: 'Webinar ' }, true],
    ['no kind: it speaks of all', { amount: -1 }, true],
    ['another kind', { amount: -1, campaign_type: 'trade_event' }, false],
    ['a segment where the truth is in all', { amount: -1, segment: 'mid' }, true],
    ['another factor', { amount: -1, factors: ['conversion'] }, false],
    ['another owner', { amount: -1, owner: 'sales' }, false],
    ['another leg', { amount: -1, leg: 'assumptions' }, false],
    ['another step', { amount: -1, step: 'opportunity_to_won' }, false],
    ['no step', { amount: -1, step: null }, true],
  ];
  for (const [what, given, is] of cases) {
    test(what, () => assert.equal(matchesLine(partOf(given), WEBINARS), is));
  }

  test('any factor and any owner that the truth allows is right', () => {
    const line = lineOf({ amount: -1, factors: ['timing', 'volume'], owners: ['both', 'market'] });
    assert.equal(matchesLine(partOf({ amount: -1, owner: 'market' }), line), true);
    assert.equal(matchesLine(partOf({ amount: -1, owner: 'sales' }), line), false);
  });

  test('named is stricter: all that the truth names', () => {
    assert.equal(isNamed(partOf({ amount: -1, campaign_type: 'content' }), WEBINARS), true);
    assert.equal(isNamed(partOf({ amount: -1 }), WEBINARS), false);
    assert.equal(isNamed(partOf({ amount: -1 }), lineOf({ amount: -1, products: ['B'] })), true);
  });
});

describe('a longer cycle and a lower win rate', () => {
  const slower = causeOf({
    id: 'CYCLE_LONGER',
    number: 19,
    lines: [
      lineOf({ amount: -50, factors: ['speed'], owners: ['market'], step: 'opportunity_to_won' }),
    ],
  });
  const both = partOf({
    amount: -50,
    factors: ['conversion'],
    owner: 'both',
    step: 'opportunity_to_won',
  });

  test('the combined line counts where the answer warns of it', () => {
    const caveats = ['conv_speed_confounded'];
    assert.equal(matchesCause(both, slower, { caveats }), true);
    assert.equal(matchesCause(both, slower, { caveats: [] }), false);
  });

  test('not for other causes', () => {
    const other = { ...slower, number: 14 };
    assert.equal(matchesCause(both, other, { caveats: ['conv_speed_confounded'] }), false);
  });
});

test('a line goes to the cause with most in common, and to one only', () => {
  const everywhere = causeOf({ id: 'MARKET', lines: [lineOf({ amount: -900 })] });
  const webinars = causeOf({ id: 'WEBINARS', lines: [WEBINARS] });
  const [mine, other] = [
    partOf({ amount: -1, campaign_type: 'webinar' }),
    partOf({ amount: -2, campaign_type: 'outbound' }),
  ];
  const found = partsByCause([mine, other], { causes: [everywhere, webinars] });
  assert.deepEqual([found.get(webinars), found.get(everywhere)], [[mine], [other]]);
});

test('a one-off deal is a candidate only where one is the cause', () => {
  const oneOff = partOf({ amount: -9, leg: 'chance', factors: ['one_off'], owner: 'sales' });
  const volume = causeOf({ lines: [lineOf({ amount: -1 })] });
  const whale = causeOf({
    lines: [lineOf({ amount: -9, leg: 'chance', factors: ['one_off'], owners: ['sales'] })],
  });
  assert.deepEqual(candidates([oneOff, luckOf(3)], [volume]), []);
  assert.deepEqual(candidates([oneOff, luckOf(3)], [whale]), [oneOff]);
});
