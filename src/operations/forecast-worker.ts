import { answerApart } from '../apart.ts';
import type { ForecastAsk, ForecastFacts } from '../models/forecast-facts.ts';
import { runForecast } from '../models/forecast-run.ts';

answerApart(({ facts, ask }: { facts: ForecastFacts; ask: ForecastAsk }) =>
  runForecast(facts, ask),
);
