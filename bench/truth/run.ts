/**
 * Examines the explanation of a miss on companies whose causes are known (METHODS 9, docs/examiner.md).
 *
 *   node bench/truth/run.ts --causes NOTHING,LEADS_DOWN_2Q --strengths 1,2,4 --sizes small --seeds 1..20
 *   node bench/truth/run.ts --scenarios FILE
 *
 * --format plain|salesforce|hubspot  --weekly  --recoverable  --jobs N  --results FILE  --fresh
 * --out report.json  --markdown FILE
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BadInput, SameboatError } from '../../src/errors.ts';
import { examine } from './examine.ts';
import { commandLine } from './product.ts';
import { openResults, programVersion, type Results } from './results-file.ts';
import {
  FORMATS,
  type Format,
  gridOf,
  parseScenarios,
  type Scenario,
  SIZES,
  scenarioKey,
  seedsOf,
  strengthOf,
  withControls,
} from './scenario.ts';
import { summarise } from './summarise.ts';
import { type Failed, markdownOf } from './table.ts';

const OPTIONS = {
  scenarios: { type: 'string' },
  causes: { type: 'string' },
  strengths: { type: 'string', default: '1,2,4' },
  sizes: { type: 'string', default: 'small,mid' },
  seeds: { type: 'string', default: '1..20' },
  format: { type: 'string', default: 'plain' },
  weekly: { type: 'boolean', default: false },
  recoverable: { type: 'boolean', default: false },
  jobs: { type: 'string', default: '1' },
  results: { type: 'string', default: 'truth-results.jsonl' },
  fresh: { type: 'boolean', default: false },
  out: { type: 'string' },
  markdown: { type: 'string' },
} as const;

type Values = ReturnType<typeof readValues>;

function readValues() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw bad(error instanceof Error ? error.message : String(error));
  }
}

function scenariosOf(values: Values): Scenario[] {
  const format = oneOf<Format>(FORMATS, values.format);
  if (values.scenarios !== undefined) {
    return parseScenarios(readFileSync(values.scenarios, 'utf8'), format);
  }
  if (values.causes === undefined) throw bad('Say which causes with --causes or --scenarios.');
  return gridOf({
    causes: values.causes.split(','),
    strengths: values.strengths.split(',').map(strengthOf),
    sizes: values.sizes.split(',').map((size) => oneOf(SIZES, size)),
    seeds: seedsOf(values.seeds),
    format,
  });
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const found = known.find((each) => each === text);
  if (found === undefined) throw bad(`"${text}" is none of ${known.join(', ')}.`);
  return found;
}

function bad(message: string): BadInput {
  return new BadInput({ code: 'bad_parameter', message, fix: 'See docs/examiner.md.' });
}

/** Works through them, some at a time; one that fails does not stop the others. */
async function examineAll(
  waiting: readonly Scenario[],
  results: Results,
  {
    jobs,
    ...how
  }: { readonly jobs: number; readonly weekly: boolean; readonly recoverable: boolean },
): Promise<Failed[]> {
  const failed: Failed[] = [];
  const queue = [...waiting];
  let done = 0;
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const name = scenarioKey(next);
      const folder = mkdtempSync(join(tmpdir(), 'sameboat-truth-'));
      const say = (what: string) => process.stderr.write(`  ${name}: ${what}\n`);
      try {
        results.add(await examine(next, { product: commandLine(folder), folder, say, ...how }));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        failed.push({ scenario: name, why });
        say(why);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      done += 1;
      process.stderr.write(`${done} of ${waiting.length}: ${name}\n`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return failed;
}

async function main(): Promise<void> {
  const values = readValues();
  const scenarios = withControls(scenariosOf(values));
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw bad(`--jobs: "${values.jobs}" is no number from 1.`);
  if (values.fresh) rmSync(values.results, { force: true });
  const { weekly, recoverable } = values;
  const results = openResults(values.results, { program: programVersion(), weekly, recoverable });
  const waiting = scenarios.filter((scenario) => !results.has(scenarioKey(scenario)));
  process.stderr.write(`${scenarios.length} scenarios, ${waiting.length} still to examine\n`);
  const failed = await examineAll(waiting, results, { jobs, weekly, recoverable });
  const wanted = new Set(scenarios.map(scenarioKey));
  const summary = summarise(
    results.all().filter(({ scenario }) => wanted.has(scenarioKey(scenario))),
  );
  const text = markdownOf(summary, failed);
  if (values.out) writeFileSync(values.out, `${JSON.stringify({ ...summary, failed }, null, 2)}\n`);
  if (values.markdown) writeFileSync(values.markdown, text);
  process.stdout.write(text);
  const isMissed = summary.rows.some(
    ({ verdict }) => verdict === 'missed' || verdict === 'not answered',
  );
  process.exitCode = failed.length > 0 || isMissed ? 1 : 0;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SameboatError)) throw error;
  process.stderr.write(`${error.message} ${error.fix}\n`);
  process.exitCode = 2;
}
