/**
 * Staged rows become versions. The first version of a key was known from the stamp that the source
 * gives; or else, in the first import of a table, from the day on which it happened (assumed); or
 * else from the import that first saw it. A version from a later import was known from the stamp of
 * its last change since the export before, or else from that import.
 */

import { allRows, type Engine, execute, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import type { FactTable } from './facts.ts';
import { quotedName } from './sql-text.ts';

const KEY_SEPARATOR = "'\u001f'";

/** What names one thing, as one text. */
export function keyOf(table: FactTable): string {
  const parts = table.key.map((name) => `coalesce(cast(${quotedName(name)} as varchar), '')`);
  return parts.length === 1
    ? (parts[0] as string)
    : `concat(${parts.join(`, ${KEY_SEPARATOR}, `)})`;
}

function contentOf(table: FactTable): string {
  const parts = table.columns.map(
    (each) => `coalesce(cast(${quotedName(each.name)} as varchar), '')`,
  );
  return `@fingerprint(concat(state, ${KEY_SEPARATOR}, ${parts.join(`, ${KEY_SEPARATOR}, `)}))`;
}

/** Engagements are staged without what the rules say of them. */
function relationOf(table: FactTable): string {
  return table.name === 'engagements' ? 'staging.ruled_engagements' : `staging.${table.name}`;
}

/** Splits a row that is no longer live into what it was and what it became. */
export async function splitStates(engine: Engine, table: FactTable): Promise<void> {
  const run = (sql: string) => engine.query(statement(`states of ${table.name}`, sql));
  const changed = `state <> 'live' and recorded_stamp is null and modified_stamp > created_stamp`;
  const own = [...table.columns.map((each) => quotedName(each.name))].join(', ');
  await execute(
    run(`insert into staging.${table.name}
      select ${own}, created_stamp, modified_stamp, created_stamp, 'live', source, import_number,
        landed_file, landed_row
      from staging.${table.name} where ${changed}`),
  );
  await execute(
    run(`update staging.${table.name} set recorded_stamp = modified_stamp where ${changed}`),
  );
}

/**
 * Rejects the second row of a key within one import when nothing says that it is a later version:
 * `duplicate_key` if it says something else, `duplicate_row` if it says the same and nothing more. A
 * row that also tells something new stays, without the part that was told before.
 */
export async function rejectDuplicates(
  engine: Engine,
  tables: readonly FactTable[],
): Promise<void> {
  const run = (sql: string) => execute(engine.query(statement('duplicates', sql)));
  const repeating: FactTable[] = [];
  for (const table of tables) if (await hasRepeatedKeys(engine, table)) repeating.push(table);
  if (repeating.length === 0) return;
  await run(`create table repeated as ${repeating.map(repeatedParts).join(' union all ')}`);
  const parts = tables.map(
    (table) => `select '${table.name}' as part, landed_file, landed_row
    from staging.${table.name}`,
  );
  await run(`insert into rejected
    select landed_file, landed_row, column_name, code, key from repeated r
    where code = 'duplicate_key' or not exists (
      select 1 from (${parts.join(' union all ')}) p
      where p.landed_file = r.landed_file and p.landed_row = r.landed_row
        and not exists (select 1 from repeated t where t.part = p.part
          and t.landed_file = p.landed_file and t.landed_row = p.landed_row))`);
  for (const { name } of repeating) {
    await run(`delete from staging.${name} where exists (select 1 from repeated r
      where r.part = '${name}' and r.code = 'duplicate_row'
        and r.landed_file = ${name}.landed_file and r.landed_row = ${name}.landed_row)`);
  }
  await run('drop table repeated');
}

/** Each part of a row whose key an earlier row of the same import had. */
function repeatedParts(table: FactTable): string {
  return `select '${table.name}' as part, landed_file, landed_row, '${table.key[0]}' as column_name,
      case when content = first_content then 'duplicate_row' else 'duplicate_key' end as code, key
    from (
      select *, row_number() over same_key as place,
        first_value(content) over same_key as first_content
      from (
        select landed_file, landed_row, import_number, recorded_stamp, ${keyOf(table)} as key,
          ${contentOf(table)} as content
        from staging.${table.name}
      )
      window same_key as (partition by key, import_number, recorded_stamp
        order by landed_file, landed_row)
    ) where place > 1`;
}

/** Takes every row of which a part was rejected out of all staging tables. */
export async function dropRejected(
  engine: Engine,
  tables: readonly { name: string }[],
): Promise<void> {
  const run = (sql: string) => engine.query(statement('drop rejected', sql));
  const { bad } = await oneRow<{ bad: number }>(run('select count(*) as bad from rejected'));
  if (bad === 0) return;
  for (const { name } of tables) {
    await execute(
      run(`delete from staging.${name} where exists (select 1 from rejected r
        where r.landed_file = ${name}.landed_file and r.landed_row = ${name}.landed_row)`),
    );
  }
}

async function hasRepeatedKeys(engine: Engine, table: FactTable): Promise<boolean> {
  const rows = await allRows(
    engine.query(
      statement(
        `repeated keys of ${table.name}`,
        `select ${keyOf(table)} as key from staging.${table.name}
          group by ${keyOf(table)} having count(*) > 1 limit 1`,
      ),
    ),
  );
  return rows.length > 0;
}

/**
 * Since when what a later import says was known. What an earlier export showed otherwise cannot have
 * been known before that export, whatever the stamp says: a stamp that did not move is no date.
 */
const LATER = `case
  when observed_at < seen_at then coalesce(modified_stamp, observed_at)
  when modified_stamp >= seen_at then modified_stamp
  when stamped_at > observed_at then stamped_at
  else observed_at end`;

/** Fills the fact table from its staging table. */
export async function finishVersions(engine: Engine, table: FactTable): Promise<void> {
  const run = (sql: string) => execute(engine.query(statement(`versions of ${table.name}`, sql)));
  const own = table.columns.map((each) => quotedName(each.name)).join(', ');
  const happened = table.columns.some((each) => each.name === 'happened')
    ? 'cast(happened as timestamp)'
    : 'cast(null as timestamp)';
  const undated = table.undated === 'always' ? "timestamp '0001-01-01 00:00:00'" : 'observed_at';
  const first = `coalesce(recorded_stamp, created_stamp,
    case when import_number = first_number then coalesce(${happened}, ${undated}) end, observed_at)`;
  const basis = `case when recorded_stamp is not null then 'history'
    when created_stamp is not null then 'stamp'
    when import_number = first_number and (${happened} is not null or ${table.undated === 'always'})
      then 'assumed' else 'import' end`;
  const staged = `(select s.*, f.first_number, cast(o.observed_to as timestamp) as observed_at
    from ${relationOf(table)} s
    join observations o on o.source = s.source and o.import_number = s.import_number
    join (select source, min(import_number) as first_number from staging.${table.name}
      group by source) f on f.source = s.source)`;
  if (!(await hasRepeatedKeys(engine, table))) {
    await run(`insert into facts.${table.name} select ${own}, source, ${first}, ${basis}, null, state,
      landed_file, landed_row from ${staged}`);
    return;
  }
  await run(`insert into facts.${table.name}
    with keyed as (select *, ${keyOf(table)} as key, ${contentOf(table)} as content from ${staged}),
    placed as (
      select *, first_value(import_number) over (partition by key
          order by import_number, recorded_stamp, landed_file, landed_row) as first_import,
        max(observed_at) over (partition by key order by import_number
          range between unbounded preceding and 1 preceding) as seen_at,
        max(coalesce(recorded_stamp, modified_stamp, created_stamp)) over (partition by key
          order by import_number range between unbounded preceding and 1 preceding) as stamped_at
      from keyed
    ),
    later as (select *, ${LATER} as later_at from placed),
    dated as (
      select *, case
        when import_number = first_import or recorded_stamp is not null then ${first}
        else later_at end as known_at,
        case when import_number = first_import or recorded_stamp is not null then ${basis}
          when later_at = modified_stamp then 'stamp' else 'import' end as basis
      from later
    ),
    changed as (
      select *, lag(content) over (partition by key
        order by known_at, import_number, landed_file, landed_row) as previous
      from dated
    )
    select ${own}, source, known_at, basis,
      lead(known_at) over (partition by key order by known_at, import_number, landed_file, landed_row),
      state, landed_file, landed_row
    from changed where previous is null or previous <> content`);
}
