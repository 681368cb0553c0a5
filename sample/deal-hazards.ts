/** Daily hazards of an opportunity: advance, lose, stall; piecewise constant in stage age. */
import { BASE, type DealLaw } from './constants.ts';
import { normalShare } from './random.ts';
import type { Segment } from './sizes.ts';

/** Stage ages in days at which the hazards change. */
const EDGES = [0, 2, 5, 9, 14, 20, 28, 40, 60, 90, 130, 180, 270, 400, 700];

/** Share of the days to win, and of the losses, in each stage. */
const WIN_TIME = [0.25, 0.3, 0.25, 0.2];
const LOSE_TIME = [1, 0.85, 0.7, 0.5];
const LOST_IN = [0.4, 0.3, 0.18, 0.12];
const STALLED_IN = [0.35, 0.3, 0.2, 0.15];

interface StageHazards {
  readonly advance: Float64Array;
  readonly lose: Float64Array;
  readonly stall: Float64Array;
}

const logNormalShare = (days: number, median: number, spread: number) =>
  days <= 0 ? 0 : normalShare(Math.log(days / median) / spread);

/** Hazards of each stage, such that a share `won` goes through all four and `lost` leaves. */
function stagesOf(law: DealLaw): StageHazards[] {
  let reached = 1;
  return WIN_TIME.map((time, stage) => {
    const lost = (law.lost * (LOST_IN[stage] ?? 0)) / reached;
    const stalled = ((1 - law.won - law.lost) * (STALLED_IN[stage] ?? 0)) / reached;
    const advanced = 1 - lost - stalled;
    reached *= advanced;
    const causes = [
      { share: advanced, median: law.winDays * time, spread: law.winSpread },
      { share: lost, median: law.loseDays * (LOSE_TIME[stage] ?? 1), spread: law.loseSpread },
      { share: stalled, median: law.loseDays, spread: law.loseSpread },
    ];
    const [advance, lose, stall] = bandHazards(causes);
    return { advance: advance!, lose: lose!, stall: stall! };
  });
}

interface Cause {
  readonly share: number;
  readonly median: number;
  readonly spread: number;
}

/** Per band: the total hazard from the fall of survival, split by what each cause took of it. */
function bandHazards(causes: readonly Cause[]): Float64Array[] {
  const gone = (cause: Cause, days: number) =>
    cause.share * logNormalShare(days, cause.median, cause.spread);
  const left = (days: number) => 1 - causes.reduce((sum, cause) => sum + gone(cause, days), 0);
  const hazards = causes.map(() => new Float64Array(EDGES.length));
  for (let band = 0; band + 1 < EDGES.length; band += 1) {
    const [from, to] = [EDGES[band] ?? 0, EDGES[band + 1] ?? 0];
    const [before, after] = [Math.max(left(from), 1e-9), Math.max(left(to), 1e-10)];
    const total = Math.log(before / after) / (to - from);
    causes.forEach((cause, i) => {
      hazards[i]![band] = (total * (gone(cause, to) - gone(cause, from))) / (before - after || 1);
    });
  }
  for (const own of hazards) own[EDGES.length - 1] = own[EDGES.length - 2] ?? 0;
  return hazards;
}

const TABLE: Readonly<Record<Segment, readonly StageHazards[]>> = {
  0: stagesOf(BASE.deals[0]),
  1: stagesOf(BASE.deals[1]),
  2: stagesOf(BASE.deals[2]),
};

const BAND_OF_AGE = Uint8Array.from({ length: 701 }, (_, age) => {
  const band = EDGES.findIndex((edge, i) => age >= edge && age < (EDGES[i + 1] ?? Infinity));
  return band;
});

export type StageMove = 'advance' | 'lose' | 'stall';

export interface StageDay {
  readonly segment: Segment;
  readonly stage: number;
  /** Calendar days since the stage was entered. */
  readonly age: number;
  /** Multiplies all hazards. */
  readonly speed: number;
  /** Multiplies the chance to advance and leaves the speed alone. */
  readonly win: number;
  /** Multiplies the hazard to advance only. */
  readonly push: number;
}

/** Hazards of an opportunity on one working day. */
export interface DayHazards {
  readonly advance: number;
  readonly lose: number;
  readonly stall: number;
}

const NONE: DayHazards = { advance: 0, lose: 0, stall: 0 };

export function hazardsOn(day: StageDay): DayHazards {
  const hazards = TABLE[day.segment][day.stage];
  if (!hazards) return NONE;
  const band = BAND_OF_AGE[Math.min(700, Math.floor(day.age * day.speed))] ?? 0;
  // Hazards are per calendar day, and only working days count: 7 / 5 of them fall on each.
  const scale = day.speed * 1.4;
  const plain = (hazards.advance[band] ?? 0) * scale;
  const plainLose = (hazards.lose[band] ?? 0) * scale;
  const shifted = Math.min(plain * day.win, plain + 0.9 * plainLose);
  return {
    advance: shifted * day.push,
    lose: plainLose + plain - shifted,
    stall: (hazards.stall[band] ?? 0) * scale,
  };
}

/** Which of the three it is on the day on which one of them happens; u is uniform. */
export function moveOf({ advance, lose, stall }: DayHazards, u: number): StageMove {
  const part = u * (advance + lose + stall);
  if (part < advance) return 'advance';
  return part < advance + lose ? 'lose' : 'stall';
}
