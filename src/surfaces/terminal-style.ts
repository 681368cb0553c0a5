/** What this terminal can show. */

import type { Style } from '../reports/terminal-text.ts';
import type { Terminal } from './command.ts';

const WIDE = 120;

export function styleOf({ isAscii, isWide }: Pick<Terminal, 'isAscii' | 'isWide'>): Style {
  const { stdout, env } = process;
  const noColour = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return {
    width: isWide ? Math.max(WIDE, stdout.columns ?? 0) : 80,
    ascii: isAscii,
    wide: isWide,
    colour: stdout.isTTY === true && !noColour,
  };
}
