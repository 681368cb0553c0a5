/** Plans as CSV files: rows with the place of each value, so that a mistake can be named. */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { BadInput } from '../errors.ts';
import { minorDigits } from '../money.ts';
import type { Context } from './operation.ts';
import { LOCAL } from './rights.ts';

export interface FileRow {
  /** Row of the file, the header being 1. */
  readonly row: number;
  readonly file: string;
  /** Column → text; null where blank. */
  readonly values: Readonly<Record<string, string | null>>;
}

interface PlanColumns {
  readonly needed: readonly string[];
  readonly optional: readonly string[];
}

/**
 * Reads a CSV file of this machine.
 * @param columns those that it must have; others are refused too
 * @throws BadInput with file, row and column; NotAllowed when the asker is not at the machine's terminal
 */
export function readPlanFile({ who }: Context, path: string, columns: PlanColumns): FileRow[] {
  if (who.role !== LOCAL) {
    throw new BadInput({
      code: 'only_in_terminal',
      message: 'A file of the server is read by its terminal only.',
      where: 'file',
      fix: 'Send the rows themselves, or the text of the file as csv.',
    });
  }
  const file = basename(path);
  return rowsOf(fileText(path, file), file, columns);
}

/** The same of a text that was sent, such as an uploaded file. @throws BadInput with row and column */
export function readPlanText(text: string, columns: PlanColumns): FileRow[] {
  return rowsOf(text, 'csv', columns);
}

function rowsOf(text: string, file: string, columns: PlanColumns): FileRow[] {
  const records = parsed(text, file);
  const header = records[0] ?? [];
  const known = [...columns.needed, ...columns.optional];
  const missing = columns.needed.find((column) => !header.includes(column));
  const foreign = header.find(
    (column, at) => !known.includes(column) || header.indexOf(column) !== at,
  );
  if (missing !== undefined || foreign !== undefined) {
    throw new BadInput({
      code: 'wrong_columns',
      message:
        missing !== undefined
          ? `The column "${missing}" is missing.`
          : `The column "${foreign}" is not known here, or is there twice.`,
      where: `${file}, row 1`,
      fix: `The columns are: ${known.join(', ')}.`,
    });
  }
  const rows = records.slice(1).map((record, at) => ({
    row: at + 2,
    file,
    values: Object.fromEntries(
      header.map((column, place) => [column, record[place]?.trim() || null]),
    ),
  }));
  if (rows.length > 0) return rows;
  throw new BadInput({
    code: 'no_rows',
    message: 'The file has no rows below its header.',
    where: file,
    fix: 'Write one row for each line of the plan.',
  });
}

function fileText(path: string, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const isText = error instanceof TypeError;
    throw new BadInput({
      code: isText ? 'not_utf8' : 'cannot_read',
      message: isText
        ? 'The file is not UTF-8 text.'
        : `The file cannot be read: ${(error as Error).message}`,
      where: file,
      fix: isText ? 'Save it as CSV in UTF-8.' : 'Check its name.',
    });
  }
}

function parsed(text: string, file: string): string[][] {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  try {
    return parse(text, {
      bom: true,
      delimiter: head.includes(';') && !head.includes(',') ? ';' : ',',
      skip_empty_lines: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadInput({
      code: 'bad_csv',
      message: error.message,
      where: `${file}, line ${error['lines'] ?? '?'}`,
      fix: 'Each row needs as many values as the header, and quotes in pairs.',
    });
  }
}

/** A problem of one cell. */
export function badCell({ file, row }: FileRow, column: string, message: string): BadInput {
  return new BadInput({
    code: 'bad_cell',
    message,
    where: `${file}, row ${row}, column ${column}`,
    fix: 'Correct the cell. Nothing was written.',
  });
}

/** `5620.00` in minor units. @throws BadInput */
export function minorUnits(row: FileRow, column: string, currency: string): number | null {
  const value = numberOf(row, column);
  if (value === null) return null;
  const minor = value * 10 ** minorDigits(currency);
  const whole = Math.round(minor);
  if (
    Math.abs(minor - whole) > 1e-6 * Math.max(1, Math.abs(minor)) ||
    !Number.isSafeInteger(whole)
  ) {
    throw badCell(row, column, `"${row.values[column]}" is no amount of ${currency}.`);
  }
  return whole;
}

/** A number with a point, without separators of thousands. @throws BadInput */
export function numberOf(row: FileRow, column: string): number | null {
  const text = row.values[column] ?? null;
  if (text === null) return null;
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    throw badCell(row, column, `"${text}" is no number such as 5620.00.`);
  }
  return Number(text);
}

/** Checks a row as a whole. @throws BadInput that names its cell */
export function checkedRow<Schema extends z.ZodType>(
  schema: Schema,
  row: FileRow,
  body: unknown,
): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const column = String(issue?.path[0] ?? '');
  throw badCell(row, column, `${column}: ${issue?.message}`);
}
