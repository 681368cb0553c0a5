/** Budget lines as they are typed. */

import type { CampaignsAnswer } from '../../operations/campaigns.ts';
import { readAmount, typedAmount } from '../amounts.ts';

type Budget = NonNullable<CampaignsAnswer['campaigns'][number]['budget']>;
export type BudgetLine = Budget['lines'][number];

export const STATES = [
  ['planned', 'Planned'],
  ['committed', 'Ordered'],
  ['actual', 'Invoiced'],
] as const;

export interface TypedLine {
  /** Stays while lines above it come and go. */
  readonly key: number;
  readonly line: string;
  readonly state: BudgetLine['state'];
  readonly amount: string;
  readonly order: string;
  readonly isOpen: boolean;
  readonly month: string;
  readonly vendor: string;
}

type Faults = Partial<Record<'line' | 'amount' | 'order' | 'month', string>>;

export function typedLine(line: BudgetLine, key: number, currency: string): TypedLine {
  return {
    key,
    line: line.line,
    state: line.state,
    amount: typedAmount(line.amount, currency),
    order: line.order ?? '',
    isOpen: line.order_open ?? false,
    month: line.month ?? '',
    vendor: line.vendor ?? '',
  };
}

export function blankLine(key: number): TypedLine {
  return {
    ...{ key, line: '', state: 'planned', amount: '', order: '' },
    ...{ isOpen: true, month: '', vendor: '' },
  };
}

/** The line that is sent, or what is wrong with it by field. */
export function readLine(
  typed: TypedLine,
  currency: string,
): { line: BudgetLine | null; faults: Faults } {
  const faults: Faults = {};
  const amount = readAmount(typed.amount, currency);
  const [name, order, month] = [typed.line.trim(), typed.order.trim(), typed.month.trim()];
  if (name === '') faults.line = 'Give it a name or number';
  if (amount === undefined || amount === null) faults.amount = 'No amount such as 5,620';
  if (typed.state === 'committed' && order === '') faults.order = 'Which order is it?';
  if (month !== '' && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) faults.month = 'Such as 2026-03';
  if (Object.keys(faults).length > 0) return { line: null, faults };
  return {
    faults,
    line: {
      line: name,
      state: typed.state,
      order: typed.state === 'planned' ? null : order || null,
      order_open: typed.state === 'committed' ? typed.isOpen : null,
      amount: amount as number,
      month: month || null,
      vendor: typed.vendor.trim() || null,
    },
  };
}

/** `planned 12,000, order PO-7, more invoices to come, 2026-03, Messe Detroit`. */
export function lineWords(line: BudgetLine | undefined, currency: string): string {
  if (!line) return '';
  const state = STATES.find(([name]) => name === line.state)?.[1] ?? line.state;
  return [
    `${state} ${typedAmount(line.amount, currency)}`,
    line.order && `order ${line.order}`,
    line.order_open && 'more invoices to come',
    line.month,
    line.vendor,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Lines by a name that is theirs alone: the second of one name and state is told by its place. */
export function byName<Line extends Pick<BudgetLine, 'line' | 'state'>>(
  lines: readonly Line[],
): Map<string, Line> {
  const named = new Map<string, Line>();
  for (const line of lines) {
    const state = STATES.find(([name]) => name === line.state)?.[1].toLowerCase();
    let name = `${line.line.trim()}, ${state}`;
    for (let place = 2; named.has(name); place++) name = `${line.line.trim()}, ${state} (${place})`;
    named.set(name, line);
  }
  return named;
}

/** By state, of what can be read. */
export function sumsOf(lines: readonly TypedLine[], currency: string) {
  return STATES.map(([state, label]) => ({
    label,
    amount: lines
      .filter((line) => line.state === state)
      .reduce((sum, { amount }) => sum + (readAmount(amount, currency) || 0), 0),
  }));
}
