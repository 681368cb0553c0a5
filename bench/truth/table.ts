/** The summary as Markdown. */

import { BARS } from './bars.ts';
import type { Summary, SummaryRow } from './summarise.ts';

export interface Failed {
  readonly scenario: string;
  readonly why: string;
}

export function markdownOf(summary: Summary, failed: readonly Failed[]): string {
  const { rows, causes, dates, baselines, beats } = summary;
  const sections = [
    `# Examination of the explanation\n\n${summary.scenarios} scenarios.`,
    section('Scores and bars', rows, [['strength', (row) => `${row.strength}`]]),
    section('Right cause on top, by cause', causes, [
      ['cause', (row) => row.injected],
      ['strength', (row) => `${row.strength}`],
    ]),
    section('On the other dates', dates, [
      ['date', (row) => row.date],
      ['strength', (row) => `${row.strength}`],
    ]),
    section('Beside the simple explanations', baselines, [
      ['by', (row) => row.by],
      ['strength', (row) => `${row.strength}`],
    ]),
    list(
      'Beats all four',
      beats.map(
        ({ score, size, strength, beatsAll }) =>
          `${score}, ${size}, strength ${strength}: ${beatsAll === null ? 'not answered' : beatsAll ? 'yes' : 'no'}`,
      ),
    ),
    list('Refused while setting up', summary.refused_setup),
    list(
      'Could not be made',
      failed.map(({ scenario, why }) => `${scenario}: ${why}`),
    ),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

type Column = readonly [title: string, cell: (row: SummaryRow) => string];

const COMMON: readonly Column[] = [
  [
    'runs',
    ({ runs, unanswered }) => (unanswered > 0 ? `${runs} (${unanswered} unanswered)` : `${runs}`),
  ],
  ['value', (row) => number(row, row.value)],
  [
    '90 % interval',
    (row) => (row.low === null ? '' : `${number(row, row.low)} to ${number(row, row.high)}`),
  ],
  ['bar', (row) => barText(row)],
  ['', ({ verdict, why }) => (why === null ? verdict : `${verdict}: ${why}`)],
];

function section(title: string, rows: readonly SummaryRow[], more: readonly Column[]): string {
  if (rows.length === 0) return '';
  const columns: Column[] = [
    ['score', ({ score }) => `${score} ${BARS[score].title}`],
    ['size', ({ size }) => size],
    ...more,
    ...COMMON,
  ];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `## ${title}\n`,
    line(columns.map(([name]) => name)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ].join('\n');
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function number({ score }: SummaryRow, value: number | null): string {
  if (value === null) return '';
  if (!Number.isFinite(value)) return 'never';
  const isShare = BARS[score].by === 'share' || BARS[score].by === 'mean';
  return isShare ? `${(100 * value).toFixed(0)} %` : String(Number(value.toFixed(2)));
}

function barText(row: SummaryRow): string {
  if (row.bar === null) return '';
  const [low, high] = row.bar;
  if (low === high) return number(row, low);
  if (!Number.isFinite(low)) return `at most ${number(row, high)}`;
  if (!Number.isFinite(high)) return `at least ${number(row, low)}`;
  return `${number(row, low)} to ${number(row, high)}`;
}
