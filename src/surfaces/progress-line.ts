/** Progress on the error stream: one line, overwritten; in a log, only what takes long. */

import { cut, printable } from '../reports/terminal-text.ts';

const LONG = 2000;

export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #timer: NodeJS.Timeout | null = null;
  #isShown = false;

  readonly #isQuiet: boolean;

  /** Quiet: nothing but the line on a terminal, so that a log holds a problem alone. */
  constructor(stream: NodeJS.WriteStream, isQuiet: boolean) {
    this.#stream = stream;
    this.#isQuiet = isQuiet;
  }

  say(message: string): void {
    const text = cut(printable(message), (this.#stream.columns ?? 80) - 3);
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\u001b[2K  ${text}`);
      this.#isShown = true;
      return;
    }
    if (this.#isQuiet) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stream.write(`  ${text}\n`), LONG);
    this.#timer.unref();
  }

  /** Nothing is left of it. */
  clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#isShown) this.#stream.write('\r\u001b[2K');
    this.#isShown = false;
  }
}
