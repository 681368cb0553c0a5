/**
 * Reads a text once, before anything is loaded: how it is encoded, how its lines end, what its
 * header says. Whatever is not plain UTF-8 with one kind of line end is rewritten as such.
 */

import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { readHeader } from './header.ts';
import { type InspectedFile, ORDINARY } from './inspected-file.ts';
import { TextScan } from './text-scan.ts';

interface Text {
  readonly path: string;
  /** The name that the user knows. */
  readonly name: string;
  /** Gives a path for the rewritten copy, if one is needed. */
  readonly scratch: () => string;
}

/** @throws BadInput for everything that is no readable table, with what to do */
export async function inspectText({ path, name, scratch }: Text): Promise<InspectedFile> {
  const scan = await scanText(path, name);
  const text = scan.rewrite ? await rewritten(path, scratch(), scan.rewrite()) : path;
  const header = readHeader(await firstBytes(text, MAX_LINE), name);
  const { sha256, hasWrapped } = scan;
  return { name, path: text, format: 'text', sha256, ...header, ...ORDINARY, hasWrapped };
}

/** A line longer than this is no row of a table. */
const MAX_LINE = 2 * 1024 * 1024;

export async function firstBytes(path: string, length = 4096): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
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
