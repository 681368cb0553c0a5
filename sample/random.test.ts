import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gammaFromNormal, normalQuantile, normalShare, Stream } from './random.ts';

const MASK = (1n << 64n) - 1n;

/** The same definition in whole 64-bit numbers: slow and obvious. */
function plainDraw(seed: number, name: string, words: readonly number[]): number {
  let hash = 0xcbf29ce484222325n;
  const bytes = [...new TextEncoder().encode(`${name}\0`)];
  for (const word of words) for (let i = 0; i < 4; i += 1) bytes.push((word >>> (8 * i)) & 255);
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  let z = ((BigInt(seed) ^ hash) + 0x9e3779b97f4a7c15n) & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  z ^= z >> 31n;
  return (Number(z >> 11n) + 0.5) * 2 ** -53;
}

test('draws equal the same definition written with BigInt', () => {
  for (const seed of [0, 1, 42, 4294967295, 4294967296, 9007199254740991]) {
    for (const name of ['intent', 'deal step', 'é']) {
      const stream = new Stream(seed, name);
      for (let i = 0; i < 300; i += 1) {
        const entity = Math.imul(i, 2654435761) >>> 0;
        const index = (i * i * 7919 - 50) | 0;
        assert.equal(stream.u(entity, index), plainDraw(seed, name, [entity, index]));
      }
    }
  }
});

test('draws are uniform: chi-square over 100 bins, and no link between neighbours', () => {
  const stream = new Stream(7, 'uniform');
  const n = 200_000;
  const bins = new Array<number>(100).fill(0);
  let product = 0;
  let last = stream.u(0, n);
  for (let i = 0; i < n; i += 1) {
    const u = stream.u(i >>> 8, i & 255);
    const bin = Math.floor(u * 100);
    bins[bin] = (bins[bin] ?? 0) + 1;
    product += (u - 0.5) * (last - 0.5);
    last = u;
  }
  const chi = bins.reduce((sum, count) => sum + (count - n / 100) ** 2 / (n / 100), 0);
  assert.ok(chi > 55 && chi < 160, `chi-square with 99 degrees of freedom is ${chi}`);
  assert.ok(Math.abs((product * 12) / n) < 4 / Math.sqrt(n), 'serial correlation');
});

test('normal draws have the moments of a normal law', () => {
  const stream = new Stream(7, 'normal');
  const sums = [0, 0, 0, 0];
  const n = 100_000;
  for (let i = 0; i < n; i += 1) {
    const z = stream.normal(3, i);
    sums.forEach((_, k) => {
      sums[k] = (sums[k] ?? 0) + z ** (k + 1) / n;
    });
  }
  for (const [k, expected] of [0, 1, 0, 3].entries())
    assert.ok(Math.abs((sums[k] ?? 0) - expected) < 0.06, `moment ${k + 1}`);
});

test('quantile and share are inverse, with the textbook values', () => {
  assert.ok(Math.abs(normalQuantile(0.975) - 1.959963985) < 1e-7);
  for (const p of [0.001, 0.02, 0.3, 0.5, 0.8, 0.99])
    assert.ok(Math.abs(normalShare(normalQuantile(p)) - p) < 1e-6);
});

test('gamma multipliers have mean 1 and variance 1 / shape', () => {
  const stream = new Stream(5, 'gamma');
  for (const shape of [4, 8, 20]) {
    const draws = Array.from({ length: 20_000 }, (_, i) =>
      gammaFromNormal(stream.normal(shape, i), shape),
    );
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    assert.ok(Math.abs(mean - 1) < 0.02, `mean ${mean}`);
    assert.ok(Math.abs(variance * shape - 1) < 0.1, `variance ${variance}`);
  }
});
