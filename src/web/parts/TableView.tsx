import { type ReactNode, useState } from 'react';
import type { Table, TableRow } from '../../reports/report.ts';
import { useRows } from './rows-context.ts';

/** Found is filled, passed outlined, unknown dashed; past an agreed date is the only colour. */
const CHIPS: Readonly<Record<string, string>> = {
  Found: 'found',
  'Could not run': 'doubt',
  late: 'late',
};

/** On a phone rows are stacked, and a browser would then forget that this is a table. */
const ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

interface Order {
  readonly key: string;
  readonly isDown: boolean;
}

/** Sorts by a column's numbers, else by its words; a total stays last. */
interface Props {
  readonly table: Table;
  /** What can be done with a row, by its id: a column of its own. */
  readonly actions?: ((id: string) => ReactNode) | undefined;
}

export function TableView({ table, actions }: Props) {
  const [order, setOrder] = useState<Order | null>(null);
  const rows = order ? sorted(table.rows, order) : table.rows;
  return (
    <table className="stacked" data-narrow={table.columns.length < 3 || undefined} {...ROLES.table}>
      <caption className="sr">{table.title}</caption>
      <thead {...ROLES.group}>
        <tr {...ROLES.row}>
          {table.columns.map(({ key, label, align }) => (
            <th
              key={key}
              scope="col"
              {...ROLES.head}
              className={align}
              aria-sort={order?.key !== key ? 'none' : order.isDown ? 'descending' : 'ascending'}
            >
              <button type="button" onClick={() => setOrder(nextOrder(order, key))}>
                {label}
                {order?.key === key && <span aria-hidden="true">{order.isDown ? ' ↓' : ' ↑'}</span>}
              </button>
            </th>
          ))}
          {actions && (
            <th scope="col" {...ROLES.head}>
              <span className="sr">What can be done</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody {...ROLES.group}>
        {rows.map((row) => (
          <Row
            key={row.id ?? table.columns.map(({ key }) => row.cells[key]).join('|')}
            row={row}
            table={table}
            actions={actions}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, table, actions }: Props & { row: TableRow }) {
  const openRows = useRows();
  return (
    <tr {...ROLES.row} className={row.is_total ? 'total' : ''}>
      {table.columns.map(({ key, label, align, chip }) => {
        const cell = row.cells[key] ?? '';
        const rowsOf = row.rows_of[key];
        return (
          <td key={key} {...ROLES.cell} className={align} data-label={label}>
            {rowsOf ? (
              <button
                type="button"
                className="figure"
                aria-label={`${cell}, ${label}, ${row.cells[table.columns[0]?.key ?? ''] ?? ''}: show the rows`}
                onClick={() => openRows(rowsOf)}
              >
                {cell}
              </button>
            ) : chip ? (
              <span className={`chip ${CHIPS[cell] ?? ''}`}>{cell}</span>
            ) : (
              cell
            )}
          </td>
        );
      })}
      {actions && (
        <td {...ROLES.cell} className="act">
          {row.id !== undefined && actions(row.id)}
        </td>
      )}
    </tr>
  );
}

function nextOrder(order: Order | null, key: string): Order | null {
  if (order?.key !== key) return { key, isDown: true };
  return order.isDown ? { key, isDown: false } : null;
}

function sorted(rows: readonly TableRow[], { key, isDown }: Order): readonly TableRow[] {
  const value = (row: TableRow) => row.values?.[key] ?? numberIn(row.cells[key] ?? '');
  const compare = (a: TableRow, b: TableRow) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null || Number.isNaN(x) || Number.isNaN(y)) {
      return (a.cells[key] ?? '').localeCompare(b.cells[key] ?? '');
    }
    return x - y;
  };
  return [...rows].sort(
    (a, b) =>
      Number(a.is_total ?? false) - Number(b.is_total ?? false) ||
      (isDown ? -1 : 1) * compare(a, b),
  );
}

function numberIn(cell: string): number {
  const text = cell.replace('−', '-').replaceAll(/[^0-9.-]/g, '');
  return text === '' ? Number.NaN : Number(text);
}
