import { wholeMoney } from '../money.ts';
import type { BacktestAnswer } from '../operations/backtest.ts';
import { type Language, whole } from './numbers.ts';
import { pastForecastsTable } from './present-past-forecasts.ts';
import type { Report, Table } from './report.ts';
import {
  BACKTEST_QUESTION,
  BASELINE_WORDS,
  backtestLead,
  backtestSentence,
} from './words-forecast.ts';

export function presentBacktest(answer: BacktestAnswer, language: Language): Report {
  return {
    question: BACKTEST_QUESTION,
    sentence: backtestSentence(answer),
    lead: backtestLead(answer),
    pictures: [],
    tables:
      answer.runs.length > 0
        ? [
            scoresTable(answer, language),
            pastForecastsTable(
              { title: 'Each forecast, and what came', past: answer.runs, as_of: answer.as_of },
              language,
            ),
          ]
        : [],
    cautions: [],
  };
}

function scoresTable({ baselines, runs }: BacktestAnswer, language: Language): Table {
  const currency = runs[0]?.actual.currency ?? 'USD';
  const money = (amount: number) =>
    wholeMoney({ amount: Math.round(amount), currency }, language.locale);
  return {
    id: 'scores',
    title: 'Against simpler forecasts, over the same runs',
    columns: [
      { key: 'name', label: 'Forecast', align: 'left' },
      { key: 'crps', label: 'Its error', align: 'right' },
      { key: 'own', label: 'Ours', align: 'right' },
      { key: 'score', label: 'Our CRPS', align: 'right' },
      { key: 'skill', label: 'Better by', align: 'right' },
      { key: 'runs', label: 'Runs', align: 'right' },
    ],
    rows: baselines.map(({ name, crps, own_crps, own_error, skill, low, high, runs: count }) => ({
      cells: {
        name: BASELINE_WORDS[name] ?? name,
        crps: money(crps),
        own: money(own_error),
        score: money(own_crps),
        skill: `${percent(skill)} (${percent(low)} to ${percent(high)})`,
        runs: whole(count, language),
      },
      rows_of: {},
      values: { crps, own: own_error, score: own_crps, skill, runs: count },
    })),
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`.replace('-', '−');
}
