import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type BudgetLine, budgetLine, budgetSums } from './budget.ts';

const line = (state: BudgetLine['state'], amount: number, more: Partial<BudgetLine> = {}) =>
  budgetLine.parse({ line: '1', state, amount, ...more });
const open = { order: 'PO1', order_open: true };

it('counts an order and its invoices once', () => {
  const lines = [
    line('planned', 100_000),
    line('committed', 60_000, open),
    line('actual', 25_000, { order: 'PO1' }),
    line('committed', 20_000, { order: 'PO2', order_open: false }),
    line('actual', 18_000, { order: 'PO2' }),
    line('actual', 3_000),
  ];
  // Without an order 3,000; closed PO2 18,000; open PO1 max(60,000, 25,000) = 60,000.
  assert.deepEqual(budgetSums(lines), {
    planned: 100_000,
    committed: 35_000,
    actual: 46_000,
    spend: 81_000,
    left: 19_000,
  });
});

it('takes the invoices where they exceed the open order', () => {
  const lines = [line('committed', 10_000, open), line('actual', 12_000, { order: 'PO1' })];
  const { committed, spend, left } = budgetSums(lines);
  assert.deepEqual([committed, spend, left], [0, 12_000, -12_000]);
});

it('adds the parts of one order', () => {
  const lines = [line('committed', 10_000, open), line('committed', 5_000, open)];
  assert.equal(budgetSums([...lines, line('actual', 12_000, { order: 'PO1' })]).spend, 15_000);
});

it('wants an order where money is committed', () => {
  for (const wrong of [{ order: 'PO1' }, { order_open: true }]) {
    assert.throws(() => line('committed', 1, wrong), /is needed where money is committed/);
  }
});
