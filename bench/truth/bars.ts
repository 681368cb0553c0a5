/** The bars of METHODS 9: what each score is called, how it is summed up, and what is enough. */

export const SCORES = [
  'S1',
  'S2',
  'S3',
  'S3 named',
  'S4',
  'S5',
  'S6',
  'S7',
  'S7 lean',
  'S8 raised',
  'S8 blamed',
  'S9',
  'S10 volume',
  'S10 win_rate',
  'S10 other',
  'S11',
  'S11 too late',
  'S12',
  'S12 wrong way',
] as const;
export type ScoreName = (typeof SCORES)[number];

export interface Bar {
  readonly title: string;
  /** A share is of yes and no; a mean is of points between. */
  readonly by: 'largest' | 'median' | 'share' | 'mean';
  readonly better: 'low' | 'high';
  /** Ends between which it is met, at a strength; null: shown without a bar. */
  readonly ends: (strength: number | null) => readonly [number, number] | null;
  /** Fewer runs say nothing. */
  readonly least: number;
  /** All strengths together. */
  readonly pooled: boolean;
}

const LESS = Number.NEGATIVE_INFINITY;
const MORE = Number.POSITIVE_INFINITY;

type Ends = readonly [number, number];
const always = (ends: Ends) => () => ends;
/** As the table says "at d >= 2"; what has no strength is shown only. */
const fromTwo = (ends: Ends) => (d: number | null) => (d !== null && d >= 2 ? ends : null);

function amountEnds(d: number | null): Ends | null {
  if (d === null || d < 2) return null;
  return [LESS, d >= 4 ? 0.3 : 0.5];
}

function causeEnds(d: number | null): Ends | null {
  if (d === null) return null;
  if (d >= 4) return [0.9, MORE];
  return [d >= 2 ? 0.8 : 0.6, MORE];
}

const base = { least: 1, pooled: false } as const;
const low = { ...base, better: 'low' } as const;
const high = { ...base, better: 'high' } as const;

export const BARS: Readonly<Record<ScoreName, Bar>> = {
  S1: { ...low, title: 'Lines off the gap, minor units', by: 'largest', ends: always([0, 0]) },
  S2: { ...low, title: 'Amount off, of the effect', by: 'median', ends: amountEnds },
  S3: { ...high, title: 'Right cause on top', by: 'share', ends: causeEnds },
  'S3 named': {
    ...high,
    title: 'Right cause on top, kind, segment and team named',
    by: 'share',
    ends: () => null,
  },
  S4: { ...high, title: 'Owners’ shares alike', by: 'median', ends: fromTwo([0.75, MORE]) },
  S5: { ...low, title: 'Weeks off in origin', by: 'median', ends: fromTwo([LESS, 4]) },
  S6: {
    ...high,
    title: 'Effect inside the 90 % interval',
    by: 'share',
    ends: always([0.84, 0.96]),
    least: 200,
    pooled: true,
  },
  S7: { ...low, title: 'False alarm without a cause', by: 'share', ends: always([LESS, 0.1]) },
  'S7 lean': {
    ...low,
    title: 'Furthest lean of a line without a cause, of its limit',
    by: 'largest',
    ends: always([LESS, 1]),
  },
  'S8 raised': { ...high, title: 'Fault of data raised', by: 'share', ends: always([0.9, MORE]) },
  'S8 blamed': {
    ...low,
    title: 'Blamed on the teams, of the gap that appears',
    by: 'median',
    ends: always([LESS, 0.2]),
  },
  S9: { ...high, title: 'Causes that cancel both shown', by: 'share', ends: fromTwo([0.8, MORE]) },
  'S10 volume': {
    ...low,
    title: 'Weeks until flagged: volume, follow-up',
    by: 'median',
    ends: always([LESS, 8]),
  },
  'S10 win_rate': {
    ...low,
    title: 'Median lags until flagged: win rate',
    by: 'median',
    ends: always([LESS, 1.5]),
  },
  'S10 other': { ...low, title: 'Weeks until flagged: others', by: 'median', ends: () => null },
  S11: {
    ...high,
    title: 'Recoverable inside its interval',
    by: 'share',
    ends: always([0.84, MORE]),
  },
  'S11 too late': { ...high, title: '“Too late” right', by: 'share', ends: always([0.95, MORE]) },
  S12: { ...high, title: 'Verdicts on claims', by: 'mean', ends: fromTwo([0.8, MORE]) },
  'S12 wrong way': {
    ...low,
    title: 'Verdicts the wrong way round',
    by: 'share',
    ends: always([LESS, 0.03]),
  },
};
