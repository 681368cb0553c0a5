/** Histories of a few deals, and definitions of the accepted opportunity signed over them. */

import assert from 'node:assert/strict';
import type { DefineAnswer } from '../src/operations/define.ts';
import type { RowsAnswer } from '../src/operations/rows.ts';
import type { TemporaryHome } from './temporary-home.ts';

const SUBJECT = 'definition/accepted_opportunity';
export const STAGES = ['qualify', 'evaluate', 'propose'];

/** Day, stage, outcome, amount in units, close date. */
type Change = [day: string, stage: string, outcome?: string, amount?: number | '', close?: string];

export interface Deal {
  readonly changes: readonly Change[];
  readonly opened?: string;
  readonly segment?: string;
  /** Person, day on which the role was added, main contact. */
  readonly roles?: readonly [person: string, day: string, isPrimary?: boolean][];
  /** Days of held meetings that name the deal. */
  readonly meetings?: readonly string[];
}

export async function importDeals(
  home: TemporaryHome,
  deals: Readonly<Record<string, Deal>>,
  exported = '2026-12-31',
): Promise<void> {
  const all = Object.entries(deals);
  const at = (day: string) => `${day}T10:00:00Z`;
  const files = [
    home.csv(
      'accounts.csv',
      all.map(([id]) => ({ account_id: `a-${id}`, name: `Account ${id}` })),
    ),
    home.csv(
      'opportunities.csv',
      all.map(([id, { changes, opened, segment }]) => ({
        opportunity_id: id,
        name: `Deal ${id}`,
        account_id: `a-${id}`,
        owner_id: 'u',
        segment: segment ?? '',
        happened: opened ?? changes[0]?.[0] ?? '',
        recorded_at: at(opened ?? changes[0]?.[0] ?? ''),
      })),
    ),
    home.csv(
      'opportunity_changes.csv',
      all.flatMap(([id, { changes }]) =>
        changes.map(([day, stage, outcome = 'open', amount = '', close = ''], nth) => ({
          opportunity_id: id,
          change_id: `${id}-${nth}`,
          happened: day,
          stage,
          outcome,
          amount,
          currency: 'USD',
          close_on: close,
          recorded_at: at(day),
        })),
      ),
    ),
  ];
  const roles = all.flatMap(([id, deal]) =>
    (deal.roles ?? []).map(([person, day, isPrimary = false]) => ({
      opportunity_id: id,
      person_id: person,
      happened: day,
      is_primary: isPrimary,
      recorded_at: at(day),
    })),
  );
  const meetings = all.flatMap(([id, deal]) =>
    (deal.meetings ?? []).map((day) => ({
      meeting_id: `m-${id}-${day}`,
      account_id: `a-${id}`,
      opportunity_id: id,
      happened: day,
      outcome: 'held',
      recorded_at: at(day),
    })),
  );
  if (roles.length > 0) files.push(home.csv('contact_roles.csv', roles));
  if (meetings.length > 0) files.push(home.csv('meetings.csv', meetings));
  await home.import(files, { exported });
}

export const rule = (...rules: object[]) => ({ combinator: 'and', rules });
export const stage = (value: string) => ({ field: 'stage', operator: '>=', value });
export const metWithin = (value: number) => ({ field: 'meeting_held', operator: '<=', value });

export async function propose(
  home: TemporaryHome,
  day: string,
  asked: object,
): Promise<DefineAnswer> {
  home.now = `${day}T12:00:00.000Z`;
  return home.ask<DefineAnswer>('define', { as_of: day, stages: STAGES, ...asked });
}

/** Both heads sign the newest proposal, or those named. */
export async function sign(
  home: TemporaryHome,
  day: string,
  sides: readonly string[] = ['sales', 'marketing'],
): Promise<void> {
  const ledger = await home.ledger();
  const proposal = (await ledger.entries()).findLast(({ kind }) => kind === 'define');
  assert.ok(proposal);
  for (const side of sides) {
    const at = `${day}T13:00:00.000Z`;
    await ledger.append([
      {
        id: `${side}-${day}`,
        kind: 'sign',
        subject: SUBJECT,
        said_at: at,
        recorded_at: at,
        who: { id: side, name: `Head of ${side}`, role: `${side}_head` },
        body: { signs: proposal.seq, side, withdraws: false },
        reason: null,
        seen: null,
      },
    ]);
  }
}

export async function agree(home: TemporaryHome, day: string, asked: object): Promise<void> {
  await propose(home, day, asked);
  await sign(home, day);
}

/** The deals that were accepted in a year and the day of each, by the version that counts them. */
export async function accepted(home: TemporaryHome, as_of = '2026-12-31') {
  const { rows } = await home.ask<RowsAnswer>('rows', {
    as_of,
    figure: 'week',
    step: 'opportunities',
    from: '2025-01-01',
    to: '2027-01-01',
  });
  return Object.fromEntries(rows.map(({ id, day }) => [id, day]));
}
