/**
 * The functions whose spelling differs from engine to engine. A .sql file writes `@name(arguments)`;
 * everything else in it is the subset that all engines share (`SHARED_FUNCTIONS`).
 */

export type Dialect = 'duckdb' | 'trino';

type Spelling = ((...args: string[]) => string) | null;

const SPELLINGS = new Map<string, Record<Dialect, Spelling>>([
  [
    'add_days',
    {
      duckdb: (day, days) => `cast(${day} + to_days(cast(${days} as integer)) as date)`,
      trino: (day, days) => `date_add('day', ${days}, ${day})`,
    },
  ],
  [
    'local_day',
    {
      duckdb: (instant, zone) => `cast(timezone(${zone}, timezone('UTC', ${instant})) as date)`,
      trino: (instant, zone) =>
        `cast(with_timezone(${instant}, 'UTC') at time zone ${zone} as date)`,
    },
  ],
  [
    'instant',
    {
      // Reading an offset is slow, so only texts that have one pay for it.
      duckdb: (text) => `case
        when regexp_matches(substr(${text}, 17), '[+-]\\d\\d') then timezone('UTC', try_cast(${text} as timestamptz))
        else try_cast(${text} as timestamp) end`,
      trino: (text) => `try(cast(from_iso8601_timestamp(${text}) at time zone 'UTC' as timestamp))`,
    },
  ],
  [
    'format_day',
    {
      duckdb: (instant) => `strftime(${instant}, '%Y-%m-%dT%H:%M:%S')`,
      trino: (instant) => `date_format(${instant}, '%Y-%m-%dT%H:%i:%s')`,
    },
  ],
  [
    'parse_instant',
    {
      duckdb: (text, format) => `try_strptime(${text}, ${format})`,
      trino: (text, format) => `try(date_parse(${text}, ${format}))`,
    },
  ],
  [
    'matches',
    {
      duckdb: (text, pattern) => `regexp_full_match(${text}, ${pattern})`,
      trino: (text, pattern) => `regexp_like(${text}, concat('^(?:', ${pattern}, ')$'))`,
    },
  ],
  [
    'fingerprint',
    { duckdb: (text) => `md5(${text})`, trino: (text) => `lower(to_hex(md5(to_utf8(${text}))))` },
  ],
  [
    'bucket',
    {
      duckdb: (text, buckets) => `hash(${text}) % ${buckets}`,
      trino: (text, buckets) =>
        `mod(abs(from_big_endian_64(xxhash64(to_utf8(${text})))), ${buckets})`,
    },
  ],
  // Before the bracket of a common table expression: do not keep its rows.
  ['inline', { duckdb: () => 'not materialized', trino: () => '' }],
  [
    'split_rows',
    {
      duckdb: (text, separator) => `unnest(string_split(${text}, ${separator}))`,
      trino: null,
    },
  ],
]);

/** Functions that mean the same everywhere; the check in test/ lists any other. */
export const SHARED_FUNCTIONS: ReadonlySet<string> = new Set(
  `abs avg bool_and bool_or cast ceil coalesce concat count date_diff date_trunc
  dense_rank exp first_value floor grouping lag last_value lead length ln lower max max_by min
  min_by mod nullif power rank regexp_replace replace round row_number strpos substr sum trim
  try_cast upper split_part starts_with`.split(/\s+/),
);

export function dialectFunctions(): ReadonlySet<string> {
  return new Set(SPELLINGS.keys());
}

/**
 * Replaces every `@name(arguments)` by the engine's own spelling.
 * @throws Error that names a function which the engine lacks.
 */
export function translate(sql: string, dialect: Dialect): string {
  const call = /@([a-z_]+)\(/.exec(sql);
  if (call === null) return sql;
  const name = call[1] as string;
  const spelling = SPELLINGS.get(name)?.[dialect];
  if (!spelling) throw new Error(`${dialect} has no spelling for @${name}()`);
  const { args, end } = readArguments(sql, call.index + call[0].length);
  const translated = spelling(...args.map((arg) => translate(arg, dialect)));
  return sql.slice(0, call.index) + translated + translate(sql.slice(end), dialect);
}

/** The comma-separated arguments from `start` to the closing bracket, and where that ends. */
function readArguments(sql: string, start: number): { args: string[]; end: number } {
  const args: string[] = [];
  let depth = 0;
  let quote: string | null = null;
  let from = start;
  for (let at = start; at < sql.length; at++) {
    const char = sql[at] as string;
    if (quote !== null) {
      if (char === quote) quote = null;
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '(') depth++;
    else if (char === ',' && depth === 0) {
      args.push(sql.slice(from, at).trim());
      from = at + 1;
    } else if (char === ')' && depth-- === 0) {
      args.push(sql.slice(from, at).trim());
      return { args, end: at + 1 };
    }
  }
  throw new Error(`unclosed dialect call: ${sql.slice(start, start + 40)}`);
}
