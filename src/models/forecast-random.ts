/** Random numbers from a seed: the same seed gives the same numbers everywhere. */

/** A stream of random numbers (xoshiro128**, Blackman and Vigna 2018). */
export class Random {
  readonly #state = new Int32Array(4);
  #spare = Number.NaN;

  constructor(seed: number) {
    let mixed = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let z = mixed;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      this.#state[i] = z ^ (z >>> 16);
    }
  }

  /** In (0, 1), 32 bits. */
  uniform(): number {
    const s = this.#state;
    const five = Math.imul(s[1]!, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const t = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = (s[3]! << 11) | (s[3]! >>> 21);
    return ((result >>> 0) + 0.5) * 2 ** -32;
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const r = x * x + y * y;
      if (r >= 1 || r === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(r)) / r);
      this.#spare = y * factor;
      return x * factor;
    }
  }

  /** Gamma with shape > 0 and mean `shape` (Marsaglia and Tsang 2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** Poisson: by products of uniforms for a small mean, else as a gamma and a smaller Poisson. */
  poisson(mean: number): number {
    let count = 0;
    let left = mean;
    // Of a Poisson process, the time of the m-th event is a gamma; what comes after it starts anew,
    // and what comes before it falls on it evenly (Ahrens and Dieter 1974).
    while (left > 25) {
      const m = Math.floor(0.875 * left);
      const at = this.gamma(m);
      if (at > left) return count + this.#binomial(m - 1, left / at);
      count += m;
      left -= at;
    }
    const limit = Math.exp(-left);
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
    return count;
  }

  #binomial(n: number, p: number): number {
    let count = 0;
    for (let i = 0; i < n; i++) if (this.uniform() < p) count++;
    return count;
  }
}
