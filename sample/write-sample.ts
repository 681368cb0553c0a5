/** Makes a company and writes it: what happened, what its CRM recorded, and the truth to score by. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BadInput } from '../src/errors.ts';
import { dateOf, dayOf, END_DAY, quarterName, startOf, TARGET_QUARTER } from './calendar.ts';
import type { Truth } from './company.ts';
import type { WrittenFile } from './csv-file.ts';
import { type Figure, figuresOf, quartersOf } from './figures.ts';
import { injectionsOf } from './injections.ts';
import { record } from './record.ts';
import { recordFigures } from './record-figures.ts';
import { recoverableOf } from './recoverable.ts';
import { Scenario } from './scenario.ts';
import { type SizeName, sizeOf } from './sizes.ts';
import { trueScenario } from './true-scenario.ts';
import type { TrueScenario } from './truth-file.ts';
import { writeHubspot } from './write-hubspot.ts';
import { writePlain } from './write-plain.ts';
import { writePlans } from './write-plans.ts';
import { writeSalesforce } from './write-salesforce.ts';
import { writeTrue } from './write-true.ts';

export const FORMATS = ['plain', 'salesforce', 'hubspot'] as const;
export type Format = (typeof FORMATS)[number];

const WRITERS = {
  plain: { title: 'plain', write: writePlain },
  salesforce: { title: 'Salesforce', write: writeSalesforce },
  hubspot: { title: 'HubSpot', write: writeHubspot },
} as const;

export interface SampleOptions {
  /** Folder to write into; made if it is missing. */
  readonly out: string;
  readonly seed: number;
  readonly size: SizeName;
  /** The day of the export: recorded/ holds what was entered by its end (UTC). */
  readonly asOf?: string;
  /** Which exports to write; all of them if left out. */
  readonly formats?: readonly Format[];
  /** Causes to put in, as `CAUSE` or `CAUSE:strength`. */
  readonly inject?: readonly string[];
  /** Whether to work out what could still be done about them: some fifteen more runs. */
  readonly recoverable?: boolean;
  readonly onProgress?: (message: string) => void;
}

export interface SampleReport {
  readonly figures: readonly Figure[];
  /** Paths are relative to `out`. */
  readonly files: readonly WrittenFile[];
  readonly scenario: TrueScenario;
}

const EXPORT_DAY = '2026-08-31';

/** Writes true/, recorded/ and truth.json. The same options give the same bytes. */
export async function writeSample(options: SampleOptions): Promise<SampleReport> {
  const { out, seed, size } = options;
  const asOf = options.asOf ?? EXPORT_DAY;
  checkOptions(seed, asOf);
  const say = options.onProgress ?? (() => undefined);
  say(`Simulating the ${size} company, seed ${seed}`);
  const scenario = new Scenario({
    seed,
    size,
    injections: injectionsOf(options.inject ?? [], size),
  });
  const truth = scenario.truth();
  await pause();
  say('Recording it as a CRM would');
  const recorded = record(truth);
  await pause();
  const source = { truth, recorded };
  const at = { out, cutoff: startOf(dayOf(asOf) + 1) - 1 };
  say('Writing what happened');
  const files = writeTrue(truth, out);
  await pause();
  for (const format of FORMATS) {
    if (options.formats && !options.formats.includes(format)) continue;
    say(`Writing the ${WRITERS[format].title} export`);
    files.push(...WRITERS[format].write(source, at));
    await pause();
  }
  files.push(...writePlans(scenario, recorded, at));
  await pause();
  const figures = [...figuresOf(truth), ...recordFigures(truth, recorded)];
  if (scenario.settings.injections.length > 0) say('Taking the causes out, one by one');
  const recoverable = options.recoverable ? recoverableOf(scenario, say) : [];
  const told = trueScenario(scenario, recorded, recoverable);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'truth.json'), truthText(truth, asOf, { figures, scenario: told }));
  return {
    figures,
    files: files.map(({ path, rows }) => ({ path: relative(out, path), rows })),
    scenario: told,
  };
}

/** Lets whoever waits on the event loop have a turn between the long steps. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

function checkOptions(seed: number, asOf: string): void {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new BadInput({
      code: 'bad_seed',
      message: `The seed ${seed} is not a whole number from 0 on`,
      fix: 'Use a whole number such as 1',
    });
  const day = /^\d{4}-\d\d-\d\d$/.test(asOf) ? dayOf(asOf) : Number.NaN;
  if (!(day >= 0 && day < END_DAY))
    throw new BadInput({
      code: 'bad_as_of',
      message: `The export day ${asOf} is not a day of the company's life`,
      fix: `Use a day from ${dateOf(0)} to ${dateOf(END_DAY - 1)}`,
    });
}

function truthText(
  truth: Truth,
  asOf: string,
  told: { figures: readonly Figure[]; scenario: TrueScenario },
): string {
  const quarters = quartersOf(truth).map((row, i) => ({
    quarter: quarterName(i),
    start: dateOf(i * 91),
    end: dateOf((i + 1) * 91),
    wins: row.wins,
    bookings: { amount: row.bookingsMinor, currency: 'USD' },
  }));
  const { name, factor, accounts, aes, sdrs } = sizeOf(truth.size.name);
  const settings = {
    seed: truth.seed,
    size: { name, factor, accounts, aes, sdrs },
    as_of: asOf,
    first_day: dateOf(0),
    last_day: dateOf(END_DAY - 1),
    target_quarter: quarterName(TARGET_QUARTER),
    causes: told.scenario.causes.map(({ id, strength, intensity }) => ({
      id,
      strength,
      intensity,
    })),
  };
  return `${JSON.stringify({ settings, ...told, quarters }, null, 2)}\n`;
}
