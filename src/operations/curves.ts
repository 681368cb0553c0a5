import { z } from 'zod';
import { type CohortCounts, type CurveCounts, measure } from '../measures/measures.ts';
import { type AgeCounts, denseByAge } from '../measures/rows.ts';
import { type Curve, cumulativeIncidence } from '../models/curve.ts';
import { conversionCurve, lagQuantiles, readable, verdict } from '../models/curve-reading.ts';
import { asOfInput, type Caveat, envelope, intervalFields, momentOf } from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { fitSchema, fitsFrom } from './curve-fits.ts';
import { countedSince, recordedLate } from './curves-late.ts';
import { heldDefinitions } from './definitions-held.ts';
import { operation } from './operation.ts';

export const STEPS = ['engagement', 'meeting', 'opportunity', 'won'] as const;
export const TRAITS = [
  'campaign_type',
  'segment',
  'region',
  'industry',
  'product',
  'team',
  'lead_source',
] as const;

/** More values of a trait than this are not worth a page; the largest are kept. */
const MOST_VALUES = 24;

const input = z.strictObject({
  as_of: asOfInput,
  from: z.enum(STEPS).optional().describe('Only steps that begin here'),
  to: z.enum(STEPS).optional().describe('Only steps that end here'),
  by: z
    .enum([...TRAITS, 'all', 'none'])
    .default('all')
    .describe('Trait to split by'),
});

const curveSchema = z.object({
  from: z.enum(STEPS),
  to: z.enum(STEPS),
  segment: z.record(z.string(), z.string()).describe('Empty for all; "" means not recorded'),
  entered: z.int(),
  converted: z.int(),
  lost: z.int().describe('Left by the competing outcome: lost, rejected, or recycled'),
  recycled: z.int().describe('Of those: no touch for the episode gap, so the episode ended'),
  open: z.int().describe('Still open when last seen'),
  set_aside: z
    .int()
    .describe('Of those that entered: before conversions were recorded, so they count in no rate'),
  recorded_since: z.string().nullable().describe('Day from which on those that entered count'),
  so_far: z.number().describe('Share of all that entered which has converted by now'),
  so_far_counted: z.number().describe('The same of those that count'),
  rate: z.number().nullable().describe('Share that converts by day `rate_by_day`, from the curve'),
  ...intervalFields,
  rate_by_day: z.int().nullable().describe('Last day of age with enough still followed'),
  start_day: z.int().describe('The curve is conditional on being open at this age'),
  lag_days: z
    .object({ p50: z.int(), p80: z.int(), p95: z.int() })
    .nullable()
    .describe('Days by which half, 80 and 95 of 100 of the conversions seen had come'),
  by_day: z
    .array(z.tuple([z.int(), z.number(), z.number(), z.number()]))
    .describe('[day, share, low, high] on each day on which the share changes, and the last'),
  verdict: z.enum(['ok', 'too_few', 'too_early', 'not_identifiable']),
  won_of_closed: z
    .number()
    .nullable()
    .describe('Converted ÷ (converted + lost): not a rate, it leaves out what is still open'),
  losses_as_open: z
    .number()
    .nullable()
    .describe(
      'By `rate_by_day`, if those lost were taken as still open (1 − Kaplan-Meier): no rate',
    ),
  in_the_end: fitSchema
    .nullable()
    .describe(
      'Fitted to what is known so far; null for the values of a trait unless one is asked for',
    ),
});

const output = z.object({ ...envelope, curves: z.array(curveSchema) });

export type CurvesAnswer = z.output<typeof output>;
export type CurveAnswer = CurvesAnswer['curves'][number];

interface CurveGroup {
  readonly from: string;
  readonly to: string;
  readonly trait: string | null;
  readonly value: string | null;
  readonly counts: readonly (AgeCounts & Pick<CurveCounts, 'recycled'>)[];
  readonly entered: number;
}

export const curves = operation({
  name: 'curves',
  kind: 'question',
  title: 'How often does each step lead to the next, and how late',
  summary:
    'Conversion from engagement to meeting to opportunity to won as whole curves over time, by segment, with losses as a competing outcome and those still open followed up to the as-of day. A rate comes with its interval, or with a verdict why there is none.',
  input,
  output,
  local: false,
  async run(context, { as_of, from, to, by }) {
    const facts = await context.facts();
    const moment = momentOf(as_of, context.home.settings);
    const definitions = await heldDefinitions(context, as_of, moment);
    const asked = {
      ...moment,
      episode_gap: context.home.settings.episode_gap_days,
      reopen_days: context.home.settings.reopen_days,
      from_step: from ?? '',
      to_step: to ?? '',
    };
    const cohorts = (more: Record<string, string>) =>
      measure(facts.engine, 'cohort_counts', { ...asked, ...more }, definitions.made);
    const trait = by === 'all' || by === 'none' ? null : by;
    const counted = await cohorts({ by: trait ?? '' });
    // The fits have threads of their own, so the rest is counted meanwhile.
    const [fits, all] = await Promise.all([
      fitsFrom(counted, context.signal),
      by === 'all'
        ? measure(facts.engine, 'curve_counts', asked, definitions.made).then(groups)
        : groupsOfCohorts(counted, trait),
    ]);
    const { shown, left } = largest(withValues(all));
    const countedOf = await countedSince(shown, fits, (split) =>
      cohorts({ by: split.trait ?? '', from_step: split.from, to_step: split.to }),
    );
    const described = shown.map((group) => {
      const late = countedOf(group, group.value);
      return { group, late, dense: denseByAge(late?.counts ?? group.counts) };
    });
    const overall = new Map(
      described
        .filter(({ group }) => group.trait === null)
        .map((each) => [stepOf(each.group), { ...each, curve: conversionCurve(each.dense) }]),
    );
    const answers = described.map(({ group, late, dense }) => ({
      ...describe(group, dense, overall.get(stepOf(group))?.curve),
      recorded_since: late?.since ?? null,
      in_the_end: fits(group.from, group.to, group.trait === null ? null : (group.value ?? '')),
    }));
    return {
      as_of,
      definition_versions: definitions.versions,
      caveats: [
        ...(await sourceCautions(facts, moment, definitions)),
        ...leftOut(left),
        ...undated(shown),
        ...[...overall.values()].flatMap(({ group, late, dense }) =>
          late ? [recordedLate(group, late.since, group.entered - enteredOf(dense))] : [],
        ),
      ],
      curves: answers,
    };
  },
});

function stepOf(group: Pick<CurveGroup, 'from' | 'to'>): string {
  return `${group.from} → ${group.to}`;
}

/** Each curve is a run of rows. */
function groups(counts: readonly CurveCounts[]): CurveGroup[] {
  const found = new Map<string, CurveCounts[]>();
  for (const row of counts) {
    const key = JSON.stringify([row.from_step, row.to_step, row.trait, row.trait_value]);
    const rows = found.get(key);
    if (rows) rows.push(row);
    else found.set(key, [row]);
  }
  return [...found.values()].map((rows) => {
    const [first] = rows as [CurveCounts];
    return curveGroup(rows, first.trait, first.trait_value);
  });
}

/** What was counted for the fits holds the curves of one trait, and of everything, as well. */
function groupsOfCohorts(counts: readonly CohortCounts[], trait: string | null): CurveGroup[] {
  const steps = Map.groupBy(counts, (row) => JSON.stringify([row.from_step, row.to_step]));
  return [...steps.values()].flatMap((rows) => [
    curveGroup(rows, null, null),
    ...(trait === null
      ? []
      : [...Map.groupBy(rows, ({ trait_value }) => trait_value)].map(([value, own]) =>
          curveGroup(own, trait, value),
        )),
  ]);
}

function curveGroup(
  rows: readonly (CohortCounts | CurveCounts)[],
  trait: string | null,
  value: string | null,
): CurveGroup {
  const [first] = rows as [CohortCounts | CurveCounts];
  const { from_step: from, to_step: to } = first;
  return { from, to, trait, value, counts: rows, entered: enteredOf(rows) };
}

/** A trait that nothing has makes no curves. */
function withValues(all: readonly CurveGroup[]): CurveGroup[] {
  const split = new Set(
    all.filter((group) => group.value !== null).map((group) => `${stepOf(group)} ${group.trait}`),
  );
  return all.filter(
    (group) => group.trait === null || split.has(`${stepOf(group)} ${group.trait}`),
  );
}

/** Per step: everything first, then each trait's values, the largest first. */
function largest(all: readonly CurveGroup[]): { shown: CurveGroup[]; left: CurveGroup[] } {
  const traits: readonly (string | null)[] = [null, ...TRAITS];
  const order = (group: CurveGroup) =>
    STEPS.indexOf(group.from as 'won') * 1000 +
    STEPS.indexOf(group.to as 'won') * 100 +
    traits.indexOf(group.trait);
  const sorted = [...all].sort(
    (a, b) => order(a) - order(b) || b.entered - a.entered || compare(a.value, b.value),
  );
  const seen = new Map<number, number>();
  const isShown = (group: CurveGroup) => {
    const place = (seen.get(order(group)) ?? 0) + 1;
    seen.set(order(group), place);
    return place <= MOST_VALUES;
  };
  const shown = sorted.filter(isShown);
  const kept = new Set(shown);
  return { shown, left: sorted.filter((group) => !kept.has(group)) };
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function leftOut(left: readonly CurveGroup[]): Caveat[] {
  const traits = [...new Set(left.map((group) => group.trait))];
  return traits.map((trait) => ({
    code: 'values_left_out',
    message: `Only the ${MOST_VALUES} largest values of ${trait} are shown.`,
  }));
}

function undated(shown: readonly CurveGroup[]): Caveat[] {
  return shown.length > 0
    ? []
    : [{ code: 'no_steps', message: 'No engagement, meeting or opportunity has a date yet.' }];
}

function enteredOf(counts: readonly AgeCounts[]): number {
  return counts.reduce((sum, { entered }) => sum + entered, 0);
}

/** @param counted what of the group counts, by age */
function describe(
  group: CurveGroup,
  counted: readonly AgeCounts[],
  parent: Curve | undefined,
): Omit<z.input<typeof curveSchema>, 'in_the_end' | 'recorded_since'> {
  const total = (key: 'converted' | 'lost' | 'recycled' | 'censored') =>
    group.counts.reduce((sum, row) => sum + row[key], 0);
  const [converted, lost] = [total('converted'), total('lost')];
  const ended = converted + lost - total('recycled');
  const subjects = enteredOf(counted);
  const curve = conversionCurve(counted);
  const judged = verdict(
    curve,
    parent && parent.conversions > curve.conversions ? { lag: parent } : {},
  );
  const last = readable(curve)?.lastReliableAge ?? null;
  const isRate = judged === 'ok' && last !== null;
  const [p50, p80, p95] = lagQuantiles(curve, [0.5, 0.8, 0.95]);
  return {
    from: group.from as 'won',
    to: group.to as 'won',
    segment: group.trait === null ? {} : { [group.trait]: group.value ?? '' },
    entered: group.entered,
    converted,
    lost,
    recycled: total('recycled'),
    open: total('censored'),
    set_aside: group.entered - subjects,
    so_far: group.entered > 0 ? converted / group.entered : 0,
    so_far_counted:
      subjects > 0 ? counted.reduce((sum, row) => sum + row.converted, 0) / subjects : 0,
    rate: isRate ? at(curve.converted.share, last) : null,
    low: isRate ? at(curve.converted.low, last) : null,
    high: isRate ? at(curve.converted.high, last) : null,
    rate_by_day: isRate ? last : null,
    start_day: curve.startAge,
    lag_days: p50 == null || p80 == null || p95 == null ? null : { p50, p80, p95 },
    by_day: last === null ? [] : byDay(curve, last),
    verdict: judged,
    won_of_closed: ended > 0 ? converted / ended : null,
    losses_as_open: isRate && lost > 0 ? lossesAsOpen(counted, curve.startAge, last) : null,
  };
}

/** What those who never closed a loss would call the rate. */
function lossesAsOpen(counts: readonly AgeCounts[], startAge: number, day: number): number {
  const open = counts.map((row) => ({ ...row, lost: 0, censored: row.censored + row.lost }));
  return at(cumulativeIncidence(open, { startAge }).converted.share, day);
}

function at(values: Float64Array, day: number): number {
  return values[day] as number;
}

function byDay(curve: Curve, last: number): [number, number, number, number][] {
  const { share, low, high } = curve.converted;
  const days: [number, number, number, number][] = [];
  for (let day = curve.startAge; day <= last; day++) {
    if (day > curve.startAge && day < last && at(share, day) === at(share, day - 1)) continue;
    days.push([day, at(share, day), at(low, day), at(high, day)]);
  }
  return days;
}
