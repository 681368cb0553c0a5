/** By how much each frozen figure moved, in percent of what was frozen, as bars. */

import type { Language } from './numbers.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';
import {
  amountOf,
  figureWords,
  movedRows,
  type RestatedFigure,
  shareWords,
  valueWords,
  whyWords,
} from './words-restatements.ts';

type Spec = Record<string, unknown>;

/** More can be read in the table only. */
const MOST_BARS = 8;

interface Asked {
  readonly today: string;
  readonly language: Language;
}

/** One picture, or none where nothing moved. */
export function restatementsPicture(
  moved: readonly RestatedFigure[],
  { today, language }: Asked,
): Picture[] {
  if (moved.length === 0) return [];
  const shown = moved
    .toSorted((a, b) => Math.abs(shareOf(b)) - Math.abs(shareOf(a)))
    .slice(0, MOST_BARS);
  const data = shown.map((figure, mark) => ({
    row: `${figure.name} ${figure.from} ${figure.frozen_on}`,
    mark,
    name: figureWords(figure, today, language),
    share: shareOf(figure),
    percent: shareWords(figure),
    move: `${valueWords(figure.frozen, language)} → ${valueWords(figure.now, language)}`,
    why: whyWords(figure),
  }));
  const title = 'How far each figure moved';
  const marks = data.map(
    ({ name, move, percent, why }, index): Mark => ({
      says: `${name}: ${move}, ${percent}, because of ${why}`,
      rows_of: movedRows(shown[index] as RestatedFigure),
    }),
  );
  const shares = data.map(({ share }) => share);
  const most = Math.max(...shares.map(Math.abs)) || 1;
  return [
    {
      id: 'moved',
      title,
      note: `${moved.length > MOST_BARS ? `The ${MOST_BARS} largest of ${moved.length}. ` : ''}In percent of what was frozen: less to the left, more to the right. A bar opens the records that moved it.`,
      description: `${title}. ${marks.map(({ says }) => says).join('. ')}.`,
      wide: spec(data, { most, title, isWide: true }),
      narrow: spec(data, { most, title, isWide: false }),
      key: [],
      marks,
      links: [],
      table: 'moved',
    },
  ];
}

/** Change as a share of the frozen value; from none, as long as the frozen value would be. */
function shareOf({ frozen, change }: RestatedFigure): number {
  const base = amountOf(frozen);
  return base === 0 ? Math.sign(amountOf(change)) : amountOf(change) / Math.abs(base);
}

interface Form {
  /** The largest share: as far as the scale goes to either side. */
  readonly most: number;
  readonly title: string;
  readonly isWide: boolean;
}

function spec(data: readonly Spec[], { most, title, isWide }: Form): Spec {
  const down = isWide ? 0 : 12;
  const texts: TextColumn[] = [
    {
      field: 'name',
      header: '',
      left: 0,
      align: 'left',
      style: 'plain',
      down: isWide ? 0 : -16,
      limit: isWide ? 290 : 340,
    },
    {
      field: 'percent',
      header: '',
      right: isWide ? 190 : 0,
      align: 'right',
      style: 'strong',
      down,
    },
    { field: 'move', header: '', right: 0, align: 'right', style: 'quiet' },
  ];
  const bar = (style: string, test: string) => ({
    transform: [{ filter: test }],
    mark: { type: 'bar', style, height: 10, yOffset: down },
    encoding: { y: ROW, x: along('share'), x2: { datum: 0 } },
  });
  return rowSpec({
    data,
    rowHeight: isWide ? 38 : 72,
    width: isWide ? WIDE : NARROW,
    left: isWide ? 300 : 4,
    right: isWide ? 260 : 90,
    domain: [-most, most],
    texts: isWide ? texts : texts.filter(({ field }) => field !== 'move'),
    marks: [
      bar('takes', 'datum.share < 0'),
      bar('adds', 'datum.share > 0'),
      {
        mark: {
          type: 'tick',
          style: 'reference',
          orient: 'vertical',
          height: 18,
          thickness: 1,
          yOffset: down,
        },
        encoding: { x: { datum: 0, type: 'quantitative' }, y: ROW },
      },
    ],
    axis: null,
    plotTitle: '',
    description: title,
  });
}
