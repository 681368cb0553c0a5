/** The calendar of programmes: when each is prepared, in market, and for how long. */
import { END_WEEK, FIRST_WEEK } from './calendar.ts';
import { KINDS, type Kind } from './kinds.ts';
import { Stream } from './random.ts';
import type { Size } from './sizes.ts';
import type { World } from './world.ts';

export interface Programme {
  /** Unique, and the same whatever causes are at work. */
  readonly key: number;
  readonly id: string;
  readonly kind: Kind;
  readonly kindIndex: number;
  readonly ordinal: number;
  readonly plannedWeek: number;
  /** First day in market as planned, and as it was. */
  readonly plannedDay: number;
  readonly liveDay: number;
  /** Last day in market. */
  readonly endDay: number;
  /** First days of research, development and execution, as planned. */
  readonly phaseDays: readonly [number, number, number];
  readonly cancelled: boolean;
  /** Mean engagements: of the whole, or of each week for weekly kinds. */
  readonly mean: number;
  /** How much larger its fixed cost is than that of the company of factor 1. */
  readonly scale: number;
  readonly companyFactor: number;
}

/** Weekday on which kinds with one date begin; the others begin on Monday. */
const START_WEEKDAY: Readonly<Record<string, number>> = {
  webinar: 2,
  trade_event: 1,
  field_dinner: 1,
};

/** Weeks by which the kinds are set apart, so that they do not all begin together. */
function offsetOf(kind: Kind, index: number): number {
  if (kind.name === 'trade_event') return 4;
  return kind.everyWeeks === 13 ? 0 : index % kind.everyWeeks;
}

export function makeProgrammes(seed: number, size: Size, world: World): Programme[] {
  const days = new Stream(seed, 'programme day');
  const list: Programme[] = [];
  KINDS.forEach((kind, kindIndex) => {
    // A larger company runs more dinners, not larger ones; weekly kinds just reach more people.
    const copies = kind.weekly ? 1 : Math.max(1, Math.round(size.factor));
    const mean = (kind.mean * size.factor) / copies;
    let ordinal = 0;
    const first = FIRST_WEEK + offsetOf(kind, kindIndex);
    for (let week = first; week < END_WEEK; week += kind.everyWeeks) {
      for (let copy = 0; copy < copies; copy += 1, ordinal += 1) {
        const startDay =
          (START_WEEKDAY[kind.name] ?? 0) + (copies > 1 ? days.below(2, ordinal) : 0);
        list.push(
          makeProgramme(
            { kind, kindIndex, ordinal, week, startDay, mean, companyFactor: size.factor },
            world,
          ),
        );
      }
    }
  });
  return list;
}

interface Draft {
  readonly kind: Kind;
  readonly kindIndex: number;
  readonly ordinal: number;
  readonly week: number;
  readonly startDay: number;
  readonly mean: number;
  readonly companyFactor: number;
}

function makeProgramme(draft: Draft, world: World): Programme {
  const { kind, kindIndex, ordinal, week, mean } = draft;
  const { slipWeeks, cancelled } = world.programme({ kind: kind.name, week, ordinal });
  const plannedDay = week * 7 + draft.startDay;
  const liveDay = plannedDay + 7 * slipWeeks;
  const [research, develop, execute] = kind.phases;
  return {
    key: kindIndex * 100_000 + ordinal,
    id: `C-${kind.name}-${String(ordinal + 1).padStart(4, '0')}`,
    kind,
    kindIndex,
    ordinal,
    plannedWeek: week,
    plannedDay,
    liveDay,
    endDay:
      liveDay + (kind.name === 'field_dinner' ? 0 : kind.arrival.length * 7 - 1 - draft.startDay),
    phaseDays: [
      plannedDay - 7 * (research + develop + execute),
      plannedDay - 7 * (develop + execute),
      plannedDay - 7 * execute,
    ],
    cancelled,
    mean,
    scale: kind.weekly ? draft.companyFactor : 1,
    companyFactor: draft.companyFactor,
  };
}
