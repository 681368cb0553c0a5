/** The name that was probably meant. */

/** Letters to insert, delete, replace or swap to get from one word to the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] as number) + 1);
      }
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] as number;
}

/** The name nearest to `typed`, or null when none is near. */
export function nearest(typed: string, names: readonly string[]): string | null {
  const begun = names.find((name) => typed.length >= 3 && name.startsWith(typed));
  if (begun !== undefined) return begun;
  const found = names
    .map((name) => ({ name, far: distance(typed.toLowerCase(), name) }))
    .sort((a, b) => a.far - b.far)[0];
  return found && found.far <= Math.max(2, Math.floor(typed.length / 3)) ? found.name : null;
}

/** `Did you mean "this-week"?`, or nothing. */
export function didYouMean(typed: string, names: readonly string[], before = ''): string {
  const name = nearest(typed, names);
  return name === null ? '' : `Did you mean ${before}${name}? `;
}
