/** All records of one person in landed files: by id, by address, and by what was merged or converted. */

import { join } from 'node:path';
import { allRows, type Engine } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { fileColumns } from './erase-fields.ts';
import { type Person, plainId, plainIdSql } from './erase-rows.ts';
import type { LandedFile } from './home.ts';
import type { LandedImport } from './landed-views.ts';
import { quotedName, quotedText } from './sql-text.ts';

/** Streams whose rows say that two records are one person. */
const MERGES: ReadonlySet<string> = new Set(['hubspot/ContactMerge', 'plain/person_merges']);

export interface FoundPerson extends Person {
  readonly ids: Set<string>;
  readonly emails: Set<string>;
  readonly names: Set<string>;
}

export function nobody(): FoundPerson {
  return { ids: new Set(), emails: new Set(), names: new Set() };
}

/** Adds to the person whatever the files say belongs to it, until nothing is added any more. */
export async function growPerson(
  engine: Engine,
  imports: readonly LandedImport[],
  person: FoundPerson,
): Promise<void> {
  for (let before = -1; before < person.ids.size + person.emails.size; ) {
    before = person.ids.size + person.emails.size;
    for (const { manifest, folder } of imports) {
      for (const file of manifest.files) await growFromFile(engine, { file, folder }, person);
    }
  }
}

interface FileAt {
  readonly file: LandedFile;
  readonly folder: string;
}

function parquetOf({ file, folder }: FileAt): string {
  return `read_parquet(${quotedText(join(folder, `${file.id.split('/')[1]}.parquet`))})`;
}

async function growFromFile(engine: Engine, at: FileAt, person: FoundPerson): Promise<void> {
  const columns = fileColumns(at.file);
  if (columns === null || (columns.own === null && !MERGES.has(columns.stream))) return;
  const { ids, lists, emails, own } = columns;
  const idText = ids.map((header) => plainIdSql(quotedName(header)));
  const listText = lists.map((header) => `replace(${quotedName(header)}, ' ', '')`);
  const emailText = emails.map((header) => `lower(trim(${quotedName(header)}))`);
  const isTheirs = [
    ...idText.map((text) => isIn(text, person.ids)),
    ...emailText.map((text) => isIn(text, person.emails)),
    ...listText.flatMap((text) =>
      [...person.ids].map(
        (id) => `coalesce(strpos(concat(';', ${text}, ';'), ${quotedText(`;${id}`)}) > 0, false)`,
      ),
    ),
  ];
  if (isTheirs.length === 0) return;
  const name = own === null ? 'null' : nameText(at.file);
  const ofOwn = own === null ? 'false' : 'true';
  const rows = await allRows<{ ids: string | null; emails: string | null; name: string | null }>(
    engine.query(
      statement(
        'person',
        `select concat_ws(';', ${[...idText, ...listText, 'null'].join(', ')}) as ids,
          concat_ws(';', ${[...emailText, 'null'].join(', ')}) as emails,
          case when ${ofOwn} then ${name} end as name
        from ${parquetOf(at)} where ${isTheirs.join(' or ')}`,
      ),
    ),
  );
  for (const row of rows) {
    for (const part of parts(row.ids)) person.ids.add(plainId(part.split(':')[0] as string));
    for (const part of parts(row.emails)) person.emails.add(part);
    const full = row.name?.trim().replaceAll(/\s+/g, ' ').toLowerCase();
    if (!full) continue;
    person.names.add(full);
    const [first, ...rest] = full.split(' ') as [string, ...string[]];
    if (rest.length > 0) person.names.add(`${rest.join(' ')}, ${first}`);
  }
}

function parts(text: string | null): string[] {
  return (text ?? '').split(';').filter((part) => part !== '');
}

function isIn(text: string, values: ReadonlySet<string>): string {
  if (values.size === 0) return 'false';
  return `coalesce(${text} in (${[...values].map(quotedText).join(', ')}), false)`;
}

/** The full name, in one column or in two. */
function nameText(file: LandedFile): string {
  const header = (field: string) => file.matches.find((match) => match.field === field)?.header;
  const [full, first, last] = ['name', 'first_name', 'last_name'].map(header);
  if (full) return quotedName(full);
  const halves = [first, last].flatMap((half) => (half ? [quotedName(half)] : []));
  return halves.length === 0 ? 'null' : `concat_ws(' ', ${halves.join(', ')})`;
}

interface Hashes {
  readonly salt: string;
  readonly ids: readonly string[];
  readonly emails: readonly string[];
}

/** The ids and addresses in these files whose salted hashes are known. */
export async function findByHash(
  engine: Engine,
  { manifest, folder }: LandedImport,
  hashes: Hashes,
): Promise<FoundPerson> {
  const person = nobody();
  for (const file of manifest.files) {
    const at = { file, folder };
    const known = fileColumns(file);
    if (known === null && file.stream !== null) continue;
    const all = known === null ? await headersOf(engine, at) : [];
    const { ids = all, emails = all, lists = [] } = known ?? {};
    const search = async (text: string, wanted: readonly string[], found: Set<string>) => {
      if (wanted.length === 0) return;
      const hash = `sha256(concat(${quotedText(hashes.salt)}, ':', text))`;
      const rows = await allRows<{ text: string }>(
        engine.query(
          statement(
            'erased before',
            `select distinct text from (select ${text} as text from ${parquetOf(at)})
            where text is not null and ${hash} in (${wanted.map(quotedText).join(', ')})`,
          ),
        ),
      );
      for (const row of rows) found.add(row.text);
    };
    for (const header of ids) await search(plainIdSql(quotedName(header)), hashes.ids, person.ids);
    for (const header of lists) {
      const part = `split_part(trim(unnest(string_split(${quotedName(header)}, ';'))), ':', 1)`;
      await search(part, hashes.ids, person.ids);
    }
    for (const header of emails) {
      await search(`lower(trim(${quotedName(header)}))`, hashes.emails, person.emails);
    }
  }
  return person;
}

async function headersOf(engine: Engine, at: FileAt): Promise<string[]> {
  const rows = await allRows<{ column_name: string }>(
    engine.query(statement('columns', `describe select * from ${parquetOf(at)}`)),
  );
  return rows.map(({ column_name }) => column_name);
}
