/** What is examined: a company of a size and a seed, with the causes that were put into it. */

import { z } from 'zod';
import { BadInput } from '../../src/errors.ts';

export const SIZES = ['small', 'mid', 'large'] as const;
export type SizeName = (typeof SIZES)[number];
export const FORMATS = ['plain', 'salesforce', 'hubspot'] as const;
export type Format = (typeof FORMATS)[number];

export interface CauseSpec {
  readonly id: string;
  /** In standard deviations of the quarter's bookings; null: as the catalogue writes it. */
  readonly strength: number | null;
}

export interface Scenario {
  readonly causes: readonly CauseSpec[];
  readonly size: SizeName;
  readonly seed: number;
  readonly format: Format;
}

const NOTHING = 'NOTHING';

/** Causes in the record alone, which move no bookings. */
export const DATA_CAUSES: readonly string[] = [
  'LATE_UPDATES',
  'ZOMBIES',
  'MIGRATION',
  'DUPLICATES',
  'BACKDATED',
];

/** They have no effect in money, or one that is fixed, so no strength can be asked for. */
const WITHOUT_STRENGTH: readonly string[] = [NOTHING, ...DATA_CAUSES];

export function spelledCause({ id, strength }: CauseSpec): string {
  return strength === null ? id : `${id}:${strength}`;
}

/** The name of a scenario's causes, without its strengths. */
export function nameOf({ causes }: Pick<Scenario, 'causes'>): string {
  return causes.map(({ id }) => id).join('+');
}

export function scenarioKey({ causes, size, seed, format }: Scenario): string {
  return [causes.map(spelledCause).join('+'), size, seed, format].join(' ');
}

export interface Grid {
  /** `A`, `A:2`, `A:written`, `A+B`. */
  readonly causes: readonly string[];
  readonly strengths: readonly (number | null)[];
  readonly sizes: readonly SizeName[];
  readonly seeds: readonly number[];
  readonly format: Format;
}

/** Seeds turn slowest, so that an examination that was stopped has seen every cause. */
export function gridOf({ causes, strengths, sizes, seeds, format }: Grid): Scenario[] {
  const found = new Map<string, Scenario>();
  for (const seed of seeds)
    for (const size of sizes)
      for (const text of causes)
        for (const strength of strengths) {
          const scenario = { causes: parseCauses(text, strength), size, seed, format };
          found.set(scenarioKey(scenario), scenario);
        }
  return [...found.values()];
}

function parseCauses(text: string, strength: number | null): CauseSpec[] {
  return text.split('+').map((each) => {
    const [, id, own] = /^([A-Z][A-Z0-9_]*)(?::(.+))?$/.exec(each) ?? [];
    if (id === undefined) throw bad(`"${each}" is no name of a cause.`);
    if (own !== undefined) return { id, strength: strengthOf(own) };
    return { id, strength: WITHOUT_STRENGTH.includes(id) ? null : strength };
  });
}

/** `2`, or `written` for what the catalogue writes. */
export function strengthOf(text: string): number | null {
  if (text === 'written') return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw bad(`"${text}" is no strength: use a number above 0, or written.`);
}

/** `1..20`, `3`, `1..4,9`. */
export function seedsOf(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [, from, to] = /^(\d+)(?:\.\.(\d+))?$/.exec(part.trim()) ?? [];
    if (from === undefined) throw bad(`"${part}" is no seed: use 7, 1..20 or 1..4,9.`);
    const last = Number(to ?? from);
    if (last < Number(from)) throw bad(`"${part}" runs backwards.`);
    return Array.from({ length: last - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
}

const specSchema = z.union([
  z.string().transform((text) => parseCauses(text, null)),
  z.strictObject({
    id: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    strength: z.number().positive().nullable().default(null),
  }),
]);

const fileSchema = z.array(
  z.strictObject({
    causes: z
      .array(specSchema)
      .min(1)
      .transform((specs) => specs.flat()),
    size: z.enum(SIZES),
    seed: z.int().min(0),
  }),
);

/** @throws BadInput that says what is wrong in the file */
export function parseScenarios(text: string, format: Format): Scenario[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw bad(`The scenarios are not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = fileSchema.safeParse(raw);
  if (!parsed.success) throw bad(z.prettifyError(parsed.error));
  return parsed.data.map((scenario) => ({ ...scenario, format }));
}

/** The same company without any cause. */
export function controlOf({ size, seed, format }: Omit<Scenario, 'causes'>): Scenario {
  return { causes: [{ id: NOTHING, strength: null }], size, seed, format };
}

/** Faults of the data are told from everyday ones by the same company without a cause. */
export function withControls(scenarios: readonly Scenario[]): Scenario[] {
  const all = new Map(scenarios.map((scenario) => [scenarioKey(scenario), scenario]));
  for (const scenario of scenarios) {
    if (!scenario.causes.some(({ id }) => DATA_CAUSES.includes(id))) continue;
    const control = controlOf(scenario);
    all.set(scenarioKey(control), all.get(scenarioKey(control)) ?? control);
  }
  return [...all.values()];
}

function bad(message: string): BadInput {
  return new BadInput({
    code: 'bad_scenario',
    message,
    fix: 'See docs/examiner.md for how scenarios are written.',
  });
}
