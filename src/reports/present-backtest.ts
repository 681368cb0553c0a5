import { wholeMoney } from '../money.ts';
import type { BacktestAnswer } from '../operations/backtest.ts';
import { dayName, type Language, quarterName, whole } from './numbers.ts';
import type { Report, Table } from './report.ts';
import {
  BACKTEST_QUESTION,
  BASELINE_WORDS,
  backtestLead,
  backtestSentence,
} from './words-forecast.ts';

type Money = BacktestAnswer['runs'][number]['mean'];

export function presentBacktest(answer: BacktestAnswer, language: Language): Report {
  return {
    question: BACKTEST_QUESTION,
    sentence: backtestSentence(answer),
    lead: backtestLead(answer),
    pictures: [],
    tables:
      answer.runs.length > 0 ? [scoresTable(answer, language), runsTable(answer, language)] : [],
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

function runsTable({ runs, as_of }: BacktestAnswer, language: Language): Table {
  const money = (amount: Money) => wholeMoney(amount, language.locale);
  return {
    id: 'runs',
    title: 'Each forecast, and what came',
    columns: [
      { key: 'quarter', label: 'Quarter', align: 'left' },
      { key: 'on', label: 'As of', align: 'left' },
      { key: 'mean', label: 'Expected', align: 'right' },
      { key: 'p05', label: 'Low', align: 'right' },
      { key: 'p95', label: 'High', align: 'right' },
      { key: 'actual', label: 'It ended at', align: 'right' },
    ],
    rows: runs.map((run) => ({
      cells: {
        quarter: quarterName(run.quarter, as_of),
        on: dayName(run.as_of, as_of, language),
        mean: money(run.mean),
        p05: money(run.p05),
        p95: money(run.p95),
        actual: money(run.actual),
      },
      rows_of: {},
      values: { quarter: Date.parse(run.as_of), on: Date.parse(run.as_of) },
    })),
  };
}
