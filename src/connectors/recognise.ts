/** Which stream a file is, told by its headers. */

import { type Connector, type Field, normalised, type Stream } from './connector.ts';

export interface FieldMatch {
  readonly field: string;
  /** The header in the file. */
  readonly header: string;
  readonly guessed: boolean;
  /** Said where the column writes its numbers as `1.234,56`. */
  readonly decimal?: 'comma';
}

export interface Recognition {
  readonly connector: Connector;
  readonly stream: Stream;
  readonly matches: readonly FieldMatch[];
}

/**
 * The stream whose fields fit the headers best, or null when none does. Streams that fit alike are
 * told apart by the file name.
 */
export function recognise(
  headers: readonly string[],
  fileName: string,
  connectors: readonly Connector[],
): Recognition | null {
  const candidates = connectors
    .flatMap((connector) => connector.streams.map((stream) => fit(headers, connector, stream)))
    .filter((candidate) => candidate !== null)
    .sort(
      (a, b) =>
        b.matches.length - a.matches.length ||
        Number(named(fileName, b.stream)) - Number(named(fileName, a.stream)),
    );
  return candidates[0] ?? null;
}

function fit(headers: readonly string[], connector: Connector, stream: Stream): Recognition | null {
  const byName = new Map(headers.map((header) => [normalised(header), header]));
  if (connector.foreign && headers.some((header) => connector.foreign?.test(header))) return null;
  if (stream.absent.some((name) => byName.has(normalised(name)))) return null;
  const matches = stream.fields
    .map((field) => matchField(field, byName))
    .filter((match) => match !== null);
  const found = new Set(matches.map((match) => match.field));
  if (!stream.required.every((field) => found.has(field))) return null;
  if (!stream.oneOf.every((group) => group.some((field) => found.has(field)))) return null;
  if (matches.length < stream.knownShare * headers.length) return null;
  return { connector, stream, matches };
}

function matchField(field: Field, byName: ReadonlyMap<string, string>): FieldMatch | null {
  for (const name of [field.name, ...field.aliases]) {
    const header = byName.get(normalised(name));
    if (header !== undefined) return { field: field.name, header, guessed: false };
  }
  for (const name of field.guesses) {
    const header = byName.get(normalised(name));
    if (header !== undefined) return { field: field.name, header, guessed: true };
  }
  return null;
}

function named(fileName: string, stream: Stream): boolean {
  return normalised(fileName).includes(normalised(stream.name));
}
