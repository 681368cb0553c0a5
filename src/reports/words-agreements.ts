/** Every sentence about versions, signatures and what waits for them. */

import { dayOfInstant } from '../calendar.ts';
import type { AgreementsAnswer } from '../operations/agreements.ts';
import { dayName, type Language, listOf, plural, valueName, whole } from './numbers.ts';

export type Agreement = AgreementsAnswer['agreements'][number];
export type ToldVersion = NonNullable<Agreement['in_force']>;
type Side = ToldVersion['missing'][number];

export const AGREEMENTS_QUESTION = 'What have we both signed, and what waits?';

/** What days and names depend on. */
export interface Told {
  readonly as_of: string;
  readonly time_zone: string;
  readonly language: Language;
}

/** The company's day of an instant. */
export function dayOf(instant: string, { as_of, time_zone, language }: Told): string {
  return dayName(dayOfInstant(instant, time_zone), as_of, language);
}

/** `Revenue plan`; a campaign or a definition by its name. */
export function agreementName({ about, name }: Pick<Agreement, 'about' | 'name'>): string {
  return about === 'plan' ? 'Revenue plan' : valueName(name);
}

const KINDS: Readonly<Record<string, string>> = {
  plan: 'plan',
  definition: 'definition',
  campaign: 'campaign',
};

export function agreementKind({ about }: Pick<Agreement, 'about'>): string {
  const prefix = about.split('/')[0] as string;
  return KINDS[prefix] ?? prefix;
}

export function sidesWords(sides: readonly Side[]): string {
  return listOf(sides);
}

/** `12 days`, `2 weeks`. */
export function lengthWords(days: number, language: Language): string {
  const [count, one] = days >= 14 && days % 7 === 0 ? [days / 7, 'week'] : [days, 'day'];
  return `${whole(count, language)} ${plural(count, one, `${one}s`)}`;
}

/** `Sal, Mon 12 Jan`, withdrawn or not; blank where that side has not signed. */
export function signatureWords(version: ToldVersion, side: Side, told: Told): string {
  const signature = version.signatures.find((each) => each.side === side);
  if (!signature) return '';
  const signed = `${signature.by.name}, ${dayOf(signature.at, told)}`;
  return signature.withdrawn_at === null
    ? signed
    : `${signed}; withdrawn ${dayOf(signature.withdrawn_at, told)}`;
}

/** `signed by Sal for sales on Mon 12 Jan and by Mary for marketing on Tue 13 Jan`. */
export function signedWords({ signatures }: ToldVersion, told: Told): string {
  const signed = signatures
    .filter(({ withdrawn_at }) => withdrawn_at === null)
    .map(({ side, by, at }) => `by ${by.name} for ${side} on ${dayOf(at, told)}`);
  return signed.length === 0 ? 'signed by nobody' : `signed ${listOf(signed)}`;
}

/** `v2`, from when on and until when it holds. */
export function forceWords(version: ToldVersion, { as_of, language }: Told): string {
  const { holds_from, holds_until, missing } = version;
  if (holds_from === null) return `waits for ${sidesWords(missing)}`;
  const from = `from ${dayName(holds_from, as_of, language)}`;
  if (holds_until === null) return from;
  return `${from} until ${dayName(holds_until, as_of, language)}`;
}

export function agreementsSentence(answer: AgreementsAnswer, language: Language): string {
  const { agreements } = answer;
  if (agreements.length === 0) return 'Nothing has been agreed yet.';
  const waiting = agreements.filter((each) => each.waiting !== null).toSorted(byWaiting);
  const [longest] = waiting;
  if (!longest) {
    const unheld = agreements.filter((each) => each.in_force === null);
    if (unheld.length > 0) {
      const one = unheld.length === 1;
      return `Nothing waits for a signature; ${whole(unheld.length, language)} ${one ? 'agreement does' : 'agreements do'} not hold today.`;
    }
    return agreements.length === 1
      ? `${whichAgreement(agreements[0] as Agreement)} is signed by both; nothing is waiting.`
      : `All ${whole(agreements.length, language)} agreements are signed by both; nothing is waiting.`;
  }
  const name = whichAgreement(longest);
  const since = sinceWords(longest, language);
  const sides = sidesWords(longest.waits_for);
  return waiting.length === 1
    ? `${name} waits for ${sides}${since}; until then ${untilThen(longest)}.`
    : `${whole(waiting.length, language)} of ${whole(agreements.length, language)} agreements wait; ${lowerFirst(name)} longest, for ${sides}${since}.`;
}

function byWaiting(a: Agreement, b: Agreement): number {
  return (b.waiting_days ?? 0) - (a.waiting_days ?? 0);
}

/** ` since 12 days`; nothing on the first day. */
function sinceWords({ waiting_days }: Agreement, language: Language): string {
  return waiting_days ? ` since ${lengthWords(waiting_days, language)}` : '';
}

function untilThen({ in_force }: Agreement): string {
  return in_force ? `v${in_force.version} counts` : 'no version holds';
}

/** `The revenue plan`, `The campaign “Small-firm webinars”`. */
function whichAgreement(agreement: Agreement): string {
  const kind = agreementKind(agreement);
  const name = agreementName(agreement);
  if (kind === 'definition') return `The definition of the ${lowerFirst(name)}`;
  return kind === 'plan' ? `The ${lowerFirst(name)}` : `The ${kind} “${name}”`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function agreementsLead(answer: AgreementsAnswer, language: Language): string {
  if (answer.agreements.length === 0) {
    return 'What both heads sign counts from the day of the second signature, and every earlier version stays. Begin with the revenue plan.';
  }
  if (answer.waiting === 0) return 'Each holds from the day of its second signature, or later.';
  const both = answer.agreements.filter(({ waits_for }) => waits_for.length === 2).length;
  const one = answer.waiting - both;
  const parts = [
    ...(both > 0 ? [`${whole(both, language)} for both`] : []),
    ...(one > 0 ? [`${whole(one, language)} for one side`] : []),
  ];
  return `Waiting: ${listOf(parts)}. A proposal holds from the day of the second signature, or later; until then the version before it counts.`;
}
