/** An invented company, from nothing to its pages in a minute. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BadInput } from '../errors.ts';
import { OPERATIONS } from '../operations/index.ts';
import type { Operation } from '../operations/operation.ts';
import { SAMPLE_DAY } from '../operations/sample.ts';
import { curvesSummaryText, terminalText } from '../reports/terminal.ts';
import { LOCAL_CALLER } from './auth.ts';
import type { Command, Invocation, Terminal } from './command.ts';
import { OpenHome } from './open-home.ts';
import { portInput, serveUntilStopped } from './serve.ts';
import { styleOf } from './terminal-style.ts';
import { untilStopped } from './until-stopped.ts';

const COMPANY = 'Mooring Software';

/** Where the exports stand until they are imported; what a stopped demo left is removed. */
const UNFINISHED = '.sample-';

const SETTINGS = `# The home of an invented company, made by \`sameboat demo\`.
company: ${COMPANY}
fiscal_calendar: "445"
# It lives on this day, whatever the clock says.
as_of: ${SAMPLE_DAY}
`;

export const demo: Command = {
  name: 'demo',
  title: 'Show everything with an invented company',
  summary:
    'Makes the CRM export of an invented software company, imports it, prints the first answers, and serves the pages until it is stopped. The second time it starts in a few seconds.',
  input: z.strictObject({
    port: portInput,
    seed: z.int().min(0).default(1).describe('Another company of the same kind'),
    size: z.enum(['small', 'mid', 'large']).default('mid'),
  }),
  async run(invocation) {
    const path = demoHome(invocation);
    const home = new OpenHome(path);
    if (existsSync(path)) insistOnSample(home);
    if (home.home().manifests().length === 0) await makeCompany(home, invocation);
    await printAnswers(home, invocation.terminal);
    await serveUntilStopped(home, invocation);
  },
};

/** Beside one's own data, never in it: `demo` in the default home; a home that was named is taken. */
function demoHome({ home, isHomeGiven }: Invocation): string {
  return isHomeGiven ? home : join(home, 'demo');
}

/** @throws BadInput when the home is somebody's own */
function insistOnSample(home: OpenHome): void {
  const { settings, path } = home.home();
  const isOwn = existsSync(join(path, 'settings.yaml')) || home.home().manifests().length > 0;
  if (!isOwn || settings.as_of !== null) return;
  throw new BadInput({
    code: 'not_a_sample',
    message: 'This home holds a company of its own, not the invented one.',
    where: path,
    fix: 'Run `sameboat serve` for it, or name an empty home for the demo with --home DIR.',
  });
}

async function makeCompany(home: OpenHome, { input, terminal }: Invocation): Promise<void> {
  mkdirSync(home.path, { recursive: true });
  const settings = join(home.path, 'settings.yaml');
  if (!existsSync(settings)) writeFileSync(settings, SETTINGS);
  for (const name of readdirSync(home.path)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(home.path, name), { recursive: true });
  }
  const out = mkdtempSync(join(home.path, UNFINISHED));
  try {
    await run(home, 'sample', {
      terminal,
      input: { out, seed: input.seed, size: input.size, formats: ['salesforce'] },
    });
    const paths = [join(out, 'recorded', 'salesforce')];
    await run(home, 'import', { terminal, input: { paths, exported: SAMPLE_DAY } });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

interface Step {
  readonly terminal: Terminal;
  readonly input: Readonly<Record<string, unknown>>;
}

async function run(home: OpenHome, name: string, { terminal, input }: Step) {
  const found = OPERATIONS.find((operation) => operation.name === name) as Operation;
  const progress = (message: string) => terminal.progress.say(message);
  try {
    const working = home.use({ progress, signal: terminal.signal, who: LOCAL_CALLER }, (context) =>
      found.run(context, { as_of: SAMPLE_DAY, ...input }),
    );
    return await untilStopped(working, terminal.signal);
  } finally {
    terminal.progress.clear();
  }
}

async function printAnswers(home: OpenHome, terminal: Terminal): Promise<void> {
  const style = styleOf(terminal);
  const week = await run(home, 'this-week', { terminal, input: {} });
  await terminal.out(`\n${terminalText('this-week', week, style)}`);
  const curves = await run(home, 'curves', { terminal, input: { by: 'none' } });
  await terminal.out(`\n${curvesSummaryText(curves, style)}\n`);
}
