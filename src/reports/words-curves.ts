/** Every sentence about conversion: which work leads to revenue, and how late. */

import type { CurveAnswer } from '../operations/curves.ts';
import { type CurveRow, VERDICT_WORDS } from './curve-rows.ts';
import {
  dayName,
  type Language,
  listOf,
  ofHundred,
  plural,
  timesInHundred,
  whole,
} from './numbers.ts';

type Step = CurveAnswer['from'];

export const CURVES_QUESTION = 'Which work leads to revenue, and how late?';

const BECOMES = {
  engagement: 'engagement',
  meeting: 'held meeting',
  opportunity: 'opportunity',
  won: 'won deal',
} as const;

export const STEP_MANY = {
  engagement: 'engagements',
  meeting: 'meetings',
  opportunity: 'opportunities',
  won: 'won deals',
} as const;

export const TRAIT_WORDS: Readonly<Record<string, string>> = {
  campaign_type: 'campaign type',
  segment: 'segment',
  region: 'region',
  industry: 'industry',
  product: 'product',
  team: 'team',
  lead_source: 'source',
};

interface CurveTale {
  readonly all: CurveRow;
  readonly kinds: readonly CurveRow[];
  readonly trait: string | null;
  readonly language: Language;
}

function article(word: string): string {
  return /^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`;
}

/** A win rate begins with the plain count, because another figure goes by its name. */
export function curvesSentence(tale: CurveTale): string {
  const { from, to } = tale.all.curve;
  if (from === 'opportunity' && to === 'won') {
    return `${wonSoFar(tale.all, tale.language)}${comparison(tale, '; ')}.`;
  }
  const told = tale.kinds.filter((row) => row.isTold);
  if (told.length < 2) return `${overall(tale)}.`;
  return isClear(told)
    ? `${extremes(told, { from, to })}.`
    : `${cannotTell(tale.trait)}: ${lowerFirst(overall(tale))}.`;
}

function wonSoFar({ curve }: CurveRow, language: Language): string {
  const { so_far, so_far_counted, entered, set_aside, recorded_since } = curve;
  const all = `${Math.round(so_far * 100)} of 100 of all ${whole(entered, language)} opportunities`;
  if (recorded_since === null) return `${all} have been won so far`;
  const counted = `${Math.round(so_far_counted * 100)} of 100 of the ${whole(entered - set_aside, language)}`;
  return `${all} have been won so far, ${counted} since ${dayName(recorded_since, '', language)}, from when wins are on record`;
}

function comparison({ kinds, trait }: CurveTale, joint: string): string {
  const told = kinds.filter((row) => row.isTold);
  if (trait === null || told.length < 2) return '';
  if (!isClear(told))
    return `${joint}by ${TRAIT_WORDS[trait]}, no two differ by more than chance yet`;
  const [best, worst] = [told[0] as CurveRow, told.at(-1) as CurveRow];
  return `${joint}in the end ${best.name} wins ${timesInHundred(best.curve.rate ?? 0)}, ${worst.name} ${timesInHundred(worst.curve.rate ?? 0)}`;
}

function overall({ all }: CurveTale): string {
  const { from, to, rate, verdict } = all.curve;
  const step = `${article(BECOMES[from])} becomes ${article(BECOMES[to])}`;
  if (rate !== null) return `${upperFirst(step)} ${timesInHundred(rate)}`;
  const why = {
    too_few: 'too few',
    too_early: 'too young',
    not_identifiable: 'not told apart',
    ok: 'not known',
  };
  return `Nobody can tell yet how often ${step}: the ${STEP_MANY[from]} are ${why[verdict]}`;
}

/** The lowest of the best lies above the highest of the worst. */
function isClear(told: readonly CurveRow[]): boolean {
  const [best, worst] = [told[0], told.at(-1)];
  return best !== worst && (best?.low ?? 0) > (worst?.high ?? 100);
}

function extremes(told: readonly CurveRow[], { from, to }: { from: Step; to: Step }): string {
  const [best, worst] = [told[0] as CurveRow, told.at(-1) as CurveRow];
  const turns = `turns ${article(BECOMES[from])} into ${article(BECOMES[to])}`;
  return `${best.name} ${turns} ${timesInHundred(best.curve.rate ?? 0)}; ${lowerFirst(worst.name)} ${timesInHundred(worst.curve.rate ?? 0)}`;
}

function cannotTell(trait: string | null): string {
  return `No two ${trait === null ? 'kinds' : `values of ${TRAIT_WORDS[trait]}`} differ by more than chance yet`;
}

export function curvesLead({ all, kinds, trait, language }: CurveTale): string {
  const { curve } = all;
  const count = `${whole(curve.converted, language)} of ${whole(curve.entered, language)} ${STEP_MANY[curve.from]} have come that far`;
  const isWon = curve.from === 'opportunity' && curve.to === 'won';
  const begun =
    isWon && curve.rate !== null
      ? `Followed to the end, ${ofHundred(curve.rate, language)} of 100 are won (${all.interval}).`
      : `${upperFirst(count)}; ${whole(curve.open, language)} may still.`;
  const lag = curve.lag_days
    ? ` Half of those that convert do so within ${whole(curve.lag_days.p50, language)} days, 80 of 100 within ${whole(curve.lag_days.p80, language)}.`
    : '';
  const untold = kinds.filter((row) => !row.isTold).map((row) => row.name);
  const doubt =
    untold.length === 0
      ? ''
      : ` ${listOf(untold.slice(0, 3))}${untold.length > 3 ? ` and ${untold.length - 3} others have` : plural(untold.length, ' has', ' have')} too little data to tell.`;
  const unsplit = trait === null && kinds.length === 0 ? '' : doubt;
  return `${begun}${lag}${unsplit}`;
}

export function ratesTitle(from: Step, to: Step): string {
  return `Of 100 ${STEP_MANY[from]}, how many become ${article(BECOMES[to])}`;
}

export function curveSays(row: CurveRow): string {
  const { curve } = row;
  const entered = `${row.number} ${STEP_MANY[curve.from]}`;
  if (!row.isTold) return `${row.name}: ${VERDICT_WORDS[curve.verdict].slice(2)}, ${entered}`;
  const lag = curve.lag_days ? `, half within ${row.half} days, 80 of 100 within ${row.most}` : '';
  return `${row.name}: ${row.rate} of 100 (${row.interval}), ${entered}${lag}`;
}

export function curveTitle(row: CurveRow): string {
  return row.isTold
    ? `${row.name}: ${row.rate} of 100`
    : `${row.name}: ${VERDICT_WORDS[row.curve.verdict].slice(2).toLowerCase()} to tell`;
}

export function curveNote(row: CurveRow, language: Language): string {
  const { rate_by_day } = row.curve;
  return row.isTold && rate_by_day !== null
    ? `by day ${whole(rate_by_day, language)}; ${row.interval}`
    : `${row.number} so far`;
}

/** Why a kind has no rate yet. */
export function doubtWords({ curve, number, isTold }: CurveRow): string {
  if (isTold) return '';
  return curve.verdict === 'too_early'
    ? `${number} ${STEP_MANY[curve.from]}, not followed long enough yet`
    : `${number} ${STEP_MANY[curve.from]} do not decide yet`;
}

/** The figure that goes by the name of win rate, and why it is none. */
export function wonOfClosedCaution({ curve }: CurveRow, language: Language) {
  if (curve.to !== 'won' || curve.from !== 'opportunity' || curve.won_of_closed === null) return [];
  const closed = whole(curve.converted + curve.lost - curve.recycled, language);
  return [
    {
      code: 'won_of_closed',
      message: `Won ÷ closed would be ${ofHundred(curve.won_of_closed, language)} of 100 (${whole(curve.converted, language)} of ${closed}): it leaves out the ${whole(curve.open, language)} still open, and losses are often closed late, so it is not a rate.`,
    },
  ];
}

export const NOTHING_TO_FOLLOW = {
  sentence: 'Nothing can be followed yet: no step has dates in these data.',
  lead: 'Map campaign members, meetings or opportunities with their dates; each pair of steps then gets its own rate and lag.',
};

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names that are written in capitals stay. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]+( [a-z]|$|:)|^An? /.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
