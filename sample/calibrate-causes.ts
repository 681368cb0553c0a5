/**
 * Finds the intensity at which each cause moves the quarter's bookings by 1, 2 and 4 standard
 * deviations, measures what it then really does, and writes sample/calibration.json:
 * `node sample/calibrate-causes.ts --seeds 50 [--causes A,B] [--sizes small,mid]`.
 * Needs sample/baseline.json. Stops and goes on where it was: what is in the file already with as
 * many seeds is kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { baselineOf } from './baseline.ts';
import { CATALOGUE } from './causes/catalogue.ts';
import type { Cause } from './causes/cause.ts';
import { type Measured, STRENGTHS } from './injections.ts';
import { Scenario, type Shared } from './scenario.ts';
import type { SizeName } from './sizes.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '50' },
    causes: { type: 'string' },
    sizes: { type: 'string', default: 'mid,small,large' },
    again: { type: 'boolean', default: false },
  },
});
const SEEDS = Number(values.seeds);
/** A strength counts as reached from here on. */
const NEAR = 0.9;

/** Seeds that say about as much as each other about companies of different size. */
const seedsOf = (size: SizeName) =>
  Math.max(1, Math.round(size === 'large' ? SEEDS / 4 : size === 'small' ? SEEDS * 2 : SEEDS));

const withoutCause = new Map<string, number>();
const likes = new Map<string, Shared>();

/**
 * Mean effect of a cause on the bookings of the quarter, in standard deviations of them. A cause of
 * two parts that offset each other is measured by its first.
 */
function effect(cause: Cause, size: SizeName, intensity: number): number {
  const { sd } = baselineOf(size);
  const seeds = seedsOf(size);
  let sum = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const scenario = new Scenario(
      { seed, size, injections: [{ cause, strength: null, intensity }] },
      likes.get(`${size} ${seed}`) ?? null,
    );
    if (cause.acts === 'plan') {
      sum += scenario.planDeltas()[0] ?? 0;
      continue;
    }
    const key = cause.setting ? null : `${size} ${seed}`;
    const known = key === null ? undefined : withoutCause.get(key);
    const without = known ?? scenario.landing(0).total;
    if (key !== null) withoutCause.set(key, without);
    sum += scenario.landing(1).total - without;
    if (scenario.shared) likes.set(`${size} ${seed}`, scenario.shared);
  }
  return Math.abs(sum / seeds) / (sd * 100);
}

function calibrate(cause: Cause, size: SizeName): Record<string, Measured> {
  const seeds = seedsOf(size);
  const found: Record<string, Measured> = {};
  if (cause.acts === 'record' || cause.parts.length + cause.lines.length === 0)
    return graded(cause, seeds);
  const tried = [{ intensity: 0, d: 0 }];
  const hints = hintsFrom(cause, size);
  const at = (intensity: number) => {
    const known = tried.find((each) => each.intensity === intensity);
    const d = known?.d ?? effect(cause, size, intensity);
    if (!known) tried.push({ intensity, d });
    tried.sort((a, b) => a.intensity - b.intensity);
    return d;
  };
  // Where the strongest injection does less than one, there is nothing to look for.
  if (at(cause.most) >= STRENGTHS[0] && hints.length < 2) at(Math.min(1, cause.most));
  for (const strength of STRENGTHS) {
    let intensity = 0;
    let d = 0;
    for (let round = 0; round < 3; round += 1) {
      const known = round === 0 && hints.length > 1 ? hints : tried;
      intensity = guess(known, strength, cause.most);
      d = at(intensity);
      if (Math.abs(d / strength - 1) < 1 - NEAR || (intensity === cause.most && d < strength))
        break;
    }
    const reached = d / strength >= NEAR;
    found[strength] = { intensity, d: Number(d.toFixed(3)), reached, seeds };
  }
  return found;
}

/** What the mid company did, in standard deviations of this one: effects grow with the company. */
function hintsFrom(cause: Cause, size: SizeName): { intensity: number; d: number }[] {
  const measured = Object.values(readKnown().mid?.[cause.id] ?? {});
  if (size === 'mid' || measured.length === 0) return [];
  const relative = (name: SizeName) => baselineOf(name).mean / baselineOf(name).sd;
  const scale = relative(size) / relative('mid');
  const points = measured.map(({ intensity, d }) => ({ intensity, d: (d ?? 0) * scale }));
  const distinct = points.filter(
    (p, i) => points.findIndex((q) => q.intensity === p.intensity) === i,
  );
  return [{ intensity: 0, d: 0 }, ...distinct.sort((a, b) => a.intensity - b.intensity)];
}

/** Straight lines through what was tried, on from the last two where the strength lies beyond. */
function guess(
  tried: readonly { intensity: number; d: number }[],
  strength: number,
  most: number,
): number {
  const above = tried.findIndex((each) => each.d >= strength);
  const i = above > 0 ? above : tried.length - 1;
  const [from, to] = [tried[i - 1], tried[i]];
  if (!from || !to) return Math.min(1, most);
  const slope = (to.d - from.d) / (to.intensity - from.intensity);
  const next = slope <= 0 ? most : to.intensity + (strength - to.d) / slope;
  return Number(Math.min(most, Math.max(0.02, next)).toPrecision(3));
}

/** Causes that move no money: weaker, as written, and as strong as makes sense. */
function graded(cause: Cause, seeds: number): Record<string, Measured> {
  const intensities = [Math.min(0.5, cause.most), Math.min(1, cause.most), cause.most];
  return Object.fromEntries(
    STRENGTHS.map((strength, i): [number, Measured] => [
      strength,
      { intensity: intensities[i] ?? 1, d: null, reached: false, seeds },
    ]),
  );
}

const path = new URL('calibration.json', import.meta.url);

function readKnown(): Record<string, Record<string, Record<string, Measured>>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

function main(): void {
  const wanted = values.causes?.split(',');
  for (const size of values.sizes.split(',') as SizeName[])
    for (const cause of CATALOGUE) {
      if (cause.of || (wanted && !wanted.includes(cause.id))) continue;
      const done = readKnown()[size]?.[cause.id]?.[STRENGTHS[0]];
      if (!values.again && done && done.seeds >= seedsOf(size)) continue;
      const found = calibrate(cause, size);
      const known = readKnown();
      known[size] = { ...known[size], [cause.id]: found };
      const text = JSON.stringify(known, null, 1).replace(
        /\{\s+("intensity"[^}]*?)\s+\}/g,
        (_, own) => `{ ${String(own).replace(/\s+/g, ' ')} }`,
      );
      writeFileSync(path, `${text}\n`);
      const told = STRENGTHS.map((s) => `${found[s]?.intensity} → ${found[s]?.d ?? '–'}`);
      console.error(`${size} ${cause.id}: ${told.join(', ')}`);
    }
}

main();
