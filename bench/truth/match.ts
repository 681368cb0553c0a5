/** Does a line of an answer speak of a line of the truth? */

import type { Line, TrueCause, TrueScenario } from '../../sample/truth-file.ts';
import type { Part } from './answers.ts';

/** The same kind may be spelled `trade_event`, `Trade event` or `Trade Event`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

const SCOPES = [
  ['campaign_types', 'campaign_type'],
  ['segments', 'segment'],
  ['teams', 'team'],
  ['products', 'product'],
] as const;

/** Dimensions on which the line names a member, out of those on which the truth does. */
function scopeOf(part: Part, line: Line) {
  return SCOPES.flatMap(([many, one]) => {
    const wanted = line[many];
    const named = part[one];
    if (wanted === undefined) return [];
    const isNamed = named !== null;
    return [{ isNamed, isRight: isNamed && wanted.map(plainName).includes(plainName(named)) }];
  });
}

/**
 * "Kind, segment and team compatible": both can be true at once. A line that names none speaks of
 * all, the right one among them; a line that names one where the truth is everywhere is a share of
 * it. Only a line that names another is incompatible.
 */
function isCompatible(part: Part, line: Line): boolean {
  return scopeOf(part, line).every(({ isNamed, isRight }) => !isNamed || isRight);
}

/** Stricter: it names all that the truth names. The contract has no product, so that is not asked. */
export function isNamed(part: Part, line: Line): boolean {
  const { products: _, ...asked } = line;
  return scopeOf(part, asked).every(({ isRight }) => isRight);
}

/** Leg and factor as the catalogue wants them, the right owner, no contradiction in step or scope. */
export function matchesLine(part: Part, line: Line): boolean {
  return (
    part.leg === line.leg &&
    part.factors.some((factor) => line.factors.includes(factor)) &&
    part.owners.some((owner) => line.owners.includes(owner)) &&
    (part.step === null || line.step === null || part.step === line.step) &&
    isCompatible(part, line)
  );
}

/** A longer cycle and a lower win rate: on young cohorts one line of both is the right answer. */
const CONFOUNDED = [13, 19];
const CONFOUNDED_CAVEAT = 'conv_speed_confounded';

export interface Strictness {
  /** Codes of the caveats of the answer. */
  readonly caveats: readonly string[];
}

/** The combined line counts where the answer itself warns of it: as conversion or speed of a win. */
export function matchesCause(part: Part, cause: TrueCause, { caveats }: Strictness): boolean {
  if (cause.lines.some((line) => matchesLine(part, line))) return true;
  if (!CONFOUNDED.includes(cause.number) || !caveats.includes(CONFOUNDED_CAVEAT)) return false;
  return cause.lines.some((line) =>
    matchesLine(part, {
      ...line,
      factors: ['conversion', 'speed'],
      owners: [...line.owners, 'both'],
      step: 'opportunity_to_won',
    }),
  );
}

/** Not chance: legs A, B, C and E. */
export function isSystematic(part: Part): boolean {
  return part.leg !== 'chance';
}

export function isOneOff(part: Part): boolean {
  return part.factors.includes('one_off');
}

/** The lines among which a cause is looked for: a one-off deal is one only where it is the cause. */
export function candidates(parts: readonly Part[], causes: readonly TrueCause[]): Part[] {
  const wantsOneOff = causes.some(({ lines }) =>
    lines.some(({ factors }) => factors.includes('one_off')),
  );
  return parts.filter((part) => isSystematic(part) || (wantsOneOff && isOneOff(part)));
}

/** Each line goes to at most one cause: to the one whose line has most in common with it. */
export function partsByCause(
  parts: readonly Part[],
  truth: Pick<TrueScenario, 'causes'>,
): ReadonlyMap<TrueCause, readonly Part[]> {
  const found = new Map<TrueCause, Part[]>(truth.causes.map((cause) => [cause, []]));
  for (const part of candidates(parts, truth.causes)) {
    const [best] = truth.causes
      .map((cause) => ({ cause, fit: fitOf(part, cause) }))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit || size(b.cause) - size(a.cause));
    if (best) found.get(best.cause)?.push(part);
  }
  return found;
}

const size = (cause: TrueCause) => Math.abs(cause.delta.amount);

/** 0: no match; otherwise 1 and what the two name alike. */
function fitOf(part: Part, cause: TrueCause): number {
  const fits = cause.lines
    .filter((line) => matchesLine(part, line))
    .map((line) => 1 + scopeOf(part, line).filter(({ isRight }) => isRight).length);
  return Math.max(0, ...fits);
}
