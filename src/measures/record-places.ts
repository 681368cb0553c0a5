import { allRows, type Engine } from '../engine/engine.ts';
import { statementFile } from '../facts/statement-file.ts';

/** Where a record belongs. */
export interface RecordPlace {
  readonly id: string;
  /** Of whoever owns it. */
  readonly team: string | null;
  /** Of its account. */
  readonly region: string | null;
}

interface Moment {
  readonly as_of: string;
  readonly known_at: string;
}

const SEPARATOR = '\u001f';

/** Team and region of records, by their ids; nothing of those that belong nowhere. */
export function recordPlaces(
  engine: Engine,
  ids: readonly string[],
  { as_of, known_at }: Moment,
): Promise<RecordPlace[]> {
  const sql = statementFile(new URL('record_places.sql', import.meta.url));
  const parameters = { as_of, known_at, ids: ids.join(SEPARATOR), separator: SEPARATOR };
  return allRows(engine.query(sql, parameters));
}
