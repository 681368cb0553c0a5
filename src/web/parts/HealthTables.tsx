import type { Table } from '../../reports/report.ts';
import { TableView } from './TableView.tsx';

/** What is wrong, open; what could not run, open; what passed, folded. */
export function HealthTables({ tables }: { tables: readonly Table[] }) {
  return tables.map((table) =>
    table.id === 'passed' ? (
      <section key={table.id} aria-label={table.title}>
        <details className="fold">
          <summary>
            <h2>{table.title}</h2>
          </summary>
          <TableView table={table} />
        </details>
      </section>
    ) : (
      <section key={table.id} aria-label={table.title}>
        <header>
          <h2>{table.title}</h2>
        </header>
        {SAYS[table.id] && <p className="say">{SAYS[table.id]}</p>}
        <TableView table={table} />
      </section>
    ),
  );
}

const SAYS: Readonly<Record<string, string>> = {
  checks: 'The number opens the rows, so that they can be mended in the source.',
  could_not_run: 'For want of data. No green light: a check that could not run has not passed.',
};
