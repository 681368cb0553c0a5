/** Every sentence about how the open pipeline moved. */

import { shortMoney } from '../money.ts';
import { type Language, plural, whole } from './numbers.ts';

export const PIPELINE_QUESTION = 'How did the open pipeline move, and why?';

export const MOVE_WORDS = {
  start: 'Open at the start',
  new: 'New opportunities',
  reopened: 'Reopened',
  pulled_in: 'Pulled in',
  pushed_out: 'Pushed out',
  amount_up: 'Amounts raised',
  amount_down: 'Amounts lowered',
  amount_learnt: 'Amounts learnt',
  amount_lost_sight_of: 'Amounts lost sight of',
  fx: 'Exchange rates',
  won: 'Won',
  lost: 'Lost',
  end: 'Open at the end',
} as const;

export interface Move {
  readonly move: keyof typeof MOVE_WORDS;
  readonly opportunities: number;
  readonly amount: { readonly amount: number; readonly currency: string };
}

export function movesLabel(opportunities: number, language: Language): string {
  return `${whole(opportunities, language)} ${plural(opportunities, 'deal', 'deals')}`;
}

/** `Open pipeline rose by $838 k in the week, mostly by new opportunities`. */
export function movesTitle(moves: readonly Move[], when: string, language: Language): string {
  const [start, end] = [
    moves.find((move) => move.move === 'start'),
    moves.find((move) => move.move === 'end'),
  ];
  const between = moves.filter((move) => move !== start && move !== end && move.opportunities > 0);
  if (!start || !end) return `The open pipeline ${when}: nothing is recorded`;
  const change = end.amount.amount - start.amount.amount;
  const money = shortMoney({ ...end.amount, amount: Math.abs(change) }, language.locale);
  if (between.length === 0) return `The open pipeline did not move ${when}`;
  if (change === 0) return `The open pipeline ended ${when} where it began: what came in went out`;
  const side = between.filter((move) => Math.sign(move.amount.amount) === Math.sign(change));
  const most = side.sort((a, b) => Math.abs(b.amount.amount) - Math.abs(a.amount.amount))[0];
  const why = most ? `, mostly ${CAUSES[most.move]}` : '';
  return `The open pipeline ${change > 0 ? 'rose' : 'fell'} by ${money} ${when}${why}`;
}

const CAUSES: Record<keyof typeof MOVE_WORDS, string> = {
  start: '',
  new: 'new opportunities',
  reopened: 'deals that were reopened',
  pulled_in: 'deals that were pulled in',
  pushed_out: 'deals that were pushed out',
  amount_up: 'amounts that were raised',
  amount_down: 'amounts that were lowered',
  amount_learnt: 'amounts that became known',
  amount_lost_sight_of: 'amounts that are no longer known',
  fx: 'exchange rates',
  won: 'deals that were won',
  lost: 'deals that were lost',
  end: '',
};
