/** Every sentence about what counts as an accepted opportunity, and what a new version would change. */

import { daysBetween } from '../calendar.ts';
import { shortMoney, wholeMoney } from '../money.ts';
import type { DefineAnswer } from '../operations/define.ts';
import type { Effect, EffectSide } from '../operations/definition-effect.ts';
import type { DefinitionsAnswer, VersionAnswer } from '../operations/definitions.ts';
import {
  dayName,
  type Language,
  listOf,
  ofHundred,
  plural,
  quarterName,
  whole,
} from './numbers.ts';
import type { RowsOf } from './report.ts';
import { lengthWords, sidesWords } from './words-agreements.ts';

export type ListedOpportunity = Effect['left_out']['rows'][number];
export type ListName = 'left_out' | 'taken_in' | 'old' | 'new';

export const DEFINITIONS_QUESTION =
  'What counts as an accepted opportunity, and what would change?';

/** Above this share without a field, what would change cannot be told. */
const MANY_BLANK = 0.05;

export function definitionsSentence(answer: DefinitionsAnswer, language: Language): string {
  const { effect, versions, waiting, in_force } = answer;
  const proposal = versions.find(({ version }) => version === waiting);
  if (!effect) {
    return 'Nothing is defined yet: every opportunity counts from the day on which it was opened.';
  }
  const blank = mostBlank(effect);
  if (proposal && blank) {
    return `${ofHundred(blank.opportunities / blank.of, language)} of 100 opportunities lack what v${waiting} asks for (${blank.label}), so what it would change cannot be told: ${changeWords(effect, answer, language)} as they are.`;
  }
  if (proposal) {
    return `Version ${waiting} waits for ${sidesWords(proposal.missing)}${sinceWords(proposal, answer, language)}; until then ${heldWords(in_force)}. It would change ${changeWords(effect, answer, language)}.`;
  }
  const later = versions.find(({ state }) => state === 'signed_for_later');
  if (later) {
    const from = dayName(later.holds_from as string, answer.as_of, language);
    return `Version ${later.version} is signed by both and counts from ${from}; until then ${heldWords(in_force)}.`;
  }
  if (in_force === 0) {
    return 'No version holds: every opportunity counts from the day on which it was opened.';
  }
  const { opportunities } = countsOf(effect, in_force);
  return `Version ${in_force} counts, signed by both: ${whole(opportunities, language)} ${plural(opportunities, 'opportunity was', 'opportunities were')} accepted in ${quarterName(effect.quarter, answer.as_of)}.`;
}

export function definitionsLead(answer: DefinitionsAnswer, language: Language): string {
  const { effect, versions, in_force, waiting } = answer;
  if (!effect)
    return 'Start with one. Here are three that others use; the sentence is what both heads sign.';
  const shown = versions.find(({ version }) => version === (waiting ?? in_force)) ?? versions[0];
  return [shown?.text ?? '', effectWords(effect, language)].filter(Boolean).join(' ');
}

export function defineSentence(answer: DefineAnswer, language: Language): string {
  const { effect, entries, version, text } = answer;
  if (entries.length > 0) {
    return `Version ${version} is proposed, and waits for sales and marketing: “${text}”`;
  }
  return effect
    ? `It would change ${changeWords(effect, answer, language)}.`
    : `Nothing was written: “${text}”`;
}

export function defineLead(answer: DefineAnswer, language: Language): string {
  const { effect, text } = answer;
  return effect
    ? `${text} ${effectWords(effect, language)} Nothing was written.`
    : 'It holds from the day of the second signature, or later, for opportunities opened from then on.';
}

/** `Q3 from 209 accepted opportunities to 188, and from $4.10 M to $3.90 M`. */
function changeWords(effect: Effect, { as_of }: { as_of: string }, language: Language): string {
  const { old, new: fresh, quarter } = effect;
  const name = quarterName(quarter, as_of);
  const money = (side: EffectSide) => shortMoney(side.amount, language.locale);
  return `${name} from ${counted(old, language)} to ${whole(fresh.opportunities, language)}, and from ${money(old)} to ${money(fresh)}`;
}

/** `Beside v1 it leaves out 21 opportunities and takes in 4.` */
function effectWords({ left_out, taken_in, old }: Effect, language: Language): string {
  const [out, taken] = [left_out.opportunities, taken_in.opportunities];
  const beside = `Beside ${sideWords(old)} it`;
  if (out === 0 && taken === 0) return `${beside} leaves out and takes in none.`;
  return `${beside} leaves out ${whole(out, language)} ${plural(out, 'opportunity', 'opportunities')} and takes in ${whole(taken, language)}.`;
}

function counted({ opportunities }: EffectSide, language: Language): string {
  return `${whole(opportunities, language)} accepted ${plural(opportunities, 'opportunity', 'opportunities')}`;
}

function countsOf({ old, new: fresh }: Effect, version: number): EffectSide {
  return fresh.version === version ? fresh : old;
}

function heldWords(in_force: number): string {
  return in_force === 0
    ? 'every opportunity counts from the day on which it was opened'
    : `version ${in_force} counts`;
}

function sinceWords(
  { said_at }: VersionAnswer,
  { as_of }: DefinitionsAnswer,
  language: Language,
): string {
  const days = daysBetween(said_at.slice(0, 10), as_of.slice(0, 10));
  return days > 0 ? ` since ${lengthWords(days, language)}` : '';
}

function mostBlank({ blank }: Effect) {
  return blank
    .filter(({ opportunities, of }) => opportunities > MANY_BLANK * of)
    .toSorted((a, b) => b.opportunities - a.opportunities)[0];
}

/** `v1`, `built in`, `proposed`. */
export function sideName({ version }: EffectSide): string {
  if (version === null) return 'proposed';
  return version === 0 ? 'built in' : `v${version}`;
}

/** The same within a sentence. */
export function sideWords(side: EffectSide): string {
  if (side.version === null) return 'the proposal';
  return side.version === 0 ? 'the built-in definition' : `v${side.version}`;
}

/** Above the days on which opportunities first met it. */
export function metLabel(side: EffectSide): string {
  return side.version === 0 ? 'Opened' : `Met ${sideWords(side)}`;
}

/** Opens a list; a proposal that was not written down has no version to ask for. */
export function listRows({ quarter, old, new: fresh }: Effect, list: ListName): RowsOf | null {
  if (fresh.version === null || old.version === null) return null;
  return {
    figure: 'definition',
    list,
    quarter,
    version: String(fresh.version),
    against: String(old.version),
  };
}

const VERDICTS: Readonly<Record<EffectSide['win_rate']['verdict'], string>> = {
  ok: '',
  too_few: 'too few',
  too_early: 'too early',
  not_identifiable: 'cannot tell yet',
};

/** `31 of 100 (24 to 38)`, or why there is none. */
export function winRateWords({ win_rate }: EffectSide, language: Language): string {
  const { rate, low, high, verdict } = win_rate;
  if (rate === null || low === null || high === null) return VERDICTS[verdict];
  const [at, from, to] = [rate, low, high].map((share) => whole(share * 100, language));
  return `${at} of 100 (${from} to ${to})`;
}

/** How it stood on the day that decides. */
export function proofWords({ proof, lacks }: ListedOpportunity, language: Language): string {
  if (lacks.length > 0) return `not met: ${listOf(lacks)}`;
  const parts = [
    ...(proof.stage ? [`stage ${proof.stage}`] : []),
    ...(proof.amount ? [wholeMoney(proof.amount, language.locale)] : []),
    ...(proof.contact_roles > 0
      ? [
          `${whole(proof.contact_roles, language)} ${plural(proof.contact_roles, 'person', 'people')}`,
        ]
      : []),
    ...(proof.meeting_held ? [`last met ${proof.meeting_held}`] : []),
  ];
  return parts.join(', ');
}

export function dayOrNever(day: string | null, today: string, language: Language): string {
  return day === null ? 'never' : dayName(day, today, language);
}
