/** Regression of a chance on patterns: hazards by day band, on counts. */
import { inverse, type Matrix } from './matrix.ts';

/** So many of so many with the same covariates; 0 <= happened <= tried, tried > 0. */
export interface BinomialRow {
  readonly covariates: readonly number[];
  readonly happened: number;
  readonly tried: number;
}

/** cloglog: chance 1 - exp(-exp(eta)), so that a coefficient is the log ratio of two hazards. */
export type Link = 'logit' | 'cloglog';

export interface Regression {
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly covariance: Matrix;
  readonly deviance: number;
}

const MOST_ROUNDS = 100;

function chanceAt(eta: number, link: Link): readonly [chance: number, slope: number] {
  if (link === 'logit') {
    const chance = 1 / (1 + Math.exp(-eta));
    return [chance, chance * (1 - chance)];
  }
  const hazard = Math.exp(eta);
  return [-Math.expm1(-hazard), hazard * Math.exp(-hazard)];
}

/** x ln(x / m), 0 at x = 0. */
function part(x: number, m: number): number {
  return x > 0 ? x * Math.log(x / m) : 0;
}

/**
 * Maximum likelihood by iteratively reweighted least squares (McCullagh and Nelder 1989). Include
 * the constant 1 among the covariates. null where the covariates do not determine the coefficients,
 * or a coefficient runs away because a pattern never or always happens.
 */
export function binomialRegression(
  rows: readonly BinomialRow[],
  link: Link = 'logit',
): Regression | null {
  const size = rows[0]?.covariates.length ?? 0;
  if (size === 0) return null;
  let coefficients = new Float64Array(size);
  let covariance: Matrix | null = null;
  let deviance = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const information = Array.from({ length: size }, () => new Float64Array(size));
    const score = new Float64Array(size);
    let next = 0;
    for (const { covariates, happened, tried } of rows) {
      // Before there are coefficients, every row starts at its own smoothed share, as R does.
      const share = (happened + 0.5) / (tried + 1);
      const eta =
        round > 0
          ? covariates.reduce((sum, x, i) => sum + x * coefficients[i]!, 0)
          : link === 'logit'
            ? Math.log(share / (1 - share))
            : Math.log(-Math.log1p(-share));
      const [chance, slope] = chanceAt(eta, link);
      const weight = (tried * slope * slope) / (chance * (1 - chance));
      if (!(weight > 0)) return null;
      const response = eta + (happened / tried - chance) / slope;
      next += 2 * (part(happened, tried * chance) + part(tried - happened, tried * (1 - chance)));
      for (let i = 0; i < size; i++) {
        score[i]! += weight * covariates[i]! * response;
        for (let j = 0; j < size; j++) {
          information[i]![j]! += weight * covariates[i]! * covariates[j]!;
        }
      }
    }
    covariance = inverse(information);
    if (!covariance) return null;
    const settled = Math.abs(next - deviance) <= 1e-13 * (Math.abs(next) + 0.1);
    deviance = next;
    if (settled) break;
    coefficients = Float64Array.from(covariance, (row) =>
      row.reduce((sum, value, i) => sum + value * score[i]!, 0),
    );
    if (coefficients.some((value) => Math.abs(value) > 30)) return null;
  }
  return {
    coefficients,
    covariance: covariance!,
    standardErrors: Float64Array.from(covariance!, (row, i) => Math.sqrt(row[i]!)),
    deviance,
  };
}
