/** The people of the company: AEs in three teams, SDRs, their managers, marketing. */
import { END_WEEK, FIRST_WEEK, type Region } from './calendar.ts';
import { Stream } from './random.ts';
import type { Size } from './sizes.ts';
import type { World } from './world.ts';

export const TEAMS = ['Team Americas', 'Team EMEA', 'Team Strategic'] as const;
const RAMP_WEEKS = 26;

/** One person in a seat, from a week on; the next holder begins where this one ends. */
export interface Tenure {
  readonly slot: number;
  readonly ordinal: number;
  readonly fromWeek: number;
  readonly toWeek: number;
  readonly skill: number;
}

export interface Staff {
  /** By AE slot, in time order. */
  readonly aes: readonly (readonly Tenure[])[];
  readonly sdrs: number;
  readonly teamOf: (slot: number) => number;
  readonly aeOf: (account: number, region: Region) => number;
  readonly sdrOf: (account: number, week: number) => number;
  readonly tenure: (slot: number, week: number) => Tenure;
  /** Share of full strength of the AE in the seat. */
  readonly strength: (slot: number, week: number) => number;
}

export function makeStaff(seed: number, size: Size, world: World): Staff {
  const aes = Array.from({ length: size.aes }, (_, slot) => tenures(seed, slot, world));
  const assign = new Stream(seed, 'assign');
  const teamOf = (slot: number) => slot % TEAMS.length;
  const byTeam = TEAMS.map((_, team) =>
    aes.flatMap((_t, slot) => (slot % 3 === team ? [slot] : [])),
  );
  const strategicShare = (byTeam[2]?.length ?? 0) / size.aes;
  const tenure = (slot: number, week: number): Tenure => {
    const list = aes[slot] ?? [];
    return list.find((t) => week < t.toWeek) ?? (list[list.length - 1] as Tenure);
  };
  return {
    aes,
    sdrs: size.sdrs,
    teamOf,
    aeOf: (account, region) => {
      const seats = byTeam[assign.u(account, 0) < strategicShare ? 2 : region] ?? [0];
      return seats[assign.below(seats.length, account, 1)] ?? 0;
    },
    sdrOf: (account, week) => {
      const first = assign.below(size.sdrs, account, 2);
      for (let i = 0; i < size.sdrs; i += 1) {
        const slot = (first + i * (1 + (account % 3))) % size.sdrs;
        if (world.sdrActive(slot, week)) return slot;
      }
      return first;
    },
    tenure,
    strength: (slot, week) => {
      const at = tenure(slot, week);
      const start = world.newcomer(slot, at.fromWeek);
      const ramp = Math.min(1, start + ((1 - start) * (week - at.fromWeek)) / RAMP_WEEKS);
      return at.skill * ramp;
    },
  };
}

function tenures(seed: number, slot: number, world: World): Tenure[] {
  const leave = new Stream(seed, 'ae leaves');
  const skill = new Stream(seed, 'ae skill');
  const list: Tenure[] = [];
  let fromWeek = FIRST_WEEK - RAMP_WEEKS;
  for (let week = FIRST_WEEK + 1; week <= END_WEEK; week += 1) {
    const ends = week === END_WEEK || leave.u(slot, week) < world.aeTurnover(slot, week);
    if (!ends) continue;
    const ordinal = list.length;
    const own = Math.exp(0.15 * skill.normal(slot, ordinal));
    list.push({ slot, ordinal, fromWeek, toWeek: week, skill: own });
    fromWeek = week;
  }
  return list;
}
