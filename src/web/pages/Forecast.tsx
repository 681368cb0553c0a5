import type { Answer } from '../api.ts';
import { useLongAnswer } from '../long-answer.ts';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { PastForecasts } from '../parts/PastForecasts.tsx';
import { PictureView } from '../parts/PictureView.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';
import { TableView } from '../parts/TableView.tsx';

/** The weeks before are forecast anew, which takes longer: they come after the rest. */
export function Forecast() {
  const answer = useLongAnswer('forecast', {});
  const weekly = useLongAnswer('forecast', { weekly: true }, answer.data !== undefined);
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) {
    return (
      <LoadingState
        what={`${answer.progress ?? 'Forecasting this quarter, and past ones as of the same week'} …`}
      />
    );
  }
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <Forecasted
        answer={weekly.data ?? answer.data}
        coming={weekly.isFetching && !weekly.data ? (weekly.progress ?? 'its earlier weeks') : null}
      />
    </div>
  );
}

interface Forecasting {
  readonly answer: Answer<'forecast'>;
  /** What is still being worked out. */
  readonly coming: string | null;
}

function Forecasted({ answer, coming }: Forecasting) {
  const { pictures, tables } = answer.report;
  const drawn = new Set(pictures.map(({ table }) => table));
  return (
    <>
      <Heading answer={answer} />
      {pictures.map((picture) => (
        <section key={picture.id} aria-label={picture.title}>
          <header>
            <h2>{picture.title}</h2>
          </header>
          <p className="say">{picture.note}</p>
          <PictureView
            picture={picture}
            table={tables.find(({ id }) => id === picture.table)}
            isUntitled
            wideFrom={760}
          />
          {picture.id === 'quarters' && coming !== null && (
            <p className="say" role="status">
              How this quarter moved week by week follows: {coming} …
            </p>
          )}
        </section>
      ))}
      {tables
        .filter(({ id }) => !drawn.has(id))
        .map((table) => (
          <section key={table.id} aria-label={table.title}>
            <header>
              <h2>{table.title}</h2>
            </header>
            <TableView table={table} />
          </section>
        ))}
      <PastForecasts />
      <Cautions answer={answer} />
    </>
  );
}
