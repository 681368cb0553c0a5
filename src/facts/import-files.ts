/**
 * Imports files: all of them or none. Rows are landed and facts are built beside the old ones; then
 * two renames make both current. An interrupted import leaves the home as it was.
 */

import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InspectedFile } from '../connectors/csv/inspected-file.ts';
import type { Recognition } from '../connectors/recognise.ts';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { BadInput, OutOfResources } from '../errors.ts';
import { ALL_CONNECTORS, type Progress } from './build.ts';
import { keepErased } from './erase.ts';
import type { Home, LandedFile, Manifest } from './home.ts';
import { lockHome } from './home-lock.ts';
import { landRows } from './land.ts';
import { dateFormats } from './land-dates.ts';
import { markDecimals } from './land-numbers.ts';
import { lastDay } from './last-day.ts';
import { type FileMapping, identify, type Mapping, notationOf } from './mapping.ts';
import { openPaths } from './open-paths.ts';
import { type MappedFile, recall, remember, type UsedMapping } from './remembered.ts';
import { buildFactsFile, publishFacts, syncToDisk } from './store.ts';

export interface ImportOptions {
  readonly home: Home;
  readonly paths: readonly string[];
  /** Null: what is remembered of such files, if anything. */
  readonly mapping: Mapping | null;
  readonly source: string | null;
  /** Today, or the day on which the files were exported if `exportDayTold`. */
  readonly asOf: string;
  readonly exportDayTold: boolean;
  /** Whether the files hold only a part of each object; null when nobody said. */
  readonly partial?: boolean | null;
  readonly progress: Progress;
}

export interface ImportResult {
  /** Landed ids of the files, in the order given; those imported before have their old id. */
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly isNew: boolean;
  }[];
  /** Remembered mappings that were used, and those that are remembered from now on. */
  readonly mappingUsed: readonly UsedMapping[];
  readonly mappingSaved: readonly string[];
}

/** The options, with the mapping that holds. */
interface ImportPlan extends ImportOptions {
  readonly mapping: Mapping;
}

interface IdentifiedFile {
  readonly file: InspectedFile;
  readonly recognition: Recognition | null;
  readonly mapped: FileMapping | null;
}

/** @throws BadInput when a file cannot be read, or none of them is known */
export async function importFiles(given: ImportOptions): Promise<ImportResult> {
  const { home, progress } = given;
  home.prepare();
  const unlock = lockHome(home);
  const staging = mkdtempSync(join(home.landed, '.import-'));
  try {
    const opened = await openPaths(given.paths, join(staging, 'scratch'), progress);
    const tables = opened.filter((file) => file.hiddenRows === null);
    const recalled = given.mapping ? null : recall(home, tables);
    const mapping = given.mapping ?? (recalled?.mapping as Mapping);
    const options: ImportPlan = { ...given, mapping };
    const identified = identifyFiles(opened, mapping);
    const manifests = home.manifests();
    const known = alreadyLanded(manifests);
    const fresh = identified.filter(({ file }) => !known.has(file.sha256));
    if (fresh.length > 0) await landAndBuild(options, { fresh, manifests, staging });
    else {
      progress('nothing new: these files were imported before');
      const ids = identified.map(({ file }) => known.get(file.sha256) as string);
      tellPartial(options, { manifests, ids, staging });
    }
    const landed = alreadyLanded(home.manifests());
    const freshHashes = new Set(fresh.map(({ file }) => file.sha256));
    return {
      files: identified.map(({ file }) => ({
        id: landed.get(file.sha256) as string,
        name: file.name,
        isNew: freshHashes.has(file.sha256),
      })),
      mappingUsed: recalled?.used ?? [],
      mappingSaved: recalled ? [] : remember(home, mapping, identified.map(mappedFile)),
    };
  } catch (error) {
    throw outOfSpace(error);
  } finally {
    rmSync(staging, { recursive: true, force: true });
    unlock();
  }
}

/** @throws BadInput when none of them is known */
function identifyFiles(opened: readonly InspectedFile[], mapping: Mapping): IdentifiedFile[] {
  const identified = opened.map((file): IdentifiedFile => {
    const isTable = file.hiddenRows === null;
    const found = isTable ? identify(file.name, file.headers, ALL_CONNECTORS, mapping) : null;
    const { recognition = null, mapped = null } = found ?? {};
    return { file, recognition, mapped };
  });
  if (identified.every(({ recognition }) => recognition === null)) throw unknownFiles(identified);
  return identified;
}

function mappedFile({ file, ...rest }: IdentifiedFile): MappedFile {
  return { name: file.name, headers: file.headers, ...rest };
}

function unknownFiles(identified: readonly IdentifiedFile[]): BadInput {
  const [first] = identified;
  const headers = first?.file.headers.slice(0, 8).join(', ') ?? '';
  const oneColumn = first?.file.headers.length === 1;
  return new BadInput({
    code: 'unrecognised_file',
    message: oneColumn
      ? `The first row has one column only ("${headers.slice(0, 60)}"): is it separated by something other than comma, semicolon, tab or |?`
      : `No known export has these columns: ${headers}.`,
    where: first?.file.name ?? null,
    fix: 'Write a mapping (docs/importing.md) and pass it with --mapping FILE.',
  });
}

function alreadyLanded(manifests: readonly Manifest[]): Map<string, string> {
  return new Map(
    manifests.flatMap((manifest) =>
      manifest.files.map((file): [string, string] => [file.sha256, file.id]),
    ),
  );
}

/** The same files again, with `partial` said or said otherwise: that alone is changed. */
function tellPartial(
  { home, partial }: ImportOptions,
  { manifests, ids, staging }: { manifests: readonly Manifest[]; ids: string[]; staging: string },
): void {
  if (partial === undefined || partial === null) return;
  const numbers = new Set(ids.map((id) => Number(id.split('/')[0])));
  for (const manifest of manifests.filter(({ number }) => numbers.has(number))) {
    if (manifest.partial === partial) continue;
    const written = join(staging, 'manifest.json');
    writeFileSync(written, manifestText({ ...manifest, partial }));
    syncToDisk(written);
    renameSync(written, join(home.importFolder(manifest.number), 'manifest.json'));
    syncToDisk(home.importFolder(manifest.number));
  }
}

function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

interface Landing {
  readonly fresh: readonly IdentifiedFile[];
  readonly manifests: readonly Manifest[];
  readonly staging: string;
}

async function landAndBuild(options: ImportPlan, landing: Landing): Promise<void> {
  const { home } = options;
  const folder = join(landing.staging, 'landed');
  mkdirSync(folder);
  const manifest = await landFiles(options, landing, folder);
  const older = landing.manifests.map((each) => ({
    manifest: each,
    folder: home.importFolder(each.number),
  }));
  const built = await buildFactsFile(home, [...older, { manifest, folder }], options.progress);
  writeFileSync(join(folder, 'manifest.json'), manifestText(manifest));
  for (const name of readdirSync(folder)) syncToDisk(join(folder, name));
  syncToDisk(folder);
  renameSync(folder, home.importFolder(manifest.number));
  syncToDisk(home.landed);
  publishFacts(home, [...landing.manifests, manifest], built);
}

async function landFiles(
  options: ImportPlan,
  { fresh, manifests }: Landing,
  folder: string,
): Promise<Manifest> {
  const number = (manifests.at(-1)?.number ?? 0) + 1;
  const engine = await openDuckDb({
    path: ':memory:',
    memoryLimit: options.home.settings.memory_limit,
    temporaryDirectory: join(folder, '..', 'spill'),
  });
  try {
    const files: LandedFile[] = [];
    for (const [index, identified] of fresh.entries()) {
      options.progress(`landing ${identified.file.name}`);
      files.push(
        await landOne(engine, identified, { folder, index, number, mapping: options.mapping }),
      );
    }
    const total = files.reduce((sum, file) => sum + file.landed + file.malformed, 0);
    if (total === 0) throw noRows(fresh);
    const told = options.exportDayTold ? options.asOf : options.mapping.exported;
    const manifest: Manifest = {
      number,
      source: options.source ?? options.mapping.source,
      observed_to: told ?? (await lastDay(engine, { files, folder, notAfter: options.asOf })),
      observed_to_told: told !== null,
      observed_from: options.mapping.observedFrom,
      partial: options.partial ?? null,
      files,
    };
    await keepErased(engine, options.home, { manifest, folder });
    return manifest;
  } finally {
    engine.close();
  }
}

function noRows(fresh: readonly IdentifiedFile[]): BadInput {
  return new BadInput({
    code: 'no_rows',
    message: 'There is a header, but no row below it.',
    where: fresh[0]?.file.name ?? null,
    fix: 'Check the filter or the rights of the export, and export again.',
  });
}

async function landOne(
  engine: Engine,
  { file, recognition, mapped }: IdentifiedFile,
  target: { folder: string; index: number; number: number; mapping: Mapping },
): Promise<LandedFile> {
  const { folder, index } = target;
  const rows = await landRows(engine, file, { folder, index, key: keyColumn(recognition) });
  const notation = notationOf(mapped, target.mapping);
  const written = recognition && {
    name: file.name,
    parquet: join(folder, `${index}.parquet`),
    recognition,
    isMapped: mapped !== null,
  };
  return {
    id: `${target.number}/${index}`,
    name: file.name,
    sha256: file.sha256,
    connector: recognition?.connector.name ?? null,
    stream: recognition?.stream.name ?? null,
    matches: written
      ? await markDecimals(engine, {
          ...written,
          told: notation.decimal,
          isTyped: file.isTyped,
          delimiter: file.delimiter,
        })
      : [],
    dates: written
      ? await dateFormats(engine, {
          ...written,
          told: notation.dateOrder,
          from1904: file.from1904,
        })
      : [],
    values: mapped?.values ?? {},
    constants: mapped?.constants ?? {},
    ...rows,
  };
}

/** The column that names a row. */
function keyColumn(recognition: Recognition | null): string | null {
  const key = recognition?.stream.required[0];
  return recognition?.matches.find(({ field }) => field === key)?.header ?? null;
}

function outOfSpace(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') return error;
  return new OutOfResources({
    code: 'disk_full',
    message: 'The disk is full. Nothing was changed.',
    fix: 'Free some space where the home is, then run the same command again.',
  });
}
