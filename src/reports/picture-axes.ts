/** Values and words of axes. */

/** From 0 to `top` in round steps of 1, 2 or 5, about `count` of them. */
export function roundSteps(top: number, count = 4): number[] {
  const raw = top / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((each) => each * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let value = 0; value <= top; value += step) ticks.push(value);
  return ticks;
}

/** Prints these values and no others, each as money. */
export function labelExpression(
  values: readonly number[],
  money: (amount: number) => string,
): string {
  return values.reduceRight(
    (rest, value) => `datum.value === ${value} ? ${JSON.stringify(money(value))} : ${rest}`,
    "''",
  );
}

/** Money upwards from 0 to `top`, with lines across at round amounts. */
export function moneyUpwards(
  field: string,
  top: number,
  money: (amount: number) => string,
): Record<string, unknown> {
  const ticks = roundSteps(top);
  return {
    field,
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: {
      values: ticks,
      title: null,
      domain: false,
      ticks: false,
      grid: true,
      labelExpr: labelExpression(ticks, money),
    },
  };
}
