import { useState } from 'react';
import type { Answer } from '../api.ts';
import { useRights } from '../rights.ts';
import { useWho } from '../who.ts';
import { ActionForm } from './ActionForm.tsx';
import { Said, WhereAllowed } from './Decided.tsx';
import { TableView } from './TableView.tsx';

interface Open {
  /** Null: a new one. */
  readonly id: string | null;
  readonly isClosing: boolean;
}

/** What was agreed to be done: who does it, by when, and what came of it; late ones last, to be talked about. */
export function Actions({ answer }: { answer: Answer<'this-week'> }) {
  const { actions, report } = answer;
  const table = report.tables.find(({ id }) => id === 'actions');
  const [open, setOpen] = useState<Open | null>(null);
  const [said, setSaid] = useState('');
  const { may } = useRights();
  const me = useWho().data?.who?.name ?? '';
  const show = (next: Open) => {
    setSaid('');
    setOpen(next);
  };
  const action = actions.find(({ id }) => id === open?.id) ?? null;
  const title =
    open === null
      ? ''
      : action === null
        ? 'A new action'
        : `${open.isClosing ? 'Close' : 'Move'}: ${action.text}`;
  return (
    <section aria-label="Actions">
      <header>
        <h2>{table ? table.title : 'No action is open'}</h2>
      </header>
      {!table && <p className="say">What the meeting decides stands here, with owner and date.</p>}
      {table && (
        <TableView
          table={table}
          actions={
            may('act')
              ? (id) => (
                  <RowButtons
                    action={actions.find((each) => each.id === id)}
                    onOpen={(isClosing) => show({ id, isClosing })}
                  />
                )
              : undefined
          }
        />
      )}
      <Said text={said} />
      <WhereAllowed operation="act" what="add, move and close actions">
        {open === null ? (
          <p className="choices">
            <button
              type="button"
              className="pick"
              onClick={() => show({ id: null, isClosing: false })}
            >
              Add an action
            </button>
          </p>
        ) : (
          <>
            <h3>{title}</h3>
            <ActionForm
              key={`${open.id} ${open.isClosing}`}
              action={action}
              isClosing={open.isClosing}
              today={answer.as_of.slice(0, 10)}
              me={me}
              owners={[...new Set(actions.map(({ owner }) => owner))].sort()}
              onDone={(words) => {
                setOpen(null);
                setSaid(words);
              }}
            />
          </>
        )}
      </WhereAllowed>
    </section>
  );
}

function RowButtons(props: {
  action: Answer<'this-week'>['actions'][number] | undefined;
  onOpen: (isClosing: boolean) => void;
}) {
  const { action, onOpen } = props;
  if (!action) return null;
  const isOpen = action.state === 'open';
  return (
    <span className="sign">
      {isOpen && (
        <button type="button" className="link" onClick={() => onOpen(true)}>
          Close<span className="sr"> {action.text}</span>
        </button>
      )}
      <button type="button" className="link" onClick={() => onOpen(false)}>
        {isOpen ? 'Move' : 'Open again'}
        <span className="sr"> {action.text}</span>
      </button>
    </span>
  );
}
