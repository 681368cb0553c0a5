import { useRef, useState } from 'react';
import type { ThisWeekAnswer } from '../../operations/this-week.ts';
import { longDay } from '../days.ts';
import { type Entry, useDecision, wordsOf } from '../decide.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import { mergeLine } from './MergeView.tsx';

export type Action = ThisWeekAnswer['actions'][number];

interface Props {
  /** Null: a new one. */
  readonly action: Action | null;
  /** Says what became of it; else what, who and by when. */
  readonly isClosing: boolean;
  readonly today: string;
  /** Offered as owner of a new one. */
  readonly me: string;
  readonly owners: readonly string[];
  readonly onDone: (said: string) => void;
}

/** Who does what by when, and what came of it. */
export function ActionForm({ action, isClosing, today, me, owners, onDone }: Props) {
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef(action).current;
  const [text, setText] = useState(base?.text ?? '');
  const [owner, setOwner] = useState(base?.owner ?? me);
  const [due, setDue] = useState(base?.due ?? '');
  const [note, setNote] = useState(base?.note ?? '');
  const [state, setState] = useState<Action['state']>(isClosing ? 'done' : 'open');
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('act');
  const isMoved = base !== null && !isClosing && (due !== base.due || owner !== base.owner);
  const faults = {
    text: text.trim() === '' ? 'Say what is to be done' : null,
    owner: owner.trim() === '' ? 'Say who does it' : null,
    due: due === '' ? 'Say by when' : null,
    note: isClosing && note.trim() === '' ? 'Say what came of it' : null,
    reason: isMoved && reason.trim() === '' ? 'Say why it moves' : null,
  };
  const shown = hasTried
    ? faults
    : { text: null, owner: null, due: null, note: null, reason: null };
  const send = async (seen: number) => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const written = await deciding.decide({
      text: text.trim(),
      owner: owner.trim(),
      due,
      state,
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(base ? { action: base.id, seen } : {}),
    });
    if (written) onDone(wordsOf(written));
  };
  const lines = (conflict: Entry) => {
    const theirs = conflict.body as Action;
    return [
      mergeLine('What is to be done', [base?.text, theirs.text, text], setText),
      mergeLine('Owner', [base?.owner, theirs.owner, owner], setOwner),
      mergeLine('By', [base?.due, theirs.due, due], setDue),
      mergeLine('State', [base?.state, theirs.state, state], (word) =>
        setState(word as Action['state']),
      ),
      mergeLine('What came of it', [base?.note, theirs.note, note], setNote),
    ];
  };
  return (
    <DecisionForm
      deciding={deciding}
      seen={base?.seq ?? 0}
      onSend={send}
      lines={lines}
      button={base ? 'Write it down' : 'Add it'}
      onLeave={() => onDone('')}
    >
      <div className="fields">
        {!isClosing && (
          <>
            <Field label="What is to be done" value={text} onChange={setText} fault={shown.text} />
            <Field
              label="Owner"
              value={owner}
              onChange={setOwner}
              fault={shown.owner}
              options={owners}
            />
            <Field
              label="By"
              type="date"
              value={due}
              min={today}
              onChange={setDue}
              hint={base ? `Was: ${longDay(base.due)}` : ''}
              fault={shown.due}
            />
          </>
        )}
        {base && (
          <Field
            label="What came of it"
            value={note}
            onChange={setNote}
            hint={isClosing ? 'Such as: 64 called, 9 meetings booked' : 'So far'}
            fault={shown.note}
          />
        )}
        {base && !isClosing && (
          <Field
            label="Why it moves"
            value={reason}
            onChange={setReason}
            hint="Kept beside the change, for whoever asks later."
            fault={shown.reason}
          />
        )}
      </div>
      {isClosing && (
        <fieldset className="asks">
          <legend>What became of it?</legend>
          {(['done', 'dropped'] as const).map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="action-state"
                checked={state === each}
                onChange={() => setState(each)}
              />
              {each === 'done' ? 'It is done' : 'It is dropped'}
            </label>
          ))}
        </fieldset>
      )}
    </DecisionForm>
  );
}
