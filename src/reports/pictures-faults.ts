/** The money that each fault of the data touches, as bars. */

import { shortMoney } from '../money.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import { type Language, whole } from './numbers.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';

type Spec = Record<string, unknown>;

/** More can be read in the table only. */
const MOST_BARS = 8;

/** One picture, or none where no fault has money. */
export function faultsPicture(answer: DataHealthAnswer, language: Language): Picture[] {
  const found = answer.checks.filter(
    (check) => check.state === 'found' && (check.money?.amount ?? 0) > 0,
  );
  if (found.length === 0) return [];
  const largest = found
    .toSorted((a, b) => (b.money?.amount ?? 0) - (a.money?.amount ?? 0))
    .slice(0, MOST_BARS);
  const data = largest.map((check, mark) => ({
    row: check.check,
    mark,
    name: check.title,
    count: `${whole(check.count ?? 0, language)} rows`,
    amount: check.money?.amount ?? 0,
    money: check.money ? shortMoney(check.money, language.locale) : '',
  }));
  const title = 'Money touched by each fault';
  const top = Math.max(...data.map((row) => row.amount)) * 1.02;
  const marks = data.map(
    (row): Mark => ({
      says: `${row.name}: ${row.count}, ${row.money}`,
      rows_of: { figure: 'check', check: row.row },
    }),
  );
  return [
    {
      id: 'faults',
      title,
      note: `${found.length > MOST_BARS ? `The ${MOST_BARS} largest of ${found.length}. ` : ''}One deal can have several faults: the bars do not add up.`,
      description: `${title}. ${marks.map((mark) => mark.says).join('. ')}.`,
      wide: spec(data, { top, title, isWide: true }),
      narrow: spec(data, { top, title, isWide: false }),
      key: [],
      marks,
      links: [],
      table: 'checks',
    },
  ];
}

function spec(data: readonly Spec[], form: { top: number; title: string; isWide: boolean }): Spec {
  const { isWide, top, title } = form;
  const up = isWide ? 0 : -16;
  const texts: TextColumn[] = [
    {
      field: 'name',
      header: '',
      left: 0,
      align: 'left',
      style: 'plain',
      down: up,
      limit: isWide ? 400 : 340,
    },
    {
      field: 'money',
      header: '',
      right: isWide ? 96 : 0,
      align: 'right',
      style: 'strong',
      down: isWide ? 0 : 12,
    },
    { field: 'count', header: '', right: 0, align: 'right', style: 'quiet', down: isWide ? 0 : 30 },
  ];
  return rowSpec({
    data,
    rowHeight: isWide ? 38 : 72,
    width: isWide ? WIDE : NARROW,
    left: isWide ? 410 : 0,
    right: isWide ? 170 : 90,
    domain: [0, top],
    texts: isWide ? texts : texts.filter((text) => text.field !== 'count'),
    marks: [
      {
        mark: { type: 'bar', style: 'takes', height: 10, yOffset: isWide ? 0 : 12 },
        encoding: { y: ROW, x: along('amount'), x2: { datum: 0 } },
      },
    ],
    axis: null,
    plotTitle: '',
    description: title,
  });
}
