/** `PUT /api/uploads/ID/NAME` keeps a file in the home until it is imported; `DELETE` drops it. */

import { randomUUID } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadInput, OutOfResources, SameboatError } from '../errors.ts';
import type { Home } from '../facts/home.ts';
import { isUploadId, removeUpload, uploadsFolder } from '../facts/uploaded-files.ts';
import { LARGEST_UPLOAD } from './limits.ts';

const KEPT_FOR = 24 * 60 * 60 * 1000;
const MOST_FILES = 500;

interface Upload {
  readonly id: string;
  /** What the user calls the file. */
  readonly name: string;
  readonly body: ReadableStream<Uint8Array> | null;
  /** As announced; null when it was not. */
  readonly length: number | null;
}

/** @throws SameboatError; nothing is then kept of this file */
export async function keepUpload(
  home: Home,
  { id, name, body, length }: Upload,
  largest = LARGEST_UPLOAD,
): Promise<{ readonly bytes: number }> {
  insistOnNames(id, name);
  home.prepare();
  removeOldUploads(home);
  const folder = join(uploadsFolder(home), id);
  for (const path of [uploadsFolder(home), folder]) if (!existsSync(path)) mkdirSync(path);
  const others = readdirSync(folder).filter((other) => other !== name);
  if (others.length >= MOST_FILES) throw tooMany();
  const room = largest - others.reduce((sum, other) => sum + sizeOf(join(folder, other)), 0);
  if (length !== null && length > room) throw tooLarge(name, largest);
  const part = join(folder, `.${randomUUID()}`);
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > room) throw tooLarge(name, largest);
      yield chunk;
    }
  };
  try {
    const from = body === null ? Readable.from([]) : Readable.fromWeb(body as never);
    await pipeline(from, counted, createWriteStream(part, { flags: 'wx' }));
    renameSync(part, join(folder, name));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull() : error;
  } finally {
    rmSync(part, { force: true });
  }
  return { bytes };
}

/** Nothing is said when there is no such file: it is gone in either case. */
export function dropUpload(home: Home, { id, name }: Pick<Upload, 'id' | 'name'>): void {
  insistOnNames(id, name);
  rmSync(join(uploadsFolder(home), id, name), { force: true });
}

/** Bytes, or 0 when it was removed meanwhile. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function removeOldUploads(home: Home): void {
  const folder = uploadsFolder(home);
  if (!existsSync(folder)) return;
  for (const id of readdirSync(folder)) {
    const found = statSync(join(folder, id), { throwIfNoEntry: false });
    if (found && found.mtimeMs < Date.now() - KEPT_FOR) removeUpload(home, id);
  }
}

/** A name stays a name: no part of it may lead out of the folder, hide the file or be no text. */
function insistOnNames(id: string, name: string): void {
  if (!isUploadId(id)) {
    throw new BadInput({
      code: 'bad_upload_id',
      message: 'The id of an upload is 8 to 64 small letters, digits and hyphens.',
      where: 'path',
      fix: 'Choose one such as 2026-08-31-ab12cd34, and use it for all files of the upload.',
    });
  }
  const isName =
    name !== '' &&
    !name.startsWith('.') &&
    !/[/\\\p{Cc}\p{Cs}\ufffd]/u.test(name) &&
    Buffer.byteLength(name) <= 255;
  if (isName) return;
  throw new BadInput({
    code: 'bad_file_name',
    message: 'This cannot be the name of a file.',
    where: 'path',
    fix: 'Rename it: at most 255 bytes, not beginning with a dot, without / and \\.',
  });
}

function tooLarge(name: string, largest: number): SameboatError {
  return new SameboatError(413, {
    code: 'upload_too_large',
    message: `The files of one upload may have ${Math.round(largest / 1024 ** 3)} GB together.`,
    where: name,
    fix: 'Compress it, or import it in the terminal, with `sameboat import`.',
  });
}

function tooMany(): SameboatError {
  return new SameboatError(413, {
    code: 'too_many_files',
    message: `One upload may have ${MOST_FILES} files.`,
    where: 'upload',
    fix: 'Put them into a zip archive, or import the folder in the terminal.',
  });
}

function diskFull(): OutOfResources {
  return new OutOfResources({
    code: 'disk_full',
    message: 'The disk is full. Nothing was kept of this file.',
    fix: 'Free some space where the home is, then bring it again.',
  });
}
