/** Accepted opportunities by segment: bars under the new definition, a tick where the old one stands. */

import type { Effect } from '../operations/definition-effect.ts';
import { type Language, quarterName, valueName, whole } from './numbers.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';
import { listRows, sideName } from './words-definitions.ts';

type Spec = Record<string, unknown>;

/** More can be read in the table only. */
const MOST_BARS = 10;

export function definitionPicture(
  effect: Effect,
  { today, language }: { readonly today: string; readonly language: Language },
): Picture[] {
  const { old, new: fresh } = effect;
  const names = [...new Set([...old.segments, ...fresh.segments].map(({ segment }) => segment))];
  if (names.length === 0) return [];
  const of = (side: Effect['old'], name: string) =>
    side.segments.find(({ segment }) => segment === name)?.opportunities ?? 0;
  const data = names.slice(0, MOST_BARS).map((name, mark) => ({
    row: name || 'none',
    mark,
    name: valueName(name),
    old: of(old, name),
    new: of(fresh, name),
    told: `${whole(of(old, name), language)} → ${whole(of(fresh, name), language)}`,
  }));
  const title = `Accepted in ${quarterName(effect.quarter, today)}: ${whole(old.opportunities, language)} → ${whole(fresh.opportunities, language)}`;
  const marks = data.map(
    (row): Mark => ({
      says: `${row.name}: ${row.old} ${sideName(old)}, ${row.new} ${sideName(fresh)}`,
      rows_of: listRows(effect, 'new'),
    }),
  );
  const top = Math.max(...data.flatMap((row) => [row.old, row.new]), 1) * 1.05;
  const description = `${title}. ${marks.map(({ says }) => says).join('. ')}.`;
  return [
    {
      id: 'definition',
      title,
      note: '',
      description,
      wide: spec(data, { top, description, isWide: true }),
      narrow: spec(data, { top, description, isWide: false }),
      key: [
        { style: 'plan-tick', label: sideName(old) },
        { style: 'actual', label: sideName(fresh) },
      ],
      marks,
      links: (['left_out', 'taken_in'] as const).flatMap((list) => {
        const rows_of = listRows(effect, list);
        const count = effect[list].opportunities;
        if (!rows_of || count === 0) return [];
        const what = list === 'left_out' ? 'left out' : 'taken in';
        return [{ label: `Show the ${whole(count, language)} ${what}`, count, rows_of }];
      }),
      table: 'definition_segments',
    },
  ];
}

function spec(
  data: readonly Spec[],
  { top, description, isWide }: { top: number; description: string; isWide: boolean },
): Spec {
  const up = isWide ? 0 : -16;
  const down = isWide ? 0 : 12;
  const texts: TextColumn[] = [
    { field: 'name', header: '', left: 0, align: 'left', style: 'name', down: up, limit: 200 },
    { field: 'told', header: '', right: 0, align: 'right', style: 'strong', down: up },
  ];
  return rowSpec({
    data,
    rowHeight: isWide ? 38 : 64,
    width: isWide ? WIDE : NARROW,
    left: isWide ? 220 : 6,
    right: isWide ? 120 : 6,
    domain: [0, top],
    texts,
    marks: [
      {
        mark: { type: 'bar', style: 'actual', height: 12, yOffset: down },
        encoding: { y: ROW, x: along('new'), x2: { datum: 0 } },
      },
      {
        mark: { type: 'tick', style: 'plan-tick', orient: 'vertical', size: 22, yOffset: down },
        encoding: { y: ROW, x: along('old') },
      },
    ],
    axis: null,
    plotTitle: '',
    description,
  });
}
