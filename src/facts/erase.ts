/**
 * Erases a person from everything that was landed, all or nothing: imports are rewritten beside the
 * old ones, facts are built from them, and one rename puts them in place; then the old ones are
 * deleted. Rows stay, under ids that mean nobody, so that past weeks keep their numbers. Hashes of
 * the ids and addresses stay too, so that a later import cannot bring the person back.
 */

import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { NotFound } from '../errors.ts';
import type { Progress } from './build.ts';
import {
  eraseFromFile,
  eraseFromRejects,
  hashOf,
  type Person,
  plainId,
  tombstone,
} from './erase-rows.ts';
import { appendErasure, type ErasureEntry, erasures } from './erasures.ts';
import { findByHash, growPerson, nobody } from './find-person.ts';
import type { Home, Manifest } from './home.ts';
import { lockHome } from './home-lock.ts';
import type { LandedImport } from './landed-views.ts';
import { buildFactsFile, publishFacts, syncToDisk } from './store.ts';

interface ErasedFile {
  readonly import: number;
  readonly file: string;
  /** Rows that are the person, or of the person. */
  readonly rows: number;
  /** Further rows whose text named the person. */
  readonly mentions: number;
  /** Rejected rows whose kept beginning had the person. */
  readonly rejected: number;
}

export interface Erasure {
  readonly records: number;
  readonly addresses: number;
  readonly tombstones: readonly string[];
  readonly files: readonly ErasedFile[];
}

interface ErasureRequest {
  readonly home: Home;
  /** Id of a record, or e-mail address. */
  readonly person: string;
  readonly asOf: string;
  /** Only count. */
  readonly dryRun: boolean;
  readonly progress: Progress;
}

/** @throws NotFound when no record has this id or address */
export async function erasePerson(request: ErasureRequest): Promise<Erasure> {
  const { home } = request;
  home.prepare();
  const unlock = lockHome(home);
  const staging = mkdtempSync(join(home.landed, '.import-'));
  const engine = await openDuckDb({
    path: ':memory:',
    memoryLimit: home.settings.memory_limit,
    temporaryDirectory: join(staging, 'spill'),
  });
  try {
    return await erase(engine, request, staging);
  } finally {
    engine.close();
    rmSync(staging, { recursive: true, force: true });
    unlock();
  }
}

async function erase(engine: Engine, request: ErasureRequest, staging: string): Promise<Erasure> {
  const { home, progress, dryRun } = request;
  const imports = home.manifests().map((manifest) => ({
    manifest,
    folder: home.importFolder(manifest.number),
  }));
  const salt = saltOf(home, imports);
  progress('looking for the person');
  const asked = request.person.trim();
  const person = nobody();
  person.ids.add(plainId(asked));
  if (asked.includes('@')) person.emails.add(asked.toLowerCase());
  await growPerson(engine, imports, person);
  const layer = join(staging, 'layer');
  mkdirSync(layer);
  const rewritten: LandedImport[] = [];
  const files: ErasedFile[] = [];
  for (const each of imports) {
    progress(`rewriting import ${each.manifest.number}`);
    const folder = join(layer, String(each.manifest.number).padStart(6, '0'));
    const changed = await rewriteImport(engine, { ...each, to: folder }, { person, salt, dryRun });
    files.push(...changed);
    const isChanged = changed.length > 0 && !dryRun;
    rewritten.push(isChanged ? { manifest: erasedOnce(each.manifest), folder } : each);
  }
  if (files.length === 0) throw noSuchPerson();
  const entry = entryOf(person, { salt, at: request.asOf });
  if (!dryRun) await commit(request, { layer, rewritten, entry });
  const ids = [...person.ids].filter((id) => person.ids.size === 1 || id !== asked);
  const records = asked.includes('@') ? ids : [...person.ids];
  const tombstones = records.map((id) => tombstone(salt, id));
  return { records: records.length, addresses: person.emails.size, tombstones, files };
}

function erasedOnce(manifest: Manifest): Manifest {
  return { ...manifest, erased: (manifest.erased ?? 0) + 1 };
}

function noSuchPerson(): NotFound {
  return new NotFound({
    code: 'no_such_person',
    message: 'No landed row has this id or e-mail address.',
    where: 'erase-person',
    fix: 'Give the id of a contact or lead as the CRM writes it, or an e-mail address.',
  });
}

/** Taken from what was imported first: the same home always has the same, and no other home has it. */
function saltOf(home: Home, imports: readonly LandedImport[]): string {
  const [earlier] = erasures(home);
  const hashes = imports[0]?.manifest.files.map((file) => file.sha256).join() ?? '';
  return earlier?.salt ?? hashOf('sameboat', hashes);
}

function entryOf(person: Person, { salt, at }: { salt: string; at: string }): ErasureEntry {
  return {
    at,
    salt,
    id_hashes: [...person.ids].map((id) => hashOf(salt, id)),
    email_hashes: [...person.emails].map((email) => hashOf(salt, email)),
    done: null,
  };
}

interface Commit {
  readonly layer: string;
  readonly rewritten: readonly LandedImport[];
  readonly entry: ErasureEntry;
}

async function commit(request: ErasureRequest, { layer, rewritten, entry }: Commit): Promise<void> {
  const { home, progress } = request;
  const manifests = rewritten.map(({ manifest }) => manifest);
  const built = await buildFactsFile(home, rewritten, progress);
  for (const name of readdirSync(layer)) {
    for (const file of readdirSync(join(layer, name))) syncToDisk(join(layer, name, file));
    syncToDisk(join(layer, name));
  }
  syncToDisk(layer);
  const earlier = readdirSync(home.landed).filter((name) => name.startsWith('rewritten-'));
  const number = String(earlier.length + 1).padStart(6, '0');
  const done = `rewritten-${number}-${hashOf(entry.salt, JSON.stringify(entry)).slice(0, 8)}`;
  // An entry counts only once its folder is there, so this order leaves nothing half done.
  appendErasure(home, { ...entry, done });
  renameSync(layer, join(home.landed, done));
  syncToDisk(home.landed);
  home.dropReplaced();
  syncToDisk(home.landed);
  publishFacts(home, manifests, built);
}

interface Rewriting {
  readonly person: Person;
  readonly salt: string;
  readonly dryRun: boolean;
}

/** Writes a changed import beside the old one; what is not changed is the same file. */
async function rewriteImport(
  engine: Engine,
  { manifest, folder, to }: LandedImport & { readonly to: string },
  { person, salt, dryRun }: Rewriting,
): Promise<ErasedFile[]> {
  const changed: ErasedFile[] = [];
  if (!dryRun) mkdirSync(to);
  for (const file of manifest.files) {
    const index = file.id.split('/')[1] as string;
    const target = (name: string) => (dryRun ? null : join(to, name));
    const [rows, rejects] = [`${index}.parquet`, `${index}.rejects.parquet`];
    const rewriting = { person, salt };
    const at = { file, from: join(folder, rows), to: target(rows) };
    const found = await eraseFromFile(engine, at, rewriting);
    const below = { from: join(folder, rejects), to: target(rejects) };
    const rejected = await eraseFromRejects(engine, below, rewriting);
    if (found.rows + found.mentions + rejected === 0) continue;
    changed.push({ import: manifest.number, file: file.name, ...found, rejected });
  }
  if (dryRun) return changed;
  if (changed.length === 0) rmSync(to, { recursive: true });
  else {
    const written = new Set(readdirSync(to));
    for (const name of readdirSync(folder).filter((each) => !written.has(each))) {
      if (name !== 'manifest.json') sameFile(join(folder, name), join(to, name));
    }
    const text = `${JSON.stringify(erasedOnce(manifest), null, 2)}\n`;
    writeFileSync(join(to, 'manifest.json'), text);
  }
  return changed;
}

function sameFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/**
 * Takes persons who were erased before out of files that are being imported.
 * @returns how many rows that were
 */
export async function keepErased(
  engine: Engine,
  home: Home,
  landed: LandedImport,
): Promise<number> {
  const known = erasures(home);
  const [first] = known;
  if (first === undefined) return 0;
  const { salt } = first;
  const hashes = {
    salt,
    ids: [...new Set(known.flatMap((entry) => entry.id_hashes))],
    emails: [...new Set(known.flatMap((entry) => entry.email_hashes))],
  };
  const person = await findByHash(engine, landed, hashes);
  if (person.ids.size + person.emails.size === 0) return 0;
  await growPerson(engine, [landed], person);
  const entry = entryOf(person, { salt, at: landed.manifest.observed_to });
  const isNews =
    entry.id_hashes.some((hash) => !hashes.ids.includes(hash)) ||
    entry.email_hashes.some((hash) => !hashes.emails.includes(hash));
  if (isNews) appendErasure(home, entry);
  let erased = 0;
  for (const file of landed.manifest.files) {
    const index = file.id.split('/')[1] as string;
    for (const name of [`${index}.parquet`, `${index}.rejects.parquet`]) {
      const [from, to] = [join(landed.folder, name), join(landed.folder, `.${name}`)];
      const isRows = name === `${index}.parquet`;
      const found = isRows
        ? await eraseFromFile(engine, { file, from, to }, { person, salt })
        : { rows: await eraseFromRejects(engine, { from, to }, { person, salt }), mentions: 0 };
      if (found.rows + found.mentions > 0) renameSync(to, from);
      if (isRows) erased += found.rows;
    }
  }
  return erased;
}
