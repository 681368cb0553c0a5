/** The rows of a worksheet as text, one by one, in the order of the sheet. */

import { BadInput } from '../../errors.ts';
import type { Archive } from './archive.ts';
import { columnIndex, numberText, plainText, serialText } from './cell-value.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { readXml } from './xml.ts';

/** The limits of the format itself. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

export interface SheetRow {
  /** As the sheet numbers it, from 1. */
  readonly number: number;
  /** Cells by column from 0; those that are blank may be missing. */
  readonly cells: readonly (string | undefined)[];
}

export interface MergedArea {
  readonly text: string;
  readonly firstRow: number;
  readonly lastRow: number;
}

interface Cell {
  column: number;
  type: string;
  style: number;
  reference: string;
  value: string | null;
  isFormula: boolean;
}

interface Reading {
  readonly archive: Archive;
  readonly workbook: Workbook;
  readonly sheet: Sheet;
  /** The sheet as the user knows it. */
  readonly name: string;
}

/**
 * Calls `onRow` for every row that the sheet holds, blank ones too, and returns its merged areas.
 * @throws BadInput for a formula that was never calculated, and for what is no sheet
 */
export async function readSheetRows(
  reading: Reading,
  onRow: (row: SheetRow) => void,
): Promise<readonly MergedArea[]> {
  const { archive, sheet, name } = reading;
  const merged: MergedArea[] = [];
  let number = 0;
  let cells: (string | undefined)[] = [];
  let cell: Cell | null = null;
  let nextColumn = 0;
  let takesText = false;
  let inPhonetic = false;
  await readXml(archive.read(sheet.entry), name, {
    open: (tag, attribute) => {
      switch (tag) {
        case 'row':
          number = Number(attribute('r') ?? number + 1);
          if (!(number >= 1 && number <= MOST_ROWS)) throw tooLarge(name);
          cells = [];
          nextColumn = 0;
          break;
        case 'c': {
          const reference = attribute('r') ?? '';
          const column = columnIndex(reference) ?? nextColumn;
          if (column >= MOST_COLUMNS) throw tooLarge(name);
          nextColumn = column + 1;
          const style = Number(attribute('s') ?? 0);
          const type = attribute('t') ?? 'n';
          cell = { column, type, style, reference, value: null, isFormula: false };
          break;
        }
        case 'f':
          if (cell) cell.isFormula = true;
          break;
        case 'rPh':
          inPhonetic = true;
          break;
        case 'v':
        case 't':
          if (cell && !inPhonetic) {
            cell.value ??= '';
            takesText = true;
          }
          break;
        case 'mergeCell':
          merged.push(mergedArea(attribute('ref') ?? ''));
          break;
      }
    },
    text: (text) => {
      if (takesText && cell) cell.value += text;
    },
    close: (tag) => {
      if (tag === 'v' || tag === 't') takesText = false;
      else if (tag === 'rPh') inPhonetic = false;
      else if (tag === 'c' && cell) {
        const text = cellText(cell, reading);
        if (text !== '') cells[cell.column] = text;
        cell = null;
      } else if (tag === 'row') onRow({ number, cells });
    },
  });
  return merged;
}

function cellText(cell: Cell, { workbook, sheet: { isHidden }, name }: Reading): string {
  if (cell.value === null) {
    if (cell.isFormula && !isHidden) throw notCalculated(cell.reference, name);
    return '';
  }
  switch (cell.type) {
    case 's':
      return workbook.sharedTexts[Number(cell.value)] ?? '';
    case 'b':
      return cell.value === '1' ? 'true' : 'false';
    case 'n':
      return numericText(cell.value, cell.style, workbook);
    default:
      return plainText(cell.value);
  }
}

function numericText(value: string, style: number, workbook: Workbook): string {
  const day = workbook.dateStyles[style] ? serialText(Number(value), workbook.from1904) : null;
  return day ?? numberText(value);
}

function mergedArea(text: string): MergedArea {
  const rows = text.split(':').map((corner) => Number(/\d+$/.exec(corner)?.[0] ?? 0));
  return { text, firstRow: rows[0] ?? 0, lastRow: rows.at(-1) ?? 0 };
}

function notCalculated(reference: string, name: string): BadInput {
  return new BadInput({
    code: 'formula_without_value',
    message: `The formula in cell ${reference} has never been calculated, so it has no value.`,
    where: `${name}, cell ${reference}`,
    fix: 'Open the workbook in a spreadsheet program, save it, and import it again.',
  });
}

function tooLarge(name: string): BadInput {
  return new BadInput({
    code: 'sheet_too_large',
    message: `A cell lies beyond row ${MOST_ROWS} or column ${MOST_COLUMNS}, where a workbook ends.`,
    where: name,
    fix: 'Save the sheet as "CSV UTF-8" and import that.',
  });
}
