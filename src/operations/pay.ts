/** What somebody is to earn in variable pay, and who may know it: they, their managers, and finance. */

import { z } from 'zod';
import type { Author, Entry } from '../ledger/entry.ts';
import type { Knowledge } from '../ledger/state.ts';
import { moneySchema } from './answer.ts';
import { rightsOf } from './person-rights.ts';
import { LOCAL } from './rights.ts';

const PAY = 'pay/';

/** `set-person`, about `pay/<id>`: apart from what the person may do, which admins see. */
const payBody = z.strictObject({ variable_pay: moneySchema.nullable() });

export const shownPay = z
  .object({
    withheld: z.boolean().describe('There may be one; whoever asks may not know'),
    variable_pay: moneySchema
      .nullable()
      .describe('Target a year; null where it is withheld, or nothing was recorded'),
    version: z.int().describe('Entry of the ledger that says so; 0 for none, or where withheld'),
  })
  .describe('Variable pay: for the person, the managers above, and finance');

export function paySubject(id: string): string {
  return `${PAY}${id}`;
}

/** The managers of a person, the nearest first. A circle, which nobody can make, would end it. */
export function managersOf(known: Knowledge, id: string): string[] {
  const above: string[] = [];
  let manager = rightsOf(known, id)?.rights.manager ?? null;
  while (manager !== null && manager !== id && !above.includes(manager)) {
    above.push(manager);
    manager = rightsOf(known, manager)?.rights.manager ?? null;
  }
  return above;
}

/** @param present what is known now: who may look is decided by the managers of today */
export function mayKnowPay(
  present: Knowledge,
  who: Pick<Author, 'id' | 'role'>,
  person: string,
): boolean {
  if (who.role === LOCAL || who.role === 'finance' || who.id === person) return true;
  return managersOf(present, person).includes(who.id);
}

export function payOf(
  known: Knowledge,
  person: string,
  { isKnown }: { isKnown: boolean },
): z.output<typeof shownPay> {
  const entry = known.newest(paySubject(person));
  if (!isKnown) return { withheld: true, variable_pay: null, version: 0 };
  const variable_pay = entry ? payBody.parse(entry.body).variable_pay : null;
  return { withheld: false, variable_pay, version: entry?.seq ?? 0 };
}

/** What an entry says and why, for somebody who looks at the ledger. */
export function shownTo(
  present: Knowledge,
  who: Pick<Author, 'id' | 'role'>,
  { subject, body, reason }: Pick<Entry, 'subject' | 'body' | 'reason'>,
): Pick<Entry, 'body' | 'reason'> {
  if (!subject.startsWith(PAY) || mayKnowPay(present, who, subject.slice(PAY.length))) {
    return { body, reason };
  }
  return { body: { variable_pay: 'withheld' }, reason: 'withheld' };
}
