import type { CurvesAnswer } from '../operations/curves.ts';
import { commonFigures } from './curve-common-figures.ts';
import { fitsTable } from './curve-fits-table.ts';
import { type CurveRow, curveRows, curveRowsOf, traitOf } from './curve-rows.ts';
import { type Language, valueName, whole } from './numbers.ts';
import { lagsPicture, ratesPicture } from './pictures-curves.ts';
import { curvePictures } from './pictures-over-time.ts';
import type { Report, Table } from './report.ts';
import {
  CURVES_QUESTION,
  curvesLead,
  curvesSentence,
  NOTHING_TO_FOLLOW,
  ratesTitle,
  TRAIT_WORDS,
  wonOfClosedCaution,
} from './words-curves.ts';

/** Tells the first pair of steps in the answer; ask with `from` and `to` for another. */
export function presentCurves(answer: CurvesAnswer, language: Language): Report {
  const first = answer.curves[0];
  if (!first) return nothing();
  const trait = traitOf(answer);
  const told = answer.curves.filter(
    (curve) =>
      curve.from === first.from &&
      curve.to === first.to &&
      Object.keys(curve.segment).every((key) => key === trait),
  );
  const rows = curveRows({ ...answer, curves: told }, language);
  const all = rows[0] as CurveRow;
  const tale = { all, kinds: rows.slice(1), trait, language };
  return {
    question: CURVES_QUESTION,
    sentence: curvesSentence(tale),
    lead: curvesLead(tale),
    pictures: [
      ratesPicture(rows, {
        trait,
        note: 'Everyone who entered the step, followed to the as-of day',
      }),
      lagsPicture(rows),
      ...curvePictures(rows, language),
    ],
    tables: [
      curvesTable(rows, { trait, language }),
      ...fitsTable(rows, { label: traitLabel(trait), language }),
      ...commonFigures(all, language),
    ],
    cautions: wonOfClosedCaution(all, language),
  };
}

function nothing(): Report {
  return {
    question: CURVES_QUESTION,
    ...NOTHING_TO_FOLLOW,
    pictures: [],
    tables: [],
    cautions: [],
  };
}

function traitLabel(trait: string | null): string {
  return trait ? valueName(TRAIT_WORDS[trait] ?? trait) : 'Kind';
}

function curvesTable(
  rows: readonly CurveRow[],
  { trait, language }: { trait: string | null; language: Language },
): Table {
  const { from, to } = (rows[0] as CurveRow).curve;
  const right = (key: string, label: string) => ({ key, label, align: 'right' as const });
  return {
    id: 'curves',
    title: ratesTitle(from, to),
    columns: [
      {
        key: 'name',
        label: traitLabel(trait),
        align: 'left',
      },
      right('entered', 'Number'),
      right('converted', 'Converted'),
      right('lost', 'Lost'),
      right('recycled', 'Recycled'),
      right('open', 'Still open'),
      right('so_far', 'So far, of 100'),
      right('rate', 'Followed, of 100'),
      right('interval', '90 % interval'),
      right('half', 'Days, half'),
      right('most', 'Days, 80 of 100'),
    ],
    rows: rows.map((row) => tableRow(row, language)),
  };
}

/** Converted, lost, recycled and still open add up to the number that entered. */
function tableRow(row: CurveRow, language: Language) {
  const { curve } = row;
  const counts = {
    converted: curve.converted,
    lost: curve.lost - curve.recycled,
    recycled: curve.recycled,
    open: curve.open,
  };
  const outcomes = {
    converted: 'converted',
    lost: 'lost',
    recycled: 'recycled',
    open: 'censored',
  } as const;
  const counted = (Object.keys(counts) as (keyof typeof counts)[]).filter((key) => counts[key] > 0);
  return {
    cells: {
      name: row.name,
      entered: row.number,
      ...Object.fromEntries(
        Object.entries(counts).map(([key, count]) => [key, whole(count, language)]),
      ),
      so_far: row.soFar,
      rate: row.rate,
      interval: row.interval || '—',
      half: row.half,
      most: row.most,
    },
    rows_of: {
      entered: row.rows_of,
      ...Object.fromEntries(counted.map((key) => [key, curveRowsOf(curve, outcomes[key])])),
    },
    values: {
      entered: curve.entered,
      ...counts,
      so_far: curve.so_far_counted,
      rate: row.point,
      half: curve.lag_days?.p50 ?? null,
      most: curve.lag_days?.p80 ?? null,
    },
  };
}
