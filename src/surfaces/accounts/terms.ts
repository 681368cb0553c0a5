/** What the doors and the library behind them have agreed on. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A session ends when nothing was asked for so long, and in any case after so long; in seconds. */
export const IDLE_LIMIT: number = 12 * HOUR;
export const ABSOLUTE_LIMIT: number = 7 * 24 * HOUR;

/** Ours, and never a caller's: the address of who asks. */
export const ADDRESS_HEADER = 'x-sameboat-address';

export const BASE_PATH = '/auth';
