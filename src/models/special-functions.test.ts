/**
 * Against R (test/reference/special_functions.json), relative 1e-9 asked and 1e-12 reached, and
 * against identities where R's table has no point.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReference } from '../../test/reference/read-reference.ts';
import { betaCdf, betaQuantile } from './beta.ts';
import { exactInterval, upperBoundOfNone } from './binomial.ts';
import { fillGamma, gammaLaw, gammaLower, gammaQuantile, gammaUpper, logGamma } from './gamma.ts';
import { generalisedGammaCdf, generalisedGammaUpper } from './generalised-gamma.ts';
import { normalCdf, normalQuantile, normalUpper } from './normal.ts';

type Point = Readonly<Record<string, number>>;
type Table =
  | 'pgamma_regularised_lower'
  | 'pnorm'
  | 'qnorm'
  | 'qbeta'
  | 'qgamma_shape_rate1'
  | 'lgamma'
  | 'pgengamma_prentice';

const R: Readonly<Record<Table, readonly Point[]>> = JSON.parse(
  readReference('special_functions.json'),
);

/** R's values are printed with 13 or 14 digits. */
function close(actual: number, expected: number, what: string, relative = 2e-12) {
  const error = Math.abs(actual - expected) / (Math.abs(expected) || 1);
  assert.ok(error <= relative, `${what}: ${actual}, expected ${expected}, relative ${error}`);
}

test('incomplete gamma functions equal R in both tails', () => {
  for (const { a, x, P, Q } of R.pgamma_regularised_lower) {
    close(gammaLower(a!, x!), P!, `P(${a}, ${x})`);
    close(gammaUpper(a!, x!), Q!, `Q(${a}, ${x})`);
  }
});

test('logGamma equals R', () => {
  for (const { x, y } of R.lgamma) close(logGamma(x!), y!, `ln Gamma(${x})`);
});

test('normal law equals R', () => {
  for (const { x, P } of R.pnorm) close(normalCdf(x!), P!, `Phi(${x})`);
  for (const { p, x } of R.qnorm) close(normalQuantile(p!), x!, `quantile ${p}`);
});

test('beta and gamma quantiles equal R', () => {
  for (const { a, b, lo, hi } of R.qbeta) {
    close(betaQuantile(0.025, a!, b!), lo!, `beta ${a} ${b}`);
    close(betaQuantile(0.975, a!, b!), hi!, `beta ${a} ${b}`);
  }
  for (const { a, lo, hi } of R.qgamma_shape_rate1) {
    close(gammaQuantile(0.05, a!), lo!, `gamma ${a}`);
    close(gammaQuantile(0.95, a!), hi!, `gamma ${a}`);
  }
});

test('generalised gamma law equals R', () => {
  for (const { t, mu, sigma, Q, F } of R.pgengamma_prentice) {
    const law = { mu: mu!, sigma: sigma!, q: Q! };
    close(generalisedGammaCdf(t!, law), F!, `F(${t}) of ${JSON.stringify(law)}`);
    close(generalisedGammaCdf(t!, law) + generalisedGammaUpper(t!, law), 1, 'both tails');
  }
});

test('normal tails equal the incomplete gamma functions with shape 1/2', () => {
  for (let x = 0.01; x < 37; x *= 1.13) {
    close(2 * normalUpper(x), gammaUpper(0.5, (x * x) / 2), `upper tail ${x}`, 3e-12);
    close(normalCdf(x), 0.5 + gammaLower(0.5, (x * x) / 2) / 2, `lower tail ${x}`, 1e-14);
  }
});

test('quantiles undo distribution functions far out and for extreme shapes', () => {
  for (const p of [1e-300, 1e-12, 0.004, 0.5, 0.93, 1 - 1e-9]) {
    close(normalCdf(normalQuantile(p)), p, `normal ${p}`, 1e-11);
    for (const a of [0.02, 0.7, 4, 90, 4_000, 1e7]) {
      const x = gammaQuantile(p, a);
      if (x > 0) close(gammaLower(a, x), p, `gamma ${a} ${p}`, 1e-8);
      const y = betaQuantile(p, a, 1.5 * a);
      if (y > 0 && y < 0.999) close(betaCdf(y, a, 1.5 * a), p, `beta ${a} ${p}`, 1e-8);
    }
  }
});

test('large shapes: the expansion meets the sum over Poisson terms and the median', () => {
  // Q(n, x) = sum of the first n Poisson probabilities; summed here from the largest term down.
  for (const [n, x] of [
    [150, 130],
    [150, 170],
    [1000, 1100],
    [10_000, 9_800],
    [100_000, 100_500],
  ] as const) {
    let term = Math.exp(-x + (n - 1) * Math.log(x) - logGamma(n));
    let sum = 0;
    for (let k = n - 1; k >= 0 && term > 1e-20 * sum; k--) {
      sum += term;
      term *= k / x;
    }
    close(gammaUpper(n, x), sum, `Q(${n}, ${x})`, 1e-9);
  }
  for (const a of [1e4, 1e6, 1e8, 1e10]) {
    // Ramanujan's correction of the median.
    close(
      gammaLower(a, a),
      0.5 + 1 / (3 * Math.sqrt(2 * Math.PI * a)),
      `P(${a}, ${a})`,
      1e-7 / Math.sqrt(a / 1e4),
    );
  }
});

test('the series, the fraction and the expansion agree where they meet', () => {
  for (const a of [100.5, 300, 5_000]) {
    for (const edge of [0.65 * a, 1.35 * a]) {
      const [inside, outside] = [edge * (1 + 1e-14), edge * (1 - 1e-14)];
      close(gammaLower(a, inside) / gammaLower(a, outside), 1, `P ${a} ${edge}`, 1e-9);
      close(gammaUpper(a, inside) / gammaUpper(a, outside), 1, `Q ${a} ${edge}`, 1e-9);
    }
  }
});

test('a generalised gamma law near the lognormal is continuous in its shape', () => {
  const at = (q: number) => generalisedGammaCdf(20, { mu: 3.5, sigma: 0.8, q });
  for (const q of [1e-3, 1e-4, 1e-5, 1.01e-6]) {
    assert.ok(Math.abs(at(q) - at(0)) < q, `q = ${q}`);
    assert.ok(Math.abs(at(-q) - at(0)) < q, `q = -${q}`);
  }
});

test('edges: no underflow surprises, no answer for impossible input', () => {
  assert.equal(gammaLower(100, 0.001), 0);
  assert.equal(gammaUpper(2.5, 1_000), 0);
  assert.equal(gammaUpper(3, 0), 1);
  assert.equal(gammaLower(3, Infinity), 1);
  assert.equal(normalUpper(-Infinity), 1);
  assert.equal(normalUpper(Infinity), 0);
  assert.ok(normalUpper(38) > 0);
  assert.equal(normalQuantile(0), -Infinity);
  assert.equal(normalQuantile(1), Infinity);
  assert.equal(gammaQuantile(0, 2), 0);
  assert.equal(generalisedGammaCdf(0, { mu: 1, sigma: 1, q: 0.5 }), 0);
  assert.equal(generalisedGammaCdf(0, { mu: 1, sigma: 1, q: 0 }), 0);
  assert.ok(Number.isNaN(gammaLower(-1, 2)));
  assert.ok(Number.isNaN(betaCdf(0.5, 0, 1)));
  assert.ok(Number.isNaN(normalQuantile(1.1)));
});

test('exact binomial interval equals R binom.test(7, 41) and its closed form at 0', () => {
  const { low, high } = exactInterval({ happened: 7, tried: 41 }, 0.95);
  close(low, 0.0715152881523, 'low', 1e-11);
  close(high, 0.320560879449, 'high', 1e-11);
  close(exactInterval({ happened: 0, tried: 41 }, 0.9).high, upperBoundOfNone(41, 0.95), 'none');
  close(exactInterval({ happened: 41, tried: 41 }, 0.9).low, 0.05 ** (1 / 41), 'all');
  assert.deepEqual(exactInterval({ happened: 0, tried: 0 }, 0.9), { low: 0, high: 1 });
  assert.equal(upperBoundOfNone(0, 0.9), 1);
});

test('many values of the gamma law at once are those of one at a time', () => {
  for (const shape of [0.3, 1, 7, 40, 300, 1e6]) {
    const x = Float64Array.from([0, 1e-300, 0.01, 0.5, 0.9, 1, 1.1, 2, 5, 50], (t) => t * shape);
    const all = Float64Array.of(...x, Infinity);
    const [lower, upper, kernel] = [all.slice(), all.slice(), all.slice()];
    fillGamma(shape, all, lower, upper, kernel);
    all.forEach((at, i) => {
      const one = gammaLaw(shape, at);
      [lower[i]!, upper[i]!, kernel[i]!].forEach((value, k) => {
        const error = Math.abs(value - one[k]!);
        assert.ok(error <= 1e-12 * Math.abs(one[k]!) + 1e-300, `${shape} at ${at}: ${k}`);
      });
    });
  }
});
