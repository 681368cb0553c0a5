/** Small workbooks and zip archives, made for tests. */

import { crc32, deflateRawSync } from 'node:zlib';

/** What a cell of a made sheet is. */
type MadeCell =
  | string
  | number
  | boolean
  | null
  | { readonly number: number; readonly style: 'day' | 'time' | 'custom day' | 'percent' }
  | { readonly formula: string; readonly value: string | number | null }
  | { readonly error: string };

interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[])[];
  readonly state?: 'hidden' | 'veryHidden';
  readonly merged?: readonly string[];
}

interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  readonly from1904?: boolean;
  /** Parts that replace or join the usual ones. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

const STYLES = ['plain', 'day', 'time', 'custom day', 'percent'];

export function madeWorkbook({ sheets, from1904 = false, parts = {} }: MadeWorkbook): Buffer {
  const shared: string[] = [];
  const entries: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${escaped(name)}" sheetId="${index + 1}" state="${state ?? 'visible'}" r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Type="worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-407]dd\\.mm\\.yyyy;@"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      `<cellXfs>${[0, 14, 22, 170, 9].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
  };
  for (const [index, sheet] of sheets.entries()) {
    entries[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet, shared);
  }
  entries['xl/sharedStrings.xml'] =
    `<sst>${shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`;
  return madeZip({ ...entries, ...parts });
}

function sheetXml({ rows, merged = [] }: MadeSheet, shared: string[]): string {
  const body = rows.map((cells, row) => {
    const filled = cells.map((cell, column) => cellXml(cell, letter(column) + (row + 1), shared));
    return filled.join('') === '' ? '' : `<row r="${row + 1}">${filled.join('')}</row>`;
  });
  const areas = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<worksheet><sheetData>${body.join('')}</sheetData><mergeCells>${areas}</mergeCells></worksheet>`;
}

function cellXml(cell: MadeCell, reference: string, shared: string[]): string {
  const tag = (attributes: string, inner: string) =>
    `<c r="${reference}"${attributes}>${inner}</c>`;
  if (cell === null) return '';
  if (typeof cell === 'string') return tag(' t="s"', `<v>${shared.push(cell) - 1}</v>`);
  if (typeof cell === 'number') return tag('', `<v>${cell}</v>`);
  if (typeof cell === 'boolean') return tag(' t="b"', `<v>${cell ? 1 : 0}</v>`);
  if ('error' in cell) return tag(' t="e"', `<v>${cell.error}</v>`);
  if ('style' in cell) return tag(` s="${STYLES.indexOf(cell.style)}"`, `<v>${cell.number}</v>`);
  const type = typeof cell.value === 'string' ? ' t="str"' : '';
  const value = cell.value === null ? '' : `<v>${escaped(String(cell.value))}</v>`;
  return tag(type, `<f>${escaped(cell.formula)}</f>${value}`);
}

function letter(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letter(Math.floor(column / 26) - 1) + letter(column % 26);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** `flags` 1 says that the entries have a password. */
export function madeZip(entries: Readonly<Record<string, string | Buffer>>, flags = 0): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const plain = Buffer.from(content as string);
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, tail, Buffer.from(name)]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}
