/**
 * The company's own time as its sources have it: fiscal quarters, holidays, working hours. Settings
 * win; each of the three is used only where they say nothing of it.
 */

import { addDays } from '../calendar.ts';
import {
  isTimeZone,
  nextQuarterName,
  type Settings,
  type SourceHoliday,
  type SourceHours,
  type SourceTime,
  WEEKDAYS,
} from '../config.ts';
import { allRows, type Engine, execute } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { quotedName } from './sql-text.ts';
import { TIME_TABLES } from './time-tables.ts';
import { keyOf } from './versions.ts';

type Quarter = SourceTime['quarters'][number];

/** What settings are about each of the three. */
const SAID_BY = {
  quarters: [
    'fiscal_calendar',
    'fiscal_year_start_month',
    'fiscal_year_named_by',
    'fiscal_year_ends',
    'fiscal_extra_week',
    'fiscal_quarters',
  ],
  holidays: ['holidays', 'own_holidays'],
  hours: ['work_days', 'work_from', 'work_to'],
} as const;

/** The settings of time that were given, on which facts depend. */
export function timeGiven({ given = [] }: Settings): string[] {
  return given.filter((name) =>
    Object.values(SAID_BY).some((names) => names.some((n) => n === name)),
  );
}

/** The part of it that counts, the settings being as they are; null when that is nothing. */
export function usedTime(settings: Settings, time: SourceTime): SourceTime | null {
  const isSilent = (part: keyof typeof SAID_BY) =>
    !SAID_BY[part].some((name) => settings.given?.includes(name));
  const used: SourceTime = {
    quarters: isSilent('quarters') ? time.quarters : [],
    holidays: isSilent('holidays') ? time.holidays : [],
    hours: isSilent('hours') ? time.hours : null,
  };
  return used.quarters.length + used.holidays.length > 0 || used.hours ? used : null;
}

/** The settings with what the sources say where they are silent. */
export function withSourceTime(settings: Settings, time: SourceTime): Settings {
  const { quarters } = time;
  return {
    ...settings,
    ...(quarters.length > 0 ? { fiscal_calendar: 'custom', fiscal_quarters: quarters } : {}),
    from_source: time,
  };
}

/** Reads it from the staged rows. */
export async function sourceTime(engine: Engine): Promise<SourceTime> {
  const holidays = await lastKnown<SourceHoliday>(engine, 'company_holidays');
  return {
    quarters: consecutive(await lastKnown<QuarterRow>(engine, 'fiscal_quarters')),
    holidays: holidays.sort((a, b) => (a.happened < b.happened ? -1 : 1)),
    hours: defaultHours(await lastKnown<HoursRow>(engine, 'business_hours')),
  };
}

/** Leaves in the facts what of it was used, for answers to say so. */
export async function recordUsed(engine: Engine, used: SourceTime | null): Promise<void> {
  const parts = [
    ['fiscal quarters', used?.quarters.length ?? 0],
    ['holidays', used?.holidays.length ?? 0],
    ['working hours', used?.hours ? 1 : 0],
  ].filter(([, rows]) => rows !== 0);
  const run = (sql: string) => execute(engine.query(statement('source time', sql)));
  await run('create table source_time (part varchar, "rows" bigint)');
  for (const [part, rows] of parts)
    await run(`insert into source_time values ('${part}', ${rows})`);
}

async function lastKnown<Row>(engine: Engine, name: string): Promise<Row[]> {
  const table = TIME_TABLES.find((each) => each.name === name) as (typeof TIME_TABLES)[number];
  const own = table.columns.map((column) => quotedName(column.name)).join(', ');
  const rows = await allRows<Row>(
    engine.query(
      statement(
        name,
        `select ${own} from (
          select *, row_number() over (
            partition by source, ${keyOf(table)}
            order by import_number desc, coalesce(recorded_stamp, modified_stamp) desc nulls last,
              landed_file desc, landed_row desc
          ) as place
          from staging.${name}
        ) where place = 1 and state = 'live'
        order by ${keyOf(table)}`,
      ),
    ),
  );
  return rows;
}

interface QuarterRow {
  readonly name: string;
  readonly happened: string;
  readonly ends_on: string;
}

/** The longest run of quarters without a gap in days or names; the last of those as long. */
function consecutive(rows: readonly QuarterRow[]): Quarter[] {
  const quarters = rows
    .filter(({ name, happened, ends_on }) => /^\d{4}-Q[1-4]$/.test(name) && happened <= ends_on)
    .map(({ name, happened, ends_on }) => ({ name, start: happened, end: addDays(ends_on, 1) }))
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  const runs: Quarter[][] = [];
  for (const quarter of quarters) {
    const before = runs.at(-1)?.at(-1);
    if (before?.name === quarter.name && before.start === quarter.start) continue;
    const follows =
      before?.end === quarter.start && nextQuarterName(before.name, 1) === quarter.name;
    if (follows) runs.at(-1)?.push(quarter);
    else runs.push([quarter]);
  }
  return runs.reduce((longest, run) => (run.length >= longest.length ? run : longest), []);
}

interface HoursRow extends Readonly<Record<(typeof WEEKDAYS)[number], string | null>> {
  readonly time_zone: string | null;
  readonly is_default: boolean | null;
  readonly active: boolean | null;
}

/** Those that the source calls the default, or else the only ones in use. */
function defaultHours(rows: readonly HoursRow[]): SourceHours | null {
  const active = rows.filter((row) => row.active !== false);
  const found = active.find((row) => row.is_default) ?? (active.length === 1 ? active[0] : null);
  if (!found) return null;
  const days = WEEKDAYS.flatMap((day) => (isStretch(found[day]) ? [[day, found[day]]] : []));
  if (days.length === 0) return null;
  const { time_zone } = found;
  return {
    time_zone: time_zone !== null && isTimeZone(time_zone) ? time_zone : null,
    days: Object.fromEntries(days),
  };
}

/** `09:00-17:30`; what ends at midnight ends with the day. */
function isStretch(text: string | null): boolean {
  const clock = '([01]\\d|2[0-3]):[0-5]\\d';
  if (text === null || !new RegExp(`^${clock}-(${clock}|24:00)$`).test(text)) return false;
  const [from = '', to = ''] = text.split('-');
  return to === '00:00' || from < to;
}
