/** What a file is, by its first bytes. */

import { BadInput } from '../../errors.ts';

const MAGIC: readonly (readonly [bytes: string, kind: FileKind])[] = [
  ['504b', 'zip'],
  ['1f8b', 'gzip'],
  ['50415231', 'parquet'],
  ['d0cf11e0', 'xls'],
  ['25504446', 'pdf'],
];

export type FileKind = 'zip' | 'gzip' | 'parquet' | 'xls' | 'pdf' | 'markup' | 'json' | 'text';

export function kindOf(start: Buffer): FileKind {
  const hex = start.subarray(0, 4).toString('hex');
  const found = MAGIC.find(([bytes]) => hex.startsWith(bytes))?.[1];
  if (found === 'zip') return /^504b(0304|0506|0708)/.test(hex) ? 'zip' : 'text';
  if (found) return found;
  const text = start
    .subarray(0, 400)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^<(\?xml|!doctype|html|head|table|meta|style)\b/i.test(text)) return 'markup';
  return /^(\{\s*"|\[\s*[[{])/.test(text) ? 'json' : 'text';
}

const OTHERS: Partial<Record<FileKind, readonly [what: string, fix: string]>> = {
  xls: [
    'an old Excel workbook (.xls), or one with a password',
    'Open it and save it as "Excel Workbook (.xlsx)" without a password.',
  ],
  pdf: ['a PDF', 'Export the rows themselves, as CSV or .xlsx.'],
  markup: [
    'a web page or XML, whatever its name says (some systems call such a page .xls)',
    'Open it in a spreadsheet program and save it as "Excel Workbook (.xlsx)", or export CSV.',
  ],
  json: ['JSON', 'Export the rows as CSV, .xlsx or Parquet.'],
};

/** @throws BadInput always */
export function refuseOther(kind: FileKind, name: string): never {
  const [what, fix] = OTHERS[kind] ?? ['no table', 'Export the rows as CSV.'];
  throw new BadInput({ code: 'not_csv', message: `The file is ${what}.`, where: name, fix });
}
