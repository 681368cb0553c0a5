/** Every sentence about the revenue plan and what it rests on. */

import { shortMoney, wholeMoney } from '../money.ts';
import type { PlanAnswer } from '../operations/plan.ts';
import {
  dayName,
  type Language,
  listOf,
  plural,
  quarterName,
  valueName,
  whole,
} from './numbers.ts';
import { sidesWords, signedWords, type Told } from './words-agreements.ts';

export type Plan = NonNullable<PlanAnswer['plan']>;
export type Assumption = PlanAnswer['assumptions'][number];

export const PLAN_QUESTION = 'What do we want to book, and have both heads signed it?';

export function currencyOf({ plan, waiting }: PlanAnswer): string {
  return (plan ?? waiting)?.quarters[0]?.target.currency ?? 'USD';
}

export function totalOf({ quarters }: Plan): { amount: number; currency: string } {
  const amount = quarters.reduce((sum, { target }) => sum + target.amount, 0);
  return { amount, currency: quarters[0]?.target.currency ?? 'USD' };
}

function spanWords({ quarters }: Plan, as_of: string): string {
  const first = quarters[0]?.quarter ?? '';
  const last = quarters.at(-1)?.quarter ?? first;
  return first === last
    ? `in ${quarterName(first, as_of)}`
    : `from ${quarterName(first, as_of)} to ${quarterName(last, as_of)}`;
}

export function signedDifference(amount: number, currency: string, locale: string): string {
  return `${amount > 0 ? '+' : ''}${wholeMoney({ amount, currency }, locale)}`;
}

export function planSentence(answer: PlanAnswer, language: Language): string {
  const { plan, waiting, as_of } = answer;
  if (plan === null) return 'No plan yet.';
  const total = shortMoney(totalOf(plan), language.locale);
  const span = spanWords(plan, as_of);
  if (plan.is_signed && waiting) {
    const [was, is] = [totalOf(plan), totalOf(waiting)];
    const difference = is.amount - was.amount;
    const amount = shortMoney({ ...is, amount: Math.abs(difference) }, language.locale);
    const asks =
      difference === 0
        ? 'the same in other parts'
        : `${amount} ${difference > 0 ? 'more' : 'less'}`;
    return `The plan asks for ${total} ${span}; version ${waiting.version}, ${asks}, waits for ${sidesWords(waiting.missing)}.`;
  }
  if (plan.is_signed) return `The plan asks for ${total} ${span}, and both heads have signed it.`;
  if (plan.missing.length === 0) {
    const from = plan.holds_from && plan.holds_from > as_of ? plan.holds_from : null;
    return from
      ? `The plan of ${total} ${span} is signed by both heads and holds from ${dayName(from, as_of, language)}.`
      : `The plan of ${total} ${span} no longer holds.`;
  }
  const wasSigned = plan.signatures.some(({ withdrawn_at }) => withdrawn_at !== null);
  return wasSigned
    ? `The plan of ${total} ${span} does not hold: a signature was withdrawn.`
    : `The plan of ${total} ${span} is a proposal: it waits for ${sidesWords(plan.missing)}.`;
}

export function planLead(answer: PlanAnswer, language: Language): string {
  const { plan, versions } = answer;
  if (plan === null) {
    return 'Upload a plan of four quarters (quarter, segment, bookings), or write it here. Every week is then told against it.';
  }
  const told: Told = { ...answer, language };
  const signed = `Version ${plan.version} is ${signedWords(plan, told)}.`;
  const coming = versions.find(
    ({ version, holds_from }) => version > plan.version && holds_from !== null,
  );
  const next = coming
    ? ` Version ${coming.version} follows on ${dayName(coming.holds_from as string, answer.as_of, language)}.`
    : '';
  return `${signed}${next}${assumptionWords(answer, language)}`;
}

function assumptionWords({ assumptions, plan }: PlanAnswer, language: Language): string {
  const count = assumptions.length;
  if (count === 0) {
    return ' No assumption is written down: of a miss, only the total could be explained.';
  }
  const many = `${whole(count, language)} ${plural(count, 'assumption', 'assumptions')}`;
  const late = assumptions.filter(({ after_signature }) => after_signature).length;
  if (!plan?.is_signed || late === 0) return ` It rests on ${many}.`;
  return ` It rests on ${many}, ${whole(late, language)} of them told anew since the signature.`;
}

const KINDS: Readonly<Record<Assumption['assumption'], string>> = {
  rate: 'Rate',
  lag: 'Time',
  size: 'Size',
  volume: 'Volume',
};

const STEPS: Readonly<Record<NonNullable<Assumption['step']>, string>> = {
  engagement: 'engagements',
  engagement_to_meeting: 'engagement → meeting',
  meeting_to_opportunity: 'meeting → opportunity',
  opportunity_to_won: 'opportunity → won',
  amount: 'amount',
};

/** `Rate, webinar, engagement → meeting`. */
export function assumptionName(told: Assumption): string {
  const { assumption, campaign_type, segment, step } = told;
  const of = [campaign_type && lower(valueName(campaign_type)), segment, step && STEPS[step]];
  return [KINDS[assumption], ...of.filter(Boolean)].join(', ');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `12 %` of a share, `12 % within 180 days`, else the number and its unit. */
export function assumedWords(value: number | null, unit: string, { locale }: Language): string {
  if (value === null) return '';
  const [, within] = /^share\b(.*)$/.exec(unit) ?? [];
  const isShare = within !== undefined;
  const digits = isShare || Math.abs(value) < 1000 ? 1 : 0;
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
    .format(isShare ? value * 100 : value)
    .replace('-', '−');
  return isShare ? `${text} %${within}` : `${text} ${unit.replaceAll('_', ' ')}`;
}

const LINE = /^(\d{4}-Q\d)(?: (.*))?$/;

/** `Q3, mid`, of the line of a plan that changed. */
export function planLine(line: string, as_of: string): string {
  const [, quarter, segment] = LINE.exec(line) ?? [];
  if (!quarter) return line;
  return listOf([quarterName(quarter, as_of)]) + (segment ? `, ${segment}` : '');
}
