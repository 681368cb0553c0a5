import { useRef, useState } from 'react';
import type { PlanAnswer } from '../../operations/plan.ts';
import { type Entry, useDecision, wordsOf } from '../decide.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import { mergeLine } from './MergeView.tsx';

type MarketEvent = PlanAnswer['events'][number];

interface Props {
  readonly event: MarketEvent | null;
  readonly today: string;
  readonly onDone: (said: string) => void;
}

/** Notes an event of the market or the company, or corrects one. */
export function EventForm({ event: present, today, onDone }: Props) {
  // What was there when it was opened; the page may have been refreshed since.
  const event = useRef(present).current;
  const [text, setText] = useState(event?.text ?? '');
  const [date, setDate] = useState(event?.date ?? today);
  const [until, setUntil] = useState(event?.until ?? '');
  const [kind, setKind] = useState<MarketEvent['kind']>(event?.kind ?? 'market');
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('record-event');
  const record = async (seen: number) => {
    setTried(true);
    if (text.trim() === '' || date === '') return;
    const written = await deciding.decide({
      text: text.trim(),
      date,
      kind,
      ...(until ? { until } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(event ? { event: event.id, seen } : {}),
    });
    if (written) onDone(wordsOf(written));
  };
  const lines = (conflict: Entry) => {
    const told = conflict.body as MarketEvent;
    return [
      mergeLine('What happened', [event?.text, told.text, text], setText),
      mergeLine('First day', [event?.date, told.date, date], setDate),
      mergeLine('Last day', [event?.until, told.until, until], setUntil),
    ];
  };
  return (
    <DecisionForm
      deciding={deciding}
      seen={event?.seq ?? 0}
      onSend={record}
      lines={lines}
      button={event ? 'Correct it' : 'Put it on the time line'}
      onLeave={() => onDone('')}
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
    </DecisionForm>
  );
}
