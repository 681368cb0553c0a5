/** Whether a number column of a landed file has decimal commas or points, decided over all of it. */

import type { FieldMatch } from '../connectors/recognise.ts';
import { type Engine, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { BadInput } from '../errors.ts';
import type { Written } from './land-dates.ts';
import { type Kind, kindOf } from './land-kinds.ts';
import {
  EITHER_COMMA,
  EITHER_POINT,
  MARKED_NUMBER,
  SURE_COMMA,
  SURE_POINT,
} from './number-text.ts';
import { quotedName, quotedText } from './sql-text.ts';

type Mark = 'comma' | 'point';

interface NumberQuestion extends Written {
  readonly told: Mark | null;
  /** Numbers were numbers in the file, so `1.234` has a decimal point. */
  readonly isTyped: boolean;
  readonly delimiter: string;
}

interface Marks {
  readonly match: FieldMatch;
  readonly kind: Kind;
  readonly comma_row: number | null;
  readonly comma: string | null;
  readonly point_row: number | null;
  readonly point: string | null;
  readonly either_comma: string | null;
  readonly either_point: string | null;
}

/**
 * The matches of a file, those with decimal commas marked as such.
 * @throws BadInput when a column contradicts itself, or a value such as `1.234` could be either and
 * nothing in the file shows which
 */
export async function markDecimals(
  engine: Engine,
  question: NumberQuestion,
): Promise<FieldMatch[]> {
  const { recognition } = question;
  const columns: Marks[] = [];
  for (const match of recognition.matches) {
    const kind = kindOf(recognition, match.field);
    if (!['integer', 'number', 'money'].includes(kind)) continue;
    columns.push({ match, kind, ...(await marksOf(engine, question.parquet, match.header)) });
  }
  const own = new Map(columns.map((column) => [column.match, ownMark(column, question)]));
  const shown = new Set([...own.values()].filter((mark) => mark !== null));
  const ofFile = shown.size === 1 ? ([...shown][0] as Mark) : null;
  const marked = new Map(
    columns.map((column) => [
      column.match,
      own.get(column.match) ?? mark(column, question, ofFile),
    ]),
  );
  return recognition.matches.map((match) =>
    marked.get(match) === 'comma' ? { ...match, decimal: 'comma' as const } : match,
  );
}

function marksOf(
  engine: Engine,
  parquet: string,
  header: string,
): Promise<Omit<Marks, 'match' | 'kind'>> {
  const is = (pattern: string) => `@matches(core, ${quotedText(pattern)})`;
  return oneRow(
    engine.query(
      statement(
        'numbers',
        `select min(n) filter (where ${is(SURE_COMMA)}) as comma_row,
          min_by(v, n) filter (where ${is(SURE_COMMA)}) as comma,
          min(n) filter (where ${is(SURE_POINT)}) as point_row,
          min_by(v, n) filter (where ${is(SURE_POINT)}) as point,
          min_by(v, n) filter (where ${is(EITHER_COMMA)}) as either_comma,
          min_by(v, n) filter (where ${is(EITHER_POINT)}) as either_point
        from (select v, n, regexp_replace(v, '[^0-9.,]', '', 'g') as core from (
          select trim(${quotedName(header)}) as v, file_row_number + 1 as n
          from read_parquet(${quotedText(parquet)}, file_row_number = true))
          where (strpos(v, ',') > 0 or strpos(v, '.') > 0) and @matches(v, ${quotedText(MARKED_NUMBER)}))`,
      ),
    ),
  );
}

/** What the column shows by itself. */
function ownMark(column: Marks, question: NumberQuestion): Mark | null {
  if (column.comma !== null && column.point !== null) {
    if (question.told === null) throw contradicting(column, question);
    return question.told;
  }
  if (column.comma !== null) return 'comma';
  if (column.point !== null) return 'point';
  if (column.kind !== 'integer' || question.isTyped) return null;
  // A thing that is counted whole has no decimals, so its only mark sets thousands apart.
  if (column.either_comma !== null && column.either_point === null) return 'point';
  return column.either_point !== null && column.either_comma === null ? 'comma' : null;
}

function mark(column: Marks, question: NumberQuestion, ofFile: Mark | null): Mark | null {
  const { either_comma: withComma, either_point: withPoint, kind } = column;
  if (withComma === null && withPoint === null) return null;
  if (question.told !== null) return question.told;
  if (question.isTyped) return 'point';
  if (ofFile !== null) return ofFile;
  // Where commas part the columns, one inside a number sets thousands apart.
  const isCommaFile = question.delimiter === ',';
  if (isCommaFile && withPoint === null) return 'point';
  if (isCommaFile && withComma === null && kind === 'number') return 'point';
  throw ambiguous(column, question);
}

function contradicting({ match, ...marks }: Marks, { name }: NumberQuestion): BadInput {
  return new BadInput({
    code: 'mixed_numbers',
    message: `Numbers in "${match.header}" contradict one another: "${marks.comma}" in row ${marks.comma_row} has a decimal comma, "${marks.point}" in row ${marks.point_row} a decimal point.`,
    where: `${name}, column ${match.header}`,
    fix: 'Two exports were probably joined: import them apart. Or say `decimal: comma` or `decimal: point` in a mapping; it then counts where a number fits both.',
  });
}

function ambiguous(column: Marks, { name, isMapped }: NumberQuestion): BadInput {
  const example = (column.either_point ?? column.either_comma) as string;
  const digits = example.replace(/[^\d.,]/g, '');
  const asWhole = digits.replace(/[.,]/, '');
  const asPart = digits.replace(',', '.');
  const isPoint = column.either_point !== null;
  const comma = `\`decimal: comma\` (then it is ${isPoint ? asWhole : asPart})`;
  const point = `\`decimal: point\` (${isPoint ? asPart : asWhole})`;
  return new BadInput({
    code: 'ambiguous_numbers',
    message: `It is not clear what the mark in "${example}" means, and no number of the file shows it. Which is it?`,
    where: `${name}, column ${column.match.header}`,
    fix: isMapped
      ? `Add the line ${comma} or ${point} to this file's entry in the mapping.`
      : `Write the line ${comma} or ${point} into a file, such as notation.yaml, and import again with --mapping notation.yaml.`,
  });
}
