import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { allRows } from '../engine/engine.ts';
import { BadInput } from '../errors.ts';
import type { LandedFile } from '../facts/home.ts';
import { importFiles } from '../facts/import-files.ts';
import { type Mapping, readMapping } from '../facts/mapping.ts';
import { statementFile } from '../facts/statement-file.ts';
import type { Facts } from '../facts/store.ts';
import { envelope } from './answer.ts';
import { extentCaveats, extentSchema, importExtents } from './import-extents.ts';
import { type Context, operation } from './operation.ts';

const reasonSchema = z.object({
  code: z.string(),
  count: z.int(),
  example: z.object({ row: z.int(), column: z.string().nullable(), value: z.string().nullable() }),
});

export const importOutput = z.object({
  ...envelope,
  facts_version: z.string().describe('The same facts have the same version'),
  files: z.array(
    z.object({
      file: z.string(),
      recognised_as: z.string().nullable().describe('Such as salesforce/Opportunity'),
      read: z.int(),
      loaded: z.int(),
      rejected: z.int(),
      reasons: z.array(reasonSchema),
      guessed: z
        .array(z.object({ column: z.string(), field: z.string() }))
        .describe('Columns that were taken from a custom field by its name alone'),
      already_imported: z.boolean(),
    }),
  ),
  mapping_used: z
    .array(z.object({ file: z.string(), mapping: z.string() }))
    .describe('Remembered mappings that were used, by their names in the home’s folder mappings'),
  mapping_saved: z.array(z.string()).describe('What is remembered from now on, in the same folder'),
  extents: z.array(extentSchema).describe('Objects that an earlier import had too'),
});

export type ImportAnswer = z.output<typeof importOutput>;
type ImportedFile = ImportAnswer['files'][number];

export const importOperation = operation({
  name: 'import',
  kind: 'housekeeping',
  title: 'Read files into the home',
  summary:
    'Reads exports, all or none: CSV and other text, also gzipped, Excel workbooks, Parquet, and zip archives of these. Salesforce and HubSpot exports and Sameboat’s own CSVs are known by their headers; anything else needs a mapping, which is remembered. Rows read = rows loaded + rows rejected, each with its reason. The same files twice change nothing.',
  input: z.strictObject({
    as_of: z.iso.date().describe('Today'),
    paths: z.array(z.string()).min(1).describe('Files, or folders of files'),
    mapping: z.string().optional().describe('YAML file that says what the columns mean'),
    source: z.string().optional().describe('Name for where the files come from'),
    exported: z.iso
      .date()
      .optional()
      .describe('Day on which they were exported; the last day in the data by default'),
    partial: z
      .boolean()
      .optional()
      .describe('Whether they hold a part of each object only; told from the rows by default'),
  }),
  output: importOutput,
  local: true,
  run(context, { paths, mapping, ...rest }) {
    const read = mapping === undefined ? null : readMapping(mapping);
    return importPaths(context, { ...rest, paths: filesIn(paths), mapping: read });
  },
});

interface Asked {
  readonly as_of: string;
  /** Files, no folders. */
  readonly paths: readonly string[];
  /** Null: what is remembered of such files. */
  readonly mapping: Mapping | null;
  readonly source?: string | undefined;
  readonly exported?: string | undefined;
  readonly partial?: boolean | undefined;
}

export async function importPaths(context: Context, asked: Asked): Promise<ImportAnswer> {
  const { home, progress } = context;
  const { as_of, paths, mapping, source, exported, partial } = asked;
  const imported = await importFiles({
    home,
    paths,
    mapping,
    source: source ?? null,
    asOf: exported ?? as_of,
    exportDayTold: exported !== undefined,
    partial: partial ?? null,
    progress,
  });
  const facts = await context.facts();
  const landed = new Map(
    home
      .manifests()
      .flatMap(({ files }) => files.map((file): [string, LandedFile] => [file.id, file])),
  );
  const reports = await fileReports(facts);
  const extents = await importExtents(
    facts,
    imported.files.filter(({ isNew }) => isNew).map(({ id }) => id),
  );
  return {
    as_of,
    definition_versions: {},
    caveats: extentCaveats(extents),
    extents,
    facts_version: facts.version,
    mapping_used: [...imported.mappingUsed],
    mapping_saved: [...imported.mappingSaved],
    files: imported.files.map(({ id, name, isNew }) =>
      describe({ name, isNew, landed: landed.get(id), report: reports.get(id) }),
    ),
  };
}

/** The files of some paths: each itself, or those directly in a folder. */
export function filesIn(paths: readonly string[]): string[] {
  return paths.flatMap(filesAt);
}

/** A file itself, or the files directly in a folder; hidden ones are passed over. */
function filesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const files = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && isTable(entry.name))
      .map((entry) => join(path, entry.name))
      .sort();
    if (files.length > 0) return files;
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
  throw new BadInput({
    code: 'empty_folder',
    message: 'The folder holds no file that could be a table.',
    where: path,
    fix: 'Name the folder that holds the export itself (.csv, .tsv, .txt, each also .gz, .xlsx, .parquet or .zip); folders in it are not entered.',
  });
}

function isTable(name: string): boolean {
  return /\.((csv|tsv|txt)(\.gz)?|xlsx|parquet|zip)$/i.test(name);
}

function unreadable(path: string, error: NodeJS.ErrnoException): BadInput {
  const reasons: Record<string, string> = {
    ENOENT: 'There is no such file or folder.',
    EACCES: 'It may not be read by this user.',
  };
  return new BadInput({
    code: 'cannot_read',
    message: reasons[error.code ?? ''] ?? error.message,
    where: path,
    fix: 'Check the path and the permissions.',
  });
}

interface Report {
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly reasons: ImportedFile['reasons'];
}

interface ReportRow {
  readonly landed_file: string;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly code: string | null;
  readonly count: number;
  readonly row: number;
  readonly column_name: string | null;
  readonly value: string | null;
}

async function fileReports(facts: Facts): Promise<Map<string, Report>> {
  const statement = statementFile(new URL('../facts/file_report.sql', import.meta.url));
  const reports = new Map<string, Report>();
  for (const row of await allRows<ReportRow>(facts.engine.query(statement))) {
    const report = reports.get(row.landed_file) ?? {
      read: row.read,
      loaded: row.loaded,
      rejected: row.rejected,
      reasons: [],
    };
    if (row.code !== null) {
      const example = { row: row.row, column: row.column_name, value: row.value };
      report.reasons.push({ code: row.code, count: row.count, example });
    }
    reports.set(row.landed_file, report);
  }
  return reports;
}

interface Imported {
  readonly name: string;
  readonly isNew: boolean;
  readonly landed: LandedFile | undefined;
  readonly report: Report | undefined;
}

function describe({ name, isNew, landed, report }: Imported): ImportedFile {
  if (!landed || !report) throw new Error(`no report of ${name}`);
  return {
    file: name,
    recognised_as: landed.stream === null ? null : `${landed.connector}/${landed.stream}`,
    ...report,
    guessed: landed.matches
      .filter((match) => match.guessed)
      .map((match) => ({ column: match.field, field: match.header })),
    already_imported: !isNew,
  };
}
