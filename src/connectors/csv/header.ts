import { BadInput } from '../../errors.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** No CRM exports as many. */
const MOST_COLUMNS = 2000;

/** Names that JavaScript objects give a meaning to; a table that has one is not from a CRM. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The header line: its delimiter is the one that cuts it into the most columns.
 * @throws BadInput for a column that is repeated, blank or reserved
 */
export function readHeader(
  start: Buffer,
  name: string,
): { delimiter: Delimiter; headers: readonly string[] } {
  const text = start.toString('utf8').replace(/^\uFEFF/, '');
  const cuts = DELIMITERS.map((delimiter) => ({
    delimiter,
    headers: firstRecord(text, delimiter),
  }));
  const best = cuts.reduce((a, b) => (b.headers.length > a.headers.length ? b : a));
  checkHeaders(best.headers, name);
  return best;
}

/** @throws BadInput for too many columns, and for one that is repeated, blank or reserved */
export function checkHeaders(headers: readonly string[], name: string): void {
  if (headers.length > MOST_COLUMNS) throw tooWide(headers.length, name);
  for (const [index, header] of headers.entries()) refuseBadName(header, { index, headers, name });
}

function tooWide(columns: number, name: string): BadInput {
  return new BadInput({
    code: 'too_wide',
    message: `The first row has ${columns} columns; ${MOST_COLUMNS} are the most that is read.`,
    where: `${name}, row 1`,
    fix: 'Export only the columns that are needed.',
  });
}

interface Place {
  readonly index: number;
  readonly headers: readonly string[];
  readonly name: string;
}

function refuseBadName(header: string, { index, headers, name }: Place): void {
  const where = `${name}, row 1, column ${index + 1}`;
  const first = headers.indexOf(header);
  if (header === '') {
    throw new BadInput({
      code: 'blank_header',
      message: `Column ${index + 1} has no name.`,
      where,
      fix: 'Name the column, or delete it, in the first row.',
    });
  }
  if (first !== index) {
    throw new BadInput({
      code: 'duplicate_header',
      message: `Two columns are named "${header}": columns ${first + 1} and ${index + 1}.`,
      where,
      fix: 'Rename or delete one of them; otherwise it is not clear which one counts.',
    });
  }
  if (RESERVED.has(header)) {
    throw new BadInput({
      code: 'reserved_header',
      message: `A column is named "${header}", which is reserved.`,
      where,
      fix: 'Rename the column.',
    });
  }
}

/** The fields of the first record, quotes removed and trimmed. */
function firstRecord(text: string, delimiter: Delimiter): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') field += text[++at];
      else quoted = false;
    } else if (char === '"' && field.trim() === '') {
      quoted = true;
      field = '';
    } else if (char === delimiter) {
      fields.push(field.trim());
      field = '';
    } else if (char === '\n' || char === '\r') break;
    else field += char;
  }
  fields.push(field.trim());
  return fields;
}
