/**
 * Statements from .sql files with named parameters (`$as_of`). A file may build on
 * parts: `-- with: episodes, people_known` puts those queries, and what they build on in turn,
 * before it as common table expressions. A part with a line `-- inline` is read anew wherever it is
 * used, instead of once into memory.
 */

import { existsSync, readFileSync } from 'node:fs';
import { type Statement, statement } from '../engine/statement.ts';

const cache = new Map<string, Statement>();
const NONE = {};

interface StatementOptions {
  /** Parts that were worked out when the facts were built are taken from there. */
  readonly latest?: boolean;
  /** Folders whose parts stand in for known facts, and for parts beside the file, of the same name. */
  readonly over?: readonly URL[];
  /** Parts that are made, not written: name → SQL. */
  readonly made?: Readonly<Record<string, string>>;
  /** Parts that stand ready: name → table. */
  readonly tables?: Readonly<Record<string, string>>;
}

/** Reads a .sql file; once, unless parts are made for it or stand ready. `url` is usually `new URL('x.sql', import.meta.url)`. */
export function statementFile(
  url: URL,
  { latest = false, over = [], made = NONE, tables = NONE }: StatementOptions = {},
): Statement {
  const isFixed = made === NONE && tables === NONE;
  const key = [url, latest, ...over].join(' ');
  const known = isFixed ? cache.get(key) : undefined;
  if (known) return known;
  const places = [...over, ...(latest ? [LATEST] : []), KNOWN];
  const composition = { parts: new Map<string, Part>(), places, made, tables };
  const name = url.pathname.split('/').at(-1) as string;
  const composed = statement(name, composedText(url, composition));
  if (isFixed) cache.set(key, composed);
  return composed;
}

function composedText(url: URL, composition: Composition): string {
  const { parts } = composition;
  const body = withParts(url, composition, []);
  if (parts.size === 0) return body;
  const expressions = [...parts].map(([name, part]) => expression(name, part)).join(',\n');
  const own = /^\s*with\s/i.exec(body);
  return own
    ? `with ${expressions},\n${body.slice(own[0].length)}`
    : `with ${expressions}\n${body}`;
}

interface Part {
  readonly sql: string;
  /** Cheaper to read again than to keep; said by a line `-- inline`. */
  readonly isInline: boolean;
}

function expression(name: string, { sql, isInline }: Part): string {
  return `${name} as ${isInline ? '@inline()' : ''} (\n${sql}\n)`;
}

interface Composition {
  readonly parts: Map<string, Part>;
  /** Folders of known facts, the first one that has a part wins. */
  readonly places: readonly URL[];
  readonly made: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
}

function withParts(url: URL, composition: Composition, path: readonly string[]): string {
  const { parts, places } = composition;
  const text = readFileSync(url, 'utf8');
  for (const header of text.matchAll(/^-- with: (.*)$/gm)) {
    for (const name of (header[1] as string).split(',').map((part) => part.trim())) {
      if (path.includes(name)) throw new Error(`parts in a circle: ${[...path, name].join(' → ')}`);
      if (parts.has(name)) continue;
      const table = composition.tables[name];
      if (table !== undefined) {
        parts.set(name, { sql: `select * from ${table}`, isInline: true });
        continue;
      }
      const sqlMade = composition.made[name];
      if (sqlMade !== undefined) {
        parts.set(name, { sql: sqlMade, isInline: false });
        continue;
      }
      const part = partUrl(name, url, places);
      const sql = withParts(part, composition, [...path, name]);
      parts.set(name, { sql, isInline: /^-- inline$/m.test(readFileSync(part, 'utf8')) });
    }
  }
  return text
    .replace(/^--[^\n]*\n/gm, '')
    .trim()
    .replace(/;\s*$/, '');
}

/** The facts as known at a moment: parts that every statement may build on. */
const KNOWN = new URL('known/', import.meta.url);
const LATEST = new URL('known/latest/', import.meta.url);

/** A part of known facts, parts/name.sql beside the file, or name.sql beside a part. */
function partUrl(name: string, from: URL, places: readonly URL[]): URL {
  const candidates = [
    ...places.map((place) => new URL(`${name}.sql`, place)),
    new URL(`parts/${name}.sql`, from),
    new URL(`${name}.sql`, from),
  ];
  const found = candidates.find((url) => existsSync(url));
  if (!found) throw new Error(`no part ${name} for ${from.pathname}`);
  return found;
}
