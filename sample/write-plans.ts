/** The signed plan as files: revenue, campaigns, what was changed of them, assumptions, events. */
import { join } from 'node:path';
import { dateOf, quarterName, startOf, TARGET_QUARTER, weekOf } from './calendar.ts';
import { WEEK_0 } from './causes/cause.ts';
import type { Truth } from './company.ts';
import { type Cell, CsvFile, moneyText, type WrittenFile } from './csv-file.ts';
import { KINDS } from './kinds.ts';
import { PLAN_WEEKS, type PlanModel, SIGNED_DAY } from './plan.ts';
import type { Programme } from './programmes.ts';
import type { Recorded, RecordedCampaign } from './recorded.ts';
import type { Scenario } from './scenario.ts';
import { SEGMENTS } from './sizes.ts';
import { plannedSeason } from './world.ts';

type Row = readonly Cell[];

function write(path: string, header: readonly string[], rows: Iterable<Row>): WrittenFile {
  const file = new CsvFile(path, header);
  for (const row of rows) file.write(row);
  return { path, rows: file.close() };
}

/** Writes recorded/plans/: what both heads signed, and what was moved by the export day. */
export function writePlans(
  scenario: Scenario,
  recorded: Recorded,
  at: { out: string; cutoff: number },
): WrittenFile[] {
  const plan = scenario.plan(2 ** scenario.planCauses().length - 1);
  const folder = join(at.out, 'recorded', 'plans');
  const campaigns = recorded.campaigns.filter(({ programme }) => planned(programme));
  const known = campaigns.filter(({ programme }) => startOf(programme.plannedDay) <= at.cutoff);
  return [
    write(
      join(folder, 'revenue-plan.csv'),
      ['quarter', 'segment', 'bookings'],
      revenueRows(scenario, plan),
    ),
    write(
      join(folder, 'campaign-plan.csv'),
      CAMPAIGN_COLUMNS,
      campaigns.map((campaign) => campaignRow(campaign, plan.model)),
    ),
    write(
      join(folder, 'campaign-moves.csv'),
      CAMPAIGN_COLUMNS,
      known.flatMap((campaign) => movedRow(campaign, scenario.truth(), plan.model)),
    ),
    write(
      join(folder, 'assumptions.csv'),
      ['signed_on', 'assumption', 'campaign_type', 'segment', 'step', 'value', 'unit', 'source'],
      assumptionRows(scenario, plan.model),
    ),
    write(join(folder, 'events.csv'), ['happened', 'event'], eventRows(scenario, at.cutoff)),
  ];
}

function revenueRows(scenario: Scenario, plan: { bookings: number; target: number }): Row[] {
  const { quarters, mean } = scenario.baseline;
  return quarters.flatMap((dollars, i) => {
    const own = i === 2 ? plan.target : plan.bookings;
    const whole = dollars.reduce((sum, x) => sum + x, 0);
    const total = i === 2 ? own : Math.round((own * whole) / mean);
    let left = total;
    return dollars.map((x, segment): Row => {
      const share = segment === 2 ? left : Math.round((total * x) / whole);
      left -= share;
      return [quarterName(TARGET_QUARTER - 2 + i), SEGMENTS[segment], moneyText(share)];
    });
  });
}

const CAMPAIGN_COLUMNS = [
  'campaign_id',
  'name',
  'campaign_type',
  'segment',
  'research_start',
  'develop_start',
  'execute_start',
  'live_date',
  'end_date',
  'planned_engagements',
  'planned_cost',
  'owner',
];

/** From the quarter in which the plan is signed to the end of its fiscal year. */
function planned({ plannedWeek }: Programme): boolean {
  return plannedWeek * 7 >= SIGNED_DAY && plannedWeek < PLAN_WEEKS.to;
}

function expected(programme: Programme, model: PlanModel): number {
  const { kind, mean } = programme;
  let sum = 0;
  kind.arrival.forEach((share, i) => {
    const week = programme.plannedWeek + i;
    const factor = plannedSeason(week) * model.volume(kind.name, week);
    sum += factor * (kind.weekly ? mean : mean * share);
  });
  return Math.round(sum);
}

function campaignRow({ programme, name, owner }: RecordedCampaign, model: PlanModel): Row {
  const { kind, plannedDay, liveDay, endDay, phaseDays, kindIndex } = programme;
  const engagements =
    kind.name === 'demo_request' ? demos(programme, model) : expected(programme, model);
  const weeks = kind.fixedCostPer === 'week' ? kind.arrival.length : 1;
  const cost = kind.fixedCost * weeks * programme.scale + kind.costEach * engagements;
  return [
    programme.id,
    name,
    KINDS[kindIndex]?.name,
    null,
    ...phaseDays.map(dateOf),
    dateOf(plannedDay),
    dateOf(endDay - liveDay + plannedDay),
    engagements,
    moneyText(Math.round(cost * 100)),
    owner.email,
  ];
}

/** Demo requests a week in a company of 12,000 accounts, 3 of 28 of them in the market. */
const DEMOS_A_WEEK = 0.012 * 12_000 * (0.006 / 0.056);

function demos(programme: Programme, model: PlanModel): number {
  return expected({ ...programme, mean: DEMOS_A_WEEK * programme.companyFactor }, model);
}

/** A campaign that came late, was dropped, or had its money cut: the row as it then stood. */
function movedRow(campaign: RecordedCampaign, truth: Truth, model: PlanModel): Row[] {
  const { programme } = campaign;
  const { kind, plannedDay, liveDay, endDay, cancelled, plannedWeek } = programme;
  const budget = truth.world.costFactor(kind.name, plannedWeek);
  if (!cancelled && plannedDay === liveDay && budget === 1) return [];
  const row = [...campaignRow(campaign, model)];
  row[7] = cancelled ? null : dateOf(liveDay);
  row[8] = cancelled ? null : dateOf(endDay);
  row[9] = cancelled ? 0 : Math.round(Number(row[9]) * budget);
  row[10] = cancelled ? moneyText(0) : moneyText(Math.round(Number(row[10]) * 100 * budget));
  return [row];
}

function assumptionRows(scenario: Scenario, model: PlanModel): Row[] {
  const { baseline } = scenario;
  const signed = dateOf(SIGNED_DAY);
  const source = 'Own history to the day of the plan';
  const round = (value: number) => Number(value.toPrecision(4));
  const meeting = 'engagement_to_meeting';
  const accepted = 'meeting_to_opportunity';
  return [
    ...KINDS.flatMap((kind, k): Row[] => {
      const { rate, days } = baseline.meeting[k] ?? { rate: 0, days: 0 };
      const held = rate * baseline.held * model.meetingRate;
      return [
        [signed, 'rate', kind.name, null, meeting, round(held), 'share', source],
        [signed, 'lag', kind.name, null, meeting, round(days * model.lag), 'median days', source],
      ];
    }),
    [
      signed,
      'rate',
      null,
      null,
      accepted,
      round(baseline.accepted.rate * model.acceptRate),
      'share',
      source,
    ],
    [
      signed,
      'lag',
      null,
      null,
      accepted,
      round(baseline.accepted.days * model.lag),
      'median days',
      source,
    ],
    ...SEGMENTS.flatMap((segment, s): Row[] => {
      const { rate, days, size } = baseline.won[s] ?? { rate: 0, days: 0, size: 0 };
      const step = 'opportunity_to_won';
      return [
        [
          signed,
          'rate',
          null,
          segment,
          step,
          round(rate * (model.winRate[s] ?? 1)),
          'share',
          source,
        ],
        [signed, 'lag', null, segment, step, round(days * model.lag), 'median days', source],
        [signed, 'size', null, segment, 'amount', round(size * model.size), 'USD', source],
      ];
    }),
  ];
}

function eventRows(scenario: Scenario, cutoff: number): Row[] {
  return scenario.settings.injections
    .flatMap(({ cause }) => cause.events ?? [])
    .map(({ week, text }) => ({ day: (WEEK_0 + week) * 7, text }))
    .filter(({ day }) => startOf(day) <= cutoff)
    .sort((a, b) => weekOf(a.day) - weekOf(b.day))
    .map(({ day, text }): Row => [dateOf(day), text]);
}
