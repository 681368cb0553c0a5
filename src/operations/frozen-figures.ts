/** The figures of a week that are frozen, and the rows that each is made of. */

import type { Settings } from '../config.ts';
import type { Facts } from '../facts/store.ts';
import type { FrozenFigure } from '../ledger/frozen-weeks.ts';
import { measure, type WeekRow } from '../measures/measures.ts';
import type { Moment } from './answer.ts';
import type { HeldDefinitions } from './definitions-held.ts';

export interface FigureSpec {
  readonly name: string;
  /** Step of the measure `week_rows`. */
  readonly step: string;
  readonly kind: 'meeting' | 'opportunity';
  readonly isMoney: boolean;
}

export const FIGURES: readonly FigureSpec[] = [
  { name: 'prospect_meetings', step: 'prospect_meetings', kind: 'meeting', isMoney: false },
  { name: 'customer_meetings', step: 'customer_meetings', kind: 'meeting', isMoney: false },
  { name: 'opportunities', step: 'opportunities', kind: 'opportunity', isMoney: false },
  { name: 'won', step: 'won', kind: 'opportunity', isMoney: false },
  { name: 'bookings', step: 'won', kind: 'opportunity', isMoney: true },
];

interface Week {
  readonly from: string;
  readonly to: string;
}

export interface Counting {
  readonly moment: Moment;
  readonly settings: Settings;
  readonly definitions: HeldDefinitions;
}

export async function figureRows(
  facts: Facts,
  { step }: FigureSpec,
  { from, to }: Week,
  { moment, settings, definitions }: Counting,
): Promise<WeekRow[]> {
  const { currency, new_account_days, reopen_days } = settings;
  return measure(
    facts.engine,
    'week_rows',
    { ...moment, currency, new_account_days, reopen_days, step, from, to },
    definitions.made,
  );
}

/** The figure that these rows make. An amount that is not known adds nothing. */
export function figureOf({ name, isMoney }: FigureSpec, rows: readonly WeekRow[]): FrozenFigure {
  const parts = rows.map(({ id, amount }) => ({ id, part: isMoney ? (amount ?? 0) : 1 }));
  return { name, value: parts.reduce((sum, { part }) => sum + part, 0), rows: parts };
}

/** What figures rest on besides the facts: when it differs, so may they. */
export function definitionsText({ settings, definitions }: Omit<Counting, 'moment'>): string {
  const { currency, time_zone, new_account_days, reopen_days } = settings;
  const own = { currency, time_zone, new_account_days, reopen_days };
  return JSON.stringify({ ...definitions.versions, ...own });
}
