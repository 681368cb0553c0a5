/** A statement is SQL text with named parameters (`$as_of`). */

export interface Statement {
  /** File name, for messages. */
  readonly name: string;
  readonly sql: string;
  /** The named parameters that the text uses. */
  readonly parameters: readonly string[];
}

/** A statement from text that is complete. */
export function statement(name: string, sql: string): Statement {
  return { name, sql, parameters: parametersOf(sql) };
}

function parametersOf(sql: string): string[] {
  const bare = sql.replace(/--[^\n]*/g, '').replace(/'(?:[^']|'')*'/g, "''");
  return [...new Set([...bare.matchAll(/\$([a-z_]+)/g)].map((match) => match[1] as string))];
}
