import { type Answer, useAnswer } from '../api.ts';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { PictureView } from '../parts/PictureView.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';
import { TableView } from '../parts/TableView.tsx';

export function Forecast() {
  const answer = useAnswer('forecast', {});
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) {
    return (
      <LoadingState what="Forecasting this quarter, and past ones as of the same week. The first time it takes up to a minute …" />
    );
  }
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <Forecasted answer={answer.data} />
    </div>
  );
}

function Forecasted({ answer }: { answer: Answer<'forecast'> }) {
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
      <Cautions answer={answer} />
    </>
  );
}
