/** Where quarters end: four parts in four depths, the band around their sum, and the target. */

import { shortMoney } from '../money.ts';
import { type Language, quarterName } from './numbers.ts';
import { labelExpression, roundSteps } from './picture-axes.ts';
import { along, NARROW, ROW, rowSpec, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';
import { PART_NAMES, PART_WORDS, type PartName } from './words-forecast.ts';

type Spec = Record<string, unknown>;

/** Dark is sure. */
const DEPTHS: Readonly<Record<PartName, string>> = {
  booked: 'actual',
  open_pipeline: 'takes',
  engaged: 'usual',
  planned: 'forecast',
};

export interface LandingRow {
  readonly quarter: string;
  readonly range: string;
  readonly p05: number;
  readonly p95: number;
  /** What a dot stands for: the middle, or what came. */
  readonly dot: number;
  readonly target: number | null;
  readonly parts: Readonly<Record<PartName, number>> | null;
}

export interface LandingWords {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly dotLabel: string;
  readonly as_of: string;
  readonly currency: string;
  readonly language: Language;
}

export function landingPicture(rows: readonly LandingRow[], words: LandingWords): Picture {
  const { id, title, note, as_of, currency, language } = words;
  const money = (amount: number) => shortMoney({ amount, currency }, language.locale);
  const marks = rows.map(({ quarter, p05, p95, dot, target, parts }): Mark => {
    const split = parts
      ? `; ${PART_NAMES.map((part) => `${PART_WORDS[part].toLowerCase()} ${money(parts[part])}`).join(', ')}`
      : '';
    const goal = target === null ? '' : `, target ${money(target)}`;
    return {
      says: `${quarterName(quarter, as_of)}: ${money(p05)} to ${money(p95)}, ${words.dotLabel} ${money(dot)}${goal}${split}`,
      rows_of: null,
    };
  });
  const data = rows.map((row, mark) => ({
    ...row,
    ...edges(row),
    row: row.quarter,
    name: quarterName(row.quarter, as_of),
    mark,
  }));
  const hasParts = rows.some(({ parts }) => parts !== null);
  return {
    id,
    title,
    note,
    description: `${title}. ${marks.map(({ says }) => says).join('. ')}.`,
    wide: landingSpec(data, { ...words, money, isWide: true }),
    narrow: landingSpec(data, { ...words, money, isWide: false }),
    key: [
      ...(hasParts
        ? PART_NAMES.map((part) => ({ style: DEPTHS[part], label: PART_WORDS[part].toLowerCase() }))
        : []),
      { style: 'interval', label: '90 of 100 such quarters end here' },
      { style: 'dot', label: words.dotLabel },
      ...(rows.some(({ target }) => target !== null)
        ? [{ style: 'plan-tick', label: 'target' }]
        : []),
    ],
    marks,
    links: [],
    table: id,
  };
}

/** Where each part begins and ends in the bar. */
function edges({ parts }: LandingRow): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  let running = 0;
  for (const part of PART_NAMES) {
    found[`${part}_from`] = running;
    running += parts?.[part] ?? 0;
    found[`${part}_to`] = running;
  }
  return found;
}

interface Form extends LandingWords {
  readonly money: (amount: number) => string;
  readonly isWide: boolean;
}

function landingSpec(
  data: readonly (LandingRow & { readonly row: string })[],
  { title, money, isWide }: Form,
): Spec {
  const top = Math.max(1, ...data.flatMap(({ p95, dot, target }) => [p95, dot, target ?? 0]));
  const ticks = roundSteps(top);
  const down = isWide ? 0 : 12;
  const parts = PART_NAMES.map(
    (part): Spec => ({
      transform: [{ filter: 'datum.parts !== null' }],
      mark: { type: 'bar', style: DEPTHS[part], height: 14, yOffset: down - 5 },
      encoding: { y: ROW, x: along(`${part}_from`), x2: { field: `${part}_to` } },
    }),
  );
  const low = down + 8;
  return rowSpec({
    data,
    rowHeight: isWide ? 46 : 72,
    width: isWide ? WIDE : NARROW,
    left: isWide ? 90 : 2,
    right: isWide ? 170 : 6,
    domain: [0, top * 1.03],
    texts: [
      {
        field: 'name',
        header: '',
        left: 0,
        align: 'left',
        style: 'name',
        down: isWide ? 0 : -18,
      },
      {
        field: 'range',
        header: '',
        right: 0,
        align: 'right',
        style: 'strong',
        down: isWide ? 0 : -18,
      },
    ],
    marks: [
      ...parts,
      {
        mark: { type: 'rule', style: 'interval', yOffset: low },
        encoding: { y: ROW, x: along('p05'), x2: { field: 'p95' } },
      },
      ...['p05', 'p95'].map(
        (end): Spec => ({
          mark: {
            type: 'tick',
            style: 'interval-end',
            orient: 'vertical',
            height: 8,
            yOffset: low,
          },
          encoding: { y: ROW, x: along(end) },
        }),
      ),
      {
        mark: { type: 'point', style: 'dot', filled: true, yOffset: low },
        encoding: { y: ROW, x: along('dot') },
      },
      {
        transform: [{ filter: 'datum.target !== null' }],
        mark: { type: 'tick', style: 'plan-tick', orient: 'vertical', height: 30, yOffset: down },
        encoding: { y: ROW, x: along('target') },
      },
    ],
    axis: isWide ? { values: ticks, grid: true, labelExpr: labelExpression(ticks, money) } : null,
    plotTitle: '',
    description: title,
  });
}
