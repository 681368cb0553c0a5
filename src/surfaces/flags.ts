/** Command-line flags from an input schema: `--as-of DAY` fills `as_of`. */

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BadInput } from '../errors.ts';
import { didYouMean } from './nearest.ts';

export interface Flag {
  /** As in the schema: `as_of`. */
  readonly name: string;
  readonly kind: 'text' | 'number' | 'yes-no' | 'list';
  readonly isRequired: boolean;
  readonly help: string;
  readonly choices: readonly string[];
  readonly fallback: unknown;
}

/** Every field of the input, as a flag. */
export function flagsOf(input: z.ZodObject): Flag[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const field = property as z.core.JSONSchema.JSONSchema;
    return {
      name,
      kind: kindOf(field),
      isRequired: required.has(name),
      help: field.description ?? '',
      choices: choicesOf(field).map(String),
      fallback: field.default,
    };
  });
}

function choicesOf({ enum: own, items }: z.core.JSONSchema.JSONSchema): readonly unknown[] {
  if (own) return own;
  return typeof items === 'object' && !Array.isArray(items) ? (items.enum ?? []) : [];
}

function kindOf({ type }: z.core.JSONSchema.JSONSchema): Flag['kind'] {
  if (type === 'array') return 'list';
  if (type === 'boolean') return 'yes-no';
  return type === 'integer' || type === 'number' ? 'number' : 'text';
}

/** `--as-of`. */
export function spelled(flag: Pick<Flag, 'name'>): string {
  return `--${flag.name.replaceAll('_', '-')}`;
}

export interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/**
 * Reads flags, spelled with - or _. Numbers and yes-or-no are made such; a list may be repeated.
 * @throws BadInput with the nearest flag, or the one that lacks a value
 */
export function readFlags(
  args: readonly string[],
  flags: readonly Flag[],
  command: string,
): Parsed {
  const { tokens } = parseArgs({
    args: args.map(dashed),
    options: Object.fromEntries(flags.map((flag) => [spelled(flag).slice(2), parserOption(flag)])),
    strict: false,
    allowNegative: true,
    tokens: true,
  });
  const values: Record<string, unknown> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { flag, value } = optionValue(token, flags, command);
    values[flag.name] =
      flag.kind === 'list'
        ? [...((values[flag.name] as unknown[]) ?? []), ...itemsOf(flag, String(value))]
        : value;
  }
  return { values, positionals };
}

/** Names from a fixed list may be given together: `--formats plain,hubspot`. A path may hold a comma. */
function itemsOf({ choices }: Flag, value: string): readonly string[] {
  return choices.length > 0 ? value.split(',').map((item) => item.trim()) : [value];
}

function parserOption({ kind }: Flag) {
  return {
    type: kind === 'yes-no' ? ('boolean' as const) : ('string' as const),
    multiple: kind === 'list',
  };
}

function dashed(arg: string): string {
  const name = /^--[^=]+/.exec(arg)?.[0];
  return name === undefined ? arg : name.replaceAll('_', '-') + arg.slice(name.length);
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionValue(token: OptionToken, flags: readonly Flag[], command: string) {
  const flag = flags.find((each) => spelled(each) === `--${token.name}`);
  if (!flag) throw unknownFlag(token, flags, command);
  if (token.rawName.startsWith('--no-') && flag.kind === 'yes-no') return { flag, value: false };
  if (flag.kind === 'yes-no') return { flag, value: yesNo(flag, token.value) };
  if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
    throw new BadInput({
      code: 'missing_value',
      message: `${spelled(flag)} needs a value${flag.choices.length > 0 ? `: ${flag.choices.join(', ')}` : ''}.`,
      where: command,
      fix: `See \`sameboat help ${command}\`.`,
    });
  }
  return { flag, value: flag.kind === 'number' ? numberOf(flag, token.value) : token.value };
}

function unknownFlag(token: OptionToken, flags: readonly Flag[], command: string): BadInput {
  const names = flags.map((flag) => spelled(flag).slice(2));
  return new BadInput({
    code: 'unknown_flag',
    message: `${command} has no flag ${token.rawName}.`,
    where: command,
    fix: `${didYouMean(token.name, names, '--')}See \`sameboat help ${command}\`.`,
  });
}

function yesNo(flag: Flag, value: string | undefined): boolean {
  if (value === undefined || value === 'true' || value === 'yes') return true;
  if (value === 'false' || value === 'no') return false;
  throw badValue(flag, value, 'is neither yes nor no');
}

function numberOf(flag: Flag, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw badValue(flag, text, 'is no number');
}

function badValue(flag: Flag, value: string, what: string): BadInput {
  return new BadInput({
    code: 'bad_parameter',
    message: `${spelled(flag)}: "${value}" ${what}.`,
    where: spelled(flag),
    fix: flag.help || 'Give another value.',
  });
}

/** @throws BadInput when a required flag was not given */
export function insistOnRequired(
  flags: readonly Flag[],
  values: Readonly<Record<string, unknown>>,
  command: string,
): void {
  const missing = flags.find((flag) => flag.isRequired && values[flag.name] === undefined);
  if (!missing) return;
  const choices = missing.choices.length > 0 ? ` (${missing.choices.join(', ')})` : '';
  const name = missing.kind === 'list' ? missing.name.toUpperCase() : spelled(missing);
  throw new BadInput({
    code: 'missing_parameter',
    message: `${command} needs ${name}${choices}: ${missing.help}.`,
    where: command,
    fix: `See \`sameboat help ${command}\`.`,
  });
}
