/** Rewrites one landed file without a person: the same rows in the same order, under other ids. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { allRows, type Engine, execute, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { type FileColumns, fileColumns } from './erase-fields.ts';
import type { LandedFile } from './home.ts';
import { quotedName, quotedText } from './sql-text.ts';

/** All that is known of one person: records by their ids, addresses in small letters, full names. */
export interface Person {
  readonly ids: ReadonlySet<string>;
  readonly emails: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** An id as it is compared: without the checksum of an 18-letter one. */
export function plainId(id: string): string {
  return /^[A-Za-z0-9]{18}$/.test(id) ? id.slice(0, 15) : id;
}

export function hashOf(salt: string, text: string): string {
  return createHash('sha256').update(`${salt}:${text}`).digest('hex');
}

/** The id under which a record is kept after it was erased; always the same for the same record. */
export function tombstone(salt: string, id: string): string {
  return `erased-${hashOf(salt, plainId(id)).slice(0, 12)}`;
}

/** The same in SQL, of a column. */
export function plainIdSql(column: string): string {
  const text = `trim(${column})`;
  return `case when @matches(${text}, '[A-Za-z0-9]{18}') then substr(${text}, 1, 15) else ${text} end`;
}

/** What to write where a full name or an address stood in a text. */
const NOBODY = 'erased person';

interface Rewriting {
  readonly person: Person;
  readonly salt: string;
}

/** Where nobody knows which columns are ids, `12` may be anything. */
function longIds({ person, salt }: Rewriting): Rewriting {
  return {
    salt,
    person: { ...person, ids: new Set([...person.ids].filter((id) => id.length > 5)) },
  };
}

/** What stands in the columns of a landed file, and how it is told whether that is the person. */
class Columns {
  readonly #person: Person;
  readonly #salt: string;

  constructor({ person, salt }: Rewriting) {
    this.#person = person;
    this.#salt = salt;
  }

  isOneOf(column: string): string {
    return inList(plainIdSql(quotedName(column)), this.#person.ids);
  }

  isAddress(column: string): string {
    return inList(`lower(trim(${quotedName(column)}))`, this.#person.emails);
  }

  lists(column: string): string {
    const text = `concat(';', replace(${quotedName(column)}, ' ', ''), ';')`;
    const found = [...this.#person.ids].map((id) => `strpos(${text}, ${quotedText(`;${id}`)}) > 0`);
    return found.length === 0 ? 'false' : `coalesce(${found.join(' or ')}, false)`;
  }

  otherId(column: string): string {
    const cases = [...this.#person.ids].map(
      (id) => `when ${quotedText(id)} then ${quotedText(tombstone(this.#salt, id))}`,
    );
    const name = quotedName(column);
    return cases.length === 0
      ? name
      : `case ${plainIdSql(name)} ${cases.join(' ')} else ${name} end`;
  }

  otherIds(column: string): string {
    const cases = [...this.#person.ids].map(
      (id) =>
        `when ${quotedText(id)} then concat(${quotedText(tombstone(this.#salt, id))}, substr(trim(part), length(split_part(trim(part), ':', 1)) + 1))`,
    );
    if (cases.length === 0) return quotedName(column);
    return `array_to_string([case ${plainIdSql("split_part(trim(part), ':', 1)")} ${cases.join(' ')}
      else part end for part in string_split(${quotedName(column)}, ';')], ';')`;
  }

  /** An address that rows of other files are joined by stays one address, of nobody. */
  otherAddress(column: string): string {
    const cases = [...this.#person.emails].map((email) => {
      const nobody = `erased-${hashOf(this.#salt, email).slice(0, 12)}@erased.invalid`;
      return `when ${quotedText(email)} then ${quotedText(nobody)}`;
    });
    const name = quotedName(column);
    return cases.length === 0
      ? name
      : `case lower(trim(${name})) ${cases.join(' ')} else ${name} end`;
  }

  #mentions({ emailsOnly = false } = {}): string[] {
    const names = [...this.#person.names].filter((name) => /\S{2,} \S{2,}/.test(name));
    return [...this.#person.emails, ...(emailsOnly ? [] : names)];
  }

  /** Whether a text names the person. */
  names(column: string, options = {}): string {
    const text = `lower(${quotedName(column)})`;
    const found = this.#mentions(options).map(
      (mention) => `strpos(${text}, ${quotedText(mention.toLowerCase())}) > 0`,
    );
    return found.length === 0 ? 'false' : `coalesce(${found.join(' or ')}, false)`;
  }

  withoutNames(column: string, options = {}): string {
    const name = quotedName(column);
    const replaced = this.#mentions(options).reduce(
      (text, mention) =>
        `regexp_replace(${text}, ${quotedText(escaped(mention))}, '${NOBODY}', 'gi')`,
      name,
    );
    return `case when ${this.names(column, options)} then ${replaced} else ${name} end`;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function inList(value: string, texts: ReadonlySet<string>): string {
  if (texts.size === 0) return 'false';
  return `coalesce(${value} in (${[...texts].map(quotedText).join(', ')}), false)`;
}

interface FileToRewrite {
  readonly file: LandedFile;
  readonly from: string;
  /** Where the rewritten file goes; null to count only. */
  readonly to: string | null;
}

export interface RewrittenRows {
  /** Rows that are the person, or of the person. */
  readonly rows: number;
  /** Further rows whose text named the person. */
  readonly mentions: number;
}

/** @returns how many rows change; nothing is written when none does */
export async function eraseFromFile(
  engine: Engine,
  { file, from, to }: FileToRewrite,
  rewriting: Rewriting,
): Promise<RewrittenRows> {
  const run = (sql: string) => engine.query(statement('erase', sql));
  const source = `read_parquet(${quotedText(from)})`;
  const headers = (
    await allRows<{ column_name: string }>(run(`describe select * from ${source}`))
  ).map(({ column_name }) => column_name);
  const known = fileColumns(file);
  if (known === null && file.stream !== null) return { rows: 0, mentions: 0 };
  const columns = new Columns(known ? rewriting : longIds(rewriting));
  const plan = known ? knownPlan(columns, headers, known) : unknownPlan(columns, headers);
  const found = await oneRow<RewrittenRows>(
    run(`select count(*) filter (where ${plan.isTheirs}) as "rows",
      count(*) filter (where not (${plan.isTheirs}) and (${plan.isNamed})) as mentions
      from ${source}`),
  );
  if (to !== null && found.rows + found.mentions > 0) {
    const values = headers.map((header) => `${plan.value(header)} as ${quotedName(header)}`);
    await execute(
      run(
        `copy (select ${values.join(', ')} from ${source}) to ${quotedText(to)} (format parquet)`,
      ),
    );
  }
  return found;
}

interface Plan {
  readonly isTheirs: string;
  readonly isNamed: string;
  readonly value: (header: string) => string;
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'false' : conditions.map((each) => `(${each})`).join(' or ');
}

function knownPlan(columns: Columns, headers: readonly string[], known: FileColumns): Plan {
  const { ids, lists, emails, own } = known;
  const isTheirs = anyOf([
    ...ids.map((header) => columns.isOneOf(header)),
    ...lists.map((header) => columns.lists(header)),
    ...emails.map((header) => columns.isAddress(header)),
  ]);
  const isRecord = own === null ? 'false' : columns.isOneOf(own);
  const isOnly = anyOf([
    ...ids.map((header) => columns.isOneOf(header)),
    ...(known.stream === 'hubspot/Lead' ? lists.map((header) => columns.lists(header)) : []),
  ]);
  const written = headers.filter(
    (header) => !ids.includes(header) && !lists.includes(header) && !emails.includes(header),
  );
  /** In the row of another person of the same name the name stays. */
  const others = { emailsOnly: own !== null };
  const value = (header: string): string => {
    if (ids.includes(header)) return columns.otherId(header);
    if (lists.includes(header)) return columns.otherIds(header);
    if (emails.includes(header)) return emailValue(columns, header, { isRecord, known });
    const name = quotedName(header);
    if (own !== null && known.optedOut.includes(header))
      return `case when ${isRecord} then 'true' else ${name} end`;
    if (own !== null && known.reachable.includes(header))
      return `case when ${isRecord} then 'false' else ${name} end`;
    if (own !== null && known.kept.includes(header)) return name;
    const isFact = own === null && known.plain.includes(header);
    if (isFact) return columns.withoutNames(header, { emailsOnly: true });
    return `case when ${own === null ? isOnly : isRecord} then null
      else ${columns.withoutNames(header, others)} end`;
  };
  const isNamed = anyOf(written.map((header) => columns.names(header, others)));
  return { isTheirs, isNamed, value };
}

function emailValue(
  columns: Columns,
  header: string,
  { isRecord, known }: { isRecord: string; known: FileColumns },
): string {
  const isJoined = known.stream.startsWith('hubspot/');
  const emptied = `case when ${columns.isAddress(header)} or ${isRecord} then null else ${quotedName(header)} end`;
  if (!isJoined) return emptied;
  return `case when ${columns.isAddress(header)} then ${columns.otherAddress(header)}
    when ${isRecord} then null else ${quotedName(header)} end`;
}

/** Nobody knows what the columns of such a file mean: a row that has the person is emptied. */
function unknownPlan(columns: Columns, headers: readonly string[]): Plan {
  const isTheirs = anyOf(
    headers.flatMap((header) => [columns.isOneOf(header), columns.names(header)]),
  );
  return {
    isTheirs,
    isNamed: 'false',
    value: (header) => `case when ${isTheirs} then null else ${quotedName(header)} end`,
  };
}

/** Rejected rows are kept as the beginning of their line: one that has the person is emptied. */
export async function eraseFromRejects(
  engine: Engine,
  { from, to }: Pick<FileToRewrite, 'from' | 'to'>,
  rewriting: Rewriting,
): Promise<number> {
  if (!existsSync(from)) return 0;
  const columns = new Columns(rewriting);
  const ids = [...longIds(rewriting).person.ids].map(
    (id) => `strpos(value, ${quotedText(id)}) > 0`,
  );
  const isTheirs = `coalesce(${anyOf([columns.names('value'), ...ids])}, false)`;
  const run = (sql: string) => engine.query(statement('erase', sql));
  const { n } = await oneRow<{ n: number }>(
    run(`select count(*) as n from read_parquet(${quotedText(from)}) where ${isTheirs}`),
  );
  if (to !== null && n > 0) {
    await execute(
      run(`copy (select landed_row, code, column_name,
        case when ${isTheirs} then null else value end as value
        from read_parquet(${quotedText(from)})) to ${quotedText(to)} (format parquet)`),
    );
  }
  return n;
}
