/** An .xlsx workbook: its sheets, the texts that they share, and which cell styles show dates. */

import { posix } from 'node:path';
import { BadInput } from '../../errors.ts';
import type { Archive } from './archive.ts';
import { isDateFormat, plainText } from './cell-value.ts';
import { readXml } from './xml.ts';

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Its entry in the archive. */
  readonly entry: string;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  readonly sharedTexts: readonly string[];
  /** By style: whether a number in it is a date. */
  readonly dateStyles: readonly boolean[];
}

/** All texts of a workbook stand in memory while it is read. */
const MOST_SHARED_TEXT = 256 * 1024 * 1024;

const WORKBOOK = 'xl/workbook.xml';

/** Whether the archive is a workbook of this kind. */
export function isWorkbook(archive: Archive): boolean {
  return archive.entries.has('[Content_Types].xml') && archive.entries.has(WORKBOOK);
}

/** @throws BadInput when it cannot be read */
export async function readWorkbook(archive: Archive, name: string): Promise<Workbook> {
  const targets = await readTargets(archive, name);
  const listed: { name: string; id: string; state: string }[] = [];
  let from1904 = false;
  await readXml(archive.read(WORKBOOK), name, {
    ...SILENT,
    open: (tag, attribute) => {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (tag !== 'sheet') return;
      const state = attribute('state') ?? 'visible';
      listed.push({ name: attribute('name') ?? '', id: attribute('id') ?? '', state });
    },
  });
  const sheets = listed.flatMap((sheet): Sheet[] => {
    const entry = targets.get(sheet.id);
    const isSheet = entry !== undefined && /worksheets\//.test(entry);
    return isSheet ? [{ name: sheet.name, isHidden: sheet.state !== 'visible', entry }] : [];
  });
  const missing = sheets.find((sheet) => !archive.entries.has(sheet.entry));
  if (missing) throw incomplete(name, missing.name);
  return {
    sheets,
    from1904,
    sharedTexts: await readSharedTexts(archive, name),
    dateStyles: await readDateStyles(archive, name),
  };
}

const SILENT = { open: () => {}, close: () => {}, text: () => {} };

async function readTargets(archive: Archive, name: string): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const entry = 'xl/_rels/workbook.xml.rels';
  if (!archive.entries.has(entry)) throw incomplete(name, 'list of sheets');
  await readXml(archive.read(entry), name, {
    ...SILENT,
    open: (tag, attribute) => {
      const target = attribute('Target');
      if (tag !== 'Relationship' || target === undefined) return;
      const path = target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
      targets.set(attribute('Id') ?? '', path);
    },
  });
  return targets;
}

async function readSharedTexts(archive: Archive, name: string): Promise<string[]> {
  const entry = 'xl/sharedStrings.xml';
  const found = archive.entries.get(entry);
  if (!found) return [];
  if (found.uncompressedSize > MOST_SHARED_TEXT) throw tooMuchText(name);
  const texts: string[] = [];
  let text = '';
  let isOpen = false;
  let inPhonetic = false;
  await readXml(archive.read(entry), name, {
    open: (tag) => {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') inPhonetic = true;
      else if (tag === 't') isOpen = !inPhonetic;
    },
    close: (tag) => {
      if (tag === 'si') texts.push(plainText(text));
      else if (tag === 'rPh') inPhonetic = false;
      else if (tag === 't') isOpen = false;
    },
    text: (more) => {
      if (isOpen) text += more;
    },
  });
  return texts;
}

async function readDateStyles(archive: Archive, name: string): Promise<boolean[]> {
  const entry = 'xl/styles.xml';
  if (!archive.entries.has(entry)) return [];
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await readXml(archive.read(entry), name, {
    ...SILENT,
    open: (tag, attribute) => {
      const id = Number(attribute('numFmtId') ?? 0);
      if (tag === 'numFmt') codes.set(id, attribute('formatCode') ?? '');
      else if (tag === 'cellXfs') inCells = true;
      else if (tag === 'xf' && inCells) styles.push(isDateFormat(id, codes.get(id) ?? null));
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

function incomplete(name: string, part: string): BadInput {
  return new BadInput({
    code: 'bad_workbook',
    message: `The workbook lacks a part of itself: ${part}.`,
    where: name,
    fix: 'Open it in a spreadsheet program, save it as .xlsx again, and import that.',
  });
}

function tooMuchText(name: string): BadInput {
  return new BadInput({
    code: 'unpacks_too_large',
    message: 'The texts of the workbook are larger than 256 MiB.',
    where: name,
    fix: 'Save each sheet as "CSV UTF-8" and import those.',
  });
}
