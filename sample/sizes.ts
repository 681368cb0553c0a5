/** How large the company is. Everything that grows with it is proportional to `factor`. */

export type SizeName = 'small' | 'mid' | 'large';

export interface Size {
  readonly name: SizeName;
  /** 1 is the company of about 110 wins a quarter. */
  readonly factor: number;
  readonly accounts: number;
  readonly aes: number;
  readonly sdrs: number;
  /** Hand-offs that one SDR works in a day. */
  readonly perSdrDay: number;
}

const FACTORS: Readonly<Record<SizeName, number>> = { small: 25 / 110, mid: 1, large: 450 / 110 };

export function sizeOf(name: SizeName): Size {
  const factor = FACTORS[name];
  const sdrs = Math.max(2, Math.round(10 * factor));
  return {
    name,
    factor,
    accounts: Math.round(12_000 * factor),
    aes: Math.max(3, Math.round(14 * factor)),
    sdrs,
    perSdrDay: (14 * 10 * factor) / sdrs,
  };
}

export const SEGMENTS = ['enterprise', 'mid', 'small'] as const;
export type Segment = 0 | 1 | 2;
