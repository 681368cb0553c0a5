import { useRef, useState } from 'react';
import type { PeopleAnswer } from '../../operations/people.ts';
import { readAmount, typedAmount } from '../amounts.ts';
import { useAnswer } from '../api.ts';
import { type Entry, useDecision } from '../decide.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import { mergeLine } from './MergeView.tsx';
import { ErrorState, LoadingState } from './States.tsx';

type Person = PeopleAnswer['people'][number];

interface Props {
  readonly person: Person;
  readonly onDone: (said: string) => void;
}

/** The target of somebody's variable pay a year. */
export function PayForm(props: Props) {
  const { data, error, refetch } = useAnswer('settings', {});
  if (error) return <ErrorState problem={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingState what="Asking in which currency the company counts …" />;
  const currency = data.settings.find(({ name }) => name === 'currency')?.value;
  return <Form {...props} currency={String(currency)} />;
}

function Form({ person, currency, onDone }: Props & { currency: string }) {
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef(person.pay).current;
  const was = typedAmount(base.variable_pay?.amount ?? null, currency);
  const [text, setText] = useState(was);
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('set-person');
  const amount = readAmount(text, currency);
  const send = async (seen: number) => {
    setTried(true);
    if (amount === undefined) return;
    const written = await deciding.decide({
      person: person.id,
      variable_pay: amount ?? 0,
      seen,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (written) onDone(`The variable pay of ${person.name} is written down.`);
  };
  const lines = ({ body }: Entry) => {
    const { variable_pay } = body as { variable_pay: Person['pay']['variable_pay'] };
    const theirs = typedAmount(variable_pay?.amount ?? null, currency);
    return [mergeLine('Variable pay', [was, theirs, text], setText)];
  };
  return (
    <DecisionForm
      deciding={deciding}
      seen={base.version}
      onSend={send}
      lines={lines}
      button="Write it down"
      onLeave={() => onDone('')}
    >
      <div className="fields">
        <Field
          label={`Target a year (${currency})`}
          value={text}
          onChange={setText}
          hint="Blank: none. Only the person, the managers above and finance see it."
          fault={hasTried && amount === undefined ? 'No amount such as 42,000' : null}
          isAmount
        />
        <Field label="Why" value={reason} onChange={setReason} />
      </div>
    </DecisionForm>
  );
}
