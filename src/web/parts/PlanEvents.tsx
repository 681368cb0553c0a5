import { useState } from 'react';
import type { Answer } from '../api.ts';
import { useRights } from '../rights.ts';
import { Said, WhereAllowed } from './Decided.tsx';
import { EventForm } from './EventForm.tsx';
import { TableView } from './TableView.tsx';

/** What happened in the market and the company, so that a break in a curve has a name. */
export function PlanEvents({ answer }: { answer: Answer<'plan'> }) {
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const { may } = useRights();
  const table = answer.report.tables.find(({ id }) => id === 'events');
  const event = answer.events.find(({ id }) => id === open) ?? null;
  const done = (words: string) => {
    setOpen(null);
    setSaid(words);
  };
  return (
    <section aria-label="Events">
      <header>
        <h2>{table ? table.title : 'No event is on the time line yet'}</h2>
      </header>
      {!table && (
        <p className="say">
          A price change, a competitor, a national meeting, new territories: named here, a break in
          a curve can be told from chance.
        </p>
      )}
      {table && (
        <TableView
          table={table}
          actions={
            may('record-event')
              ? (id) => (
                  <button type="button" className="link" onClick={() => setOpen(id)}>
                    Correct
                    <span className="sr">
                      {' '}
                      {answer.events.find((each) => each.id === id)?.text}
                    </span>
                  </button>
                )
              : undefined
          }
        />
      )}
      <Said text={said} />
      <WhereAllowed operation="record-event" what="put events on the time line">
        {open === null ? (
          <p className="choices">
            <button type="button" className="pick" onClick={() => setOpen('')}>
              Add an event
            </button>
          </p>
        ) : (
          <EventForm key={open} event={event} today={answer.as_of.slice(0, 10)} onDone={done} />
        )}
      </WhereAllowed>
    </section>
  );
}
