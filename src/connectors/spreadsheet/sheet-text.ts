/** A worksheet as delimited text: titles above the header left off, notes below it set apart. */

import { closeSync, openSync, writeSync } from 'node:fs';
import { BadInput } from '../../errors.ts';
import type { MergedArea, SheetRow } from './sheet-rows.ts';

/** Rows above the header that have one filled cell each: a title, filters, the day of the report. */
const MOST_TITLE_ROWS = 100;
const FLUSH_CHARACTERS = 1024 * 1024;

/**
 * Takes the rows of a sheet and writes those of its table. The header is the first row with two
 * filled cells, or the first filled one if there is none such. Blank rows are left off. Rows of one
 * filled cell after a gap, up to the end, are notes: each is written as one value only.
 */
export class SheetText {
  readonly #file: number;
  readonly #name: string;
  #text = '';
  #titles: SheetRow[] = [];
  #header: { row: number; first: number; width: number } | null = null;
  #notes: string[] = [];
  #lastRow = 0;
  #rows = 0;

  constructor(path: string, name: string) {
    this.#file = openSync(path, 'w');
    this.#name = name;
  }

  add(row: SheetRow): void {
    const filled = row.cells.filter((cell) => cell !== undefined);
    if (filled.length === 0) return;
    const hasGap = row.number > this.#lastRow + 1;
    this.#lastRow = row.number;
    if (!this.#header) {
      this.#titles.push(row);
      if (filled.length > 1 || this.#titles.length > MOST_TITLE_ROWS)
        this.#startTable(filled.length);
      return;
    }
    const isNote = filled.length === 1 && this.#header.width > 2;
    if (isNote && (hasGap || this.#notes.length > 0)) this.#notes.push(filled[0] as string);
    else {
      const record = this.#record(row.cells);
      this.#endNotes(false);
      this.#write(record);
    }
    // Notes that turn out to stand between rows are rows themselves, so all are counted.
    this.#rows++;
  }

  /**
   * @returns how many rows lie below the header, and whether notes end them; null for an empty sheet
   * @throws BadInput when cells of the header or below it are merged
   */
  end(merged: readonly MergedArea[]): { rows: number; hasNotes: boolean } | null {
    if (!this.#header && this.#titles.length > 0) this.#startTable(1);
    if (!this.#header) return null;
    this.#refuseMerged(merged, this.#header.row);
    const hasNotes = this.#notes.length > 0;
    this.#endNotes(true);
    this.#flush();
    return { rows: this.#rows, hasNotes };
  }

  close(): void {
    closeSync(this.#file);
  }

  #startTable(filled: number): void {
    const titles = this.#titles;
    this.#titles = [];
    const at = filled > 1 ? titles.length - 1 : 0;
    const row = titles[at] as SheetRow;
    const first = row.cells.findIndex((cell) => cell !== undefined);
    this.#header = { row: row.number, first, width: row.cells.length - first };
    this.#write(row.cells.slice(first).map((cell) => cell ?? ''));
    for (const below of titles.slice(at + 1)) this.add(below);
  }

  /** As wide as the header; wider if it has more, so that it is rejected. */
  #record(cells: readonly (string | undefined)[]): string[] {
    const { first, width } = this.#header as { first: number; width: number };
    const inside = Array.from(
      { length: Math.max(width, cells.length - first) },
      (_, index) => cells[first + index] ?? '',
    );
    const outside = cells.slice(0, first).filter((cell) => cell !== undefined);
    return [...inside, ...outside];
  }

  #endNotes(atEnd: boolean): void {
    const { width } = this.#header as { width: number };
    for (const note of this.#notes) {
      this.#write(atEnd ? [note] : [note, ...Array<string>(width - 1).fill('')]);
    }
    this.#notes = [];
  }

  #write(values: readonly string[]): void {
    this.#text += `${values.map(quoted).join(',')}\n`;
    if (this.#text.length > FLUSH_CHARACTERS) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#text);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#text = '';
  }

  #refuseMerged(merged: readonly MergedArea[], header: number): void {
    const inHeader = merged.find((area) => area.firstRow <= header && area.lastRow >= header);
    const below = merged.find((area) => area.firstRow > header && area.lastRow > area.firstRow);
    const area = inHeader ?? below;
    if (!area) return;
    throw new BadInput({
      code: 'merged_cells',
      message: inHeader
        ? `Cells of the header are merged (${area.text}), so it is not clear what each column is called.`
        : `Cells ${area.text} are merged: only the first of them has the value.`,
      where: `${this.#name}, cells ${area.text}`,
      fix: inHeader
        ? 'Unmerge them, and give each column one name in one row; or hide the sheet if it holds no table.'
        : 'Unmerge them, and fill the value into each row; or hide the sheet if it holds no table.',
    });
  }
}

function quoted(value: string): string {
  return /[",\n\r]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
