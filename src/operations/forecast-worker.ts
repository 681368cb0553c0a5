/** The thread that forecast-apart.ts starts: does one forecast and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import type { ForecastAsk, ForecastFacts } from '../models/forecast-facts.ts';
import { runForecast } from '../models/forecast-run.ts';

const { facts, ask } = workerData as { facts: ForecastFacts; ask: ForecastAsk };
parentPort?.postMessage(runForecast(facts, ask));
