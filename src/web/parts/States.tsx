import { useEffect, useState } from 'react';
import type { Problem } from '../api.ts';
import { BRING_PAGE } from '../pages.ts';
import { PageLink } from './PageLink.tsx';

export function ErrorState({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const isEmpty = problem.code === 'no_data';
  return (
    <div className="state" role="alert">
      <p>
        <b>{isEmpty ? 'Nothing has been imported yet.' : problem.message}</b>
      </p>
      {isEmpty && (
        <p>
          <PageLink href={BRING_PAGE.path} isCurrent={false}>
            Bring your CRM export here
          </PageLink>{' '}
          (CSV, Excel, Parquet or zip), or in the terminal:
        </p>
      )}
      <p>{problem.fix}</p>
      {!isEmpty && (
        <p className="meta">
          <span>
            Code <code>{problem.code}</code>
          </span>
          <button type="button" className="link" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/** Grey where the answer will stand, without movement; after a second it says what is being done. */
export function LoadingState({ what }: { what: string }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <div className="slab" style={{ height: 76, maxWidth: 780 }} />
      <p className="meta" role="status">
        {isLong ? what : ''}
      </p>
      <div className="slab" style={{ height: 320 }} />
    </>
  );
}
