/**
 * Mappings that were used once, kept in the home as mappings/<name>.yaml, one entry each: a later
 * export of the same name and columns is read as the first was.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Recognition } from '../connectors/recognise.ts';
import type { Home } from './home.ts';
import {
  type FileMapping,
  fits,
  type Mapping,
  NO_MAPPING,
  notationOf,
  readMapping,
} from './mapping.ts';
import { PLAIN } from './plain.ts';
import { syncToDisk } from './store.ts';

interface Named {
  readonly name: string;
  readonly headers: readonly string[];
}

export interface UsedMapping {
  readonly file: string;
  /** Its name in the home's folder mappings, without `.yaml`. */
  readonly mapping: string;
}

interface Recalled {
  readonly mapping: Mapping;
  readonly used: readonly UsedMapping[];
}

function folderOf(home: Home): string {
  return join(home.path, 'mappings');
}

/** What is remembered of these files. @throws BadInput when a kept mapping was spoilt by hand */
export function recall(home: Home, files: readonly Named[]): Recalled {
  const folder = folderOf(home);
  if (!existsSync(folder)) return { mapping: NO_MAPPING, used: [] };
  const kept = readdirSync(folder)
    .filter((file) => /^[^.].*\.yaml$/.test(file))
    .sort()
    .map((file) => ({ name: file.slice(0, -5), mapping: readMapping(join(folder, file)) }));
  const found = files.flatMap(({ name, headers }) => {
    const match = kept.find(({ mapping }) =>
      mapping.files.some((entry) => fits(entry, name, headers)),
    );
    return match ? [{ file: name, headers, ...match }] : [];
  });
  if (found.length === 0) return { mapping: NO_MAPPING, used: [] };
  const tables = found.filter(({ mapping }) => mapping.files[0]?.table);
  const mapping = {
    ...NO_MAPPING,
    source: tables[0]?.mapping.source ?? null,
    observedFrom: tables[0]?.mapping.observedFrom ?? null,
    files: found.map((each) => ({ ...(entryOf(each) as FileMapping), match: each.file })),
  };
  return { mapping, used: found.map((each) => ({ file: each.file, mapping: each.name })) };
}

function entryOf(found: { mapping: Mapping; file: string; headers: readonly string[] }) {
  return found.mapping.files.find((entry) => fits(entry, found.file, found.headers));
}

export interface MappedFile {
  readonly name: string;
  readonly headers: readonly string[];
  readonly recognition: Recognition | null;
  readonly mapped: FileMapping | null;
}

/** Keeps what a mapping says of these files, without the day of this one export. */
export function remember(home: Home, mapping: Mapping, files: readonly MappedFile[]): string[] {
  const names = new Set<string>();
  for (const file of files) {
    const entry = file.recognition && entryToKeep(mapping, file, file.recognition);
    if (!entry) continue;
    const source = entry.table ? { source: mapping.source ?? 'files' } : {};
    const since = mapping.observedFrom ? { observed_from: mapping.observedFrom } : {};
    const name = nameOf(entry.match);
    if (!names.has(name)) keep(home, name, { ...source, ...since, files: [entry] });
    names.add(name);
  }
  return [...names];
}

function entryToKeep(
  mapping: Mapping,
  { name, headers, mapped }: MappedFile,
  recognition: Recognition,
): (Partial<FileMapping> & { match: string }) | null {
  const { dateOrder, decimal } = notationOf(mapped, mapping);
  const notation = {
    ...(dateOrder ? { date_order: dateOrder } : {}),
    ...(decimal ? { decimal } : {}),
  };
  if (mapped) return { ...filled(mapped), ...notation };
  if (recognition.connector === PLAIN && Object.keys(notation).length === 0) return null;
  const wanted = Object.entries(mapping.extra).filter(([field, source]) => {
    const entry = { match: name, columns: { [field]: source }, values: {}, constants: {} };
    const known = recognition.stream.fields.some((each) => each.name === field.split('.').at(-1));
    return known && fits(entry, name, headers);
  });
  const columns = Object.fromEntries(wanted);
  const isEmpty = wanted.length + Object.keys(notation).length === 0;
  return isEmpty ? null : { match: likeName(name), columns, ...notation };
}

/** Without the parts that say nothing. */
export function filled(entry: FileMapping): Partial<FileMapping> & { match: string } {
  const { values, constants, ...rest } = entry;
  return {
    ...rest,
    ...(Object.keys(values).length > 0 ? { values } : {}),
    ...(Object.keys(constants).length > 0 ? { constants } : {}),
  };
}

/** `deals_2026-08-31.csv` → `deals_*.csv`: the next export has another day in its name. */
export function likeName(name: string): string {
  return name.replace(/\d[\d_.-]{2,}\d/g, '*');
}

/** Of the letters of the pattern, and unlike that of any other pattern. */
function nameOf(match: string): string {
  const letters = match.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const short = letters.replace(/^-+|-+$/g, '').slice(0, 60) || 'file';
  const hash = createHash('sha256').update(match.toLowerCase()).digest('hex').slice(0, 6);
  return `${short}-${hash}`;
}

/** Complete or not at all: written beside it and renamed. */
function keep(home: Home, name: string, content: object): void {
  const folder = folderOf(home);
  if (!existsSync(folder)) mkdirSync(folder);
  const path = join(folder, `${name}.yaml`);
  const fresh = join(folder, `.${name}.${process.pid}`);
  writeFileSync(fresh, stringify(content));
  syncToDisk(fresh);
  renameSync(fresh, path);
  syncToDisk(folder);
}
