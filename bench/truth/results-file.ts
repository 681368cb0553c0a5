/** What was examined so far: one line for each scenario, so that a long run can be stopped. */

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BadInput } from '../../src/errors.ts';
import type { Examined } from './examined.ts';
import { scenarioKey } from './scenario.ts';

export interface ResultsOptions {
  /** Of the program that answers; answers of two programs are not mixed. */
  readonly program: string;
  readonly weekly: boolean;
  readonly recoverable: boolean;
}

export interface Results {
  readonly has: (key: string) => boolean;
  readonly all: () => readonly Examined[];
  readonly add: (examined: Examined) => void;
}

/** @throws BadInput when the file holds answers of another program or another way of asking */
export function openResults(file: string, options: ResultsOptions): Results {
  const header = JSON.stringify({ ...options });
  if (!existsSync(file)) writeFileSync(file, `${header}\n`);
  const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  if (first !== header) {
    throw new BadInput({
      code: 'other_results',
      message: 'The file holds answers of another state of the program, or asked another way.',
      where: file,
      fix: 'Name another file with --results, or begin anew with --fresh.',
    });
  }
  const found = new Map<string, Examined>();
  const whole = lines.filter((line) => isWhole(line));
  // A run that was killed leaves half a line, which the next one must not be joined to.
  if (lines.at(-1) !== '') writeFileSync(file, `${[first, ...whole].join('\n')}\n`);
  for (const line of whole) {
    const examined = JSON.parse(line) as Examined;
    found.set(scenarioKey(examined.scenario), examined);
  }
  return {
    has: (key) => found.has(key),
    all: () => [...found.values()],
    add: (examined) => {
      appendFileSync(file, `${JSON.stringify(examined)}\n`);
      found.set(scenarioKey(examined.scenario), examined);
    },
  };
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** All that an answer, of the product or of a baseline, depends on. */
const ANSWERING = [
  'src/**/*.{ts,sql}',
  'sample/**/*.ts',
  'bench/truth/{answers,ask-weekly,days,examine,product}.ts',
  'bench/truth/baselines/*.{ts,sql}',
];

/** The same program gives the same name. */
export function programVersion(): string {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const hash = createHash('sha256');
  for (const file of globSync(ANSWERING, { cwd: root }).sort()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash.update(file).update(readFileSync(`${root}/${file}`));
  }
  return hash.digest('hex').slice(0, 16);
}
