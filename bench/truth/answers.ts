/** The product's answers, as far as they are scored. What breaks the contract is no answer. */

import { z } from 'zod';
import type { Factor, Leg, Owner, Step } from '../../sample/truth-file.ts';

const LEGS = ['plan_gap', 'assumptions', 'change', 'chance', 'data'] as const satisfies Leg[];
const FACTORS = [
  'plan_gap',
  'volume',
  'timing',
  'mix',
  'conversion',
  'quality',
  'follow_up',
  'speed',
  'size',
  'discount',
  'price',
  'definition',
  'season',
  'selling_days',
  'one_off',
  'fx',
  'recording',
  'chance',
] as const satisfies Factor[];
const OWNERS = ['marketing', 'sales', 'both', 'market', 'data', 'none'] as const satisfies Owner[];
const STEPS = [
  'engagement',
  'engagement_to_meeting',
  'meeting_to_opportunity',
  'opportunity_to_won',
  'amount',
] as const satisfies Step[];

/** One line of an explanation; money in minor units. */
export interface Part {
  readonly leg: Leg;
  /** One, but for baselines that cannot tell some apart and are given the benefit of the doubt. */
  readonly factors: readonly Factor[];
  readonly step: Step | null;
  readonly owner: Owner;
  /** Owners under whose name it may match; again more than one only for baselines. */
  readonly owners: readonly Owner[];
  readonly origin_from: string | null;
  readonly origin_to: string | null;
  readonly campaign_type: string | null;
  readonly segment: string | null;
  readonly team: string | null;
  readonly product: string | null;
  readonly amount: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly flagged: boolean;
}

const moneySchema = z.object({ amount: z.number(), currency: z.string() });
const minorUnits = z
  .union([z.number(), moneySchema])
  .transform((value) => (typeof value === 'number' ? value : value.amount));
const wholeUnits = minorUnits.pipe(z.int('is not a whole number of minor units'));
const end = minorUnits.nullish().transform((value) => value ?? null);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const day = z.iso
  .date()
  .nullish()
  .transform((value) => value ?? null);

const partSchema = z
  .object({
    leg: z.enum(LEGS),
    cause: z.enum(FACTORS),
    step: z
      .enum(STEPS)
      .nullish()
      .transform((value) => value ?? null),
    owner: z.enum(OWNERS),
    origin_from: day,
    origin_to: day,
    campaign_type: text,
    segment: text,
    team: text,
    product: text,
    amount: wholeUnits,
    low: end,
    high: end,
    flagged: z.boolean(),
  })
  .transform(({ cause, ...part }): Part => ({ ...part, factors: [cause], owners: [part.owner] }));

const caveatsSchema = z.array(z.object({ code: z.string() })).default([]);

export const missSchema = z.object({
  as_of: z.string(),
  target: wholeUnits,
  actual: wholeUnits,
  gap: wholeUnits,
  total: wholeUnits.nullish().transform((value) => value ?? null),
  parts: z.array(partSchema),
  recoverable: z
    .array(z.object({ action: z.string(), by: day, amount: minorUnits, low: end, high: end }))
    .default([]),
  caveats: caveatsSchema,
});
export type MissAnswer = z.output<typeof missSchema>;

export const claimsSchema = z.object({
  claims: z.array(
    z.object({ id: z.string(), verdict: z.enum(['supported', 'contradicted', 'cannot_tell']) }),
  ),
});
export type ClaimsAnswer = z.output<typeof claimsSchema>;

export const healthSchema = z.object({
  checks: z.array(z.object({ check: z.string(), state: z.string(), count: z.number().nullable() })),
});
export type HealthAnswer = z.output<typeof healthSchema>;

/** An answer, or why there is none. */
export type Asked<T> = { readonly answer: T } | { readonly refused: string };

export function isAnswered<T>(asked: Asked<T>): asked is { readonly answer: T } {
  return 'answer' in asked;
}

/** Reads what a command printed. */
export function readAnswer<T>(schema: z.ZodType<T>, printed: string): Asked<T> {
  let raw: unknown;
  try {
    raw = JSON.parse(printed);
  } catch {
    return { refused: 'printed something that is not JSON' };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { answer: parsed.data };
  const issue = parsed.error.issues[0];
  return { refused: `breaks the contract at ${issue?.path.join('.')}: ${issue?.message}` };
}
