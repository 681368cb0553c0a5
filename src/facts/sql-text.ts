/** The few pieces of SQL text that have to be made from data: names and constants, quoted. */

export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function optionalText(text: string | null): string {
  return text === null ? 'cast(null as varchar)' : quotedText(text);
}
