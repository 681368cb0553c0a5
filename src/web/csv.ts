/** Rows as a CSV file that no spreadsheet takes for a formula. */

type Cell = string | number | boolean | null | undefined;

const STARTS_FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

function safeCell(cell: Cell): string {
  const text = String(cell ?? '');
  const isSafe = !STARTS_FORMULA.test(text) || PLAIN_NUMBER.test(text);
  const safe = isSafe ? text : `'${text}`;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Cell>>[],
): string {
  const lines = rows.map((row) => columns.map((column) => safeCell(row[column])).join(','));
  return `${[columns.map(safeCell).join(','), ...lines].join('\r\n')}\r\n`;
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
