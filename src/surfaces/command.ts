/** A command of the terminal: an operation, or a way in such as `serve`. */

import type { z } from 'zod';
import type { ProgressLine } from './progress-line.ts';

/** What a command may use of the terminal. Answers go to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  readonly progress: ProgressLine;
  readonly isJson: boolean;
  readonly isAscii: boolean;
  readonly isWide: boolean;
  /** Aborted when it is to stop. */
  readonly signal: AbortSignal;
}

export interface Invocation {
  readonly home: string;
  /** It was named with --home. */
  readonly isHomeGiven: boolean;
  /** What the flags said, by the names of the input schema. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly terminal: Terminal;
}

export interface Command {
  readonly name: string;
  /** Without a full stop. */
  readonly title: string;
  readonly summary: string;
  readonly input: z.ZodObject;
  readonly run: (invocation: Invocation) => Promise<void>;
}
