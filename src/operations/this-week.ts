import { z } from 'zod';
import {
  addDays,
  daysBetween,
  quarterOf,
  quarterWeeks,
  type Span,
  weekStart,
} from '../calendar.ts';
import type { Settings } from '../config.ts';
import { measure, type WeekCounts } from '../measures/measures.ts';
import { usualRange } from '../models/usual-range.ts';
import {
  asOfInput,
  type Caveat,
  dayInput,
  envelope,
  intervalFields,
  type Moment,
  momentOf,
  moneySchema,
} from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { knownOn } from './decide.ts';
import { heldDefinitions } from './definitions-held.ts';
import { operation } from './operation.ts';
import { MOVES, pipelineParameters } from './pipeline.ts';
import { actionSchema, targetSchema, weekPlan } from './week-plan.ts';

/** Complete weeks before the quarter that say what is usual. */
const USUAL_WEEKS = 26;

const CHAIN_STEPS = [
  'engagements',
  'net_new_meetings',
  'opportunities',
  'won',
  'bookings',
] as const;
type ChainStep = (typeof CHAIN_STEPS)[number];

const weekEnd = dayInput.describe('First day after it');

const meetingsSchema = z.object({
  planned: z.int().nullable().describe('Planned for the week; null while no plan is in force'),
  held: z.int().nullable().describe('Held in the week; null: no meeting was ever recorded'),
  in_calendar: z.int().nullable().describe('Booked for the week after'),
  usual: z.number().nullable().describe('Mean a week over the weeks before the quarter'),
  weeks: z.array(
    z.object({
      week: dayInput,
      end: weekEnd,
      held: z.int(),
      in_calendar: z.int(),
      complete: z.boolean(),
    }),
  ),
});

const output = z.object({
  ...envelope,
  week: z.object({
    start: dayInput,
    end: dayInput.describe('First day after it'),
    quarter: z.string(),
    number: z.int().describe('Week of the quarter, from 1'),
    of: z.int().describe('Weeks in the quarter'),
  }),
  joint_metric: z.object({
    prospect_meetings: meetingsSchema,
    customer_meetings: meetingsSchema,
  }),
  chain: z.array(
    z.object({
      step: z.enum(CHAIN_STEPS),
      planned: z.number().nullable(),
      actual: z
        .number()
        .nullable()
        .describe('Quarter to the end of the week; bookings in minor units; null: none recorded'),
      usual: z.number().nullable().describe('As many weeks at the usual pace'),
      ...intervalFields,
      weeks: z.array(z.object({ week: dayInput, end: weekEnd, actual: z.number() })),
    }),
  ),
  currency: z.string(),
  changes: z.array(z.object({ move: z.enum(MOVES), opportunities: z.int(), amount: moneySchema })),
  target: targetSchema.nullable().describe('Bookings planned for the quarter'),
  actions: z.array(actionSchema),
  handoffs: z.null(),
  forecast: z.null(),
});

export type ThisWeekAnswer = z.output<typeof output>;

const input = z.strictObject({
  as_of: asOfInput,
  week: dayInput
    .optional()
    .describe(
      'Any day of the week; the last complete one by default. In a week of two quarters the day tells the quarter',
    ),
});

export const thisWeek = operation({
  name: 'this-week',
  kind: 'question',
  title: 'Are we on plan, and what do we do this week',
  summary:
    'The joint week on one page: net new meetings held, the chain from engagements to bookings for the quarter so far against what is usual, and how the open pipeline moved in the week.',
  input,
  output,
  local: false,
  async run(context, given) {
    const { settings } = context.home;
    const moment = momentOf(given.as_of, settings);
    const week = weekOf(given.week, moment, settings);
    const quarter = quarterOf(given.week ?? addDays(week, 3), settings);
    const facts = await context.facts();
    const weeksOfQuarter = quarterWeeks(quarter, settings);
    const definitions = await heldDefinitions(context, given.as_of, moment);
    const { known, ...on } = await knownOn(context, given.as_of);
    const planned = weekPlan(known, quarter.name, on);
    const asked = {
      ...moment,
      currency: settings.currency,
      new_account_days: settings.new_account_days,
      reopen_days: settings.reopen_days,
      quarter_start: quarter.start,
      quarter_end: quarter.end,
      first_week: usualStart(quarter.start, settings),
      end_week: addDays(week, 7 * 5),
    };
    const counts = await measure(facts.engine, 'week_counts', asked, definitions.made);
    const weeks = new Weeks(counts, {
      spans: weeksOfQuarter,
      week,
      end: addDays(week, 7) < quarter.end ? addDays(week, 7) : quarter.end,
      usualFrom: usualStart(quarter.start, settings),
    });
    const moved = await measure(facts.engine, 'pipeline_moves', {
      ...moment,
      ...pipelineParameters({ from: week, to: addDays(week, 7), quarter: null }, settings),
    });
    return {
      as_of: given.as_of,
      definition_versions: definitions.versions,
      caveats: [
        ...planned.caveats,
        ...(await sourceCautions(facts, moment, definitions)),
        ...weeks.cautions(),
      ],
      week: {
        start: week,
        end: addDays(week, 7),
        quarter: quarter.name,
        number: weeksOfQuarter.findIndex(({ end }) => end > week) + 1,
        of: weeksOfQuarter.length,
      },
      joint_metric: {
        prospect_meetings: weeks.meetings('prospect_meetings'),
        customer_meetings: weeks.meetings('customer_meetings'),
      },
      chain: CHAIN_STEPS.map((step) => ({
        ...weeks.chain(step),
        planned: step === 'engagements' ? planned.engagements(weeks.soFar()) : null,
      })),
      currency: settings.currency,
      changes: MOVES.flatMap((move) => {
        const row = moved.find((candidate) => candidate.move === move);
        if (!row) return [];
        const amount = { amount: row.amount, currency: settings.currency };
        return [{ move, opportunities: row.opportunities, amount }];
      }),
      target: planned.target,
      actions: planned.actions,
      handoffs: null,
      forecast: null,
    };
  },
});

function weekOf(given: string | undefined, moment: Moment, settings: Settings): string {
  if (given !== undefined) return weekStart(given, settings);
  const current = weekStart(moment.as_of, settings);
  return addDays(current, 6) === moment.as_of ? current : addDays(current, -7);
}

function usualStart(quarterStart: string, settings: Settings): string {
  return addDays(weekStart(quarterStart, settings), -7 * USUAL_WEEKS);
}

interface WeekSpan {
  /** The weeks of the quarter. */
  readonly spans: readonly Span[];
  /** The week asked for, and the first day that is not counted any more. */
  readonly week: string;
  readonly end: string;
  /** First of the weeks that say what is usual. */
  readonly usualFrom: string;
}

/** The counts by week, a week without any included. */
class Weeks {
  readonly #counts: readonly WeekCounts[];
  readonly #span: WeekSpan;

  constructor(counts: readonly WeekCounts[], span: WeekSpan) {
    this.#counts = counts;
    this.#span = span;
  }

  meetings(kind: 'prospect_meetings' | 'customer_meetings'): z.input<typeof meetingsSchema> {
    const { spans, week, end } = this.#span;
    const booked = `${kind}_booked` as const;
    const held = (span: Span) => this.#sum(span, (row) => row[kind]);
    const ahead = (span: Span) => this.#sum(span, (row) => row[booked]);
    return {
      planned: null,
      held: this.#hasMeetings() ? held(weekFrom(week)) : null,
      in_calendar: this.#hasMeetings() ? ahead(weekFrom(addDays(week, 7))) : null,
      usual: this.#usual((row) => row[kind], 1)?.usual ?? null,
      weeks: spans.map((each) => ({
        week: each.start,
        end: each.end,
        held: held(each),
        in_calendar: ahead(each),
        complete: each.end <= end,
      })),
    };
  }

  chain(step: ChainStep) {
    const { spans, end } = this.#span;
    const soFar = spans.filter((each) => each.start < end);
    const actuals = soFar.map((each) => {
      const counted = { start: each.start, end: each.end < end ? each.end : end };
      return { week: each.start, end: counted.end, actual: this.#sum(counted, of(step)) };
    });
    const elapsed = daysBetween((spans[0] as Span).start, end) / 7;
    const range = this.#usual(of(step), elapsed);
    return {
      step,
      actual: this.#isRecorded(step) ? actuals.reduce((sum, each) => sum + each.actual, 0) : null,
      usual: range?.usual ?? null,
      low: range?.low ?? null,
      high: range?.high ?? null,
      weeks: actuals,
    };
  }

  /** From the first week of the quarter to the end of the week. */
  soFar(): Span {
    const { spans, end } = this.#span;
    return { start: (spans[0] as Span).start, end };
  }

  cautions(): Caveat[] {
    const never = CHAIN_STEPS.filter((step) => !this.#isRecorded(step));
    const missing = this.#sum(this.soFar(), (row) => row.won_without_amount);
    const noAmount = {
      code: 'won_without_amount',
      message: `${missing} won deals of the quarter have no amount in the company currency: bookings are higher than shown.`,
    };
    return [
      ...never.map((step) => ({
        code: 'none_recorded',
        message: `No ${step.replaceAll('_', ' ')} are recorded in the last nine months: blank, not zero.`,
      })),
      ...(missing > 0 ? [noAmount] : []),
    ];
  }

  #isRecorded(step: ChainStep): boolean {
    return this.#counts.some((row) => of(step)(row) !== 0);
  }

  #hasMeetings(): boolean {
    return this.#isRecorded('net_new_meetings');
  }

  #usual(value: (row: WeekCounts) => number, weeks: number) {
    const first = this.#span.usualFrom;
    const earlier = Array.from({ length: USUAL_WEEKS }, (_, place) =>
      weekFrom(addDays(first, 7 * place)),
    );
    return usualRange(
      earlier.map((week) => this.#sum(week, value)),
      weeks,
    );
  }

  #sum({ start, end }: Span, value: (row: WeekCounts) => number): number {
    return this.#counts
      .filter(({ week }) => week >= start && week < end)
      .reduce((sum, row) => sum + value(row), 0);
  }
}

function weekFrom(start: string): Span {
  return { start, end: addDays(start, 7) };
}

function of(step: ChainStep): (row: WeekCounts) => number {
  return step === 'net_new_meetings'
    ? (row) => row.prospect_meetings + row.customer_meetings
    : (row) => row[step];
}
