import { useRef, useState } from 'react';
import { wholeMoney } from '../../money.ts';
import type { PlanAnswer } from '../../operations/plan.ts';
import { typedAmount } from '../amounts.ts';
import { useAnswer } from '../api.ts';
import { quarterLabel } from '../days.ts';
import { type Entry, useDecision, wordsOf } from '../decide.ts';
import { DecisionForm, WhyAndFrom } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import {
  blankFrom,
  cellKey,
  cellLabel,
  nextQuarter,
  readTyped,
  segmentLabel,
  sumOf,
  type Typed,
  typedOf,
} from './plan-rows.ts';

type Rows = NonNullable<PlanAnswer['plan']>['rows'];

/** Proposes a version of the revenue plan: an amount for each quarter and segment. */
export function PlanForm({
  answer,
  onDone,
}: {
  answer: PlanAnswer;
  onDone: (said: string) => void;
}) {
  const overview = useAnswer('overview', {}).data;
  if (!overview) return null;
  return (
    <Form
      answer={answer}
      currency={overview.currency}
      first={overview.quarters[0]?.name ?? `${answer.as_of.slice(0, 4)}-Q1`}
      onDone={onDone}
    />
  );
}

interface FormProps {
  readonly answer: PlanAnswer;
  readonly currency: string;
  readonly first: string;
  readonly onDone: (said: string) => void;
}

function Form({ answer, currency, first, onDone }: FormProps) {
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef(answer).current;
  const before = base.waiting ?? base.plan;
  const [typed, setTyped] = useState<Typed>(() =>
    before ? typedOf(before.rows, currency) : blankFrom(first),
  );
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('set-plan');
  const { rows, faults } = readTyped(typed, currency);
  const setText = (key: string, text: string) =>
    setTyped((all) => ({ ...all, texts: { ...all.texts, [key]: text } }));
  const propose = async (seen: number) => {
    setTried(true);
    if (rows.length === 0 || Object.keys(faults).length > 0) return;
    const written = await deciding.decide({
      rows,
      seen,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(from ? { effective_from: from } : {}),
    });
    if (written) onDone(wordsOf(written));
  };
  return (
    <DecisionForm
      deciding={deciding}
      seen={base.seq}
      onSend={propose}
      lines={(conflict) =>
        mergeLines({ conflict, before: before?.rows ?? [], typed, currency, setText })
      }
      button="Propose"
      onLeave={() => onDone('')}
    >
      <Quarters
        typed={typed}
        currency={currency}
        faults={hasTried ? faults : {}}
        onText={setText}
      />
      <Additions typed={typed} onTyped={setTyped} />
      <Total typed={typed} currency={currency} before={before?.rows ?? []} />
      <WhyAndFrom
        why={reason}
        onWhy={setReason}
        from={from}
        onFrom={setFrom}
        firstDay={answer.as_of.slice(0, 10)}
        hint="Blank: from the day of the second signature."
      />
      {hasTried && rows.length === 0 && (
        <p className="fault" role="alert">
          Write at least one amount.
        </p>
      )}
      {hasTried && Object.keys(faults).length > 0 && (
        <p className="fault" role="alert">
          {Object.keys(faults).length === 1
            ? 'One cell is'
            : `${Object.keys(faults).length} cells are`}{' '}
          no amount. Nothing was sent.
        </p>
      )}
    </DecisionForm>
  );
}

function Quarters(props: {
  typed: Typed;
  currency: string;
  faults: Readonly<Record<string, string>>;
  onText: (key: string, text: string) => void;
}) {
  const { typed, currency, faults, onText } = props;
  return (
    <div className="quarters">
      {typed.quarters.map((quarter) => (
        <fieldset key={quarter}>
          <legend>{quarterLabel(quarter)}</legend>
          {typed.segments.map((segment) => {
            const key = cellKey(quarter, segment);
            return (
              <Field
                key={key}
                label={segmentLabel(segment, typed.segments)}
                value={typed.texts[key] ?? ''}
                onChange={(text) => onText(key, text)}
                fault={faults[key]}
                isAmount
              />
            );
          })}
          {typed.segments.length > 1 && (
            <p className="sum">
              Together {wholeMoney({ amount: sumOf(typed, quarter, currency), currency })}
            </p>
          )}
        </fieldset>
      ))}
    </div>
  );
}

function Additions({ typed, onTyped }: { typed: Typed; onTyped: (typed: Typed) => void }) {
  const [segment, setSegment] = useState('');
  const last = typed.quarters.at(-1);
  const name = segment.trim();
  const isNew = name !== '' && !typed.segments.includes(name);
  return (
    <p className="choices">
      {last && (
        <button
          type="button"
          className="pick plain"
          onClick={() => onTyped({ ...typed, quarters: [...typed.quarters, nextQuarter(last)] })}
        >
          Add {quarterLabel(nextQuarter(last))}
        </button>
      )}
      <input
        className="pick text"
        aria-label="Name of a segment"
        placeholder="Segment"
        value={segment}
        onChange={(event) => setSegment(event.target.value)}
      />
      <button
        type="button"
        className="pick plain"
        aria-disabled={!isNew}
        onClick={() => {
          if (!isNew) return;
          // The first segment takes the place of a plan without any, if nothing was written there.
          const isBlank = Object.values(typed.texts).every((text) => text.trim() === '');
          onTyped({
            ...typed,
            segments: [...(isBlank && typed.segments[0] === null ? [] : typed.segments), name],
          });
          setSegment('');
        }}
      >
        Add the segment
      </button>
    </p>
  );
}

/** No number alone: the sum stands beside that of the version before it. */
function Total({ typed, currency, before }: { typed: Typed; currency: string; before: Rows }) {
  const sum = typed.quarters.reduce((all, quarter) => all + sumOf(typed, quarter, currency), 0);
  const was = before.reduce((all, { bookings }) => all + bookings, 0);
  const money = (amount: number) => wholeMoney({ amount, currency });
  const change = sum - was;
  return (
    <p className="sum total" aria-live="polite">
      All quarters {money(sum)}
      {before.length > 0 &&
        (change === 0
          ? ', as in the version before'
          : `, ${change > 0 ? '+' : ''}${money(change)} against the version before`)}
      . A blank cell is left out.
    </p>
  );
}

function mergeLines(input: {
  conflict: Entry;
  before: Rows;
  typed: Typed;
  currency: string;
  setText: (key: string, text: string) => void;
}) {
  const { conflict, before, typed, currency, setText } = input;
  if (conflict.kind !== 'set-plan') return null;
  const theirs = (conflict.body as { rows: Rows }).rows;
  const byKey = (rows: Rows) =>
    new Map(
      rows.map(({ quarter, segment, bookings }) => [
        cellKey(quarter, segment),
        typedAmount(bookings, currency),
      ]),
    );
  const [was, is] = [byKey(before), byKey(theirs)];
  const places = new Map(
    [...before, ...theirs, ...cellsOf(typed)].map(({ quarter, segment }) => [
      cellKey(quarter, segment),
      cellLabel(quarter, segment),
    ]),
  );
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, label]) => ({
      key,
      label,
      seen: was.get(key) ?? '',
      theirs: is.get(key) ?? '',
      mine: typed.texts[key] ?? '',
      onTake: () => setText(key, is.get(key) ?? ''),
    }));
}

function cellsOf({ quarters, segments }: Typed) {
  return quarters.flatMap((quarter) => segments.map((segment) => ({ quarter, segment })));
}
