/** Landed files of a connector as views: one a stream, its fields as columns, every value text. */

import { join } from 'node:path';
import { type Connector, type Stream, snakeCase } from '../connectors/connector.ts';
import { type Engine, execute } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import type { LandedFile, Manifest } from './home.ts';
import { isSerial, LANDED_FROM_1900, serialInstant } from './land-serials.ts';
import { MARKED_NUMBER, SURE_POINT } from './number-text.ts';
import { optionalText, quotedName, quotedText } from './sql-text.ts';

export interface LandedImport {
  readonly manifest: Manifest;
  /** The folder that holds its files, wherever it is while the import goes on. */
  readonly folder: string;
}

export function viewName(stream: string): string {
  return `landed_${snakeCase(stream)}`;
}

/** Makes `landed_<stream>` for every stream of the connector; one without files is empty. */
export async function createLandedViews(
  engine: Engine,
  connector: Connector,
  imports: readonly LandedImport[],
): Promise<void> {
  for (const stream of connector.streams) {
    const selects = imports.flatMap(({ manifest, folder }) =>
      manifest.files
        .filter((file) => file.connector === connector.name && file.stream === stream.name)
        .map((file) => fileSelect(stream, file, folder)),
    );
    const rows = selects.length > 0 ? selects.join('\nunion all\n') : emptySelect(stream);
    const view = `create or replace view ${viewName(stream.name)} as ${rows}`;
    await execute(engine.query(statement(viewName(stream.name), view)));
  }
}

function fileSelect(stream: Stream, file: LandedFile, folder: string): string {
  const index = file.id.split('/')[1];
  const parquet = quotedText(join(folder, `${index}.parquet`));
  const texts = stream.fields.map(
    (field) => `${fieldValue(field.name, file)} as ${quotedName(field.name)}`,
  );
  const values = stream.fields.map((field) => {
    const name = quotedName(field.name);
    return field.read ? `${field.read(name)} as ${name}` : name;
  });
  return `select ${values.join(', ')}, landed_file, landed_row from (
    select ${texts.join(', ')}, ${quotedText(file.id)} as landed_file,
      ${rowNumber(file, join(folder, `${index}.rejects.parquet`))} as landed_row
    from read_parquet(${parquet}, file_row_number = true))`;
}

/** The row's place in the file: the place among good rows, plus the malformed rows before it. */
export function rowNumber(file: { readonly malformed: number }, rejects: string): string {
  if (file.malformed === 0) return 'file_row_number + 1';
  return `file_row_number + 1 + (
    select count(*) from (
      select landed_row - row_number() over (order by landed_row) as good_before
      from read_parquet(${quotedText(rejects)})
    ) where good_before <= file_row_number)`;
}

function fieldValue(field: string, file: LandedFile): string {
  const constant = file.constants[field];
  if (constant !== undefined) return quotedText(constant);
  const match = file.matches.find((candidate) => candidate.field === field);
  if (!match) return optionalText(null);
  const text = `nullif(nullif(trim(${quotedName(match.header)}), ''), '#N/A')`;
  const date = file.dates.find((candidate) => candidate.field === field);
  if (date) return renamed(dateValue(text, date.format), file.values[field]);
  return renamed(match.decimal === 'comma' ? withPoint(text) : text, file.values[field]);
}

/** What does not fit the column's format may still be a date in another that cannot be mistaken. */
export function dateValue(text: string, format: string): string {
  if (isSerial(format)) return `coalesce(${serialInstant(text, format)}, ${text})`;
  const formats = new Set([format, format.split(/,?[ \u00a0\u202f](?=%[HI])/)[0] as string]);
  const parsed = [...formats].map(
    (each) => `@format_day(@parse_instant(${text}, ${quotedText(each)}))`,
  );
  return `coalesce(${parsed.join(', ')}, ${serialInstant(text, LANDED_FROM_1900)}, ${text})`;
}

/** `1.234,56` as `1234.56`. Text that is no number, or has a decimal point for sure, stays. */
function withPoint(text: string): string {
  const digits = `regexp_replace(${text}, '[^0-9.,]', '', 'g')`;
  return `case when @matches(${text}, ${quotedText(MARKED_NUMBER)})
      and not @matches(${digits}, ${quotedText(SURE_POINT)})
    then replace(replace(${text}, '.', ''), ',', '.') else ${text} end`;
}

function renamed(value: string, values: Readonly<Record<string, string>> | undefined): string {
  const cases = Object.entries(values ?? {}).map(
    ([from, to]) => `when ${quotedText(from)} then ${quotedText(to)}`,
  );
  return cases.length > 0 ? `case ${value} ${cases.join(' ')} else ${value} end` : value;
}

function emptySelect(stream: Stream): string {
  const fields = stream.fields.map((field) => `${optionalText(null)} as ${quotedName(field.name)}`);
  return `select ${fields.join(', ')}, cast(null as varchar) as landed_file,
    cast(null as bigint) as landed_row where false`;
}
