import { type MouseEvent, useRef, useState } from 'react';
import { wholeMoney } from '../../money.ts';
import { type Entry, useDecision, wordsOf } from '../decide.ts';
import { keepInLine } from '../focus.ts';
import {
  type BudgetLine,
  blankLine,
  byName,
  lineWords,
  readLine,
  STATES,
  sumsOf,
  type TypedLine,
  typedLine,
} from './budget-lines.ts';
import type { PlannedCampaign } from './campaign-fields.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';

interface Props {
  readonly campaign: PlannedCampaign;
  readonly currency: string;
  readonly onDone: (said: string) => void;
}

/** Every line of a campaign's budget: what is planned, ordered and invoiced. */
export function BudgetForm({ campaign, currency, onDone }: Props) {
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef(campaign).current;
  const before = base.budget?.lines ?? [];
  const next = useRef(before.length + 1);
  const [lines, setLines] = useState<readonly TypedLine[]>(() =>
    before.length === 0 ? [blankLine(0)] : before.map((line, at) => typedLine(line, at, currency)),
  );
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('set-budget');
  const newKey = () => next.current++;
  const send = async (seen: number) => {
    setTried(true);
    const read = lines.map((each) => readLine(each, currency).line);
    if (read.includes(null)) return;
    const written = await deciding.decide({
      campaign: base.campaign_id,
      lines: read,
      seen,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (written) onDone(wordsOf(written));
  };
  const take = (name: string, theirs: BudgetLine | undefined) =>
    setLines((all) => {
      const mine = byName(all).get(name);
      const kept = all.filter((each) => each !== mine);
      return theirs ? [...kept, typedLine(theirs, newKey(), currency)] : kept;
    });
  return (
    <DecisionForm
      deciding={deciding}
      seen={base.budget?.seq ?? 0}
      onSend={send}
      lines={(conflict) => mergeLines({ conflict, before, lines, currency, take })}
      button="Write it down"
      onLeave={() => onDone('')}
    >
      {lines.map((line, at) => (
        <Line
          key={line.key}
          line={line}
          number={at + 1}
          currency={currency}
          hasTried={hasTried}
          onChange={(changed) =>
            setLines((all) => all.map((each) => (each.key === line.key ? changed : each)))
          }
          onRemove={(event) =>
            keepInLine(event, at, () =>
              setLines((all) => all.filter(({ key }) => key !== line.key)),
            )
          }
        />
      ))}
      <p className="choices">
        <button
          type="button"
          className="pick plain"
          onClick={() => setLines((all) => [...all, blankLine(newKey())])}
        >
          Add a line
        </button>
      </p>
      <p className="sum total" aria-live="polite">
        {sumsOf(lines, currency)
          .map(({ label, amount }) => `${label} ${wholeMoney({ amount, currency })}`)
          .join(' · ')}
      </p>
      <p className="say">
        An order and its invoices are the same money: name the order on both, and it is counted
        once.
      </p>
      <div className="fields">
        <Field label="Why" value={reason} onChange={setReason} />
      </div>
    </DecisionForm>
  );
}

function Line(props: {
  line: TypedLine;
  number: number;
  currency: string;
  hasTried: boolean;
  onChange: (line: TypedLine) => void;
  onRemove: (event: MouseEvent<HTMLButtonElement>) => void;
}) {
  const { line, currency, hasTried, onChange } = props;
  const faults = hasTried ? readLine(line, currency).faults : {};
  const set = (name: 'line' | 'amount' | 'order' | 'month' | 'vendor') => (text: string) =>
    onChange({ ...line, [name]: text });
  return (
    <fieldset className="line">
      <legend>Line {props.number}</legend>
      <div className="fields">
        <Field label="Name" value={line.line} onChange={set('line')} fault={faults.line} />
        <Field
          label={`Amount (${currency})`}
          value={line.amount}
          onChange={set('amount')}
          fault={faults.amount}
          isAmount
        />
        <Field
          label="Month"
          value={line.month}
          onChange={set('month')}
          hint="Such as 2026-03"
          fault={faults.month}
        />
        <Field label="Vendor" value={line.vendor} onChange={set('vendor')} />
        {line.state !== 'planned' && (
          <Field
            label="Order"
            value={line.order}
            onChange={set('order')}
            hint={line.state === 'actual' ? 'Blank: invoiced without one' : ''}
            fault={faults.order}
          />
        )}
      </div>
      <p className="ticks">
        {STATES.map(([state, label]) => (
          <label key={state}>
            <input
              type="radio"
              name={`state-${line.key}`}
              checked={line.state === state}
              onChange={() => onChange({ ...line, state })}
            />
            {label}
          </label>
        ))}
        {line.state === 'committed' && (
          <label>
            <input
              type="checkbox"
              checked={line.isOpen}
              onChange={() => onChange({ ...line, isOpen: !line.isOpen })}
            />
            More invoices to come
          </label>
        )}
        <button type="button" className="link" onClick={props.onRemove}>
          Remove<span className="sr"> line {props.number}</span>
        </button>
      </p>
    </fieldset>
  );
}

function mergeLines(input: {
  conflict: Entry;
  before: readonly BudgetLine[];
  lines: readonly TypedLine[];
  currency: string;
  take: (name: string, theirs: BudgetLine | undefined) => void;
}) {
  const { conflict, currency, take } = input;
  if (conflict.kind !== 'set-budget') return null;
  const [seen, theirs, mine] = [
    byName(input.before),
    byName((conflict.body as { lines: readonly BudgetLine[] }).lines),
    byName(input.lines),
  ];
  const names = new Set([...seen.keys(), ...theirs.keys(), ...mine.keys()]);
  return [...names].map((name) => {
    const own = mine.get(name);
    const read = own && readLine(own, currency).line;
    return {
      key: name,
      label: name,
      seen: lineWords(seen.get(name), currency),
      theirs: lineWords(theirs.get(name), currency),
      mine: read ? lineWords(read, currency) : (own?.amount ?? ''),
      onTake: () => take(name, theirs.get(name)),
    };
  });
}
