import { useState } from 'react';
import { useAnswer } from '../api.ts';
import { Refusal } from './Refusal.tsx';
import { TableView } from './TableView.tsx';

/** For admins: who signed in, and who was refused. */
export function SignInsSection() {
  const [isRefused, setRefused] = useState(false);
  const { data, error } = useAnswer('sign-ins', { refused: isRefused, limit: 200 });
  return (
    <section aria-label="Attempts to sign in">
      <header>
        <h2>Attempts to sign in</h2>
      </header>
      {error && <Refusal problem={error} />}
      {data && (
        <>
          <p className="say" role="status">
            {data.report.sentence} {data.report.lead}
          </p>
          <p className="ticks">
            <label>
              <input
                type="checkbox"
                checked={isRefused}
                onChange={() => setRefused((before) => !before)}
              />
              Only those that were refused
            </label>
          </p>
          {data.report.tables.map((table) => (
            <details key={table.id} className="fold" open={table.rows.length <= 12}>
              <summary>
                <h3>{table.title}</h3>
              </summary>
              <TableView table={table} />
            </details>
          ))}
        </>
      )}
    </section>
  );
}
