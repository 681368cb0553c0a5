/** Settings of one home: `settings.yaml` in it, with a default for everything. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { z } from 'zod';
import { BadInput } from './errors.ts';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const timeZone = z.string().refine(isTimeZone, 'is no IANA time zone');
const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is no time such as "09:00"; write it in quotes');
const holidayPlace = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/, 'is no country or region such as DE or US-CA');
const weekdays = z.array(z.enum(WEEKDAYS)).min(1, 'names no day');

const ownHoliday = z
  .strictObject({
    day: z.iso.date(),
    name: z.string().default(''),
    closed_from: clock.default('00:00').describe('Closed from this time on: "12:00" is a half-day'),
    closed_to: clock.default('24:00').describe('Open again from this time on'),
  })
  .refine((own) => own.closed_from < own.closed_to, 'closed_from is not before closed_to');

const teamCalendar = z
  .strictObject({
    teams: z.array(z.string()).min(1, 'names no team'),
    time_zone: timeZone.optional(),
    holidays: holidayPlace.nullable().optional(),
    own_holidays: z.array(ownHoliday).optional(),
    work_days: weekdays.optional(),
    work_from: clock.optional(),
    work_to: clock.optional(),
  })
  .describe('What differs from the company for these teams');

const listedQuarter = z.strictObject({
  name: z.string().regex(/^\d{4}-Q[1-4]$/, 'is no name such as 2026-Q3'),
  start: z.iso.date(),
  end: z.iso.date().describe('First day after it'),
});

const words = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .regex(/^[^|]*$/, 'may hold no |'),
  )
  .min(1, 'names nothing');
const people = z.int().min(0);
const days = z.int().min(0).max(1000);

const agreedSegment = z
  .strictObject({
    name: z.string().trim().min(1),
    segment: words.optional().describe('As the source calls it'),
    region: words.optional(),
    industry: words.optional(),
    country: words.optional(),
    employees_from: people.optional(),
    employees_to: people.optional().describe('Inclusive'),
  })
  .refine(({ name, ...traits }) => Object.keys(traits).length > 0, 'names no trait')
  .refine(
    ({ employees_from: from = 0, employees_to: to }) => to === undefined || from <= to,
    'employees_from is above employees_to',
  );

const campaignType = z.strictObject({
  type: z.string().trim().min(1),
  success: words
    .optional()
    .describe('Member statuses that count as an engagement; the others of the type do not'),
  research_days: days.optional(),
  develop_days: days.optional(),
  execute_days: days.optional(),
  market_days: days.optional(),
});

/** What the schema library calls a rule of ours. */
const OWN_RULE = 'custom';

const settingsSchema = z
  .strictObject({
    company: z.string().default('Your company').describe('Name shown on pages'),
    as_of: z.iso
      .date()
      .nullable()
      .default(null)
      .describe('Day on which a sample company lives; today when absent'),
    time_zone: timeZone
      .default('UTC')
      .describe('IANA zone in which the company’s days begin, such as Europe/Berlin'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'is no ISO 4217 code')
      .default('USD')
      .describe('Currency of plans and of all sums, such as EUR'),
    week_start: z
      .enum(['monday', 'saturday', 'sunday'])
      .default('monday')
      .describe('First day of a week'),
    fiscal_year_start_month: z
      .int()
      .min(1)
      .max(12)
      .default(1)
      .describe('Month in which the fiscal year begins, 1 to 12'),
    fiscal_year_named_by: z
      .enum(['start', 'end'])
      .default('end')
      .describe('Whether a fiscal year bears the calendar year of its start or of its end'),
    fiscal_calendar: z
      .enum(['months', '445', '454', '544', 'custom'])
      .default('months')
      .describe('Quarters of calendar months, of weeks such as 4-4-5, or as listed'),
    fiscal_year_ends: z
      .enum(['nearest', 'last'])
      .default('nearest')
      .describe('Years of weeks end with the week that ends nearest to, or last in, the month'),
    fiscal_extra_week: z
      .int()
      .min(1)
      .max(4)
      .default(4)
      .describe('Quarter that has 14 weeks in a year of 53'),
    fiscal_quarters: z
      .array(listedQuarter)
      .default([])
      .describe('Every quarter of a custom calendar'),
    holidays: holidayPlace
      .nullable()
      .default(null)
      .describe('Country, or region of it, whose public holidays are no working days'),
    own_holidays: z.array(ownHoliday).default([]).describe('Further days off, whole or in part'),
    work_days: weekdays
      .default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'])
      .describe('Days of the week on which people work'),
    work_from: clock.default('09:00').describe('Start of working hours'),
    work_to: clock.default('17:00').describe('End of working hours'),
    team_calendars: z
      .array(teamCalendar)
      .default([])
      .describe('Time zone, holidays and hours of teams where they differ from the company’s'),
    segments: z
      .array(agreedSegment)
      .default([])
      .describe(
        'Segments agreed for planning, by traits of the account: the first that fits; as the sources say when empty',
      ),
    campaign_types: z
      .array(campaignType)
      .default([])
      .describe('Member statuses that count as an engagement, and usual days of each phase'),
    episode_gap_days: z
      .int()
      .min(1)
      .default(180)
      .describe('Days without a touch after which a person starts anew'),
    reopen_days: z
      .int()
      .min(7)
      .default(30)
      .describe('Days after a win or loss within which a re-opening goes on with the old episode'),
    new_account_days: z
      .int()
      .min(1)
      .default(365)
      .describe('Days without a meeting after which an account counts as new again'),
    review_months: z
      .int()
      .min(1)
      .max(60)
      .default(6)
      .describe('Months after which a plan or definition that holds is to be looked at again'),
    memory_limit: z
      .string()
      .regex(/^\d+ ?(MB|GB|MiB|GiB)$/, 'is no size such as 2GB')
      .default('2GB')
      .describe('Memory that the engine may take before it spills to disk'),
    threads: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe('Threads of the engine; as many as the machine has by default'),
    statement_timeout: z
      .int()
      .min(1)
      .default(120)
      .describe('Seconds after which a question is stopped'),
  })
  .superRefine((settings, context) => {
    const fault =
      quartersFault(settings) ??
      hoursFault(settings) ??
      twiceFault('segments', settings.segments, ({ name }) => name) ??
      twiceFault('campaign_types', settings.campaign_types, ({ type }) => plainWord(type));
    if (fault) context.addIssue({ code: OWN_RULE, ...fault });
  });

type Told = z.infer<typeof settingsSchema>;

export interface Settings extends Told {
  /** The settings that the file names; the others have their defaults. */
  readonly given?: readonly string[];
  /** What the sources say of the company's time, where the settings are silent. */
  readonly from_source?: SourceTime;
}

type Recurrence = 'daily' | 'every_weekday' | 'weekly' | `${'monthly' | 'yearly'}${'' | '_nth'}`;

/** A holiday as a source has it: one day, or a rule for many. Blank parts of the rule are null. */
export interface SourceHoliday {
  readonly name: string | null;
  readonly happened: string;
  /** Minutes after midnight. */
  readonly closed_from: number | null;
  readonly closed_to: number | null;
  readonly recurrence: Recurrence | null;
  readonly ends_on: string | null;
  readonly every: number | null;
  readonly day_of_month: number | null;
  readonly month: number | null;
  /** Sum of Sunday 1, Monday 2, … Saturday 64. */
  readonly weekdays: number | null;
  readonly nth: 'first' | 'second' | 'third' | 'fourth' | 'last' | null;
}

export interface SourceHours {
  readonly time_zone: string | null;
  /** `09:00-17:30` for each weekday that is worked. */
  readonly days: Readonly<Partial<Record<(typeof WEEKDAYS)[number], string>>>;
}

export interface SourceTime {
  readonly quarters: Told['fiscal_quarters'];
  readonly holidays: readonly SourceHoliday[];
  readonly hours: SourceHours | null;
}

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

function quartersFault({ fiscal_calendar, fiscal_quarters: listed }: Told): Fault | null {
  const at = (index: number, message: string): Fault => ({
    path: ['fiscal_quarters', index],
    message,
  });
  if (fiscal_calendar === 'custom' && listed.length === 0) {
    return { path: ['fiscal_quarters'], message: 'is empty, and fiscal_calendar is custom' };
  }
  for (const [index, quarter] of listed.entries()) {
    const before = listed[index - 1];
    if (quarter.start >= quarter.end) return at(index, `${quarter.name} ends before it starts`);
    if (!before) continue;
    if (before.end !== quarter.start) {
      return at(
        index,
        `${quarter.name} does not start on ${before.end}, where ${before.name} ends`,
      );
    }
    if (quarter.name !== nextQuarterName(before.name, 1)) {
      return at(index, `${quarter.name} does not follow ${before.name}`);
    }
  }
  return null;
}

function twiceFault<Each>(
  setting: string,
  all: readonly Each[],
  nameOf: (each: Each) => string,
): Fault | null {
  const names = all.map(nameOf);
  const at = names.findIndex((name, place) => names.indexOf(name) < place);
  return at < 0 ? null : { path: [setting, at], message: `"${names[at]}" is there twice` };
}

/** As words of sources and settings are compared. */
export function plainWord(text: string): string {
  return text.trim().toLowerCase();
}

/** The quarter after `2026-Q4` is `2027-Q1`; the one before it, `2026-Q3`. */
export function nextQuarterName(name: string, by: 1 | -1): string {
  const place = 4 * Number(name.slice(0, 4)) + Number(name.slice(6)) - 1 + by;
  return `${Math.floor(place / 4)}-Q${(place % 4) + 1}`;
}

function hoursFault({ work_from, work_to, team_calendars }: Told): Fault | null {
  if (work_from >= work_to) return { path: ['work_from'], message: 'is not before work_to' };
  const wrong = team_calendars.findIndex(
    (team) => (team.work_from ?? work_from) >= (team.work_to ?? work_to),
  );
  return wrong < 0
    ? null
    : { path: ['team_calendars', wrong, 'work_from'], message: 'is not before work_to' };
}

const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/** What there is to set: name, meaning, and what holds where nothing is said. */
export const SETTINGS: readonly { name: string; meaning: string; fallback: unknown }[] =
  Object.entries(settingsSchema.shape).map(([name, { description }]) => ({
    name,
    meaning: description ?? '',
    fallback: DEFAULT_SETTINGS[name as keyof typeof DEFAULT_SETTINGS],
  }));

function fileOf(home: string): string {
  return join(home, 'settings.yaml');
}

/**
 * Reads a home's settings.
 * @throws BadInput that names the setting and what is wrong with it.
 */
export function readSettings(home: string): Settings {
  const file = fileOf(home);
  if (!existsSync(file)) return DEFAULT_SETTINGS;
  return checkedSettings(parseYaml(file) ?? {}, file);
}

function checkedSettings(told: object, where: string): Settings {
  const parsed = settingsSchema.safeParse(told);
  if (parsed.success) return { ...parsed.data, given: Object.keys(told) };
  const issue = parsed.error.issues[0];
  throw new BadInput({
    code: 'bad_setting',
    message: `${issue?.path.join('.') || 'settings'}: ${issue?.message}`,
    where,
    fix: 'Correct the line, or delete it to use the default.',
  });
}

/** What the settings would be with some of them changed; null takes the default again. @throws BadInput */
export function settingsWith(home: string, changes: Readonly<Record<string, unknown>>): Settings {
  const file = fileOf(home);
  const told = existsSync(file) ? ((parseYaml(file) ?? {}) as object) : {};
  const merged = Object.entries({ ...told, ...changes }).filter(([, value]) => value !== null);
  return checkedSettings(Object.fromEntries(merged), 'settings');
}

/** Writes changes into a home's settings; other lines and comments stay. The file is whole at any moment. */
export function writeSettings(home: string, changes: Readonly<Record<string, unknown>>): void {
  const file = fileOf(home);
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : '');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) document.delete(name);
    else document.set(name, value);
  }
  writeFileSync(`${file}.new`, document.toString());
  renameSync(`${file}.new`, file);
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

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
