/** What `fitCurves` answers, and the rules by which it speaks or keeps silent. */
import type { AgeCounts } from '../measures/rows.ts';
import { type FamilyFit, lagBy } from './averages.ts';
import type { Curve } from './curve.ts';
import { readable } from './curve-reading.ts';
import type { Ratio } from './drift.ts';
import type { LagFamily } from './lag-laws.ts';
import type { LateRecording } from './late-recording.ts';
import { happened, type Mixture } from './mixture.ts';
import type { ZombieCheck } from './zombies.ts';

/**
 * - ok: the rate may be printed, with the caveats;
 * - not_identifiable: too little of the lag has been lived through; print `seen`, and no rate;
 * - too_few: fewer than 10 conversions and no parent to lean on; print `seen`, and no rate.
 */
export type CurveVerdict = 'ok' | 'not_identifiable' | 'too_few';

/**
 * - lag_borrowed: the subjects are young; the lag comes from the parent or from mature cohorts;
 * - mostly_parent: more than half of the rate is the parent's;
 * - zombies: old open subjects that nobody closes; speeds must not be compared;
 * - wins_recorded_late: conversions were not recorded at first; earlier entries are set aside.
 */
export type CurveCaveat = 'lag_borrowed' | 'mostly_parent' | 'zombies' | 'wins_recorded_late';

/** A number with its interval at the level that was asked for. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Counted, not estimated, except for the share. */
export interface Seen {
  readonly subjects: number;
  readonly conversions: number;
  readonly losses: number;
  readonly open: number;
  /** Share converted by the last reliable age (Aalen-Johansen): "so far", never a final rate. */
  readonly soFar: (Ranged & { readonly age: number }) | null;
}

/** Days to convert, among those that ever convert; the event of day k lies between k and k + 1. */
export interface Lag {
  readonly half: Ranged;
  readonly fourFifths: Ranged;
  readonly nineTenths: Ranged;
}

export interface FamilyShare {
  readonly family: LagFamily;
  readonly lostFamily: LagFamily | null;
  /** In (0, 1], adding up to 1. */
  readonly weight: number;
  readonly rate: number;
  readonly halfBy: number;
}

/** One block of cohorts against what the parent's law expects of it. */
export interface Drift extends Ratio {
  /** The block's cohorts entered from this many days before the answer … */
  readonly fromDaysAgo: number;
  /** … to this many. */
  readonly toDaysAgo: number;
  readonly observed: number;
  readonly expected: number;
}

export interface CurveFit {
  /** Values of the keys; [] is everything. */
  readonly path: readonly string[];
  readonly verdict: CurveVerdict;
  readonly caveats: readonly CurveCaveat[];
  /** Share that converts in the end; null unless the verdict is ok. */
  readonly rate: Ranged | null;
  /** Share that is lost in the end; null as well where nobody is ever lost. */
  readonly lostRate: number | null;
  readonly neverRate: number | null;
  readonly lag: Lag | null;
  readonly seen: Seen;
  /** Average share of the lag law that subjects have lived through, in [0, 1]; null without a law. */
  readonly phi: number | null;
  /** Subjects' worth of information after half-life weights. */
  readonly effectiveN: number;
  /** Weight of the parent in the rate, in [0, 1]; 0 where the segment stands alone. */
  readonly leaning: number;
  /** The families behind the figures, the heaviest first; empty unless the verdict is ok. */
  readonly families: readonly FamilyShare[];
  /** For `convertedBy`, `chanceBetween`, `lagBy` and draws; empty unless the verdict is ok. */
  readonly models: readonly FamilyFit[];
  /** By block, the oldest first; empty where the parent (for everything: itself) has no law. */
  readonly drift: readonly Drift[];
  readonly zombies: ZombieCheck | null;
  /** The same for all segments: it is found on everything. */
  readonly lateRecording: LateRecording | null;
}

/** Average share of the lag law that subjects have lived through, averaged over families. */
export function lagLived(
  families: readonly { readonly weight: number; readonly mixture: Mixture }[],
  curve: Curve,
): number {
  let sum = 0;
  for (const { weight, mixture } of families) {
    let before = 1;
    let lived = 0;
    for (let k = curve.startAge; k < curve.followUp.length; k++) {
      const ending = before - curve.followUp[k]!;
      if (ending > 0) lived += ending * happened(mixture.won, k + 1);
      before = curve.followUp[k]!;
    }
    sum += weight * (lived + before * happened(mixture.won, curve.followUp.length));
  }
  return Math.min(1, sum);
}

export function seenOf(counts: readonly AgeCounts[], curve: Curve): Seen {
  let [subjects, conversions, losses, open] = [0, 0, 0, 0];
  for (const row of counts) {
    subjects += row.entered;
    conversions += row.converted;
    losses += row.lost;
    open += row.censored;
  }
  const age = readable(curve)?.lastReliableAge;
  const soFar =
    age === undefined
      ? null
      : {
          age,
          value: curve.converted.share[age]!,
          low: curve.converted.low[age]!,
          high: curve.converted.high[age]!,
        };
  return { subjects, conversions, losses, open, soFar };
}

export function lagOf(models: readonly FamilyFit[], level: number): Lag {
  return {
    half: lagBy(models, 0.5, level),
    fourFifths: lagBy(models, 0.8, level),
    nineTenths: lagBy(models, 0.9, level),
  };
}

export function familyShares(models: readonly FamilyFit[]): FamilyShare[] {
  return models
    .map((model) => ({
      family: model.shape.won.family,
      lostFamily: model.shape.lost?.family ?? null,
      weight: model.weight,
      rate: model.mixture.won.share,
      halfBy: lagBy([{ ...model, weight: 1 }], 0.5).value,
    }))
    .sort((a, b) => b.weight - a.weight);
}
