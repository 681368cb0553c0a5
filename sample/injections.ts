/** The causes that somebody asked for, each with its strength. */
import { readFileSync } from 'node:fs';
import { BadInput } from '../src/errors.ts';
import { causeNamed } from './causes/catalogue.ts';
import type { Cause } from './causes/cause.ts';
import { MOST_PLAYERS } from './shapley.ts';
import type { SizeName } from './sizes.ts';

export interface Injection {
  readonly cause: Cause;
  /** 1, 2 or 4 standard deviations of the quarter's bookings; null: as the catalogue writes it. */
  readonly strength: number | null;
  readonly intensity: number;
}

export const STRENGTHS = [1, 2, 4] as const;

/** What was measured of one cause at one strength: see calibrate-causes.ts. */
export interface Measured {
  readonly intensity: number;
  /** |mean of delta| / sd of bookings without causes; null where a cause moves no money. */
  readonly d: number | null;
  /** Whether the strength can be reached by an intensity that makes sense. */
  readonly reached: boolean;
  readonly seeds: number;
}

type Calibration = Readonly<
  Record<SizeName, Readonly<Record<string, Readonly<Record<string, Measured>>>>>
>;

let known: Calibration | null = null;

function calibration(): Calibration {
  known ??= JSON.parse(readFileSync(new URL('calibration.json', import.meta.url), 'utf8'));
  return known as Calibration;
}

/** Parses `CAUSE` or `CAUSE:strength`; a compound gives the causes that it stands for. */
export function injectionsOf(asked: readonly string[], size: SizeName): Injection[] {
  const found = asked.flatMap((text) => one(text, size));
  const parts = found.reduce((sum, { cause }) => sum + cause.parts.length, 0);
  if (parts > MOST_PLAYERS)
    throw new BadInput({
      code: 'too_many_causes',
      message: `These causes have ${parts} parts; their effects can be told apart for ${MOST_PLAYERS} at most`,
      fix: 'Inject fewer causes at once',
    });
  const ids = found.map(({ cause }) => cause.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice)
    throw new BadInput({
      code: 'cause_twice',
      message: `The cause ${twice} is injected twice`,
      fix: 'Name each cause once; a compound holds others',
    });
  return found;
}

function one(text: string, size: SizeName): Injection[] {
  const [id = '', after] = text.split(':');
  const strength = after === undefined ? null : Number(after);
  const cause = causeNamed(id);
  if (strength !== null && !STRENGTHS.some((known) => known === strength))
    throw new BadInput({
      code: 'bad_strength',
      message: `The strength "${after}" of ${id} is not one of ${STRENGTHS.join(', ')}`,
      fix: `Write ${id}:1, ${id}:2 or ${id}:4, or ${id} alone for the catalogue's own injection`,
    });
  return (cause.of ?? [id]).map((own) => {
    const leaf = causeNamed(own);
    const intensity = strength === null ? 1 : measured(own, strength, size).intensity;
    return { cause: leaf, strength, intensity };
  });
}

function measured(id: string, strength: number, size: SizeName): Measured {
  const found = calibration()[size]?.[id]?.[strength];
  if (found) return found;
  throw new BadInput({
    code: 'not_calibrated',
    message: `The strengths of ${id} have not been measured for the ${size} company`,
    fix: `Run node sample/calibrate-causes.ts --sizes ${size} --causes ${id}, or inject ${id} as the catalogue writes it`,
  });
}
