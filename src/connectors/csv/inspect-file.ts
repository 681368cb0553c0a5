/**
 * Reads a file once, before anything is loaded: what its bytes are, how its lines end, what its
 * header says. Whatever is not plain delimited UTF-8 text is rewritten as such, or refused.
 */

import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BadInput } from '../../errors.ts';
import { type Delimiter, readHeader } from './header.ts';
import { TextScan } from './text-scan.ts';

export interface InspectedFile {
  /** The name that the user knows. */
  readonly name: string;
  /** Where the readable text is: the file itself, or a rewritten copy. */
  readonly path: string;
  readonly sha256: string;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
}

/**
 * @param path the file that was named
 * @param scratch a folder for the rewritten copy, if one is needed
 * @throws BadInput for everything that is no readable table, with what to do
 */
export async function inspectFile(path: string, scratch: string): Promise<InspectedFile> {
  const name = basename(path);
  try {
    await refuseUnreadable(path, name);
    const start = await firstBytes(path);
    refuseOtherFormats(start, name);
    const plain = isGzip(start)
      ? await rewritten(path, `${scratch}/${name}.txt`, createGunzip())
      : path;
    const scan = await scanText(plain, name);
    const text = scan.rewrite
      ? await rewritten(plain, `${scratch}/${name}.utf8`, scan.rewrite())
      : plain;
    const { delimiter, headers } = readHeader(await firstBytes(text, MAX_LINE), name);
    return { name, path: text, sha256: scan.sha256, delimiter, headers };
  } catch (error) {
    throw readable(error, name);
  }
}

/** A line longer than this is no row of a table. */
const MAX_LINE = 2 * 1024 * 1024;

async function refuseUnreadable(path: string, name: string): Promise<void> {
  const info = await stat(path);
  if (info.size > 0) return;
  throw new BadInput({
    code: 'empty_file',
    message: 'The file is empty.',
    where: name,
    fix: 'Export it again; an export without rows still has a header line.',
  });
}

async function firstBytes(path: string, length = 4096): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const OTHER_FORMATS: readonly (readonly [magic: string, kind: string])[] = [
  ['504b0304', 'a zip archive or an Excel workbook'],
  ['50415231', 'a Parquet file'],
  ['d0cf11e0', 'an old Excel workbook'],
  ['25504446', 'a PDF'],
];

function refuseOtherFormats(start: Buffer, name: string): void {
  const magic = start.subarray(0, 4).toString('hex');
  const kind = OTHER_FORMATS.find(([bytes]) => bytes === magic)?.[1];
  if (!kind) return;
  throw new BadInput({
    code: 'not_csv',
    message: `The file is ${kind}, not CSV text.`,
    where: name,
    fix: 'Unpack it, or save the sheet as "CSV UTF-8", and import that.',
  });
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function scanText(path: string, name: string): Promise<TextScan> {
  const scan = new TextScan(name, MAX_LINE);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    scan.read(chunk as Buffer);
  }
  scan.end();
  return scan;
}

async function rewritten(
  from: string,
  to: string,
  change: NodeJS.ReadWriteStream,
): Promise<string> {
  await pipeline(createReadStream(from), change, createWriteStream(to));
  return to;
}

function readable(error: unknown, name: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code.startsWith('Z_')) {
    return new BadInput({
      code: 'bad_gzip',
      message: 'The file says that it is gzip, but cannot be unpacked.',
      where: name,
      fix: 'Download or compress it again.',
    });
  }
  return error;
}
