import { type Answer, useAnswer } from '../api.ts';
import { PictureView } from './PictureView.tsx';
import { ErrorState } from './States.tsx';
import { TableView } from './TableView.tsx';

export const MOVED = 'moved-figures';

/** Which frozen figures moved since, and why; or how to freeze a week. */
export function Restatements() {
  const answer = useAnswer('restatements', {});
  const { data, error } = answer;
  const title = data?.report.sentence ?? 'Which frozen figures moved since, and why?';
  return (
    <section
      id={MOVED}
      tabIndex={-1}
      aria-label={title}
      className={answer.isPlaceholderData ? 'busy' : ''}
      aria-busy={answer.isFetching}
    >
      <header>
        <h2>{title}</h2>
      </header>
      {error && <ErrorState problem={error} onRetry={() => answer.refetch()} />}
      {!data && !error && (
        <p className="say" role="status">
          Comparing the frozen figures with today’s …
        </p>
      )}
      {data && <Compared answer={data} />}
    </section>
  );
}

function Compared({ answer }: { answer: Answer<'restatements'> }) {
  const { caveats, figures, report } = answer;
  const changed = caveats.find(({ code }) => code === 'history_changed');
  return (
    <>
      <p className="say">{report.lead}</p>
      {figures.length === 0 && (
        <div className="state">
          <p>
            Freeze the last whole week, each Monday for instance, in the terminal:{' '}
            <code>sameboat freeze-week</code>. What moves from then on is shown here.
          </p>
        </div>
      )}
      {changed && (
        <p className="meta late">
          {changed.message} <code>{changed.code}</code>
        </p>
      )}
      {report.pictures.map((picture) => (
        <PictureView key={picture.id} picture={picture} />
      ))}
      {report.tables.map((table) =>
        table.id === 'unmoved' ? (
          <details key={table.id} className="fold lower">
            <summary>
              <h3>{table.title}</h3>
            </summary>
            <TableView table={table} />
          </details>
        ) : (
          <div key={table.id} className="lower">
            <h3>{table.title}</h3>
            <TableView table={table} />
          </div>
        ),
      )}
    </>
  );
}
