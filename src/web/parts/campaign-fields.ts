/** A campaign as it is typed. */

import type { CampaignsAnswer } from '../../operations/campaigns.ts';
import { readAmount, readNumber, typedAmount } from '../amounts.ts';
import { addDays } from '../days.ts';

export type PlannedCampaign = CampaignsAnswer['campaigns'][number];
export type CampaignPlan = PlannedCampaign['plan'];

export const DATES = [
  ['research_start', 'Research begins'],
  ['develop_start', 'Development begins'],
  ['execute_start', 'Execution begins'],
  ['live_date', 'In market from'],
  ['end_date', 'Last day in market'],
] as const;

export const WORDS = [
  ['name', 'Name'],
  ['campaign_type', 'Type'],
  ['segment', 'Segment'],
  ['owner', 'Owner'],
  ['objective', 'Objective'],
] as const;

export const NUMBERS = [
  ['planned_engagements', 'Engagements'],
  ['planned_cost', 'Cost'],
] as const;

export const ALL_FIELDS = [...WORDS, ...DATES, ...NUMBERS];
export type FieldName = (typeof ALL_FIELDS)[number][0];
export type TypedCampaign = Readonly<Record<FieldName, string>>;

export function typedCampaign(plan: CampaignPlan | null, currency: string): TypedCampaign {
  const texts = Object.fromEntries(
    ALL_FIELDS.map(([name]) => [name, textOf(plan?.[name] ?? null, name, currency)]),
  );
  return texts as TypedCampaign;
}

function textOf(value: string | number | null, name: FieldName, currency: string): string {
  if (value === null) return '';
  if (name === 'planned_cost') return typedAmount(Number(value), currency);
  return String(value);
}

/** The body that is sent, or what is wrong with it by field. */
export function readCampaign(
  typed: TypedCampaign,
  id: string,
  currency: string,
): { campaign: CampaignPlan | null; faults: Partial<Record<FieldName, string>> } {
  const faults: Partial<Record<FieldName, string>> = {};
  const cost = readAmount(typed.planned_cost, currency);
  const volume = readNumber(typed.planned_engagements);
  if (cost === undefined) faults.planned_cost = 'No amount such as 5,620';
  if (volume === undefined) faults.planned_engagements = 'No number such as 1200 or 1,200';
  if (typed.name.trim() === '') faults.name = 'Give it a name';
  if (typed.campaign_type.trim() === '') faults.campaign_type = 'Say of which type it is';
  let before = '';
  for (const [name, label] of DATES) {
    const day = typed[name];
    if (day === '') continue;
    if (before !== '' && day < before)
      faults[name] = `${label.split(' ')[0]} is before what comes first`;
    before = day;
  }
  if (Object.keys(faults).length > 0) return { campaign: null, faults };
  const told = (name: FieldName) => typed[name].trim() || null;
  return {
    faults,
    campaign: {
      campaign_id: id,
      name: typed.name.trim(),
      campaign_type: typed.campaign_type.trim(),
      segment: told('segment'),
      research_start: told('research_start'),
      develop_start: told('develop_start'),
      execute_start: told('execute_start'),
      live_date: told('live_date'),
      end_date: told('end_date'),
      planned_engagements: volume ?? null,
      planned_cost: cost ?? null,
      currency,
      owner: told('owner'),
      objective: told('objective'),
    },
  };
}

/** Usual days of the phases of a type. */
export type PhaseDays = Readonly<
  Partial<Record<'research_days' | 'develop_days' | 'execute_days' | 'market_days', number>>
>;

/** Dates that are still blank, counted from the day in market by the usual lengths of the phases. */
export function withUsualDates(typed: TypedCampaign, days: PhaseDays): TypedCampaign {
  const before = (day: string, length: number | undefined) =>
    day === '' || length === undefined ? '' : addDays(day, -length);
  const { live_date } = typed;
  const execute_start = typed.execute_start || before(live_date, days.execute_days);
  const develop_start = typed.develop_start || before(execute_start, days.develop_days);
  const research_start = typed.research_start || before(develop_start, days.research_days);
  const { market_days } = days;
  const last = live_date === '' || !market_days ? '' : addDays(live_date, market_days - 1);
  return {
    ...typed,
    ...{ execute_start, develop_start, research_start },
    end_date: typed.end_date || last,
  };
}

/** Of its name: `cell-safety-webinar`, and another where there is one already. */
export function newCampaignId(name: string, taken: readonly string[]): string {
  const plain =
    name
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'campaign';
  let id = plain;
  for (let next = 2; taken.includes(id); next++) id = `${plain}-${next}`;
  return id;
}
