/** Rows behind a figure, and the checks of the data, in a terminal. */

import { wholeMoney } from '../money.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import type { RowsAnswer } from '../operations/rows.ts';
import { footer, nextLines, textTable } from './terminal-frame.ts';
import { cell, columnsOf, dim, printable, room, type Style, wrap } from './terminal-text.ts';
import { count, counted, plainName } from './terminal-words.ts';

export function rowsScreen(answer: RowsAnswer, style: Style): string[] {
  const columns = answer.columns.map((name) => ({
    label: plainName(name),
    align: answer.rows.some((row) => typeof row[name] === 'number')
      ? ('right' as const)
      : ('left' as const),
  }));
  const rows = answer.rows.map((row) => answer.columns.map((name) => shown(row[name] ?? null)));
  const left = answer.count - answer.rows.length;
  return [
    ...(rows.length > 0 ? textTable(columns, rows, style) : ['No rows.']),
    ...(left > 0 ? [`… ${counted(left, 'row')} not shown: --limit and --offset`] : []),
    ...footer(answer, style),
  ];
}

/** Blank is unknown. */
function shown(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value).replace('-', '−');
  return /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/.test(value) ? value.slice(0, 10) : value;
}

type Check = DataHealthAnswer['checks'][number];

export function healthScreen(answer: DataHealthAnswer, style: Style): string[] {
  const of = (state: Check['state']) => answer.checks.filter((check) => check.state === state);
  const [found, blind, passed] = [of('found'), of('could_not_run'), of('passed')];
  return [
    ...found.flatMap((check, at) => [...(at > 0 ? [''] : []), ...foundLines(check, style)]),
    ...(blind.length > 0 ? ['', 'COULD NOT RUN, so neither good nor bad'] : []),
    ...blind.flatMap((check) =>
      wrap(`? ${check.title}: ${check.why_not ?? ''}`, room(style), '  '),
    ),
    ...(passed.length > 0 ? ['', 'PASSED'] : []),
    ...passed.flatMap((check) => wrap(`✓ ${check.title}`, room(style), '  ')),
    ...footer(answer, style),
    ...nextLines([['sameboat rows --figure check --check NAME', 'the rows with a fault']], style),
  ];
}

function foundLines(check: Check, style: Style): string[] {
  const money = check.money?.amount ? wholeMoney(check.money) : '';
  const figures = `${cell(count(check.count ?? 0), 9, 'right')}${money ? cell(money, 16, 'right') : ''}`;
  const [title, ...more] = wrap(check.title, room(style) - columnsOf(figures));
  const width = room(style) - columnsOf(figures);
  const unknown = check.unknown_amounts
    ? [`${counted(check.unknown_amounts, 'amount')} not known: not counted, and not zero.`]
    : [];
  const values = check.values.map(({ value, count: n }) => `${value || 'blank'} (${count(n)})`);
  const body = [
    check.meaning,
    ...(values.length > 0 ? [`Values: ${values.join(', ')}.`] : []),
    ...unknown,
    `Mend: ${check.fix}`,
  ];
  return [
    `${cell(title ?? '', width)}${figures}`,
    ...more,
    ...body.flatMap((text) =>
      wrap(`  ${printable(text)}`.trim(), room(style) - 2, '').map((line) => `  ${line}`),
    ),
    dim(`  ${check.check} · touches ${check.touches.join(', ')}`, style),
  ];
}
