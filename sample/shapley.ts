/**
 * Shares of several players in a whole, by the Shapley rule over all 2^n subsets.
 * Source: Shapley 1953; as METHODS 7.3 asks for compounds of causes.
 */

/** The most players whose subsets are worth running. */
export const MOST_PLAYERS = 5;

/**
 * @param value what a subset is worth, as a bit mask of players; whole numbers
 * @returns whole numbers, one per player, that add up to value(all) - value(none) exactly
 */
export function shapley(players: number, value: (subset: number) => number): number[] {
  const all = 2 ** players - 1;
  const worth = Array.from({ length: all + 1 }, (_, subset) => value(subset));
  const exact = Array.from({ length: players }, (_, player) => {
    let share = 0;
    for (let subset = 0; subset <= all; subset += 1) {
      if (subset & (1 << player)) continue;
      const gained = (worth[subset | (1 << player)] ?? 0) - (worth[subset] ?? 0);
      share += gained * weight(bits(subset), players);
    }
    return share;
  });
  return wholeShares(exact, (worth[all] ?? 0) - (worth[0] ?? 0));
}

function bits(subset: number): number {
  let count = 0;
  for (let rest = subset; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** s! (n - 1 - s)! / n!: how often a player comes after just these s others. */
function weight(before: number, players: number): number {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return (factorial(before) * factorial(players - 1 - before)) / factorial(players);
}

/** Rounds down and gives what is left to the largest remainders. */
export function wholeShares(exact: readonly number[], total: number): number[] {
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  const order = exact
    .map((share, i) => ({ i, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (let n = 0; n < left; n += 1) {
    const { i } = order[n % order.length] ?? { i: 0 };
    shares[i] = (shares[i] ?? 0) + 1;
  }
  return shares;
}
