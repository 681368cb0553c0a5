/** Help texts, from the same lists as everything else. */

import { cell, wrap } from '../reports/terminal-text.ts';
import type { Command } from './command.ts';
import { type Flag, flagsOf, spelled } from './flags.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import { VERSION } from './version.ts';

const WIDTH = 80;
const INDENT = 20;

export function overviewHelp(commands: readonly Command[]): string {
  return [
    `sameboat ${VERSION}: one plan, one definition, one number for sales and marketing`,
    '',
    'sameboat <command> [--name value …] [--as-of DAY] [--home DIR] [--json]',
    '',
    ...commands.flatMap(({ name, title }) => entry(name, title)),
    ...entry('help COMMAND', 'What a command does, and its flags'),
    '',
    ...GLOBAL_FLAGS.flatMap((flag) => entry(usage(flag), flag.help)),
    '',
    'Start with `sameboat demo` (an invented company) or `sameboat import FOLDER`',
    '(a CRM export), then `sameboat this-week`.',
    '',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const flags = flagsOf(command.input);
  const listed = flags.find(({ kind }) => kind === 'list');
  const positional = listed ? ` ${listed.name.toUpperCase()}…` : '';
  const own = flags.filter((flag) => flag !== listed);
  return [
    `sameboat ${command.name}${positional} [flags]`,
    '',
    `${command.title}.`,
    ...wrap(command.summary, WIDTH),
    '',
    ...(listed ? entry(listed.name.toUpperCase(), listed.help) : []),
    ...own.flatMap((flag) => entry(usage(flag), describe(flag))),
    '',
    ...GLOBAL_FLAGS.flatMap((flag) => entry(usage(flag), flag.help)),
    '',
  ].join('\n');
}

function usage(flag: Flag): string {
  const value = flag.kind === 'yes-no' ? '' : flag.kind === 'number' ? ' N' : ` ${valueName(flag)}`;
  return spelled(flag) + value;
}

function valueName({ name, help }: Flag): string {
  if (name === 'home' || name === 'out') return 'DIR';
  return /\bday\b/i.test(help) || name === 'as_of' || name === 'exported' ? 'DAY' : 'VALUE';
}

function describe(flag: Flag): string {
  const parts = [flag.help];
  if (flag.choices.length > 0)
    parts.push(`${flag.kind === 'list' ? 'Any' : 'One'} of ${flag.choices.join(', ')}`);
  if (flag.fallback !== undefined) parts.push(`${String(flag.fallback)} by default`);
  if (flag.name === 'as_of') parts.push('today by default');
  else if (flag.isRequired) parts.push('needed');
  return parts.filter((part) => part !== '').join('; ');
}

function entry(left: string, right: string): string[] {
  const lines = wrap(right, WIDTH - INDENT - 2);
  const [first, ...more] = lines.length > 0 ? lines : [''];
  const head = `  ${cell(left, INDENT - 1)} `;
  const isLong = left.length > INDENT - 1;
  return [
    ...(isLong
      ? [`  ${left}`, `${' '.repeat(INDENT + 2)}${first}`]
      : [`${head}${first}`.trimEnd()]),
    ...more.map((line) => `${' '.repeat(INDENT + 2)}${line}`),
  ];
}
