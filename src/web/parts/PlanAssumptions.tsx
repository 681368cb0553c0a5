import { useState } from 'react';
import { type Answer, useAnswer } from '../api.ts';
import { useDecision } from '../decide.ts';
import { useRights } from '../rights.ts';
import { AssumptionForm } from './AssumptionForm.tsx';
import { Decided, Said, WhereAllowed } from './Decided.tsx';
import { TableView } from './TableView.tsx';

/** More are folded away. */
const MOST_OPEN = 12;

/** What the plan rests on: at the signature, and now. */
export function PlanAssumptions({ answer }: { answer: Answer<'plan'> }) {
  const table = answer.report.tables.find(({ id }) => id === 'assumptions');
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const { may } = useRights();
  const chosen = answer.assumptions.find(({ id }) => id === open) ?? null;
  const show = (id: string) => {
    setSaid('');
    setOpen(id);
  };
  return (
    <section aria-label="Assumptions">
      <header>
        <h2>{table ? table.title : 'No assumption is written down yet'}</h2>
      </header>
      <p className="say">
        {table
          ? 'Rates and times that the plan rests on. Where what is assumed now differs from the signature, both stand here.'
          : 'Without them a miss can be told in its total only: not whether a rate fell short, or never held.'}
      </p>
      {table && (
        <details className="fold" open={table.rows.length <= MOST_OPEN}>
          <summary>
            <h3>
              {table.rows.length === 1 ? 'One assumption' : `${table.rows.length} assumptions`}
            </h3>
          </summary>
          <TableView
            table={table}
            actions={
              may('record-assumption')
                ? (id) => (
                    <button type="button" className="link" onClick={() => show(id)}>
                      Change
                      <span className="sr">
                        {' '}
                        {table.rows.find((row) => row.id === id)?.cells['name']}
                      </span>
                    </button>
                  )
                : undefined
            }
          />
        </details>
      )}
      <Said text={said} />
      <WhereAllowed operation="record-assumption" what="write assumptions down">
        {open === null ? (
          <Ways hasSome={table !== undefined} onNew={() => show('')} />
        ) : (
          <Open
            key={open}
            answer={answer}
            chosen={chosen}
            onDone={(words) => {
              setOpen(null);
              setSaid(words);
            }}
          />
        )}
      </WhereAllowed>
    </section>
  );
}

/** From what was measured, or by hand. */
function Ways({ hasSome, onNew }: { hasSome: boolean; onNew: () => void }) {
  const { decide, isBusy, problem, said } = useDecision('record-assumption');
  return (
    <>
      <p className="choices">
        <button
          type="button"
          className="pick"
          aria-disabled={isBusy}
          onClick={() => decide({ from_curves: true, reason: 'Measured up to this day' })}
        >
          {isBusy
            ? 'Measuring …'
            : hasSome
              ? 'Take the rates and times measured up to today'
              : 'Begin with the rates and times measured up to today'}
        </button>
        <button type="button" className="pick" onClick={onNew}>
          Write one down
        </button>
      </p>
      <Decided said={said} problem={problem} />
    </>
  );
}

function Open(props: {
  answer: Answer<'plan'>;
  chosen: Answer<'plan'>['assumptions'][number] | null;
  onDone: (said: string) => void;
}) {
  const { answer, chosen } = props;
  const currency = useAnswer('campaigns', {}).data?.currency;
  if (currency === undefined) return null;
  const row = answer.report.tables
    .find(({ id }) => id === 'assumptions')
    ?.rows.find(({ id }) => id === chosen?.id);
  return (
    <>
      <h3>{row ? row.cells['name'] : 'A new assumption'}</h3>
      <AssumptionForm {...props} assumption={chosen} currency={currency} />
    </>
  );
}
