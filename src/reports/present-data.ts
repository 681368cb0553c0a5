import { wholeMoney } from '../money.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import type { OverviewAnswer } from '../operations/overview.ts';
import type { RowsAnswer } from '../operations/rows.ts';
import { dayName, type Language, plural, valueName, whole } from './numbers.ts';
import { faultsPicture } from './pictures-faults.ts';
import type { Report, Table, TableRow } from './report.ts';
import {
  HEALTH_QUESTION,
  healthLead,
  healthSentence,
  OVERVIEW_QUESTION,
  overviewSentence,
  STATE_WORDS,
} from './words-data.ts';

export function presentDataHealth(answer: DataHealthAnswer, language: Language): Report {
  return {
    question: HEALTH_QUESTION,
    sentence: healthSentence(answer, language),
    lead: healthLead(answer),
    pictures: faultsPicture(answer, language),
    tables: checkTables(answer, language),
    cautions: [],
  };
}

type Check = DataHealthAnswer['checks'][number];

/** What is wrong first, then what could not run, then what is fine; a table without rows is left out. */
function checkTables(answer: DataHealthAnswer, language: Language): Table[] {
  const of = (state: Check['state']) => answer.checks.filter((check) => check.state === state);
  const tables = [
    foundTable(of('found'), language),
    silentTable(of('could_not_run')),
    passedTable(of('passed')),
  ];
  return tables.filter((table) => table.rows.length > 0);
}

const TOUCHES = { key: 'touches', label: 'Answers touched', align: 'left' } as const;
const TITLE = { key: 'title', label: 'Check', align: 'left' } as const;

function foundTable(checks: readonly Check[], language: Language): Table {
  return {
    id: 'checks',
    title: `${STATE_WORDS.found}: ${checks.length} ${plural(checks.length, 'fault', 'faults')}, by the money that they touch`,
    columns: [
      { ...TITLE, label: 'Fault' },
      { key: 'count', label: 'Rows', align: 'right' },
      { key: 'money', label: 'Money touched', align: 'right' },
      TOUCHES,
      { key: 'fix', label: 'What to do', align: 'left' },
    ],
    rows: checks.map(
      (check): TableRow => ({
        cells: {
          title: check.title,
          count: whole(check.count ?? 0, language),
          money: moneyTouched(check, language),
          touches: answersTouched(check),
          fix: check.fix,
        },
        rows_of: { count: { figure: 'check', check: check.check } },
        values: { count: check.count, money: check.money?.amount ?? null },
      }),
    ),
  };
}

function moneyTouched({ money, count, unknown_amounts }: Check, language: Language): string {
  if (!money) return '—';
  const unknown = unknown_amounts ? `${whole(unknown_amounts, language)} unknown` : '';
  if (unknown_amounts === count) return unknown;
  return [wholeMoney(money, language.locale), unknown].filter(Boolean).join(' + ');
}

function silentTable(checks: readonly Check[]): Table {
  return {
    id: 'could_not_run',
    title: `${STATE_WORDS.could_not_run}: ${checks.length} ${plural(checks.length, 'check', 'checks')}`,
    columns: [TITLE, { key: 'why', label: 'Why', align: 'left' }, TOUCHES],
    rows: checks.map((check) => ({
      cells: { title: check.title, why: check.why_not ?? '', touches: answersTouched(check) },
      rows_of: {},
    })),
  };
}

function passedTable(checks: readonly Check[]): Table {
  return {
    id: 'passed',
    title: `${STATE_WORDS.passed}: ${checks.length} ${plural(checks.length, 'check', 'checks')} found nothing`,
    columns: [TITLE, TOUCHES],
    rows: checks.map((check) => ({
      cells: { title: check.title, touches: answersTouched(check) },
      rows_of: {},
    })),
  };
}

function answersTouched({ touches }: Check): string {
  return touches.map((name) => valueName(name).replace('-', ' ')).join(', ');
}

export function presentOverview(answer: OverviewAnswer, language: Language): Report {
  return {
    question: OVERVIEW_QUESTION,
    sentence: overviewSentence(answer, language),
    lead: 'Rows read are rows loaded and rows rejected, each with its reason.',
    pictures: [],
    tables: [sourcesTable(answer, language), factsTable(answer, language)],
    cautions: [],
  };
}

function sourcesTable(answer: OverviewAnswer, language: Language): Table {
  const counted = ['files', 'read', 'loaded', 'rejected'] as const;
  const row = (
    name: string,
    last: string,
    numbers: Record<(typeof counted)[number], number>,
  ): TableRow => ({
    cells: {
      source: name,
      observed_to: last,
      ...Object.fromEntries(counted.map((key) => [key, whole(numbers[key], language)])),
    },
    rows_of: {},
    values: { ...numbers },
  });
  const sum = (key: (typeof counted)[number]) =>
    answer.sources.reduce((total, source) => total + source[key], 0);
  const total = {
    files: sum('files'),
    read: sum('read'),
    loaded: sum('loaded'),
    rejected: sum('rejected'),
  };
  const sources = answer.sources.map((source) =>
    row(source.source, dayName(source.observed_to, answer.as_of, language), source),
  );
  return {
    id: 'sources',
    title: `${answer.sources.length} ${plural(answer.sources.length, 'source', 'sources')}`,
    columns: [
      { key: 'source', label: 'Source', align: 'left' },
      { key: 'observed_to', label: 'Last day known', align: 'left' },
      { key: 'files', label: 'Files', align: 'right' },
      { key: 'read', label: 'Rows read', align: 'right' },
      { key: 'loaded', label: 'Loaded', align: 'right' },
      { key: 'rejected', label: 'Rejected', align: 'right' },
    ],
    rows: [...sources, { ...row('All', '', total), is_total: true }],
  };
}

function factsTable(answer: OverviewAnswer, language: Language): Table {
  return {
    id: 'facts',
    title: 'Facts, with their earlier versions',
    columns: [
      { key: 'table', label: 'Table', align: 'left' },
      { key: 'rows', label: 'Versions kept', align: 'right' },
    ],
    rows: answer.facts
      .filter((fact) => fact.rows > 0)
      .map((fact) => ({
        cells: { table: valueName(fact.table), rows: whole(fact.rows, language) },
        rows_of: {},
        values: { rows: fact.rows },
      })),
  };
}

/** The drawer writes its own table from the answer's rows; this is for those who only read words. */
export function presentRows(answer: RowsAnswer, language: Language): Report {
  const { count, rows, columns, title, formula } = answer;
  const shown = rows.length < count ? `, ${whole(rows.length, language)} of them here` : '';
  return {
    question: 'Which rows stand behind this figure?',
    sentence: `${title}: ${whole(count, language)} ${plural(count, 'row', 'rows')}${shown}.`,
    lead: [formula, ...answer.caveats.map(({ message }) => message)].join(' '),
    pictures: [],
    tables: [
      {
        id: 'rows',
        title,
        columns: columns.map((key) => ({
          key,
          label: valueName(key),
          align: rows.some((row) => typeof row[key] === 'number') ? 'right' : 'left',
        })),
        rows: rows.map((row) => ({
          cells: Object.fromEntries(columns.map((key) => [key, String(row[key] ?? '')])),
          rows_of: {},
        })),
      },
    ],
    cautions: [],
  };
}
