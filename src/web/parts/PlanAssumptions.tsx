import type { Answer } from '../api.ts';
import { useDecision } from '../decide.ts';
import { Decided, WhereAllowed } from './Decided.tsx';
import { TableView } from './TableView.tsx';

/** More are folded away. */
const MOST_OPEN = 12;

/** What the plan rests on: at the signature, and now. */
export function PlanAssumptions({ answer }: { answer: Answer<'plan'> }) {
  const table = answer.report.tables.find(({ id }) => id === 'assumptions');
  const { decide, isBusy, problem, said } = useDecision('record-assumption');
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
          <TableView table={table} />
        </details>
      )}
      <WhereAllowed operation="record-assumption" what="write assumptions down">
        <p className="choices">
          <button
            type="button"
            className="pick"
            aria-disabled={isBusy}
            onClick={() => decide({ from_curves: true, reason: 'Measured up to this day' })}
          >
            {isBusy
              ? 'Measuring …'
              : table
                ? 'Take the rates and times measured up to today'
                : 'Begin with the rates and times measured up to today'}
          </button>
        </p>
      </WhereAllowed>
      <Decided said={said} problem={problem} />
    </section>
  );
}
