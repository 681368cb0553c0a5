/**
 * Work that takes seconds, in which nobody else would be answered: it is done in a thread of its own.
 * A file that calls `answerApart` is the thread; its URL and what to ask make a `Thread`.
 */

import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';

/** A thread that is started when it is first asked, and ends when it is disposed of. */
export class Thread<Ask, Answer> implements Disposable {
  readonly #file: URL;
  readonly #signal: AbortSignal | null;
  #worker: Worker | null = null;

  /** @param signal ends the thread; what it was asked is then rejected */
  constructor(file: URL, signal: AbortSignal | null = null) {
    this.#file = file;
    this.#signal = signal;
  }

  /** One question at a time. What the thread throws is thrown here. */
  async ask(ask: Ask): Promise<Answer> {
    this.#signal?.throwIfAborted();
    this.#worker ??= new Worker(this.#file);
    const worker = this.#worker;
    const over = new AbortController();
    const { signal } = over;
    const stop = () => void worker.terminate();
    this.#signal?.addEventListener('abort', stop);
    worker.postMessage(ask);
    try {
      return await Promise.race([
        once(worker, 'message', { signal }).then(([answer]) => answer as Answer),
        once(worker, 'exit', { signal }).then(([code]) => {
          this.#signal?.throwIfAborted();
          throw new Error(`the thread of ${this.#file.pathname} ended with ${code}`);
        }),
      ]);
    } finally {
      over.abort();
      this.#signal?.removeEventListener('abort', stop);
    }
  }

  [Symbol.dispose](): void {
    void this.#worker?.terminate();
  }
}

/** In the file of a thread: what it does with each question. */
export function answerApart<Ask, Answer>(work: (ask: Ask) => Answer): void {
  parentPort?.on('message', (ask: Ask) => parentPort?.postMessage(work(ask)));
}
