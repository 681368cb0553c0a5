/** A zip file: its entries by name, read one at a time. Nothing is written under an entry's name. */

import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { BadInput, SameboatError } from '../../errors.ts';
import type { UnpackLimit } from './unpack-limit.ts';

const MOST_ENTRIES = 10_000;

export class Archive implements Disposable {
  /** In the order of the archive; folders are left out. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly #file: ZipFile;
  readonly #name: string;
  readonly #limit: UnpackLimit;

  private constructor(
    file: ZipFile,
    entries: ReadonlyMap<string, Entry>,
    { name, limit }: { name: string; limit: UnpackLimit },
  ) {
    this.#file = file;
    this.entries = entries;
    this.#name = name;
    this.#limit = limit;
  }

  /** @throws BadInput when it is damaged, has a password, or has too many entries */
  static async open(path: string, about: { name: string; limit: UnpackLimit }): Promise<Archive> {
    try {
      const file = await openZip(path);
      try {
        if (file.entryCount > MOST_ENTRIES) throw tooManyEntries(about.name);
        return new Archive(file, await readEntries(file, about.name), about);
      } catch (error) {
        file.close();
        throw error;
      }
    } catch (error) {
      throw damaged(error, about.name);
    }
  }

  /** The unpacked bytes of an entry. @throws BadInput when they are damaged or too many */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`no entry ${name}`);
    try {
      for await (const chunk of await openEntry(this.#file, entry)) {
        this.#limit.add((chunk as Buffer).length);
        yield chunk as Buffer;
      }
    } catch (error) {
      throw damaged(error, this.#name);
    }
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, file) =>
      error ? reject(error) : resolve(file),
    );
  });
}

function readEntries(file: ZipFile, name: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    file.on('error', reject);
    file.on('end', () => resolve(entries));
    file.on('entry', (entry: Entry) => {
      if ((entry.generalPurposeBitFlag & 1) === 1) return reject(encrypted(name));
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      file.readEntry();
    });
    file.readEntry();
  });
}

function openEntry(file: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

function tooManyEntries(name: string): BadInput {
  return new BadInput({
    code: 'too_many_entries',
    message: `The archive has more than ${MOST_ENTRIES} entries.`,
    where: name,
    fix: 'Pack only the files that belong to one export.',
  });
}

function encrypted(name: string): BadInput {
  return new BadInput({
    code: 'has_password',
    message: 'The archive is protected by a password.',
    where: name,
    fix: 'Unpack it, and import the files in it.',
  });
}

function damaged(error: unknown, name: string): unknown {
  if (error instanceof SameboatError) return error;
  return new BadInput({
    code: 'bad_zip',
    message: `The file says that it is a zip archive or a workbook, but cannot be unpacked: ${(error as Error).message}.`,
    where: name,
    fix: 'Download or save it again.',
  });
}
