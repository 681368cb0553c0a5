/**
 * Where one company's data lives on disk.
 *
 *   landed/000001/manifest.json, 0.parquet, …   raw rows, append-only, one folder an import
 *   landed/rewritten-…/000001/…                 the same imports after a person was erased from them
 *   facts/<version>.duckdb                      built from them; made anew whenever they change
 *   facts/<version>.time.json                   fiscal quarters and the like that the sources have
 *   settings.yaml
 *
 * A folder under landed/ appears by one rename when an import is complete: that is the moment at
 * which it is acknowledged; a rewritten import takes the place of the older one by one rename too.
 * Facts carry the fingerprint of what they were built from in their name,
 * so an interrupted build can never be mistaken for a finished one.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings, SourceTime } from '../config.ts';
import type { FieldMatch } from '../connectors/recognise.ts';
import { BadInput } from '../errors.ts';
import { agreedRules } from './agreed-rules.ts';
import { timeGiven, withSourceTime } from './source-time.ts';

/** Raised whenever the way in which landed rows become facts changes, so that old facts are rebuilt. */
const FACTS_FORMAT = 11;

const TIME_FILE = '.time.json';

export interface DateOrder {
  readonly field: string;
  /** strptime format of the whole column. */
  readonly format: string;
}

export interface LandedFile {
  /** Id used in facts: `<import>/<index>`. */
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  /** Null when no stream fits; the rows are then kept, and rejected. */
  readonly connector: string | null;
  readonly stream: string | null;
  readonly matches: readonly FieldMatch[];
  readonly dates: readonly DateOrder[];
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly constants: Readonly<Record<string, string>>;
  /** Rows in the Parquet file. */
  readonly landed: number;
  /** Rows that could not be cut into columns; they are in the rejects file beside it. */
  readonly malformed: number;
}

export interface Manifest {
  readonly number: number;
  readonly source: string | null;
  /** The last day that the files can know of, and whether it was told or taken from the data. */
  readonly observed_to: string;
  readonly observed_to_told: boolean;
  readonly observed_from: string | null;
  /** Whether the files are told to be a part of each object only; null when nobody said. */
  readonly partial?: boolean | null;
  /** How many erasures have rewritten it. */
  readonly erased?: number;
  readonly files: readonly LandedFile[];
}

/** Level by level: a recursive mkdir never returns on file systems that refuse new names as absent. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function importName(number: number): string {
  return String(number).padStart(6, '0');
}

function importNames(layer: string): string[] {
  return readdirSync(layer).filter((name) => /^\d{6}$/.test(name));
}

export class Home {
  readonly path: string;
  /** As the file has them. */
  readonly ownSettings: Settings;

  constructor(path: string, settings: Settings) {
    this.path = path;
    this.ownSettings = settings;
  }

  /** Its own, and of the company's time what the sources say where they are silent. */
  get settings(): Settings {
    if (!existsSync(this.facts)) return this.ownSettings;
    if (!readdirSync(this.facts).some((name) => name.endsWith(TIME_FILE))) return this.ownSettings;
    const file = this.timeFile(this.factsVersion(this.manifests()));
    if (!existsSync(file)) return this.ownSettings;
    return withSourceTime(this.ownSettings, JSON.parse(readFileSync(file, 'utf8')) as SourceTime);
  }

  get landed(): string {
    return join(this.path, 'landed');
  }

  get facts(): string {
    return join(this.path, 'facts');
  }

  /** The folder of an import, as the last erasure left it. */
  importFolder(number: number): string {
    const name = importName(number);
    const found = this.#layers().findLast((layer) => existsSync(join(layer, name)));
    return join(found ?? this.landed, name);
  }

  /** Where imports are: as landed, then as each erasure rewrote them. */
  #layers(): string[] {
    const rewritten = readdirSync(this.landed).filter((name) => /^rewritten-\d{6}-/.test(name));
    return [this.landed, ...rewritten.sort().map((name) => join(this.landed, name))];
  }

  /** Deletes imports that were rewritten since: a person was erased from them. */
  dropReplaced(): void {
    for (const layer of this.#layers()) {
      for (const name of importNames(layer)) {
        const folder = join(layer, name);
        if (folder !== this.importFolder(Number(name)))
          rmSync(folder, { recursive: true, force: true });
      }
    }
  }

  /** Makes the folders. @throws BadInput when it may not. */
  prepare(): void {
    try {
      makeFolder(this.landed);
      makeFolder(this.facts);
    } catch (error) {
      throw new BadInput({
        code: 'home_not_writable',
        message: `The home cannot be written: ${(error as Error).message}`,
        where: this.path,
        fix: 'Choose another with --home DIR, or change its permissions.',
      });
    }
  }

  /** What has been imported, oldest first. */
  manifests(): Manifest[] {
    if (!existsSync(this.landed)) return [];
    const names = new Set(this.#layers().flatMap(importNames));
    return [...names]
      .sort()
      .map((name) => join(this.importFolder(Number(name)), 'manifest.json'))
      .map((file) => JSON.parse(readFileSync(file, 'utf8')));
  }

  /** The fingerprint of the facts that these imports and settings give. */
  factsVersion(manifests: readonly Manifest[]): string {
    const { time_zone, currency, week_start, episode_gap_days, reopen_days } = this.ownSettings;
    const { fiscal_year_start_month, fiscal_year_named_by, fiscal_calendar } = this.ownSettings;
    const { fiscal_year_ends, fiscal_extra_week, fiscal_quarters } = this.ownSettings;
    const { holidays, own_holidays, work_days, work_from, work_to } = this.ownSettings;
    const built = {
      format: FACTS_FORMAT,
      settings: [time_zone, currency, week_start, fiscal_year_start_month, fiscal_year_named_by],
      fiscal: [fiscal_calendar, fiscal_year_ends, fiscal_extra_week, fiscal_quarters],
      work: [holidays, own_holidays, work_days, work_from, work_to],
      episodes: [episode_gap_days, reopen_days],
      given: timeGiven(this.ownSettings),
      ...agreedRules(this.ownSettings),
      manifests,
    };
    return createHash('sha256').update(JSON.stringify(built)).digest('hex').slice(0, 16);
  }

  factsFile(version: string): string {
    return join(this.facts, `${version}.duckdb`);
  }

  /** Beside the facts of that version, where the sources say anything of the company's time. */
  timeFile(version: string): string {
    return join(this.facts, `${version}${TIME_FILE}`);
  }

  /** Deletes facts other than the current ones; they can always be made again. */
  dropOtherFacts(version: string): void {
    for (const name of readdirSync(this.facts)) {
      const isFacts = /^[0-9a-f]{16}\./.test(name);
      if (isFacts && !name.startsWith(version)) rmSync(join(this.facts, name), { force: true });
    }
  }
}
