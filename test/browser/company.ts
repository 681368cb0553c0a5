/** A small company as plain CSVs: 40 weeks of engagements, meetings and deals up to the as-of day. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const AS_OF = '2026-08-31';
/** A name that a spreadsheet would run. */
export const NASTY = '=HYPERLINK("http://x","win")';

const WEEKS = 40;
const PER_WEEK = 8;
const FIRST = Date.parse('2025-11-24');

function day(number: number): string {
  return new Date(FIRST + number * 86_400_000).toISOString().slice(0, 10);
}

/** Every nth engagement goes on: a demo more often than a webinar, a podcast was tried six times. */
function typeOf(number: number): string {
  if (number > 300 && number % 3 === 0 && number < 318) return 'podcast';
  return number % 2 === 0 ? 'demo_request' : 'webinar';
}

export function writeCompany(folder: string): void {
  const files: Record<string, string[]> = {
    accounts: ['account_id,happened,name,segment,region'],
    people: ['person_id,happened,kind,account_id,name'],
    engagements: ['engagement_id,person_id,account_id,campaign_type,status,happened'],
    meetings: ['meeting_id,person_id,account_id,happened,booked_on,outcome'],
    opportunities: ['opportunity_id,happened,name,account_id,segment'],
    opportunity_changes: [
      'opportunity_id,change_id,happened,stage,outcome,amount,currency,close_on',
    ],
    contact_roles: ['opportunity_id,person_id,happened,is_primary'],
  };
  for (let number = 0; number < WEEKS * PER_WEEK; number++) addPerson(files, number);
  mkdirSync(folder, { recursive: true });
  for (const [name, lines] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function addPerson(files: Record<string, string[]>, number: number): void {
  const start = Math.floor(number / PER_WEEK) * 7 + (number % 5);
  const last = WEEKS * 7;
  const type = typeOf(number);
  const name = number % 40 === 8 ? NASTY : `Company ${number}`;
  const region = number % 3 === 0 ? 'EMEA' : 'Americas';
  const add = (file: string, line: string) => files[file]?.push(line);
  add(
    'accounts',
    `A${number},${day(start)},${quoted(name)},${number % 2 ? 'small' : 'large'},${region}`,
  );
  add('people', `P${number},${day(start)},contact,A${number},Person ${number}`);
  add('engagements', `E${number},P${number},A${number},${type},Attended,${day(start)}`);
  const isMet = type === 'demo_request' ? number % 4 === 0 : number % 16 === 1;
  const met = start + 7 + (number % 6);
  if (isMet) {
    const outcome = met < last ? 'held' : 'scheduled';
    add(
      'meetings',
      `M${number},P${number},A${number},${day(met)},${day(Math.min(met, last) - 3)},${outcome}`,
    );
  }
  if (isMet && met + 6 < last) addDeal({ add, number, opened: met + 6, last });
}

interface Deal {
  readonly add: (file: string, line: string) => void;
  readonly number: number;
  readonly opened: number;
  readonly last: number;
}

function addDeal({ add, number, opened, last }: Deal): void {
  // Some deals have no amount: a fault that the data page has to find.
  const amount = number % 9 === 0 ? '' : 10_000 + 137 * number;
  const closed = opened + 30 + (number % 35);
  const change = (id: string, when: number, stage: string, outcome: string) =>
    add(
      'opportunity_changes',
      `O${number},${id},${day(when)},${stage},${outcome},${amount},USD,${day(closed)}`,
    );
  add(
    'opportunities',
    `O${number},${day(opened)},Deal ${number},A${number},${number % 2 ? 'small' : 'large'}`,
  );
  add('contact_roles', `O${number},P${number},${day(opened)},true`);
  change('1', opened, 'Qualify', 'open');
  if (closed < last) {
    const isWon = number % 12 !== 0;
    change('2', closed, isWon ? 'Closed Won' : 'Closed Lost', isWon ? 'won' : 'lost');
  }
}
