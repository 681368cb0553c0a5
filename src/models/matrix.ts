/** Small symmetric matrices, row by row. */
export type Matrix = readonly Float64Array[];

/** Lower triangle L with L L' = a; null if `a` is not positive definite. */
export function cholesky(a: Matrix): Matrix | null {
  const n = a.length;
  const lower = a.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i === j) {
        if (!(sum > 1e-13 * Math.abs(a[i]![i]!))) return null;
        lower[i]![i] = Math.sqrt(sum);
      } else {
        lower[i]![j] = sum / lower[j]![j]!;
      }
    }
  }
  return lower;
}

/** Inverse of a symmetric positive definite matrix; null if it is not one. */
export function inverse(a: Matrix): Matrix | null {
  const lower = cholesky(a);
  if (!lower) return null;
  const n = a.length;
  const result = a.map(() => new Float64Array(n));
  for (let column = 0; column < n; column++) {
    const x = new Float64Array(n);
    for (let i = column; i < n; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = column; k < i; k++) sum -= lower[i]![k]! * x[k]!;
      x[i] = sum / lower[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i]!;
      for (let k = i + 1; k < n; k++) sum -= lower[k]![i]! * x[k]!;
      x[i] = sum / lower[i]![i]!;
    }
    for (let i = 0; i < n; i++) result[i]![column] = x[i]!;
  }
  return result;
}

/** v' a v. */
export function quadraticForm(a: Matrix, v: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < a.length; j++) sum += v[i]! * a[i]![j]! * v[j]!;
  }
  return sum;
}
