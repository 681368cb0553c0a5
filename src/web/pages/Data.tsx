import type { Table } from '../../reports/report.ts';
import { type Answer, useAnswer } from '../api.ts';
import { BRING_PAGE } from '../pages.ts';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { HealthHelp } from '../parts/HealthHelp.tsx';
import { HealthTables } from '../parts/HealthTables.tsx';
import { PageLink } from '../parts/PageLink.tsx';
import { PictureView } from '../parts/PictureView.tsx';
import { MOVED, Restatements } from '../parts/Restatements.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';
import { TableView } from '../parts/TableView.tsx';

export function Data() {
  const answer = useAnswer('data-health', {});
  const overview = useAnswer('overview', {});
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <LoadingState what="Running the checks …" />;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <Health answer={answer.data} overview={overview.data} />
    </div>
  );
}

function Health(props: {
  answer: Answer<'data-health'>;
  overview: Answer<'overview'> | undefined;
}) {
  const { answer, overview } = props;
  const { tables, pictures } = answer.report;
  const [faults] = pictures;
  return (
    <>
      <Heading answer={answer} />
      <p className="tools">
        <PageLink href={BRING_PAGE.path} isCurrent={false}>
          {BRING_PAGE.name}
        </PageLink>
        <a href={`#${MOVED}`}>What moved since it was frozen</a>
      </p>
      <HealthHelp />
      {faults && (
        <section aria-label={faults.title}>
          <header>
            <h2>{faults.title}</h2>
          </header>
          <p className="say">{faults.note}</p>
          <PictureView picture={faults} isUntitled />
        </section>
      )}
      <HealthTables tables={tables.filter(isFound)} />
      <Restatements />
      <HealthTables tables={tables.filter((table) => !isFound(table))} />
      {overview?.report.tables.map((table, index) => (
        <TableSection
          key={table.id}
          table={table}
          say={index === 0 ? `${overview.report.sentence} ${overview.report.lead}` : ''}
        />
      ))}
      <Cautions answer={answer} />
    </>
  );
}

function isFound({ id }: Table): boolean {
  return id === 'checks';
}

function TableSection({ table, say }: { table: Table; say: string }) {
  return (
    <section aria-label={table.title}>
      <header>
        <h2>{table.title}</h2>
      </header>
      {say && <p className="say">{say}</p>}
      <TableView table={table} />
    </section>
  );
}
