import { useRef, useState } from 'react';
import type { PlanAnswer } from '../../operations/plan.ts';
import { type Entry, useDecision, wordsOf } from '../decide.ts';
import {
  type Assumption,
  type AssumptionField,
  KINDS,
  readAssumption,
  STEPS,
  type TypedAssumption,
  typedAssumption,
  UNITS,
} from './assumption-fields.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import { mergeLine } from './MergeView.tsx';
import { Select } from './Select.tsx';

interface Props {
  readonly answer: PlanAnswer;
  /** Null: a new one. */
  readonly assumption: Assumption | null;
  readonly currency: string;
  readonly onDone: (said: string) => void;
}

/** One number that the plan rests on, with where it comes from. */
export function AssumptionForm({ answer, assumption, currency, onDone }: Props) {
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef(assumption).current;
  const [typed, setTyped] = useState<TypedAssumption>(() => typedAssumption(base, currency));
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('record-assumption');
  const read = readAssumption(typed);
  const faults = hasTried ? read.faults : {};
  const set = (name: AssumptionField) => (text: string) =>
    setTyped((all) => ({ ...all, [name]: text }));
  const send = async (seen: number) => {
    setTried(true);
    if (read.body === null) return;
    const told = reason.trim() ? { reason: reason.trim() } : {};
    const written = await deciding.decide({ assumption: read.body, seen, ...told });
    if (written) onDone(wordsOf(written));
  };
  const known = (name: 'campaign_type' | 'segment') =>
    [...new Set(answer.assumptions.map((each) => each[name] ?? ''))].filter(Boolean).sort();
  const lines = (conflict: Entry) => {
    const theirs = typedAssumption(conflict.body as Assumption, currency);
    const seen = base && typedAssumption(base, currency);
    return (['value', 'unit', 'source', 'reasoning'] as const).map((name) =>
      mergeLine(labelOf(name, typed), [seen?.[name], theirs[name], typed[name]], set(name)),
    );
  };
  return (
    <DecisionForm
      deciding={deciding}
      seen={base?.seq ?? 0}
      onSend={send}
      lines={lines}
      button="Write it down"
      onLeave={() => onDone('')}
    >
      {base === null && (
        <p className="choices">
          <Select
            label="What is assumed"
            value={typed.assumption}
            options={KINDS}
            onChange={(kind) =>
              setTyped((all) => ({ ...all, assumption: kind, unit: UNITS[kind] ?? currency }))
            }
          />
          <Select label="Of which step" value={typed.step} options={STEPS} onChange={set('step')} />
        </p>
      )}
      <div className="fields">
        {base === null && (
          <>
            <Field
              label="Campaign type"
              value={typed.campaign_type}
              onChange={set('campaign_type')}
              hint="Blank: all"
              options={known('campaign_type')}
            />
            <Field
              label="Segment"
              value={typed.segment}
              onChange={set('segment')}
              hint="Blank: all"
              options={known('segment')}
            />
          </>
        )}
        <Field
          label={labelOf('value', typed)}
          value={typed.value}
          onChange={set('value')}
          hint={valueHint(base, typed)}
          fault={faults.value}
          isAmount
        />
        <Field
          label="Unit"
          value={typed.unit}
          onChange={set('unit')}
          hint={typed.assumption === 'rate' ? 'share, or such as: share within 180 days' : ''}
          fault={faults.unit}
        />
        <Field
          label="Source"
          value={typed.source}
          onChange={set('source')}
          hint="Where the number comes from"
          fault={faults.source}
        />
        <Field
          label="Reasoning"
          value={typed.reasoning}
          onChange={set('reasoning')}
          hint="Why it should hold for this plan"
        />
        {base && <Field label="Why it changes" value={reason} onChange={setReason} />}
      </div>
    </DecisionForm>
  );
}

function labelOf(name: AssumptionField, { assumption }: TypedAssumption): string {
  if (name === 'value') return assumption === 'rate' ? 'Value (of 100)' : 'Value';
  return { unit: 'Unit', source: 'Source', reasoning: 'Reasoning' }[name as string] ?? name;
}

/** No number alone: beside the one of now stands the one that was signed. */
function valueHint(base: Assumption | null, typed: TypedAssumption): string {
  const signed = (base as { at_signature?: number | null } | null)?.at_signature ?? null;
  if (base && signed !== null) {
    return `At signature: ${typedAssumption({ ...base, value: signed }, '').value}`;
  }
  return typed.assumption === 'rate' ? 'Such as 4.6' : '';
}
