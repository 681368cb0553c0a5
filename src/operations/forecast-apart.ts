/** A forecast takes seconds: it is made in a thread of its own. */

import { Thread } from '../apart.ts';
import type { ForecastAsk, ForecastFacts } from '../models/forecast-facts.ts';
import { type ForecastResult, runForecast } from '../models/forecast-run.ts';

/** With fewer rows a forecast is made sooner than a thread is started. */
const FEW_ROWS = 200;

interface Asked {
  readonly facts: ForecastFacts;
  readonly ask: ForecastAsk;
}

/** One thread for the forecasts of one question, started when the first is needed. */
export class ForecastThread implements Disposable {
  readonly #thread: Thread<Asked, ForecastResult>;

  constructor(signal: AbortSignal | null) {
    this.#thread = new Thread(new URL('./forecast-worker.ts', import.meta.url), signal);
  }

  /** One at a time. */
  async run(facts: ForecastFacts, ask: ForecastAsk): Promise<ForecastResult> {
    if (facts.winning.length + facts.open.length < FEW_ROWS) return runForecast(facts, ask);
    return this.#thread.ask({ facts, ask });
  }

  [Symbol.dispose](): void {
    this.#thread[Symbol.dispose]();
  }
}
