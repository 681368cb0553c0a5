/** Writes a CSV file piece by piece (RFC 4180 quoting, one line feed per row). */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type Cell = string | number | boolean | null | undefined;

export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
}

const FLUSH_AT = 1 << 18;

/** Stands between cells until the line is known to need no quotes; becomes a comma in the buffer. */
const BETWEEN = 1;
const BETWEEN_TEXT = '\u0001';
const COMMA = 44;
const NEEDS_QUOTES = /[",\n\r]/;

function quoted(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function lineOf(cells: readonly Cell[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (i > 0) line += BETWEEN_TEXT;
    if (cell !== null && cell !== undefined) line += cell;
  }
  return NEEDS_QUOTES.test(line) ? cells.map(quoted).join(',') : line;
}

export class CsvFile {
  readonly #handle: number;
  readonly #buffer = Buffer.allocUnsafe(FLUSH_AT);
  #used = 0;
  #rows = 0;

  constructor(path: string, header: readonly string[]) {
    mkdirSync(dirname(path), { recursive: true });
    this.#handle = openSync(path, 'w');
    this.#line(header);
  }

  write(cells: readonly Cell[]): void {
    this.#line(cells);
    this.#rows += 1;
  }

  #line(cells: readonly Cell[]): void {
    const line = `${lineOf(cells)}\n`;
    // A character takes three bytes at most.
    if (this.#used + line.length * 3 > FLUSH_AT) this.#flush();
    if (line.length * 3 > FLUSH_AT) writeSync(this.#handle, line.replaceAll(BETWEEN_TEXT, ','));
    else this.#used += this.#buffer.write(line, this.#used);
  }

  #flush(): void {
    const buffer = this.#buffer;
    for (let i = 0; i < this.#used; i += 1) if (buffer[i] === BETWEEN) buffer[i] = COMMA;
    if (this.#used > 0) writeSync(this.#handle, this.#buffer, 0, this.#used);
    this.#used = 0;
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
