import { shortMoney, wholeMoney } from '../money.ts';
import type { ForecastAnswer } from '../operations/forecast.ts';
import { dayName, type Language, quarterName, valueName, whole } from './numbers.ts';
import { landingPicture } from './pictures-forecast.ts';
import { weeksPicture } from './pictures-forecast-weeks.ts';
import { pastForecastsTable } from './present-past-forecasts.ts';
import type { Report, Table, TableRow } from './report.ts';
import {
  BASELINE_WORDS,
  chanceWords,
  FORECAST_QUESTION,
  forecastLead,
  forecastSentence,
  PART_NAMES,
  PART_WORDS,
  rangeWords,
} from './words-forecast.ts';

type Money = ForecastAnswer['quarters'][number]['mean'];

export function presentForecast(answer: ForecastAnswer, language: Language): Report {
  const sentence = forecastSentence(answer, language);
  const hasSegments = answer.quarters.some(({ segments }) => segments.length > 1);
  const hasLarge = answer.quarters.some(({ large_deals }) => large_deals.length > 0);
  return {
    question: FORECAST_QUESTION,
    sentence,
    lead: forecastLead(answer, language),
    pictures: [
      quartersPicture(answer, language),
      ...[weeksPicture(answer, language)].filter((picture) => picture !== null),
      ...(answer.past.length > 0 ? [pastPicture(answer, language)] : []),
    ],
    tables: [
      quartersTable(answer, language),
      ...(answer.weeks.length > 1 ? [weeksTable(answer, language)] : []),
      ...(answer.past.length > 0
        ? [pastForecastsTable({ ...answer, title: 'Past forecasts of the same week' }, language)]
        : []),
      ...(answer.coverage ? [coverageTable(answer, language)] : []),
      ...(hasSegments ? [segmentsTable(answer, language)] : []),
      ...(hasLarge ? [largeTable(answer, language)] : []),
      baselinesTable(answer, language),
      ...(answer.track.length > 0 ? [trackTable(answer, language)] : []),
      ...(answer.accuracy ? [accuracyTable(answer, language)] : []),
    ],
    cautions: [],
  };
}

function quartersPicture(answer: ForecastAnswer, language: Language) {
  const rows = answer.quarters.map((quarter) => ({
    quarter: quarter.quarter,
    range: rangeWords(quarter, language),
    p05: quarter.p05.amount,
    p95: quarter.p95.amount,
    dot: quarter.p50.amount,
    target: quarter.target?.amount ?? null,
    parts: {
      booked: quarter.parts.booked.amount,
      open_pipeline: quarter.parts.open_pipeline.amount,
      engaged: quarter.parts.engaged.amount,
      planned: quarter.parts.planned.amount,
    },
  }));
  return landingPicture(rows, {
    id: 'quarters',
    title: 'Where each quarter ends, and of what',
    note: 'Bars are means, and dark is sure. The line below holds 90 of 100 such quarters.',
    dotLabel: 'the middle',
    as_of: answer.as_of,
    currency: currencyOf(answer),
    language,
  });
}

function pastPicture(answer: ForecastAnswer, language: Language) {
  const rows = answer.past.map((run) => ({
    quarter: run.quarter,
    range: shortMoney(run.actual, language.locale),
    p05: run.p05.amount,
    p95: run.p95.amount,
    dot: run.actual.amount,
    target: null,
    parts: null,
  }));
  return landingPicture(rows, {
    id: 'past',
    title: `Past quarters as they were forecast in week ${answer.week}`,
    note: 'Each band is made from what was recorded by then, before any correction.',
    dotLabel: 'where it ended',
    as_of: answer.as_of,
    currency: currencyOf(answer),
    language,
  });
}

function currencyOf({ quarters }: ForecastAnswer): string {
  return quarters[0]?.mean.currency ?? 'USD';
}

function quartersTable({ quarters, as_of }: ForecastAnswer, language: Language): Table {
  const money = (amount: Money | null) =>
    amount === null ? '' : wholeMoney(amount, language.locale);
  return {
    id: 'quarters',
    title: 'Where each quarter ends',
    columns: [
      { key: 'quarter', label: 'Quarter', align: 'left' },
      { key: 'mean', label: 'Expected', align: 'right' },
      { key: 'p05', label: 'Low', align: 'right' },
      { key: 'p95', label: 'High', align: 'right' },
      { key: 'target', label: 'Target', align: 'right' },
      { key: 'chance', label: 'Chance of it', align: 'right' },
      ...PART_NAMES.map((part) => ({
        key: part,
        label: PART_WORDS[part],
        align: 'right' as const,
      })),
      { key: 'wins', label: 'Wins', align: 'right' },
    ],
    rows: quarters.map(
      (quarter): TableRow => ({
        cells: {
          quarter: quarterName(quarter.quarter, as_of),
          mean: money(quarter.mean),
          p05: money(quarter.p05),
          p95: money(quarter.p95),
          target: money(quarter.target),
          chance: chanceWords(quarter.probability),
          ...Object.fromEntries(PART_NAMES.map((part) => [part, money(quarter.parts[part])])),
          wins: `${whole(quarter.wins.mean, language)} (${whole(quarter.wins.p05, language)} to ${whole(quarter.wins.p95, language)})`,
        },
        rows_of: Object.fromEntries(
          PART_NAMES.filter((part) => quarter.parts[part].amount > 0).map((part) => [
            part,
            { figure: 'forecast', quarter: quarter.quarter, part },
          ]),
        ),
        values: { quarter: Date.parse(quarter.from), chance: quarter.probability },
      }),
    ),
  };
}

function weeksTable({ weeks, as_of }: ForecastAnswer, language: Language): Table {
  const money = (amount: Money) => wholeMoney(amount, language.locale);
  return {
    id: 'weeks',
    title: 'This quarter, week by week',
    columns: [
      { key: 'on', label: 'As of', align: 'left' },
      { key: 'week', label: 'Weeks over', align: 'right' },
      { key: 'booked', label: 'Booked', align: 'right' },
      { key: 'p05', label: 'Low', align: 'right' },
      { key: 'p50', label: 'Middle', align: 'right' },
      { key: 'p95', label: 'High', align: 'right' },
    ],
    rows: weeks.map((each) => ({
      cells: {
        on: dayName(each.as_of, as_of, language),
        week: each.week.toLocaleString(language.locale, { maximumFractionDigits: 1 }),
        booked: money(each.booked),
        p05: money(each.p05),
        p50: money(each.p50),
        p95: money(each.p95),
      },
      rows_of: {},
      values: { on: Date.parse(each.as_of), week: each.week },
    })),
  };
}

function coverageTable({ coverage, quarters }: ForecastAnswer, language: Language): Table {
  const { open, lands, to_go, present, needed } = coverage as NonNullable<
    ForecastAnswer['coverage']
  >;
  const times = (ratio: number | null) =>
    ratio === null
      ? ''
      : `${ratio.toLocaleString(language.locale, { maximumFractionDigits: 1 })} ×`;
  const [quarter] = quarters;
  return {
    id: 'coverage',
    title: 'Open deals against what is still to go',
    columns: [
      { key: 'to_go', label: 'To go', align: 'right' },
      { key: 'open', label: 'Open deals', align: 'right' },
      { key: 'lands', label: 'Of them it lands', align: 'right' },
      { key: 'present', label: 'There is', align: 'right' },
      { key: 'needed', label: 'Needed, by our own curves', align: 'right' },
    ],
    rows: [
      {
        cells: {
          to_go: wholeMoney(to_go, language.locale),
          open: wholeMoney(open, language.locale),
          lands: wholeMoney(lands, language.locale),
          present: times(present),
          needed: times(needed),
        },
        rows_of: quarter
          ? { open: { figure: 'forecast', quarter: quarter.quarter, part: 'open_pipeline' } }
          : {},
      },
    ],
  };
}

function accuracyTable({ accuracy, week }: ForecastAnswer, language: Language): Table {
  const { runs, coverage, coverage_80, coverage_50, crps, bias, pit } = accuracy as NonNullable<
    ForecastAnswer['accuracy']
  >;
  const of = (share: number) => `${Math.round(share * runs)} of ${runs}`;
  return {
    id: 'accuracy',
    title: `How good forecasts of week ${week} were, before any correction`,
    columns: [
      { key: 'nine', label: 'Held by the 90 % band', align: 'right' },
      { key: 'eight', label: 'By the 80 % band', align: 'right' },
      { key: 'half', label: 'By the 50 % band', align: 'right' },
      { key: 'crps', label: 'CRPS', align: 'right' },
      { key: 'bias', label: 'On average too', align: 'right' },
      { key: 'pit', label: 'Ended in each fifth', align: 'right' },
    ],
    rows: [
      {
        cells: {
          nine: of(coverage),
          eight: of(coverage_80),
          half: of(coverage_50),
          crps: wholeMoney(crps, language.locale),
          bias: sideWords(bias),
          pit: pit.join(' · '),
        },
        rows_of: {},
      },
    ],
  };
}

/** `low by 3 %`. */
function sideWords(bias: number | null): string {
  if (bias === null) return '';
  const percent = Math.abs(Math.round(100 * Math.expm1(bias)));
  return percent === 0 ? '0 %' : `${bias > 0 ? 'low' : 'high'} by ${percent} %`;
}

function trackTable({ track, week }: ForecastAnswer, language: Language): Table {
  const money = (amount: Money) => wholeMoney(amount, language.locale);
  return {
    id: 'track',
    title: `Errors of simpler forecasts in week ${week} of past quarters, beside ours`,
    columns: [
      { key: 'name', label: 'Forecast', align: 'left' },
      { key: 'error', label: 'Its mean error', align: 'right' },
      { key: 'own', label: 'Ours', align: 'right' },
      { key: 'runs', label: 'Quarters', align: 'right' },
    ],
    rows: track.map(({ name, error, own_error, runs }) => ({
      cells: {
        name: BASELINE_WORDS[name] ?? name,
        error: money(error),
        own: money(own_error),
        runs: whole(runs, language),
      },
      rows_of: {},
      values: { error: error.amount, own: own_error.amount, runs },
    })),
  };
}

function segmentsTable({ quarters, as_of }: ForecastAnswer, language: Language): Table {
  const money = (amount: Money | null) =>
    amount === null ? '' : wholeMoney(amount, language.locale);
  return {
    id: 'segments',
    title: 'By segment',
    columns: [
      { key: 'quarter', label: 'Quarter', align: 'left' },
      { key: 'segment', label: 'Segment', align: 'left' },
      { key: 'mean', label: 'Expected', align: 'right' },
      { key: 'p05', label: 'Low', align: 'right' },
      { key: 'p95', label: 'High', align: 'right' },
      { key: 'target', label: 'Target', align: 'right' },
      { key: 'chance', label: 'Chance of it', align: 'right' },
    ],
    rows: quarters.flatMap(({ quarter, from, segments }) =>
      segments.map((each) => ({
        cells: {
          quarter: quarterName(quarter, as_of),
          segment: valueName(each.segment),
          mean: money(each.mean),
          p05: money(each.p05),
          p95: money(each.p95),
          target: money(each.target),
          chance: chanceWords(each.probability),
        },
        rows_of: {},
        values: { quarter: Date.parse(from), chance: each.probability },
      })),
    ),
  };
}

function largeTable({ quarters, as_of }: ForecastAnswer, language: Language): Table {
  const money = (amount: Money) => wholeMoney(amount, language.locale);
  return {
    id: 'large',
    title: 'Large open deals, and the quarter without each',
    columns: [
      { key: 'name', label: 'Deal', align: 'left' },
      { key: 'quarter', label: 'Quarter', align: 'left' },
      { key: 'amount', label: 'Amount', align: 'right' },
      { key: 'chance', label: 'Won in it', align: 'right' },
      { key: 'without', label: 'Expected without', align: 'right' },
      { key: 'target', label: 'Chance of the target without', align: 'right' },
    ],
    rows: quarters.flatMap(({ quarter, large_deals }) =>
      large_deals
        .filter(({ chance }) => chance >= 0.01)
        .map(({ id, name, amount, chance, without }) => ({
          id,
          cells: {
            name: name ?? id,
            quarter: quarterName(quarter, as_of),
            amount: money(amount),
            chance: chanceWords(chance),
            without: money(without.mean),
            target: chanceWords(without.probability),
          },
          rows_of: {},
          values: { chance },
        })),
    ),
  };
}

function baselinesTable({ quarters, as_of }: ForecastAnswer, language: Language): Table {
  const names = [
    ...new Set(quarters.flatMap(({ baselines }) => baselines.map(({ name }) => name))),
  ];
  return {
    id: 'baselines',
    title: 'What simpler forecasts say',
    columns: [
      { key: 'quarter', label: 'Quarter', align: 'left' },
      ...names.map((name) => ({
        key: name,
        label: BASELINE_WORDS[name] ?? name,
        align: 'right' as const,
      })),
    ],
    rows: quarters.map(({ quarter, from, baselines }) => ({
      cells: {
        quarter: quarterName(quarter, as_of),
        ...Object.fromEntries(
          baselines.map(({ name, amount }) => [
            name,
            amount === null ? '' : wholeMoney(amount, language.locale),
          ]),
        ),
      },
      rows_of: {},
      values: { quarter: Date.parse(from) },
    })),
  };
}
