/** A type of campaign as it is typed. */

import type { CampaignTypesAnswer } from '../../operations/campaign-types.ts';
import { wordsIn } from './segment-fields.ts';

export type KnownType = CampaignTypesAnswer['types'][number];

export const PHASES = [
  ['research_days', 'Research, days', 'research'],
  ['develop_days', 'Development, days', 'develop'],
  ['execute_days', 'Execution, days', 'execute'],
  ['market_days', 'In market, days', 'market'],
] as const;
export type PhaseField = (typeof PHASES)[number][0];

/** As the setting has it. */
export type TypeRule = {
  readonly type: string;
  readonly success?: readonly string[];
} & Readonly<Partial<Record<PhaseField, number>>>;

export type TypedType = Readonly<Record<PhaseField, string>> & {
  readonly type: string;
  /** Whether the company says which statuses count. */
  readonly isDecided: boolean;
  readonly success: readonly string[];
  /** Statuses that were never met, one a line. */
  readonly others: string;
};

/** Names are compared without regard to large letters and blanks. */
export function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** What counts now is ticked to begin with. */
export function typedType(known: KnownType | null, rule: TypeRule | null): TypedType {
  const met = metStatuses(known);
  const now =
    known?.statuses.filter(({ counted }) => counted > 0).map(({ status }) => status) ?? [];
  const success = rule?.success ?? now.filter((status) => status !== null);
  const isMet = (status: string) => met.some((each) => plain(each) === plain(status));
  const days = PHASES.map(([field]) => [field, String(rule?.[field] ?? '')]);
  return {
    type: rule?.type ?? known?.type ?? '',
    isDecided: rule?.success !== undefined,
    success: met.filter((status) => success.some((each) => plain(each) === plain(status))),
    others: success.filter((status) => !isMet(status)).join('\n'),
    ...(Object.fromEntries(days) as Record<PhaseField, string>),
  };
}

export function metStatuses(known: KnownType | null): string[] {
  return known?.statuses.flatMap(({ status }) => status ?? []) ?? [];
}

/** The rule that is sent; null where nothing is decided of the type; or what is wrong by field. */
export function readType(typed: TypedType): {
  rule: TypeRule | null;
  faults: Partial<Record<PhaseField | 'type' | 'others', string>>;
} {
  const faults: Partial<Record<PhaseField | 'type' | 'others', string>> = {};
  if (typed.type.trim() === '') faults.type = 'Give its name';
  const success = [...new Set([...typed.success, ...wordsIn(typed.others)])];
  if (typed.isDecided && success.length === 0) faults.others = 'Tick or name at least one status';
  const days = PHASES.flatMap(([field]) => {
    const text = typed[field].trim();
    if (text === '') return [];
    if (!/^\d{1,3}$/.test(text)) faults[field] = 'No number such as 14';
    return [[field, Number(text)] as const];
  });
  const rule = {
    type: typed.type.trim(),
    ...(typed.isDecided ? { success } : {}),
    ...Object.fromEntries(days),
  };
  return { rule: Object.keys(rule).length > 1 ? rule : null, faults };
}

/** `counts: Attended, Visited booth; research 14 days`. */
export function typeWords(rule: TypeRule | undefined): string {
  if (!rule) return '';
  const days = PHASES.flatMap(([field, , word]) =>
    rule[field] === undefined ? [] : [`${word} ${rule[field]} days`],
  );
  return [rule.success && `counts: ${rule.success.join(', ')}`, ...days].filter(Boolean).join('; ');
}
