import type { PipelineAnswer } from '../operations/pipeline.ts';
import { type Language, periodName } from './numbers.ts';
import { type MoveRow, moveRows, movesPicture } from './pictures-moves.ts';
import type { Report, RowsOf, Table } from './report.ts';
import { MOVE_WORDS, movesTitle, PIPELINE_QUESTION } from './words-pipeline.ts';

export function presentPipeline(answer: PipelineAnswer, language: Language): Report {
  const asked: RowsOf = {
    from: answer.from,
    to: answer.to,
    ...(answer.quarter ? { quarter: answer.quarter } : {}),
  };
  const rows = moveRows(answer.moves, { rows: asked, language });
  const when = periodName(answer.from, answer.to, language);
  const title = movesTitle(answer.moves, `from ${when}`, language);
  const picture = movesPicture(rows, {
    id: 'pipeline',
    title,
    note: 'Between start and end the bars add up.',
    table: 'pipeline',
    currency: answer.moves[0]?.amount.currency ?? 'USD',
    language,
  });
  return {
    question: PIPELINE_QUESTION,
    sentence: `${title}.`,
    lead: '',
    pictures: [picture],
    tables: [movesTable(rows, { id: 'pipeline', title: 'Start, moves and end' })],
    cautions: [],
  };
}

export function movesTable(rows: readonly MoveRow[], about: { id: string; title: string }): Table {
  return {
    ...about,
    columns: [
      { key: 'move', label: 'What changed', align: 'left' },
      { key: 'amount', label: 'Open pipeline', align: 'right' },
      { key: 'deals', label: 'Rows', align: 'right' },
    ],
    rows: rows.map(({ name, amount, deals, rows_of, form }) => ({
      cells: { move: name, amount, deals },
      rows_of: rows_of ? { deals: rows_of } : {},
      is_total: form === 'level' && name === MOVE_WORDS.end,
    })),
  };
}
