/** Every sentence about whether the data can be trusted. */

import { shortMoney } from '../money.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import type { OverviewAnswer } from '../operations/overview.ts';
import { dayName, type Language, plural, whole } from './numbers.ts';

type Check = DataHealthAnswer['checks'][number];

export const HEALTH_QUESTION = 'Can the numbers be trusted today, and what moved?';
export const OVERVIEW_QUESTION = 'What is in here, and how far does it reach?';

export const STATE_WORDS = {
  found: 'Found',
  passed: 'Passed',
  could_not_run: 'Could not run',
} as const;

/** Deals may have several faults, so their money is named by its largest fault and never added up. */
export function healthSentence({ checks }: DataHealthAnswer, language: Language): string {
  const of = (state: Check['state']) => checks.filter((check) => check.state === state);
  const [found, passed, silent] = [of('found'), of('passed'), of('could_not_run')];
  const unheard =
    silent.length === 0
      ? ''
      : `${silent.length} ${plural(silent.length, 'check', 'checks')} could not run and ${plural(silent.length, 'is', 'are')} not counted as passed`;
  if (found.length === 0) {
    return unheard === ''
      ? `All ${passed.length} checks ran and passed.`
      : `Nothing was found, but ${unheard}.`;
  }
  const largest = found.find((check) => check.money && check.money.amount !== 0) ?? found[0];
  const money = largest?.money ? ` and ${shortMoney(largest.money, language.locale)}` : '';
  const faults = `${found.length} of ${checks.length} checks found faults`;
  return `${faults}; the largest touches ${whole(largest?.count ?? 0, language)} rows${money}: ${lowerFirst(largest?.title ?? '')}.`;
}

export function healthLead({ checks }: DataHealthAnswer): string {
  const silent = checks.filter((check) => check.state === 'could_not_run').length;
  const told =
    silent === 0
      ? ''
      : `${silent} ${plural(silent, 'check', 'checks')} could not run, for want of data: not counted as passed. `;
  return checks.some((check) => check.state === 'found')
    ? `${told}One deal can have several faults, so the amounts do not add up.`
    : told.trim();
}

export function overviewSentence(answer: OverviewAnswer, language: Language): string {
  const sum = (key: 'read' | 'loaded' | 'rejected') =>
    answer.sources.reduce((total, source) => total + source[key], 0);
  const last = answer.sources
    .map((source) => source.observed_to)
    .sort()
    .at(-1);
  if (!last) return 'Nothing has been imported yet.';
  const rejected = sum('rejected');
  const fate = rejected === 0 ? 'none rejected' : `${whole(rejected, language)} rejected`;
  const count = answer.sources.length;
  return `${whole(sum('read'), language)} rows were read from ${count} ${plural(count, 'source', 'sources')}, ${fate}; the last day known is ${dayName(last, answer.as_of, language)}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
