/** Two or more groups of subjects compared by their counts by age. */
import type { AgeCounts } from '../measures/rows.ts';
import { gammaUpper } from './gamma.ts';
import { inverse, quadraticForm } from './matrix.ts';
import { riskSets } from './risk-sets.ts';

export interface LogRank {
  readonly chiSquare: number;
  /** Groups less one. */
  readonly degrees: number;
  readonly pValue: number;
  /** Conversions by group, and those expected if all groups had the same hazard. */
  readonly observed: readonly number[];
  readonly expected: readonly number[];
}

/**
 * Mantel's log-rank test of the hazard of converting (1966); whoever is lost leaves the risk set.
 * Delayed entry is allowed. null where fewer than two groups are ever at risk together.
 * @throws RangeError on counts that cannot be (see riskSets)
 */
export function logRank(groups: readonly (readonly AgeCounts[])[]): LogRank | null {
  const sets = groups.map(riskSets);
  const days = Math.max(0, ...sets.map(({ atRisk }) => atRisk.length));
  const observed = sets.map(({ converted }) => converted.reduce((sum, n) => sum + n, 0));
  const expected = sets.map(() => 0);
  const size = groups.length - 1;
  const variance = Array.from({ length: Math.max(0, size) }, () => new Float64Array(size));
  for (let k = 0; k < days; k++) {
    const atRisk = sets.map((set) => set.atRisk[k] ?? 0);
    const all = atRisk.reduce((sum, n) => sum + n, 0);
    const events = sets.reduce((sum, set) => sum + (set.converted[k] ?? 0), 0);
    if (events === 0) continue;
    atRisk.forEach((n, g) => {
      expected[g]! += (events * n) / all;
    });
    if (all <= 1) continue;
    const scale = (events * (all - events)) / (all - 1);
    for (let g = 0; g < size; g++) {
      for (let h = 0; h < size; h++) {
        const own = g === h ? atRisk[g]! / all : 0;
        variance[g]![h]! += scale * (own - (atRisk[g]! * atRisk[h]!) / (all * all));
      }
    }
  }
  const inverted = inverse(variance);
  if (size < 1 || !inverted) return null;
  const away = observed.slice(0, size).map((n, g) => n - expected[g]!);
  const chiSquare = quadraticForm(inverted, away);
  const pValue = gammaUpper(size / 2, chiSquare / 2);
  return { chiSquare, degrees: size, pValue, observed, expected };
}

/**
 * Mean time spent open from age 0 up to `horizon` (days, whole, > 0), with its standard error: the
 * area under 1 - converted (Kaplan-Meier). An event on day k ends the open time at k + `eventAt`:
 * 1 (the end of the day) by default, 0 for times that are exact.
 */
export function restrictedMean(
  counts: readonly AgeCounts[],
  horizon: number,
  eventAt: 0 | 1 = 1,
): { readonly mean: number; readonly standardError: number } {
  const { converted, lost, atRisk } = riskSets(counts);
  const steps: { at: number; open: number; hazard: number }[] = [];
  let open = 1;
  let area = 0;
  let before = 0;
  for (let k = 0; k < atRisk.length && k + eventAt < horizon; k++) {
    const [n, d] = [atRisk[k]!, converted[k]! + lost[k]!];
    if (d === 0) continue;
    area += open * (k + eventAt - before);
    before = k + eventAt;
    open *= 1 - d / n;
    steps.push({ at: area, open, hazard: n > d ? d / (n * (n - d)) : 0 });
  }
  area += open * (horizon - before);
  const variance = steps.reduce((sum, { at, hazard }) => sum + (area - at) ** 2 * hazard, 0);
  return { mean: area, standardError: Math.sqrt(variance) };
}
