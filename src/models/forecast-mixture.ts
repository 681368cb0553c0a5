/** Fitted mixtures of won, lost and never as laws that a forecast draws from. */

import type { FamilyFit } from './averages.ts';
import { type ChanceLaw, fillSmooth } from './forecast-laws.ts';
import type { Random } from './forecast-random.ts';
import { cholesky, type Matrix } from './matrix.ts';
import { happened, type Mixture, mixtureAt, stillOpen } from './mixture.ts';

/** A draw farther from the estimate than so many standard errors is taken back to them. */
const FARTHEST_DRAW = 3;

/** Each draw takes one family by its weight and its parameters from their normal law. */
export function mixtureLaw(families: readonly FamilyFit[]): ChanceLaw {
  const roots = families.map(({ covariance }) => cholesky(covariance));
  const total = families.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = (random: Random): Mixture => {
    let left = random.uniform() * total;
    let at = 0;
    while (at < families.length - 1 && left > families[at]!.weight) left -= families[at++]!.weight;
    return drawMixture(families[at]!, roots[at] ?? null, random);
  };
  return {
    fill(table, random) {
      if (random) {
        const mixture = drawn(random);
        const { won } = mixture;
        fillSmooth(
          table,
          (age) => won.share * happened(won, age),
          (age) => stillOpen(mixture, age),
        );
        return;
      }
      const mean = (pick: (mixture: Mixture) => number) =>
        families.reduce((sum, { weight, mixture }) => sum + weight * pick(mixture), 0) / total;
      fillSmooth(
        table,
        (age) => mean(({ won }) => won.share * happened(won, age)),
        (age) => mean((mixture) => stillOpen(mixture, age)),
      );
    },
  };
}

function drawMixture(
  { parameters, shape, mixture }: FamilyFit,
  root: Matrix | null,
  random: Random,
): Mixture {
  if (!root) return mixture;
  const normals = parameters.map(() =>
    Math.min(FARTHEST_DRAW, Math.max(-FARTHEST_DRAW, random.normal())),
  );
  const drawn = parameters.map(
    (value, i) => value + root[i]!.reduce((sum, each, j) => sum + each * normals[j]!, 0),
  );
  return mixtureAt(drawn, shape);
}
