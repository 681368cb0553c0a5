/**
 * Every table that a path holds: the file itself, each sheet of a workbook, each entry of a zip
 * archive. What a file is, is told by its bytes, never by its name.
 */

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BadInput } from '../../errors.ts';
import { firstBytes, inspectText } from '../csv/inspect-file.ts';
import { type InspectedFile, ORDINARY } from '../csv/inspected-file.ts';
import { Archive } from './archive.ts';
import { kindOf, refuseOther } from './file-kind.ts';
import { readSheetRows } from './sheet-rows.ts';
import { SheetText } from './sheet-text.ts';
import { UnpackLimit } from './unpack-limit.ts';
import { isWorkbook, readWorkbook, type Sheet, type Workbook } from './workbook.ts';

/** A file on the way: where its bytes are now, and what the user calls it. */
interface Source {
  readonly path: string;
  readonly name: string;
  readonly scratch: Scratch;
  readonly limit: UnpackLimit;
  readonly isInArchive: boolean;
}

/** Hands out names for rewritten copies; what a file is called never becomes part of a path. */
class Scratch {
  readonly #folder: string;
  #next = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  path(): string {
    return join(this.#folder, String(this.#next++));
  }
}

/**
 * @param path the file that was named
 * @param folder one of its own, for rewritten copies
 * @throws BadInput for everything that is no readable table, with what to do
 */
export async function openFiles(path: string, folder: string): Promise<InspectedFile[]> {
  const name = basename(path);
  const { size } = await stat(path);
  const limit = new UnpackLimit(name, size);
  const scratch = new Scratch(folder);
  return openSource({ path, name, scratch, limit, isInArchive: false });
}

async function openSource(source: Source): Promise<InspectedFile[]> {
  const { path, name, scratch } = source;
  if ((await stat(path)).size === 0) throw emptyFile(name);
  const kind = kindOf(await firstBytes(path));
  switch (kind) {
    case 'zip':
      return openZip(source);
    case 'gzip': {
      const unpacked = scratch.path();
      await gunzip(source, unpacked);
      const inner = kindOf(await firstBytes(unpacked));
      if (inner === 'zip' || inner === 'gzip') throw nested(name);
      const isEmpty = (await stat(unpacked)).size === 0;
      return isEmpty ? Promise.reject(emptyFile(name)) : openSource({ ...source, path: unpacked });
    }
    case 'parquet':
      // The engine reads its columns; they are known once it has looked at it.
      return [{ ...(await unread(path, name)), format: 'parquet', isTyped: true }];
    case 'text':
      return [await inspectText({ path, name, scratch: () => scratch.path() })];
    default:
      return refuseOther(kind, name);
  }
}

async function openZip(source: Source): Promise<InspectedFile[]> {
  using archive = await Archive.open(source.path, source);
  if (isWorkbook(archive)) return await openWorkbook(archive, source);
  refuseOtherPackages(archive, source.name);
  if (source.isInArchive) throw nested(source.name);
  const files: InspectedFile[] = [];
  for (const entry of archive.entries.keys()) {
    if (isClutter(entry)) continue;
    const path = source.scratch.path();
    await pipeline(Readable.from(archive.read(entry)), createWriteStream(path));
    const name = `${source.name}#${entry}`;
    files.push(...(await openSource({ ...source, path, name, isInArchive: true })));
  }
  if (files.length === 0) throw emptyFile(source.name);
  return files;
}

/** What systems put into archives of their own accord. */
function isClutter(entry: string): boolean {
  return entry.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

async function openWorkbook(archive: Archive, source: Source): Promise<InspectedFile[]> {
  const workbook = await readWorkbook(archive, source.name);
  const files: InspectedFile[] = [];
  for (const sheet of workbook.sheets) {
    const file = await openSheet(archive, { workbook, sheet, source });
    if (file) files.push(file);
  }
  if (files.length === 0) throw emptyFile(source.name);
  return files;
}

async function openSheet(
  archive: Archive,
  { workbook, sheet, source }: { workbook: Workbook; sheet: Sheet; source: Source },
): Promise<InspectedFile | null> {
  const name = `${source.name}#${sheet.name}`;
  const path = source.scratch.path();
  const text = new SheetText(path, name);
  try {
    const merged = await readSheetRows({ archive, workbook, sheet, name }, (row) => text.add(row));
    const table = text.end(sheet.isHidden ? [] : merged);
    if (!table) return null;
    if (sheet.isHidden) return { ...(await unread(path, name)), hiddenRows: table.rows };
    const inspected = await inspectText({ path, name, scratch: () => source.scratch.path() });
    const { from1904 } = workbook;
    return { ...inspected, isTyped: true, endsInNotes: table.hasNotes, from1904 };
  } finally {
    text.close();
  }
}

/** A file whose columns nobody has looked at. */
async function unread(path: string, name: string): Promise<InspectedFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const sha256 = hash.digest('hex');
  return { name, path, format: 'text', sha256, delimiter: ',', headers: [], ...ORDINARY };
}

async function gunzip({ path, name, limit }: Source, to: string): Promise<void> {
  try {
    await pipeline(createReadStream(path), createGunzip(), limit.counter(), createWriteStream(to));
  } catch (error) {
    if (!((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_')) throw error;
    throw new BadInput({
      code: 'bad_gzip',
      message: 'The file says that it is gzip, but cannot be unpacked.',
      where: name,
      fix: 'Download or compress it again.',
    });
  }
}

function refuseOtherPackages(archive: Archive, name: string): void {
  const isBinaryWorkbook = archive.entries.has('xl/workbook.bin');
  const isOpenDocument = archive.entries.has('mimetype') && archive.entries.has('content.xml');
  if (!isBinaryWorkbook && !isOpenDocument) return;
  throw new BadInput({
    code: 'other_workbook',
    message: isBinaryWorkbook
      ? 'The file is a binary workbook (.xlsb).'
      : 'The file is an OpenDocument file (.ods).',
    where: name,
    fix: 'Open it and save it as "Excel Workbook (.xlsx)".',
  });
}

function nested(name: string): BadInput {
  return new BadInput({
    code: 'nested_archive',
    message: 'There is an archive inside the archive.',
    where: name,
    fix: 'Unpack it, and import the files in it.',
  });
}

function emptyFile(name: string): BadInput {
  return new BadInput({
    code: 'empty_file',
    message: 'The file is empty.',
    where: name,
    fix: 'Export it again; an export without rows still has a header line.',
  });
}
