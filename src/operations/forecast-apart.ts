/** A forecast takes seconds, in which nobody else would be answered: it is made in a thread of its own. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ForecastAsk, ForecastFacts } from '../models/forecast-facts.ts';
import { type ForecastResult, runForecast } from '../models/forecast-run.ts';

/** With fewer rows a forecast is made sooner than a thread is started. */
const FEW_ROWS = 200;

/** One thread for the forecasts of one question, started when the first is needed. */
export class ForecastThread implements Disposable {
  readonly #signal: AbortSignal | null;
  #worker: Worker | null = null;

  constructor(signal: AbortSignal | null) {
    this.#signal = signal;
  }

  /** One at a time. */
  async run(facts: ForecastFacts, ask: ForecastAsk): Promise<ForecastResult> {
    if (facts.winning.length + facts.open.length < FEW_ROWS) return runForecast(facts, ask);
    this.#worker ??= new Worker(new URL('./forecast-worker.ts', import.meta.url));
    const worker = this.#worker;
    const over = new AbortController();
    const stop = () => void worker.terminate();
    this.#signal?.addEventListener('abort', stop);
    worker.postMessage({ facts, ask });
    try {
      return await Promise.race([
        once(worker, 'message', { signal: over.signal }).then(([made]) => made as ForecastResult),
        once(worker, 'exit', { signal: over.signal }).then(([code]) => {
          throw new Error(`the forecasting thread ended with ${code}`);
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
