/** The thread that forecast-apart.ts starts: makes the forecasts that it is sent. */

import { parentPort } from 'node:worker_threads';
import type { ForecastAsk, ForecastFacts } from '../models/forecast-facts.ts';
import { runForecast } from '../models/forecast-run.ts';

parentPort?.on('message', ({ facts, ask }: { facts: ForecastFacts; ask: ForecastAsk }) => {
  parentPort?.postMessage(runForecast(facts, ask));
});
