/** Opens the facts of a home, building them first if what was landed or set has changed. */

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Settings, SourceTime } from '../config.ts';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { NotFound } from '../errors.ts';
import { buildFacts, type Progress } from './build.ts';
import type { Home, Manifest } from './home.ts';
import type { LandedImport } from './landed-views.ts';
import { withSourceTime } from './source-time.ts';

export interface Facts {
  readonly engine: Engine;
  /** Fingerprint of all that the facts were built from; the same facts have the same version. */
  readonly version: string;
}

/**
 * @throws NotFound when nothing has been imported yet
 */
export async function openFacts(home: Home, progress: Progress): Promise<Facts> {
  const manifests = home.manifests();
  if (manifests.length === 0) {
    throw new NotFound({
      code: 'no_data',
      message: 'Nothing has been imported yet.',
      where: home.path,
      fix: 'Run `sameboat import FOLDER` with a CRM export, or `sameboat demo` for a sample company.',
    });
  }
  home.dropReplaced();
  const version = home.factsVersion(manifests);
  if (!existsSync(home.factsFile(version))) await rebuildFacts(home, manifests, progress);
  if (manifests.some(({ erased = 0 }) => erased > 0)) home.dropOtherFacts(version);
  const { memory_limit, threads, statement_timeout } = home.settings;
  const engine = await openDuckDb({
    path: home.factsFile(version),
    readOnly: true,
    memoryLimit: memory_limit,
    timeout: statement_timeout * 1000,
    temporaryDirectory: join(home.facts, 'spill'),
    ...(threads ? { threads } : {}),
  });
  return { engine, version };
}

/** Builds the facts of these imports and makes them the current ones. */
export async function rebuildFacts(
  home: Home,
  manifests: readonly Manifest[],
  progress: Progress,
): Promise<string> {
  const imports = manifests.map((manifest) => ({
    manifest,
    folder: home.importFolder(manifest.number),
  }));
  const built = await buildFactsFile(home, imports, progress);
  return publishFacts(home, manifests, built);
}

let builds = 0;

/** Builds into a file of its own, which nobody reads until it is published. */
export async function buildFactsFile(
  home: Home,
  imports: readonly LandedImport[],
  progress: Progress,
): Promise<string> {
  home.prepare();
  const building = join(home.facts, `building-${process.pid}-${++builds}.duckdb`);
  removeDatabase(building);
  const spill = join(home.facts, `spill-${process.pid}-${builds}`);
  const engine = await openDuckDb({
    path: ':memory:',
    memoryLimit: home.settings.memory_limit,
    temporaryDirectory: spill,
  });
  try {
    const settings = home.ownSettings;
    const time = await buildFacts(engine, imports, { file: building, settings, progress });
    if (time) writeFileSync(timeFile(building), JSON.stringify(time));
  } catch (error) {
    removeDatabase(building);
    throw error;
  } finally {
    engine.close();
    rmSync(spill, { recursive: true, force: true });
  }
  return building;
}

/** One after the other: each takes the memory of an import. */
let trying: Promise<unknown> = Promise.resolve();

/**
 * Uses facts as they would be under the settings of this home, built beside the present ones and removed
 * afterwards. `use` gets the settings with what the sources say where these are silent.
 */
export function tryFacts<Found>(
  home: Home,
  progress: Progress,
  use: (facts: Facts, settings: Settings) => Promise<Found>,
): Promise<Found> {
  const tried = trying.then(async () => {
    const manifests = home.manifests();
    const imports = manifests.map((manifest) => ({
      manifest,
      folder: home.importFolder(manifest.number),
    }));
    const built = await buildFactsFile(home, imports, progress);
    const spill = `${built}.spill`;
    try {
      const time = existsSync(timeFile(built))
        ? (JSON.parse(readFileSync(timeFile(built), 'utf8')) as SourceTime)
        : null;
      const settings = time ? withSourceTime(home.ownSettings, time) : home.ownSettings;
      const engine = await openDuckDb({
        path: built,
        readOnly: true,
        memoryLimit: settings.memory_limit,
        timeout: settings.statement_timeout * 1000,
        temporaryDirectory: spill,
      });
      try {
        return await use({ engine, version: home.factsVersion(manifests) }, settings);
      } finally {
        engine.close();
      }
    } finally {
      removeDatabase(built);
      rmSync(spill, { recursive: true, force: true });
    }
  });
  trying = tried.catch(() => undefined);
  return tried;
}

export function publishFacts(home: Home, manifests: readonly Manifest[], built: string): string {
  const version = home.factsVersion(manifests);
  if (existsSync(timeFile(built))) {
    syncToDisk(timeFile(built));
    renameSync(timeFile(built), home.timeFile(version));
  }
  syncToDisk(built);
  renameSync(built, home.factsFile(version));
  syncToDisk(home.facts);
  home.dropOtherFacts(version);
  return version;
}

/** Waits until a file, or the names in a folder, are on disk. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function timeFile(built: string): string {
  return built.replace(/duckdb$/, 'time.json');
}

function removeDatabase(path: string): void {
  rmSync(timeFile(path), { force: true });
  rmSync(path, { force: true });
  rmSync(`${path}.wal`, { force: true });
}
