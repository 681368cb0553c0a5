import type { Settings } from '../config.ts';
import type { Section } from '../connectors/sections.ts';
import { allRows, type Engine, execute, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { type Column, STATES } from './facts.ts';
import { quotedName, quotedText } from './sql-text.ts';
import { LOADED_TABLES, STAMPS } from './staging.ts';
import { problem, SQL_TYPES, type TypeContext, typedValue } from './typed.ts';

/**
 * Runs one section: its good rows go to the staging table, the others to `rejected`, each with the
 * first thing that is wrong with it.
 */
export async function loadSection(
  engine: Engine,
  section: Section,
  settings: Settings,
): Promise<void> {
  const table = LOADED_TABLES.find((candidate) => candidate.name === section.table);
  if (!table) throw new Error(`section of ${section.stream}: no table ${section.table}`);
  const run = (sql: string) => engine.query(statement(`${section.stream} section`, sql));
  await execute(run(`create or replace view section as ${section.sql}`));
  const present = new Set(
    (await allRows<{ name: string }>(run(SECTION_COLUMNS))).map((row) => row.name),
  );
  const context: TypeContext = {
    timeZone: settings.time_zone,
    currency: settings.currency,
    hasCurrency: present.has('currency'),
  };
  const columns = [...table.columns, ...STAMPS];
  const checked = columns.filter((column) => present.has(column.name));
  const missing = table.columns.find((column) => column.required && !present.has(column.name));
  if (missing) throw new Error(`section of ${section.stream} does not set ${missing.name}`);
  const fault = faultOf(problem(checked, context), present);
  const staged = `staging.${table.name}`;
  const before = await countOf(run, staged);
  await execute(run(insert(table.name, columns, { present, context, fault })));
  const loaded = (await countOf(run, staged)) - before;
  const named = [
    ...checked.map((column) => column.name),
    ...(present.has('state') ? ['state'] : []),
  ];
  if (loaded < (await countOf(run, 'section'))) await reject(run, fault, named);
  await execute(run('drop view section'));
}

const SECTION_COLUMNS = `select column_name as name from information_schema.columns
  where table_name = 'section'`;

function faultOf(typed: string, present: ReadonlySet<string>): string {
  const cases: string[] = [];
  if (present.has('skip_reason')) {
    cases.push(`when skip_reason is not null then concat(':', skip_reason)`);
  }
  if (present.has('state')) {
    const states = STATES.map(quotedText).join(', ');
    cases.push(`when state not in (${states}) then 'state:bad_choice'`);
  }
  return cases.length > 0 ? `case ${cases.join(' ')} else (${typed}) end` : typed;
}

type Run = (sql: string) => ReturnType<Engine['query']>;

async function countOf(run: Run, relation: string): Promise<number> {
  return (await oneRow<{ n: number }>(run(`select count(*) as n from ${relation}`))).n;
}

async function reject(run: Run, fault: string, columns: readonly string[]): Promise<void> {
  const values = columns.map((name) => `when '${name}' then ${quotedName(name)}`);
  await execute(
    run(`insert into rejected
      select landed_file, landed_row, nullif(split_part(fault, ':', 1), ''),
        split_part(fault, ':', 2),
        substr(case split_part(fault, ':', 1) ${values.join(' ')} end, 1, 200)
      from (select *, ${fault} as fault from section) where fault is not null`),
  );
}

interface InsertOptions {
  readonly present: ReadonlySet<string>;
  readonly context: TypeContext;
  readonly fault: string;
}

function insert(
  table: string,
  columns: readonly Column[],
  { present, context, fault }: InsertOptions,
): string {
  const values = columns.map((column) =>
    present.has(column.name)
      ? typedValue(column, context)
      : `cast(null as ${SQL_TYPES[column.type]})`,
  );
  const state = present.has('state') ? "coalesce(section.state, 'live')" : "'live'";
  return `insert into staging.${table}
    select ${values.join(', ')}, ${state}, of_source, of_import, section.landed_file,
      section.landed_row
    from section
    join (select landed_file as of_file, source as of_source, import_number as of_import
      from landed_files) on of_file = section.landed_file
    where (${fault}) is null`;
}
