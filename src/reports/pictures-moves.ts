/** How the open pipeline moved: floating bars from start to end that add up. */

import { shortMoney, wholeMoney } from '../money.ts';
import { type Language, whole } from './numbers.ts';
import { labelExpression } from './picture-axes.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture, RowsOf } from './report.ts';
import { MOVE_WORDS, type Move, movesLabel } from './words-pipeline.ts';

type Spec = Record<string, unknown>;

export interface MoveRow {
  readonly name: string;
  /** Where the bar begins and ends, in minor units; the same for start and end. */
  readonly from: number;
  readonly to: number;
  readonly form: 'level' | 'adds' | 'takes';
  readonly amount: string;
  readonly deals: string;
  readonly opportunities: number;
  readonly rows_of: RowsOf | null;
}

export function moveRows(
  moves: readonly Move[],
  asked: { rows: RowsOf; language: Language },
): MoveRow[] {
  let running = 0;
  return moves.map(({ move, opportunities, amount }) => {
    const isLevel = move === 'start' || move === 'end';
    const from = isLevel ? amount.amount : running;
    const to = isLevel ? amount.amount : running + amount.amount;
    running = to;
    const printed = wholeMoney(amount, asked.language.locale);
    return {
      name: MOVE_WORDS[move],
      from,
      to,
      form: isLevel ? 'level' : amount.amount < 0 ? 'takes' : 'adds',
      amount: isLevel || amount.amount <= 0 ? printed : `+${printed}`,
      deals: movesLabel(opportunities, asked.language),
      opportunities,
      rows_of: opportunities > 0 ? { ...asked.rows, figure: 'pipeline', move } : null,
    };
  });
}

export function movesPicture(
  rows: readonly MoveRow[],
  words: {
    id: string;
    title: string;
    note: string;
    table: string;
    currency: string;
    language: Language;
  },
): Picture {
  const { id, title, note, table } = words;
  const marks = rows.map(
    (row): Mark => ({ says: `${row.name}: ${row.amount}, ${row.deals}`, rows_of: row.rows_of }),
  );
  const data = rows.map((row, mark) => ({ ...row, row: row.name, mark }));
  return {
    id,
    title,
    note,
    description: `${title}. ${marks.map((mark) => mark.says).join('; ')}.`,
    wide: wideMoves(data, words),
    narrow: narrowMoves(data, words),
    key: [
      { style: 'takes', label: 'takes away' },
      { style: 'adds', label: 'adds' },
    ],
    marks,
    links: [],
    table,
  };
}

/** Floating bars need no zero: the axis begins where the bars do. */
function domainOf(rows: readonly MoveRow[]): [number, number] {
  const ends = rows.flatMap((row) => [row.from, row.to]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max((high - low) * 0.06, 1);
  return [low - room, high + room];
}

function moveMarks(down: number): Spec[] {
  const of = (form: MoveRow['form'], layer: Spec): Spec => ({
    transform: [{ filter: `datum.form === '${form}'` }],
    ...layer,
  });
  const bar = (form: MoveRow['form']): Spec =>
    of(form, {
      mark: { type: 'bar', style: form, height: 13, yOffset: down },
      encoding: { y: ROW, x: along('from'), x2: { field: 'to' } },
    });
  return [
    bar('takes'),
    bar('adds'),
    of('level', {
      mark: { type: 'tick', style: 'level', orient: 'vertical', size: 20, yOffset: down },
      encoding: { y: ROW, x: along('from') },
    }),
  ];
}

function axisOf(
  domain: [number, number],
  { currency, language }: { currency: string; language: Language },
): Spec {
  const width = domain[1] - domain[0];
  const power = 10 ** Math.floor(Math.log10(width / 3));
  const step = ([1, 2, 5, 10].find((each) => each * power * 4 >= width) ?? 10) * power;
  const values: number[] = [];
  for (let value = Math.ceil(domain[0] / step) * step; value <= domain[1]; value += step) {
    values.push(Math.round(value) || 0);
  }
  const digits = Math.max(0, Math.ceil(Math.log10(Math.abs(domain[1]) / step)));
  const money = (amount: number) =>
    digits > 2
      ? wholeMoney({ amount, currency }, language.locale)
      : shortMoney({ amount, currency }, language.locale);
  return { values, grid: true, labelExpr: labelExpression(values, money) };
}

type Words = { title: string; currency: string; language: Language };

function wideMoves(data: readonly (MoveRow & { row: string })[], words: Words): Spec {
  const domain = domainOf(data);
  const texts: TextColumn[] = [
    { field: 'name', header: 'What changed', left: 0, align: 'left', style: 'plain', limit: 220 },
    { field: 'amount', header: 'Open pipeline', right: 108, align: 'right', style: 'strong' },
    { field: 'deals', header: 'Rows', right: 0, align: 'right', style: 'plain' },
  ];
  return rowSpec({
    data,
    rowHeight: 36,
    width: WIDE,
    left: 240,
    right: 236,
    domain,
    texts,
    marks: moveMarks(0),
    axis: axisOf(domain, words),
    plotTitle: domain[0] > 0 ? 'Axis does not start at zero' : '',
    description: words.title,
  });
}

function narrowMoves(data: readonly (MoveRow & { row: string })[], words: Words): Spec {
  const texts: TextColumn[] = [
    { field: 'name', header: '', left: 0, align: 'left', style: 'plain', down: -16 },
    { field: 'amount', header: '', right: 0, align: 'right', style: 'strong', down: -16 },
    { field: 'deals', header: '', right: 0, align: 'right', style: 'quiet', down: 12 },
  ];
  return rowSpec({
    data,
    rowHeight: 64,
    width: NARROW,
    left: 2,
    right: 92,
    domain: domainOf(data),
    texts,
    marks: moveMarks(12),
    axis: null,
    plotTitle: '',
    description: `${words.title} ${whole(data.length, words.language)} rows.`,
  });
}
