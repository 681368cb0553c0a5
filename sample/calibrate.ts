/** Prints realised figures beside those of METHODS 7.2: `node sample/calibrate.ts --seeds 20 --size mid`. */
import { parseArgs } from 'node:util';
import { BadInput } from '../src/errors.ts';
import { simulate } from './company.ts';
import { type Figure, figuresOf } from './figures.ts';
import { record } from './record.ts';
import { recordFigures } from './record-figures.ts';
import type { SizeName } from './sizes.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    size: { type: 'string', default: 'mid' },
  },
});

function sizeNamed(name: string): SizeName {
  if (name === 'small' || name === 'mid' || name === 'large') return name;
  throw new BadInput({
    code: 'unknown_size',
    message: `There is no company size "${name}"`,
    fix: 'Use small, mid or large',
  });
}

function short(value: number | null): string {
  if (value === null) return '';
  if (value >= 1000) return value.toFixed(0);
  return value.toPrecision(3).replace(/e.*$/, '');
}

function line(cells: readonly string[]): string {
  const [name = '', unit = '', ...numbers] = cells;
  return `${name.padEnd(41)}${unit.padEnd(12)}${numbers.map((n) => n.padStart(9)).join('')}`.trimEnd();
}

function measure(seed: number, size: SizeName): Figure[] {
  const truth = simulate({ seed, size });
  return [...figuresOf(truth), ...recordFigures(truth, record(truth))];
}

function main(): void {
  const size = sizeNamed(values.size);
  const first = Number(values.first);
  const runs: Figure[][] = [];
  for (let seed = first; seed < first + Number(values.seeds); seed += 1)
    runs.push(measure(seed, size));
  console.log(line(['figure', 'unit', 'target', 'realised', 'ratio']));
  for (const [i, { name, unit, target }] of (runs[0] ?? []).entries()) {
    const realised = runs.reduce((sum, run) => sum + (run[i]?.realised ?? 0), 0) / runs.length;
    const ratio = target === null ? '' : (realised / target).toFixed(2);
    console.log(line([name, unit, short(target), short(realised), ratio]));
  }
}

main();
