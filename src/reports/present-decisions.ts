/** What was decided, in words: what was written, what it changes, and what is to be done next. */

import { wholeMoney } from '../money.ts';
import type { PlanCampaignAnswer } from '../operations/plan-campaigns.ts';
import type { RecordAnswer } from '../operations/record.ts';
import type { SetPlanAnswer } from '../operations/set-plan.ts';
import type { SignAnswer } from '../operations/sign.ts';
import { dayName, type Language, plural, valueName, whole } from './numbers.ts';
import { campaignChange } from './present-campaigns.ts';
import type { Report, Table } from './report.ts';
import { planLine, signedDifference } from './words-plan.ts';

const WAITS = 'It waits for the signatures of sales and marketing.';

function decision(sentence: string, lead: string, tables: readonly Table[] = []): Report {
  return { question: 'What was written down?', sentence, lead, pictures: [], tables, cautions: [] };
}

/** `entry 5`, `entries 4 to 8`. */
function entriesWords({ entries }: RecordAnswer): string {
  const seqs = entries.map(({ seq }) => seq);
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
  return first === last ? `entry ${first}` : `entries ${first} to ${last}`;
}

export function presentSetPlan(answer: SetPlanAnswer, language: Language): Report {
  const { entries, changes, currency, as_of } = answer;
  const many = `${whole(changes.length, language)} ${plural(changes.length, 'line', 'lines')}`;
  const isFirst = changes.every(({ was }) => was === null);
  const money = (value: string | number | null) =>
    value === null ? 'not in it' : wholeMoney({ amount: Number(value), currency }, language.locale);
  const table: Table = {
    id: 'changes',
    title: 'Against the plan before it',
    columns: isFirst
      ? [
          { key: 'line', label: 'Line', align: 'left' },
          { key: 'is', label: 'Target', align: 'right' },
        ]
      : [
          { key: 'line', label: 'Line', align: 'left' },
          { key: 'was', label: 'Was', align: 'right' },
          { key: 'is', label: 'Is', align: 'right' },
          { key: 'change', label: 'Change', align: 'right' },
        ],
    rows: changes.map(({ line, was, is }) => ({
      cells: {
        line: planLine(line, as_of),
        was: money(was),
        is: money(is),
        change: signedDifference(Number(is ?? 0) - Number(was ?? 0), currency, language.locale),
      },
      rows_of: {},
    })),
  };
  const what =
    entries.length === 0
      ? `Nothing was written. The plan would ${isFirst ? 'have' : 'change in'} ${many}.`
      : isFirst
        ? `The plan is proposed, ${entriesWords(answer)}: ${many}.`
        : `The plan is proposed, ${entriesWords(answer)}: ${many} ${plural(changes.length, 'differs', 'differ')} from the plan before it.`;
  return decision(what, entries.length === 0 ? '' : WAITS, changes.length > 0 ? [table] : []);
}

export function presentPlanCampaign(
  answer: PlanCampaignAnswer,
  language: Language,
  isMove: boolean,
): Report {
  const { campaigns, entries, unchanged } = answer;
  const count = campaigns.length;
  const many = `${whole(count, language)} ${plural(count, 'campaign', 'campaigns')}`;
  const fresh = campaigns.filter(({ is_new }) => is_new).length;
  const news =
    fresh === 0 ? '' : fresh === count ? ', new' : `, ${whole(fresh, language)} of them new`;
  const same = unchanged === 0 ? '' : ` Of ${whole(unchanged, language)} nothing new was said.`;
  const table: Table = {
    id: 'changes',
    title: 'Campaigns',
    columns: [
      { key: 'campaign', label: 'Campaign', align: 'left' },
      { key: 'change', label: 'Change', align: 'left' },
    ],
    rows: campaigns.map(({ campaign_id, is_new, changes }) => ({
      cells: {
        campaign: campaign_id,
        change: is_new
          ? 'new'
          : changes.map((change) => campaignChange(change, answer, language)).join('; '),
      },
      rows_of: {},
    })),
  };
  if (count === 0) return decision(`Nothing new was said, so nothing was written.${same}`, '');
  if (entries.length === 0) {
    return decision(`Nothing was written. ${many} would be${news || ' changed'}.${same}`, '', [
      table,
    ]);
  }
  const written = entriesWords(answer);
  return isMove
    ? decision(
        `${many} written down as ${plural(count, 'it runs', 'they run')} now, ${written}.${same}`,
        'What was signed stays beside it, so that the two can be compared.',
        [table],
      )
    : decision(
        `${many} proposed${news}, ${written}.${same}`,
        count === 1 ? WAITS : 'They wait for the signatures of sales and marketing.',
        [table],
      );
}

export function presentSign(answer: SignAnswer, language: Language): Report {
  const { signed, side, withdraws, as_of } = answer;
  const [first] = signed;
  if (!first) return decision(`Nothing waits for the signature of ${side}.`, '');
  const one = `${signedName(first.about)}, version ${first.version}`;
  const what = signed.length === 1 ? one : `${whole(signed.length, language)} campaigns`;
  const written = entriesWords(answer);
  if (withdraws) {
    return decision(
      `The signature of ${side} is withdrawn: ${what}, ${written}.`,
      'It no longer holds from today on; the past stays as it was. A new proposal is needed.',
    );
  }
  const waiting = signed.filter(({ holds_from }) => holds_from === null).length;
  const other = side === 'sales' ? 'marketing' : 'sales';
  const days = [...new Set(signed.map(({ holds_from }) => holds_from))];
  const next =
    waiting === signed.length
      ? `Waits for the signature of ${other}.`
      : waiting > 0
        ? `${whole(waiting, language)} of them wait for the signature of ${other}.`
        : days.length === 1
          ? `Both have signed: in force from ${dayName(days[0] as string, as_of, language)}.`
          : 'Both have signed all of them.';
  return decision(`Signed for ${side}: ${what}, ${written}.`, next);
}

function signedName(about: string): string {
  if (about === 'plan') return 'the revenue plan';
  return valueName(about.replace(/^\w+\//, ''));
}

const RECORDED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'record-assumption': ['assumption', 'assumptions'],
  'record-event': ['event', 'events'],
  act: ['action', 'actions'],
  'set-budget': ['budget', 'budgets'],
};

export function presentRecord(name: string, answer: RecordAnswer, language: Language): Report {
  const count = answer.entries.length;
  const [one, many] = RECORDED[name] ?? ['entry', 'entries'];
  if (count === 0) return decision('Nothing was written.', `No new ${many} were told.`);
  const told = count === 1 ? `The ${one} is` : `${whole(count, language)} ${many} are`;
  const isNews = answer.entries.every(({ replaces }) => replaces === null);
  return decision(
    `${told} written down, ${entriesWords(answer)}.`,
    isNews ? '' : 'What was told before stays, with its day.',
  );
}
