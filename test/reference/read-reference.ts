/** Reads the reference tables of this folder, and those beside the project where they exist. */
import { existsSync, readFileSync } from 'node:fs';

export type Row = Readonly<Record<string, string>>;

const SHARED = new URL('../../../shared/', import.meta.url);

export function readReference(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

export function readShared(path: string): string {
  return readFileSync(new URL(path, SHARED), 'utf8');
}

/** For node:test's `skip`: a reason if the file beside the project is absent, else false. */
export function skipWithout(path: string): string | false {
  return existsSync(new URL(path, SHARED)) ? false : `${path} is not beside the project`;
}

/** Rows of a plain table (no quotes) as column name → text. */
export function parseTable(text: string, separator = ','): Row[] {
  const [header = '', ...lines] = text.trim().split('\n');
  const names = header.trim().split(separator);
  return lines.map((line) => {
    const cells = line.trim().split(separator);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}
