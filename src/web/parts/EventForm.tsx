import { useState } from 'react';
import type { PlanAnswer } from '../../operations/plan.ts';
import { useDecision, wordsOf } from '../decide.ts';
import { useFirstField } from './Decided.tsx';
import { Field } from './Field.tsx';
import { MergeView } from './MergeView.tsx';
import { Refusal } from './Refusal.tsx';

type MarketEvent = PlanAnswer['events'][number];

interface Props {
  readonly event: MarketEvent | null;
  readonly today: string;
  readonly onDone: (said: string) => void;
}

/** Notes an event of the market or the company, or corrects one. */
export function EventForm({ event, today, onDone }: Props) {
  const [text, setText] = useState(event?.text ?? '');
  const [date, setDate] = useState(event?.date ?? today);
  const [until, setUntil] = useState(event?.until ?? '');
  const [kind, setKind] = useState<MarketEvent['kind']>(event?.kind ?? 'market');
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const form = useFirstField();
  const { decide, isBusy, problem, conflict } = useDecision('record-event');
  const record = async (seen: number | undefined) => {
    setTried(true);
    if (text.trim() === '' || date === '') return;
    const written = await decide({
      text: text.trim(),
      date,
      kind,
      ...(until ? { until } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(event ? { event: event.id, seen } : {}),
    });
    if (written) onDone(wordsOf(written));
  };
  const told = conflict?.body as MarketEvent | undefined;
  return (
    <form
      ref={form}
      className="decision"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void record(event?.seq);
      }}
    >
      <div className="fields">
        <Field
          label="What happened"
          value={text}
          onChange={setText}
          hint="Such as: price up 8 %"
          fault={hasTried && text.trim() === '' ? 'Say what happened' : null}
        />
        <Field
          label="First day"
          type="date"
          value={date}
          onChange={setDate}
          fault={hasTried && date === '' ? 'Name the day' : null}
        />
        <Field
          label="Last day"
          type="date"
          value={until}
          min={date}
          onChange={setUntil}
          hint="Blank: a single day"
        />
        {event && <Field label="Why it is corrected" value={reason} onChange={setReason} />}
      </div>
      <fieldset className="asks">
        <legend>Of whom?</legend>
        {(['market', 'company'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="event-kind"
              checked={kind === each}
              onChange={() => setKind(each)}
            />
            The {each}
          </label>
        ))}
      </fieldset>
      {conflict && told && (
        <MergeView
          conflict={conflict}
          isBusy={isBusy}
          onAgain={() => record(conflict.seq)}
          lines={[
            line('What happened', event?.text, told.text, text, setText),
            line('First day', event?.date, told.date, date, setDate),
            line('Last day', event?.until, told.until, until, setUntil),
          ]}
        />
      )}
      {problem && <Refusal problem={problem} />}
      {!conflict && (
        <p className="choices">
          <button type="submit" className="button" aria-disabled={isBusy}>
            {event ? 'Correct it' : 'Put it on the time line'}
          </button>
          <button type="button" className="pick plain" onClick={() => onDone('')}>
            Leave it
          </button>
        </p>
      )}
    </form>
  );
}

function line(
  label: string,
  seen: string | null | undefined,
  theirs: string | null,
  mine: string,
  set: (text: string) => void,
) {
  return {
    key: label,
    label,
    seen: seen ?? '',
    theirs: theirs ?? '',
    mine,
    onTake: () => set(theirs ?? ''),
  };
}
