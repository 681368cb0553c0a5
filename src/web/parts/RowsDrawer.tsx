import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RowsOf } from '../../reports/report.ts';
import { useAddress } from '../address.ts';
import { type Answer, ask, type Problem, useAnswer } from '../api.ts';
import { download, toCsv } from '../csv.ts';
import { longDay } from '../days.ts';
import { Panel } from './Panel.tsx';
import { ErrorState } from './States.tsx';

type Rows = Answer<'rows'>;
type Cell = Rows['rows'][number][string];

/** Rows shown at first, and read at once for a file. */
const SHOWN = 200;
const PAGE = 10_000;

export function RowsDrawer({ rows, onClose }: { rows: RowsOf; onClose: () => void }) {
  const as_of = useAddress().get('as_of');
  const [limit, setLimit] = useState(SHOWN);
  // A figure of another day names its own.
  const input = { ...(as_of === null ? {} : { as_of }), ...rows };
  const answer = useQuery<Rows, Problem>({
    queryKey: ['rows', input, limit],
    queryFn: () => ask('rows', { ...input, limit }),
    placeholderData: (before) => before,
  });
  const { data, error } = answer;
  return (
    <Panel title={data ? sentenceCase(data.title) : 'Rows'} onClose={onClose}>
      {error && <ErrorState problem={error} onRetry={() => answer.refetch()} />}
      {!data && !error && <p role="status">Reading the rows …</p>}
      {data && <RowList data={data} input={input} onMore={() => setLimit(PAGE)} />}
    </Panel>
  );
}

function RowList({ data, input, onMore }: { data: Rows; input: object; onMore: () => void }) {
  const [state, setState] = useState('');
  const save = async () => {
    setState('Writing the file …');
    try {
      const all = await allRows(data, input);
      download(fileName(data.title), toCsv(data.columns, all));
      setState(`${all.length} rows written.`);
    } catch (error) {
      setState(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <p className="lead">{data.report.lead}</p>
      <p className="meta">
        <span data-testid="count">{`${data.count.toLocaleString('en')} ${data.count === 1 ? 'row' : 'rows'}`}</span>
        <span>As of {longDay(data.as_of)}</span>
        <button type="button" className="link" onClick={save} disabled={data.count === 0}>
          Download as CSV
        </button>
        <span role="status">{state}</span>
      </p>
      <RowTable data={data} />
      {data.rows.length < data.count && data.rows.length < PAGE && (
        <p className="tools">
          {data.rows.length.toLocaleString('en')} of {data.count.toLocaleString('en')} shown
          <button type="button" className="link" onClick={onMore}>
            Show {data.count > PAGE ? 'the first 10,000' : 'all'}
          </button>
        </p>
      )}
    </>
  );
}

function RowTable({ data }: { data: Rows }) {
  const currency = useAnswer('overview', {}).data?.currency ?? 'USD';
  const isNumber = (column: string) => data.rows.some((row) => typeof row[column] === 'number');
  return (
    <section
      className="scroll"
      aria-label="Rows" // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            {data.columns.map((column) => (
              <th key={column} scope="col" className={isNumber(column) ? 'right' : ''}>
                {sentenceCase(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity and never move
            <tr key={index}>
              {data.columns.map((column) => (
                <td key={column} className={cellClass(row[column], isNumber(column))}>
                  {printCell(column, row[column] ?? null, currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const DAY = /^\d{4}-\d\d-\d\d$/;

function cellClass(cell: Cell | undefined, isNumber: boolean): string {
  if (isNumber) return 'right';
  return typeof cell === 'string' && DAY.test(cell) ? 'day' : '';
}

/** All pages of rows, for the file. */
async function allRows(data: Rows, input: object): Promise<Rows['rows']> {
  const rows: Rows['rows'] = [];
  while (rows.length < data.count) {
    const page = await ask('rows', { ...input, limit: PAGE, offset: rows.length });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return rows;
}

/** Amounts come in minor units. */
function printCell(column: string, cell: Cell, currency: string): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return cell;
  if (!/^amount(_|$)/.test(column)) return cell.toLocaleString('en').replace('-', '−');
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const digits = money.resolvedOptions().maximumFractionDigits ?? 2;
  return money.format(cell / 10 ** digits).replace('-', '−');
}

function sentenceCase(text: string): string {
  const words = text.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function fileName(title: string): string {
  return `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.csv`;
}
