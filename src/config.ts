/** Settings of one home: `settings.yaml` in it, with a default for everything. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { BadInput } from './errors.ts';

const settingsSchema = z.strictObject({
  company: z.string().default('Your company').describe('Name shown on pages'),
  as_of: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('Day on which a sample company lives; today when absent'),
  time_zone: z.string().refine(isTimeZone, 'is no IANA time zone').default('UTC'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is no ISO 4217 code')
    .default('USD'),
  week_start: z.enum(['monday', 'sunday']).default('monday'),
  fiscal_year_start_month: z.int().min(1).max(12).default(1),
  fiscal_year_named_by: z.enum(['start', 'end']).default('end'),
  fiscal_calendar: z.enum(['months', '445', '454', '544']).default('months'),
  episode_gap_days: z
    .int()
    .min(1)
    .default(180)
    .describe('Days without a touch after which a person starts anew'),
  new_account_days: z
    .int()
    .min(1)
    .default(365)
    .describe('Days without a meeting after which an account counts as new again'),
  memory_limit: z
    .string()
    .regex(/^\d+ ?(MB|GB|MiB|GiB)$/, 'is no size such as 2GB')
    .default('2GB'),
  threads: z.int().min(1).nullable().default(null),
  statement_timeout: z.int().min(1).default(120).describe('Seconds'),
});

export type Settings = z.infer<typeof settingsSchema>;

const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/**
 * Reads a home's settings.
 * @throws BadInput that names the setting and what is wrong with it.
 */
export function readSettings(home: string): Settings {
  const file = join(home, 'settings.yaml');
  if (!existsSync(file)) return DEFAULT_SETTINGS;
  const parsed = settingsSchema.safeParse(parseYaml(file) ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadInput({
    code: 'bad_setting',
    message: `${issue?.path.join('.') || 'settings'}: ${issue?.message}`,
    where: file,
    fix: 'Correct the line, or delete it to use the default.',
  });
}

/**
 * Parses a YAML file.
 * @throws BadInput with the line when it is not YAML.
 */
export function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInput({
      code: 'bad_yaml',
      message: error instanceof Error ? (error.message.split('\n')[0] as string) : String(error),
      where: file,
      fix: 'Correct the file: it has to be YAML.',
    });
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
