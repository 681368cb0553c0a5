/** What an import would refuse to guess, as questions with their answers. */

import type { Recognition } from '../connectors/recognise.ts';
import type { Engine } from '../engine/engine.ts';
import { BadInput } from '../errors.ts';
import { dateFormats, type Written } from './land-dates.ts';
import { markDecimals } from './land-numbers.ts';
import type { Notation } from './mapping.ts';
import { PLAIN } from './plain.ts';

export interface Question {
  readonly code: string;
  /** Null: of the whole file. */
  readonly column: string | null;
  /** The key of the mapping that answers it: `date_order`, `decimal`, `table`, or a column. */
  readonly key: string;
  readonly text: string;
  readonly answers: readonly { readonly label: string; readonly value: string }[];
  /** What holds if nobody answers; null: it has to be answered. */
  readonly answer: string | null;
}

export interface WrittenFile {
  readonly name: string;
  readonly parquet: string;
  readonly isTyped: boolean;
  readonly delimiter: string;
  readonly from1904: boolean;
}

const WORDS: Readonly<Record<string, string>> = {
  dmy: 'The day comes first',
  mdy: 'The month comes first',
  comma: 'A decimal comma',
  point: 'A decimal point',
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  date_order: ['dmy', 'mdy'],
  decimal: ['comma', 'point'],
};

/** The questions that its dates and numbers leave open, read as these columns. */
export async function writtenQuestions(
  engine: Engine,
  file: WrittenFile,
  { recognition, told }: { recognition: Recognition; told: Notation },
): Promise<Question[]> {
  const written: Written = { ...file, recognition, isMapped: true };
  const dates = await asked('date_order', told.dateOrder, (order) =>
    dateFormats(engine, { ...written, told: order as 'dmy' | null, from1904: file.from1904 }),
  );
  const { isTyped, delimiter } = file;
  const numbers = await asked('decimal', told.decimal, (mark) =>
    markDecimals(engine, { ...written, told: mark as 'comma' | null, isTyped, delimiter }),
  );
  return [dates, numbers].filter((question) => question !== null);
}

/** What would be asked of one column, were it read as a date or as an amount. */
export async function columnQuestions(
  engine: Engine,
  file: WrittenFile,
  header: string,
): Promise<{ date: Question | null; number: Question | null }> {
  const as = (field: string): Recognition => ({
    connector: PLAIN,
    stream: PLAIN.streams[0] as Recognition['stream'],
    matches: [{ field, header, guessed: false }],
  });
  const told = { dateOrder: null, decimal: null };
  const [date] = await writtenQuestions(engine, file, { recognition: as('happened'), told });
  const [number] = await writtenQuestions(engine, file, { recognition: as('amount'), told });
  return { date: date ?? null, number: number ?? null };
}

/** Tries it unanswered: a refusal that names a line of the mapping is the question. */
async function asked(
  key: string,
  answer: string | null,
  attempt: (told: string | null) => Promise<unknown>,
): Promise<Question | null> {
  try {
    await attempt(null);
    return null;
  } catch (error) {
    if (!(error instanceof BadInput) || !error.fix.includes(`\`${key}: `)) throw error;
    const column = error.where?.split(', column ').at(-1) ?? null;
    const answers = (CHOICES[key] ?? []).map((value) => ({
      value,
      label: `${WORDS[value]}${meaningOf(error.fix, key, value)}`,
    }));
    return { code: error.code, key, column, text: error.message, answers, answer };
  }
}

/** The refusal says what its example is under each answer: `date_order: dmy` (then it is 3 April). */
function meaningOf(fix: string, key: string, value: string): string {
  const meaning = new RegExp(`\`${key}: ${value}\` \\((?:then it is )?([^)]+)\\)`).exec(fix)?.[1];
  return meaning ? `: it is ${meaning}` : '';
}
