/** Draws as the figures that people read. */

import { PARTS, type Simulated } from './forecast.ts';
import { type Correction, correct } from './forecast-conformal.ts';
import { sortedQuantile } from './scoring.ts';
import { wholeNumbers } from './whole-numbers.ts';

interface Parts {
  readonly booked: number;
  readonly open_pipeline: number;
  readonly engaged: number;
  readonly planned: number;
}

/** Money in minor units, whole. */
export interface Landing {
  readonly booked: number;
  readonly mean: number;
  readonly p05: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly parts: Parts;
  readonly target: number | null;
  /** Of reaching the target. */
  readonly probability: number | null;
}

export interface LandingRequest {
  readonly quarter: number;
  /** One segment, or all of them together. */
  readonly segment: number | null;
  readonly booked: readonly number[];
  readonly segments: number;
  readonly target: number | null;
  readonly correction: Correction;
}

/** Draws of a quarter, corrected and sorted. */
export function landingDraws(simulated: Simulated, request: LandingRequest): Float64Array {
  const draws = new Float64Array(simulated.draws);
  for (const cell of cellsOf(request)) {
    const own = simulated.totals[cell]!;
    for (let i = 0; i < draws.length; i++) draws[i]! += own[i]!;
  }
  draws.sort();
  correct(draws, { booked: bookedOf(request), correction: ownCorrection(simulated, request) });
  return draws;
}

export function landing(simulated: Simulated, request: LandingRequest): Landing {
  const parts = shifted(partsOf(simulated, request), factorOf(simulated, request));
  return describe(landingDraws(simulated, request), parts, request);
}

/** The same without one watched deal: in no draw is it won. */
export function landingWithout(
  simulated: Simulated,
  { place, ...request }: LandingRequest & { readonly place: number },
): Landing {
  const without = simulated.watched[place]![request.quarter]!;
  const draws = new Float64Array(simulated.draws);
  for (const cell of cellsOf(request)) {
    const own = simulated.totals[cell]!;
    for (let i = 0; i < draws.length; i++) draws[i]! += own[i]!;
  }
  let mean = 0;
  for (let i = 0; i < draws.length; i++) {
    draws[i]! -= without[i]!;
    mean += without[i]! / draws.length;
  }
  draws.sort();
  correct(draws, { booked: bookedOf(request), correction: ownCorrection(simulated, request) });
  const all = partsOf(simulated, request);
  const parts = { ...all, open_pipeline: all.open_pipeline - mean };
  return describe(draws, shifted(parts, factorOf(simulated, request)), request);
}

/** Wins of a quarter. @param raw sorted, those booked included */
export function winsLanding(
  raw: Float64Array,
  { booked, correction }: { readonly booked: number; readonly correction: Correction },
) {
  const sorted = Float64Array.from(raw);
  correct(sorted, { booked, correction });
  const mean = raw.reduce((sum, n) => sum + n, 0) / raw.length;
  return {
    booked,
    mean: Math.max(booked, mean * correction.shift),
    p05: sortedQuantile(sorted, 0.05),
    p50: sortedQuantile(sorted, 0.5),
    p95: sortedQuantile(sorted, 0.95),
  };
}

function describe(sorted: Float64Array, exact: Parts, request: LandingRequest): Landing {
  const parts = wholeParts(exact);
  const quantile = (p: number) => Math.round(sortedQuantile(sorted, p));
  const { target } = request;
  return {
    booked: parts.booked,
    mean: parts.booked + parts.open_pipeline + parts.engaged + parts.planned,
    p05: quantile(0.05),
    p25: quantile(0.25),
    p50: quantile(0.5),
    p75: quantile(0.75),
    p95: quantile(0.95),
    parts,
    target,
    probability: target === null ? null : shareAtLeast(sorted, target),
  };
}

function cellsOf({ quarter, segment, segments }: LandingRequest): number[] {
  return segment === null
    ? Array.from({ length: segments }, (_, s) => quarter * segments + s)
    : [quarter * segments + segment];
}

function bookedOf(request: LandingRequest): number {
  return cellsOf(request).reduce((sum, cell) => sum + request.booked[cell]!, 0);
}

function partsOf(simulated: Simulated, request: LandingRequest): Parts {
  const cells = cellsOf(request);
  const mean = (part: (typeof PARTS)[number]) =>
    cells.reduce((sum, cell) => sum + simulated.parts[cell]![part], 0);
  return {
    booked: bookedOf(request),
    open_pipeline: mean('open_pipeline'),
    engaged: mean('engaged'),
    planned: mean('planned'),
  };
}

/** What is to come times so much; what is booked stays. */
function shifted(parts: Parts, factor: number): Parts {
  return {
    booked: parts.booked,
    open_pipeline: parts.open_pipeline * factor,
    engaged: parts.engaged * factor,
    planned: parts.planned * factor,
  };
}

/** By what the shift of a quarter moves all that is to come in it, alike in each segment. */
function factorOf(simulated: Simulated, request: LandingRequest): number {
  const { booked, coming } = meansOf(partsOf(simulated, { ...request, segment: null }));
  const wanted = (booked + coming) * request.correction.shift - booked;
  return coming > 0 ? Math.max(0, wanted) / coming : 1;
}

/** The correction of the quarter, for a segment with the shift that its own share of what is to come gives. */
function ownCorrection(simulated: Simulated, request: LandingRequest): Correction {
  if (request.segment === null || request.correction.kind === 'none') return request.correction;
  const { booked, coming } = meansOf(partsOf(simulated, request));
  const all = booked + coming;
  const shift = all > 0 ? (booked + coming * factorOf(simulated, request)) / all : 1;
  return { ...request.correction, shift };
}

function meansOf(parts: Parts): { booked: number; coming: number } {
  return { booked: parts.booked, coming: PARTS.reduce((sum, part) => sum + parts[part], 0) };
}

/** Whole minor units that add up to the rounded total. */
function wholeParts(parts: Parts): Parts {
  const [open_pipeline, engaged, planned] = wholeNumbers(PARTS.map((part) => parts[part])) as [
    number,
    number,
    number,
  ];
  return { booked: parts.booked, open_pipeline, engaged, planned };
}

function shareAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return (sorted.length - low) / sorted.length;
}
