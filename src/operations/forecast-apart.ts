/** A forecast takes seconds, in which nobody else would be answered: it is made in a thread of its own. */

import { Worker } from 'node:worker_threads';
import type { ForecastAsk, ForecastFacts } from '../models/forecast-facts.ts';
import { type ForecastResult, runForecast } from '../models/forecast-run.ts';

/** With fewer rows a forecast is made sooner than a thread is started. */
const FEW_ROWS = 200;

export async function forecastApart(
  facts: ForecastFacts,
  ask: ForecastAsk,
  signal: AbortSignal | null,
): Promise<ForecastResult> {
  if (facts.winning.length + facts.open.length < FEW_ROWS) return runForecast(facts, ask);
  const worker = new Worker(new URL('./forecast-worker.ts', import.meta.url), {
    workerData: { facts, ask },
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise<ForecastResult>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the forecasting thread ended with ${code}`)));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
