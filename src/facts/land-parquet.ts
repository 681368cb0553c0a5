/** The columns of Parquet files, which only the engine can read. */

import { checkHeaders } from '../connectors/csv/header.ts';
import type { InspectedFile } from '../connectors/csv/inspected-file.ts';
import { openDuckDb } from '../engine/duckdb.ts';
import { allRows, type Engine } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { BadInput, SameboatError } from '../errors.ts';
import { quotedText } from './sql-text.ts';

/** @throws BadInput when a Parquet file is damaged, or its columns cannot be used */
export async function withColumns(files: readonly InspectedFile[]): Promise<InspectedFile[]> {
  if (!files.some((file) => file.format === 'parquet')) return [...files];
  const engine = await openDuckDb({ path: ':memory:' });
  try {
    const complete: InspectedFile[] = [];
    for (const file of files) {
      const headers = file.format === 'parquet' ? await columnsOf(engine, file) : file.headers;
      complete.push({ ...file, headers });
    }
    return complete;
  } finally {
    engine.close();
  }
}

async function columnsOf(engine: Engine, { path, name }: InspectedFile): Promise<string[]> {
  const sql = `describe select * from read_parquet(${quotedText(path)})`;
  const columns = engine.query(statement('columns', sql));
  const rows = await allRows<{ column_name: string }>(columns).catch((error) => {
    throw damagedParquet(error, name);
  });
  const headers = rows.map((row) => row.column_name);
  checkHeaders(headers, name);
  return headers;
}

export function damagedParquet(error: unknown, name: string): unknown {
  if (error instanceof SameboatError) return error;
  return new BadInput({
    code: 'bad_parquet',
    message: 'The file says that it is Parquet, but cannot be read: it is damaged or encrypted.',
    where: name,
    fix: 'Write or download it again.',
  });
}
