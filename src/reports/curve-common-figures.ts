/** The figures that often go by the name of the rate, beside ours, each with the reason why it is none. */

import type { CurveRow } from './curve-rows.ts';
import { type Language, ofHundred, whole } from './numbers.ts';
import type { Table, TableRow } from './report.ts';
import { STEP_MANY } from './words-curves.ts';

interface Common {
  readonly name: string;
  readonly share: number | null;
  readonly reason: string;
}

/** One table about everything that entered the step, or none where there is nothing to compare. */
export function commonFigures({ curve, interval }: CurveRow, language: Language): Table[] {
  const fit = curve.in_the_end?.rate ?? null;
  const ours = fit?.value ?? curve.rate;
  const common = wrongFigures(curve, language).filter(({ share }) => share !== null);
  if (common.length === 0) return [];
  const print = (share: number) => ofHundred(share, language);
  const right: TableRow[] = [];
  if (fit) {
    right.push(
      row(
        'Ours, in the end',
        print(fit.value),
        '',
        `${print(fit.low)} to ${print(fit.high)}: those still open count for what they may still do`,
      ),
    );
  }
  if (curve.rate !== null && curve.rate_by_day !== null) {
    const day = whole(curve.rate_by_day, language);
    right.push(
      row(
        `Ours, by day ${day}`,
        print(curve.rate),
        '',
        `${interval}: each day’s chance among those still there`,
      ),
    );
  }
  return [
    {
      id: 'common-figures',
      title:
        ours === null ? 'Figures that are no rate' : 'Figures that are often taken for the rate',
      columns: [
        { key: 'figure', label: 'Figure', align: 'left' },
        { key: 'share', label: 'Of 100', align: 'right' },
        ...(ours === null ? [] : [{ key: 'off', label: 'Points off', align: 'right' as const }]),
        { key: 'reason', label: ours === null ? 'Why it is none' : 'What it says', align: 'left' },
      ],
      rows: [
        ...right,
        ...common.map(({ name, share, reason }) =>
          row(name, print(share!), ours === null ? '' : pointsOff(share! - ours, language), reason),
        ),
      ],
    },
  ];
}

function row(figure: string, share: string, off: string, reason: string): TableRow {
  return { cells: { figure, share, off, reason }, rows_of: {} };
}

function pointsOff(difference: number, language: Language): string {
  const points = ofHundred(Math.abs(difference), language);
  if (Number(Math.abs(difference).toFixed(3)) === 0) return points;
  return `${difference > 0 ? '+' : '−'}${points}`;
}

function wrongFigures(curve: CurveRow['curve'], language: Language): Common[] {
  const { from, to, open, losses_as_open, won_of_closed, so_far_counted } = curve;
  const isDeal = from === 'opportunity' && to === 'won';
  const lost = curve.lost - curve.recycled;
  return [
    {
      name: isDeal ? 'Won ÷ closed' : 'Converted ÷ (converted + turned down)',
      share: lost > 0 ? won_of_closed : null,
      reason: `Leaves out the ${whole(open, language)} still open${curve.recycled > 0 ? ` and ${whole(curve.recycled, language)} that went quiet` : ''}; too high while the good ones end sooner, and it jumps when somebody closes old ones`,
    },
    {
      name: 'Losses taken as still open (1 − Kaplan-Meier)',
      share: losses_as_open,
      reason: 'Would be true if nothing were ever lost, which nobody asked',
    },
    {
      name: isDeal ? 'Won so far ÷ opened' : 'Converted so far ÷ entered',
      share: curve.entered > curve.set_aside ? so_far_counted : null,
      reason: `Counts the young ${STEP_MANY[from]} as failures, so it falls whenever more come in`,
    },
  ];
}
