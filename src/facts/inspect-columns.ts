/** What stands in a landed file, for people to look at before they import it. */

import { allRows, type Engine } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { quotedName, quotedText } from './sql-text.ts';

const PREVIEW_ROWS = 20;
const SAMPLES = 3;
const ROWS_LOOKED_AT = 1000;
/** A column of more values than these is no list of choices. */
const MOST_CHOICES = 12;
const LONGEST = 120;

export interface SeenColumn {
  readonly header: string;
  /** The first values that differ. */
  readonly samples: readonly string[];
  /** All its values, the most frequent first; empty where there are many. */
  readonly choices: readonly string[];
}

interface Seen {
  readonly columns: readonly SeenColumn[];
  readonly preview: readonly (readonly string[])[];
}

/** @param withChoices also read every column whole for its values */
export async function seenIn(
  engine: Engine,
  parquet: string,
  { headers, withChoices }: { headers: readonly string[]; withChoices: boolean },
): Promise<Seen> {
  const from = `read_parquet(${quotedText(parquet)})`;
  const names = headers.map(quotedName).join(', ');
  const rows = await allRows<Record<string, string | null>>(
    engine.query(statement('first rows', `select ${names} from ${from} limit ${ROWS_LOOKED_AT}`)),
  );
  const columns: SeenColumn[] = [];
  for (const header of headers) {
    const values = rows.map((row) => short(row[header] ?? '')).filter((value) => value !== '');
    const samples = [...new Set(values)].slice(0, SAMPLES);
    const choices = withChoices ? await choicesOf(engine, from, header) : [];
    columns.push({ header, samples, choices });
  }
  const preview = rows
    .slice(0, PREVIEW_ROWS)
    .map((row) => headers.map((header) => short(row[header] ?? '')));
  return { columns, preview };
}

async function choicesOf(engine: Engine, from: string, header: string): Promise<string[]> {
  const value = `trim(${quotedName(header)})`;
  const sql = `select ${value} as choice, count(*) as n from ${from} where ${value} <> ''
    group by 1 order by 2 desc, 1 limit ${MOST_CHOICES + 1}`;
  const rows = await allRows<{ choice: string }>(engine.query(statement('choices', sql)));
  return rows.length > MOST_CHOICES ? [] : rows.map(({ choice }) => choice);
}

function short(value: string): string {
  const text = value.trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
