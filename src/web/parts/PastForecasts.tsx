import { useState } from 'react';
import { useLongAnswer } from '../long-answer.ts';
import { ErrorState } from './States.tsx';
import { TableView } from './TableView.tsx';

/** Past quarters forecast anew at five points of time: it takes minutes, so only for who asks. */
export function PastForecasts() {
  const [isAsked, setAsked] = useState(false);
  const answer = useLongAnswer('backtest', {}, isAsked);
  return (
    <section aria-labelledby="past-forecasts">
      <header>
        <h2 id="past-forecasts">How far off were such forecasts, from start to end?</h2>
      </header>
      {!isAsked && (
        <>
          <p className="say">
            The last eight quarters can be forecast anew at five points of time, each from nothing
            but what was recorded by then and corrected by the quarters before it. The first time
            that takes minutes.
          </p>
          <button type="button" className="pick" onClick={() => setAsked(true)}>
            Forecast past quarters anew
          </button>
        </>
      )}
      {answer.isFetching && !answer.data && (
        <p className="say" role="status">
          {`${answer.progress ?? 'Forecasting past quarters'} …`}
        </p>
      )}
      {answer.error && <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />}
      {isAsked && answer.data && (
        <>
          <p className="say">
            {answer.data.report.sentence} {answer.data.report.lead}
          </p>
          {answer.data.report.tables.map((table) => (
            <section key={table.id} aria-label={table.title}>
              <header>
                <h3>{table.title}</h3>
              </header>
              <TableView table={table} />
            </section>
          ))}
        </>
      )}
    </section>
  );
}
