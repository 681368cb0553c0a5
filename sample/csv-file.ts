/** Writes a CSV file piece by piece (RFC 4180 quoting, one line feed per row). */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type Cell = string | number | boolean | null | undefined;

export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
}

const NEEDS_QUOTES = /[",\r\n]/;
const FLUSH_AT = 1 << 16;

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export class CsvFile {
  readonly #handle: number;
  readonly #columns: number;
  #waiting = '';
  #rows = 0;

  constructor(path: string, header: readonly string[]) {
    mkdirSync(dirname(path), { recursive: true });
    this.#handle = openSync(path, 'w');
    this.#columns = header.length;
    this.#line(header);
  }

  write(cells: readonly Cell[]): void {
    this.#line(cells);
    this.#rows += 1;
  }

  #line(cells: readonly Cell[]): void {
    let line = '';
    for (let i = 0; i < this.#columns; i += 1) line += (i > 0 ? ',' : '') + cellText(cells[i]);
    this.#waiting += `${line}\n`;
    if (this.#waiting.length >= FLUSH_AT) this.#flush();
  }

  #flush(): void {
    writeSync(this.#handle, this.#waiting);
    this.#waiting = '';
  }

  /** Ends the file and returns the number of rows after the header. */
  close(): number {
    this.#flush();
    closeSync(this.#handle);
    return this.#rows;
  }
}

/** How each column is made from a row. */
export type ColumnMakers<Row> = Readonly<Record<string, (row: Row) => Cell>>;

export function writeRows<Row>(
  path: string,
  makers: ColumnMakers<Row>,
  rows: Iterable<Row>,
): WrittenFile {
  const file = new CsvFile(path, Object.keys(makers));
  const columns = Object.values(makers);
  for (const row of rows) file.write(columns.map((make) => make(row)));
  return { path, rows: file.close() };
}

/** Money in cents as a decimal number in currency units. */
export function moneyText(cents: number | null): string | null {
  return cents === null ? null : (cents / 100).toFixed(2);
}
