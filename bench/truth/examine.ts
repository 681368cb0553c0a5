/** One scenario: make the company, set it up as its people would, ask, and keep the answers. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrueScenario } from '../../sample/truth-file.ts';
import {
  type Asked,
  claimsSchema,
  healthSchema,
  type MissAnswer,
  missSchema,
  type Part,
} from './answers.ts';
import { askWeekly } from './ask-weekly.ts';
import { baselinesOf } from './baselines/baselines.ts';
import { medianWinWeeks, type Recorded, readRecorded } from './baselines/recorded.ts';
import { askDays, EXPORT_DAY, signingDay } from './days.ts';
import { BASELINES, type DateName, type Examined } from './examined.ts';
import { ask, type Product, refusal } from './product.ts';
import { type Scenario, spelledCause } from './scenario.ts';

/** The invented company's own calendar, as `sameboat demo` sets it. */
const SETTINGS = 'company: Mooring Software\nfiscal_calendar: "445"\n';

export interface ExamineOptions {
  readonly product: Product;
  /** An empty folder, for the sample and the home. */
  readonly folder: string;
  readonly weekly: boolean;
  /** Whether the truth works out what could be recovered, which is most of the work of making it. */
  readonly recoverable: boolean;
  readonly say: (what: string) => void;
}

/** @throws Error when the company cannot be made or read in: then there is nothing to score */
export async function examine(scenario: Scenario, options: ExamineOptions): Promise<Examined> {
  const { product, folder, say } = options;
  const sample = join(folder, 'sample');
  say('making the company');
  const injected = scenario.causes.flatMap((cause) => ['--inject', spelledCause(cause)]);
  const recoverable = options.recoverable ? '--recoverable' : '--no-recoverable';
  const made = ['--out', sample, '--seed', `${scenario.seed}`, '--size', scenario.size];
  await insist(product, ['sample', ...made, '--export-day', EXPORT_DAY, ...injected, recoverable]);
  const truth = readTruth(join(sample, 'truth.json'));
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'settings.yaml'), SETTINGS);
  say('reading it in');
  const exported = ['--exported', EXPORT_DAY, '--as-of', EXPORT_DAY];
  const files = join(sample, 'recorded', scenario.format);
  await insist(product, ['import', files, ...exported, '--home', home]);
  const refused_setup = await setUp(product, { sample, home, truth });
  const teams = teamNames(join(sample, 'recorded', 'plain', 'teams.csv'));
  const miss: Partial<Record<DateName, Asked<MissAnswer>>> = {};
  for (const [name, day] of askDays(truth, scenario)) {
    say(`asking ${name}`);
    miss[name] = withTeams(await askMiss(product, { home, truth, day }), teams);
  }
  const atEnd = ['--as-of', truth.last_day, '--home', home];
  const weekly = options.weekly
    ? await askWeekly(truth, async (day) =>
        withTeams(await askMiss(product, { home, truth, day }), teams),
      )
    : null;
  const claims = await ask(product, claimsSchema, ['claims', '--quarter', truth.quarter, ...atEnd]);
  const health = await ask(product, healthSchema, ['data-health', ...atEnd]);
  say('asking the baselines');
  const recorded = await readRecorded(join(sample, 'recorded', 'plain'), truth);
  return {
    scenario,
    truth,
    miss,
    claims,
    health,
    weekly,
    baselines: compareAll(recorded, sample, truth, miss),
    median_win_weeks: medianWinWeeks(recorded.indicators),
    refused_setup,
  };
}

async function insist(product: Product, args: readonly string[]): Promise<void> {
  const ran = await product([...args, '--json']);
  if (ran.status !== 0) throw new Error(`${args[0]}: ${refusal(ran)}`);
}

function readTruth(file: string): TrueScenario {
  const { scenario } = JSON.parse(readFileSync(file, 'utf8')) as { scenario?: TrueScenario };
  if (scenario === undefined) throw new Error('truth.json has no scenario to score against');
  return scenario;
}

interface SetUp {
  readonly sample: string;
  readonly home: string;
  readonly truth: TrueScenario;
}

/**
 * Plans and their assumptions as of the day on which they were signed, 13 weeks before the fiscal
 * year; what was moved or cut, all of which was decided before the quarter, as of its first day; and
 * what happened outside, which a company would have put on its time line, on its own day. Says which
 * steps the product refused.
 */
async function setUp(product: Product, { sample, home, truth }: SetUp): Promise<string[]> {
  const signed = signingDay(truth);
  const plans = join(sample, 'recorded', 'plans');
  const steps = [
    ['set-plan', '--file', join(plans, 'revenue-plan.csv'), '--as-of', signed],
    ['plan-campaign', '--file', join(plans, 'campaign-plan.csv'), '--as-of', signed],
    ['record-assumption', '--file', join(plans, 'assumptions.csv'), '--as-of', signed],
    ['move-campaign', '--file', join(plans, 'campaign-moves.csv'), '--as-of', truth.first_day],
    ...truth.causes
      .flatMap(({ events }) => events)
      .map(({ date, text }) => ['record-event', '--date', date, '--text', text, '--as-of', date]),
  ];
  const refused = [];
  for (const step of steps) {
    const ran = await product([...step, '--home', home, '--json']);
    if (ran.status !== 0) refused.push(`${step[0]}: ${refusal(ran)}`);
  }
  return refused;
}

interface Question {
  readonly home: string;
  readonly truth: TrueScenario;
  readonly day: string;
}

function askMiss(product: Product, { home, truth, day }: Question): Promise<Asked<MissAnswer>> {
  const args = ['miss', '--quarter', truth.quarter, '--as-of', day, '--home', home];
  return ask(product, missSchema, args);
}

/** The truth knows teams by name; an answer may know them by the id of the CRM. */
function teamNames(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  const [header = '', ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  const columns = header.split(',');
  const [id, name] = [columns.indexOf('team_id'), columns.indexOf('name')];
  return new Map(rows.map((row) => row.split(',')).map((row) => [row[id] ?? '', row[name] ?? '']));
}

function withTeams(
  asked: Asked<MissAnswer>,
  names: ReadonlyMap<string, string>,
): Asked<MissAnswer> {
  if (!('answer' in asked)) return asked;
  const named = (part: Part) => ({ ...part, team: names.get(part.team ?? '') ?? part.team });
  return { answer: { ...asked.answer, parts: asked.answer.parts.map(named) } };
}

/** The target comes from the plan's file, or else from the answer: never from the truth. */
function compareAll(
  recorded: Recorded,
  sample: string,
  truth: TrueScenario,
  miss: Examined['miss'],
): Examined['baselines'] {
  const file = join(sample, 'recorded', 'plans', 'revenue-plan.csv');
  const planned = existsSync(file)
    ? plannedTarget(readFileSync(file, 'utf8'), truth.quarter)
    : null;
  const answered = miss.last_day && 'answer' in miss.last_day ? miss.last_day.answer.target : null;
  const target = planned ?? answered;
  if (target !== null && target > 0) return baselinesOf(recorded, target);
  const none = { refused: 'no revenue plan' };
  return Object.fromEntries(BASELINES.map((name) => [name, none])) as Examined['baselines'];
}

/** Minor units of the quarter's rows, all segments together. */
export function plannedTarget(text: string, quarter: string): number | null {
  const [header = '', ...rows] = text.trim().split(/\r?\n/);
  const columns = header.split(',');
  const [at, bookings] = [columns.indexOf('quarter'), columns.indexOf('bookings')];
  const own = rows.map((row) => row.split(',')).filter((row) => row[at] === quarter);
  if (own.length === 0) return null;
  return own.reduce((sum, row) => sum + Math.round(Number(row[bookings]) * 100), 0);
}
