/** Every sentence about planned campaigns: which run late, and what starts next. */

import { daysBetween } from '../calendar.ts';
import { shortMoney } from '../money.ts';
import type { CampaignsAnswer } from '../operations/campaigns.ts';
import { dayName, type Language, plural, valueName, whole } from './numbers.ts';
import { lengthWords } from './words-agreements.ts';

export type PlannedCampaign = CampaignsAnswer['campaigns'][number];
export type CampaignPlan = PlannedCampaign['now'];
export type Phase = PlannedCampaign['slips'][number]['phase'];

export const CAMPAIGNS_QUESTION = 'What must be started, and by when?';

export const PHASES: readonly Phase[] = [
  'research_start',
  'develop_start',
  'execute_start',
  'live_date',
  'end_date',
];

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  research_start: 'Research',
  develop_start: 'Develop',
  execute_start: 'Execute',
  live_date: 'In market',
  end_date: 'Ends',
};

/** By how many days the phase that slipped most is late; below 0 it is earlier. */
export function lateness({ slips }: PlannedCampaign): number {
  return slips.reduce((most, { days }) => (Math.abs(days) > Math.abs(most) ? days : most), 0);
}

export function isOver({ now }: PlannedCampaign, as_of: string): boolean {
  return now.end_date !== null && now.end_date < as_of.slice(0, 10);
}

export function firstDay(plan: CampaignPlan): string | null {
  return PHASES.map((phase) => plan[phase]).find((day) => day !== null) ?? null;
}

/** `2 weeks late`, `on time`, `proposal`. */
export function stateWords(campaign: PlannedCampaign, as_of: string, language: Language): string {
  const days = lateness(campaign);
  const over = isOver(campaign, as_of);
  const parts = [
    ...(campaign.is_signed ? [] : ['proposal']),
    ...(days === 0
      ? []
      : [
          `${over ? 'was ' : ''}${lengthWords(Math.abs(days), language)} ${days > 0 ? 'late' : 'early'}`,
        ]),
    ...(campaign.waiting && campaign.is_signed ? ['new version waits'] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return over ? 'over' : 'on time';
}

/** `Webinar, small firms`. */
export function kindWords({ campaign_type, segment }: CampaignPlan): string {
  return [valueName(campaign_type), segment].filter(Boolean).join(', ');
}

function nextStart(answer: CampaignsAnswer): { campaign: PlannedCampaign; day: string } | null {
  const today = answer.as_of.slice(0, 10);
  const coming = answer.campaigns.flatMap((campaign) => {
    const day = firstDay(campaign.now);
    return day !== null && day >= today ? [{ campaign, day }] : [];
  });
  return coming.toSorted((a, b) => (a.day < b.day ? -1 : 1))[0] ?? null;
}

export function campaignsSentence(answer: CampaignsAnswer, language: Language): string {
  const { campaigns, as_of } = answer;
  if (campaigns.length === 0) return 'No campaign is planned yet.';
  const next = nextStart(answer);
  const start = next
    ? ` Next to start: ${next.campaign.now.name}, on ${dayName(next.day, as_of, language)}.`
    : ' None is still to start.';
  return `${datesKept(answer, language)}${start}`;
}

function datesKept({ campaigns, as_of }: CampaignsAnswer, language: Language): string {
  const open = campaigns.filter((campaign) => !isOver(campaign, as_of));
  if (open.length === 0) {
    return campaigns.length === 1
      ? 'The one campaign is over.'
      : `All ${whole(campaigns.length, language)} campaigns are over.`;
  }
  const late = open
    .filter((campaign) => lateness(campaign) > 0)
    .toSorted((a, b) => lateness(b) - lateness(a));
  const [most] = late;
  const all = whole(open.length, language);
  if (!most) {
    return open.length === 1
      ? 'The one campaign ahead or running keeps its dates.'
      : `All ${all} campaigns ahead or running keep their dates.`;
  }
  const by = lengthWords(lateness(most), language);
  if (late.length === 1)
    return `${most.now.name} is ${by} late; ${othersWords(open.length - 1, language)}.`;
  return `${whole(late.length, language)} of ${all} campaigns run late, ${most.now.name} most, by ${by}.`;
}

function othersWords(others: number, language: Language): string {
  if (others === 0) return 'no other is ahead or running';
  return others === 1
    ? 'the other keeps its dates'
    : `the other ${whole(others, language)} keep their dates`;
}

export function campaignsLead(answer: CampaignsAnswer, language: Language): string {
  const { campaigns, as_of, currency } = answer;
  if (campaigns.length === 0) {
    return 'Upload a plan of campaigns with the dates of their phases, or write one here. What starts when, and what has slipped, is then told each week.';
  }
  const next = nextStart(answer);
  const days = next ? daysBetween(as_of.slice(0, 10), next.day) : 0;
  const until = next && days > 0 ? `${lengthWords(days, language)} until then. ` : '';
  const waiting = campaigns.filter((campaign) => campaign.waiting !== null).length;
  const waits =
    waiting > 0
      ? ` ${whole(waiting, language)} of ${whole(campaigns.length, language)} ${plural(waiting, 'waits', 'wait')} for signatures.`
      : ' All are signed by both heads.';
  return `${until}${costWords(campaigns, currency, language)}${waits}`.trim();
}

/** Cost as planned, and as told last where that differs. */
function costWords(
  campaigns: readonly PlannedCampaign[],
  currency: string,
  language: Language,
): string {
  const sum = (of: 'plan' | 'now') =>
    campaigns.reduce((total, each) => total + (each[of].planned_cost ?? 0), 0);
  const [planned, now] = [sum('plan'), sum('now')];
  if (planned === 0 && now === 0) return '';
  const money = (amount: number) => shortMoney({ amount, currency }, language.locale);
  const many = `${whole(campaigns.length, language)} ${plural(campaigns.length, 'campaign', 'campaigns')}`;
  return now === planned
    ? `${many} for ${money(planned)}, as planned.`
    : `${many} for ${money(now)}; planned were ${money(planned)}.`;
}
