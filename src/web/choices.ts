/** What somebody has answered about brought files, and the mapping that says it. */

import type { InspectAnswer } from '../operations/inspect-files.ts';

export type BroughtFile = InspectAnswer['files'][number];
export type Question = BroughtFile['questions'][number];
export type Table = InspectAnswer['tables'][number];
export type Entry = NonNullable<BroughtFile['entry']>;

/** By the name of the file; null: nothing is said of it. */
export type Choices = Readonly<Record<string, Entry | null>>;

export interface Around {
  readonly source: string;
  readonly exported: string;
}

export function firstChoices(answer: InspectAnswer): Choices {
  return Object.fromEntries(answer.files.map(({ file, entry }) => [file, entry]));
}

/** A file that no connector knows: somebody has to say which table it is. */
export function isUnknown(file: BroughtFile): boolean {
  return file.likely.length > 0;
}

/** The answer to a question, as it stands. */
export function answerTo({ key, answer }: Question, entry: Entry | null): string | null {
  if (key === 'date_order' || key === 'decimal') return entry?.[key] ?? null;
  const column = entry?.columns[key];
  return column === undefined ? answer : (column ?? '');
}

export function answered(
  file: BroughtFile,
  entry: Entry | null,
  { key, value }: { key: string; value: string },
): Entry {
  const base: Entry = entry ?? { match: file.match, columns: {} };
  if (key === 'date_order' || key === 'decimal') return { ...base, [key]: value };
  return { ...base, columns: { ...base.columns, [key]: value === '' ? null : value } };
}

/** The questions of a file under what is chosen so far. */
export function questionsOf(
  file: BroughtFile,
  entry: Entry | null,
  tables: readonly Table[],
): readonly Question[] {
  if (!isUnknown(file)) return file.questions;
  const columns = tables.find(({ table }) => table === entry?.table)?.columns ?? [];
  const asked = new Map<string, Question>();
  for (const { name, kind } of columns) {
    const seen = file.columns.find(({ header }) => header === entry?.columns[name]);
    const question =
      kind === 'date' ? seen?.date_question : kind === 'number' ? seen?.number_question : null;
    if (question && !asked.has(question.key)) asked.set(question.key, question);
  }
  return [...asked.values()];
}

/** Columns of the table that it cannot be without, and that nothing is chosen for. */
function missingColumns(entry: Entry | null, tables: readonly Table[]): readonly string[] {
  const columns = tables.find(({ table }) => table === entry?.table)?.columns ?? [];
  return columns
    .filter(({ name, needed }) => needed && !entry?.columns[name] && !entry?.constants?.[name])
    .map(({ name }) => name);
}

/** What has to be answered before anything can be imported, as sentences. */
export function openIssues(answer: InspectAnswer, choices: Choices): readonly string[] {
  return answer.files.flatMap((file) => {
    const entry = choices[file.file] ?? null;
    if (file.problem) return [`${file.file} cannot be read. Mend it, or leave it out.`];
    const open = questionsOf(file, entry, answer.tables).filter(
      (question) => answerTo(question, entry) === null,
    );
    return [
      ...missingColumns(entry, answer.tables).map(
        (name) => `${file.file}: choose the column for ${name}.`,
      ),
      ...open.map(
        ({ column }) => `${file.file}: answer the question about ${column ?? 'the file'}.`,
      ),
    ];
  });
}

/** Values of a column with choices that mean nothing yet. */
export function valuesToTell(
  file: BroughtFile,
  entry: Entry,
  one_of: readonly string[],
  name: string,
) {
  const seen = file.columns.find(({ header }) => header === entry.columns[name]);
  return one_of.length === 0
    ? []
    : (seen?.choices ?? []).filter((value) => !one_of.includes(value));
}

/** The YAML that the terminal takes too. */
export async function mappingText(choices: Choices, { source, exported }: Around): Promise<string> {
  const { stringify } = await import('yaml');
  const entries = Object.values(choices).filter((entry) => entry !== null);
  return stringify({
    ...(source ? { source } : {}),
    ...(exported ? { exported } : {}),
    files: entries.map(tidy),
  });
}

function tidy({ values, constants, ...entry }: Entry) {
  return {
    ...entry,
    ...(Object.keys(values ?? {}).length > 0 ? { values } : {}),
    ...(Object.keys(constants ?? {}).length > 0 ? { constants } : {}),
  };
}
