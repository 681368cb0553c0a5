import { useEffect, useRef } from 'react';
import { pageAddress, useAddress } from '../address.ts';
import type { Answer } from '../api.ts';
import { PageLink } from './PageLink.tsx';
import { TableView } from './TableView.tsx';

/** Rows read, loaded and rejected; what is remembered; and where to go on. */
export function ImportResult(props: {
  answer: Answer<'import-files'>;
  onMapping: () => void;
  onMore: () => void;
}) {
  const { answer } = props;
  const address = useAddress();
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed is gone: go on from the answer, which is thereby read out.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const used = [...new Set(answer.mapping_used.map(({ mapping }) => mapping))];
  return (
    <>
      <header>
        <p className="question">{answer.report.question}</p>
        <h1 ref={heading} tabIndex={-1}>
          {answer.report.sentence}
        </h1>
        <p className="lead">{answer.report.lead}</p>
        {answer.mapping_saved.length > 0 && (
          <p className="meta">
            Remembered for the next export of the same name and columns, in the home’s folder
            mappings: {answer.mapping_saved.join(', ')}.
          </p>
        )}
        {used.length > 0 && (
          <p className="meta">Read with what was remembered: {used.join(', ')}.</p>
        )}
        <p className="go-on">
          <PageLink href={pageAddress('/', address.get)} isCurrent={false}>
            This week
          </PageLink>
          <PageLink href={pageAddress('/data', address.get)} isCurrent={false}>
            What is wrong in the data
          </PageLink>
          <button type="button" className="link" onClick={props.onMapping}>
            Download mapping
          </button>
          <button type="button" className="link" onClick={props.onMore}>
            Bring more
          </button>
        </p>
      </header>
      {answer.report.tables.map((table) => (
        <section key={table.id} aria-label={table.title}>
          <header>
            <h2>{table.title}</h2>
          </header>
          <TableView table={table} />
        </section>
      ))}
      {answer.caveats.length > 0 && (
        <footer id="cautions">
          Cautions
          <ol>
            {answer.caveats.map(({ code, message }) => (
              <li key={`${code} ${message}`}>{message}</li>
            ))}
          </ol>
        </footer>
      )}
    </>
  );
}
