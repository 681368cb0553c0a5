/** Questions of what a file and its columns are, and the mapping as text. */

import { Document } from 'yaml';
import type { Recognition } from '../connectors/recognise.ts';
import type { SeenColumn } from './inspect-columns.ts';
import type { Question } from './inspect-questions.ts';
import { TABLES } from './inspect-suggest.ts';
import type { Inspection } from './inspection.ts';
import type { FileMapping } from './mapping.ts';
import { filled } from './remembered.ts';

/** Of the custom fields that were taken by their names alone. */
export function guessQuestions({ matches }: Recognition): Question[] {
  return matches
    .filter((match) => match.guessed)
    .map(({ field, header }) => ({
      code: 'guessed_field',
      key: field,
      column: header,
      text: `Is “${header}” the ${field.replaceAll('_', ' ')}? It is taken for it by its name alone.`,
      answers: [
        { label: 'Yes', value: header },
        { label: 'No, leave it out', value: '' },
      ],
      answer: header,
    }));
}

const MOST_TABLES = 5;

interface Unknown {
  readonly entry: FileMapping | null;
  readonly likely: readonly FileMapping[];
  readonly columns: readonly SeenColumn[];
}

/** Of a file that nothing is known of: which table it is, and what is still missing. */
export function tableQuestions(name: string, { entry, likely, columns }: Unknown): Question[] {
  const table = {
    code: 'unrecognised_file',
    key: 'table',
    column: null,
    text: `What is one row of ${name}? No known export has its columns.`,
    answers: likely.slice(0, MOST_TABLES).map((each) => ({
      value: each.table as string,
      label: `${each.table}: ${TABLES.find(({ table }) => table === each.table)?.meaning}`,
    })),
    answer: entry?.table ?? null,
  };
  return entry
    ? [table, ...missingColumns(entry, columns), ...openValues(entry, columns)]
    : [table];
}

function missingColumns(entry: FileMapping, columns: readonly SeenColumn[]): Question[] {
  const table = TABLES.find((each) => each.table === entry.table);
  return (table?.columns ?? [])
    .filter(({ name, needed }) => needed && !entry.columns[name] && !entry.constants[name])
    .map(({ name, meaning }) => ({
      code: 'missing_column',
      key: name,
      column: null,
      text: `Which column is ${name}? ${meaning}. The table ${entry.table} needs it.`,
      answers: columns.map(({ header }) => ({ label: header, value: header })),
      answer: null,
    }));
}

function openValues(entry: FileMapping, columns: readonly SeenColumn[]): Question[] {
  const table = TABLES.find((each) => each.table === entry.table);
  return (table?.columns ?? []).flatMap(({ name, one_of }) => {
    const seen = columns.find(({ header }) => header === entry.columns[name]);
    if (one_of.length === 0 || !seen) return [];
    return seen.choices
      .filter((value) => !one_of.includes(value) && !entry.values[name]?.[value])
      .map((value) => ({
        code: 'unknown_value',
        key: name,
        column: seen.header,
        text: `What does “${value}” in ${seen.header} mean?`,
        answers: one_of.map((choice) => ({ label: choice, value: choice })),
        answer: null,
      }));
  });
}

/** The mapping that answers what is known, with what is still open above it. */
export function mappingText(inspection: Inspection, source: string | null): string {
  const { files, mapping } = inspection;
  const { exported, observedFrom, dateOrder, decimal } = mapping;
  const document = new Document({
    ...(source ? { source } : {}),
    ...(exported ? { exported } : {}),
    ...(observedFrom ? { observed_from: observedFrom } : {}),
    ...(dateOrder ? { date_order: dateOrder } : {}),
    ...(decimal ? { decimal } : {}),
    files: files.flatMap(({ entry }) => (entry ? [filled(entry)] : [])),
  });
  const open = files.flatMap(({ file, questions }) =>
    questions
      .filter(({ answer }) => answer === null)
      .map(
        ({ text, answers }) => `${file}: ${text} (${answers.map((each) => each.value).join(', ')})`,
      ),
  );
  if (open.length > 0) {
    document.commentBefore = [' Still to be answered:', ...open.map((line) => `  ${line}`)]
      .map((line) => line.replaceAll(/[\r\n]+/g, ' '))
      .join('\n');
  }
  return document.toString({ lineWidth: 0 });
}

/** The name of where the files come from, where none was given: that of the known export among them. */
export function sourceOf({ files, mapping }: Inspection): string | null {
  const hasTables = files.some(({ entry }) => entry?.table !== undefined);
  if (!hasTables) return mapping.source;
  const known = files.find(({ recognition, entry }) => recognition && !entry?.table);
  return mapping.source ?? known?.recognition?.connector.name ?? 'files';
}
