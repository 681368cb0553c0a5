import { type MouseEvent, useRef, useState } from 'react';
import { type Entry, useDecision } from '../decide.ts';
import { keepInLine } from '../focus.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import {
  BLANK,
  BOUNDS,
  readSegment,
  type Segment,
  type SegmentField,
  segmentWords,
  TRAITS,
  type TypedSegment,
  typedSegment,
} from './segment-fields.ts';

interface Props {
  readonly segments: readonly Segment[];
  readonly seen: number;
  readonly onDone: (said: string) => void;
}

/** The segments that are agreed for planning, in the order in which they are tried. */
export function SegmentsForm({ segments, seen, onDone }: Props) {
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef({ segments, seen }).current;
  const next = useRef(segments.length + 1);
  const [typed, setTyped] = useState<readonly TypedSegment[]>(() =>
    segments.length === 0
      ? [{ ...BLANK, key: 0 }]
      : segments.map((each, at) => typedSegment(each, at)),
  );
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('settings');
  const names = typed.map(({ name }) => name);
  const send = async (upon: number) => {
    setTried(true);
    const read = typed.map((each) => readSegment(each, names).segment);
    if (read.includes(null)) return;
    const written = await deciding.decide({
      set: [`segments=${read.length > 0 ? JSON.stringify(read) : ''}`],
      seen: upon,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (written) onDone(read.length > 0 ? saidOf(read.length) : 'Segments are as the sources say.');
  };
  const take = (name: string, theirs: Segment | undefined) =>
    setTyped((all) => {
      const at = all.findIndex((each) => each.name.trim() === name);
      const kept = all.filter((_, place) => place !== at);
      if (!theirs) return kept;
      const taken = typedSegment(theirs, next.current++);
      return at < 0 ? [...kept, taken] : kept.toSpliced(at, 0, taken);
    });
  const move = (from: number, to: number) =>
    setTyped((all) => all.toSpliced(from, 1).toSpliced(to, 0, all[from] as TypedSegment));
  return (
    <DecisionForm
      deciding={deciding}
      seen={base.seen}
      onSend={send}
      lines={(conflict) => mergeLines({ conflict, before: base.segments, typed, take })}
      button="Agree on them"
      onLeave={() => onDone('')}
    >
      {typed.map((each, at) => (
        <OneSegment
          key={each.key}
          typed={each}
          number={at + 1}
          faults={hasTried ? readSegment(each, names).faults : {}}
          onChange={(changed) =>
            setTyped((all) => all.map((one) => (one.key === each.key ? changed : one)))
          }
          onUp={at === 0 ? null : (event) => keepInLine(event, at - 1, () => move(at, at - 1))}
          onRemove={(event) =>
            keepInLine(event, at, () =>
              setTyped((all) => all.filter(({ key }) => key !== each.key)),
            )
          }
        />
      ))}
      <p className="choices">
        <button
          type="button"
          className="pick plain"
          onClick={() => setTyped((all) => [...all, { ...BLANK, key: next.current++ }])}
        >
          Add a segment
        </button>
      </p>
      <div className="fields">
        <Field label="Why" value={reason} onChange={setReason} />
      </div>
    </DecisionForm>
  );
}

function saidOf(count: number): string {
  return count === 1
    ? 'The segment is agreed; facts follow with the next answer.'
    : `${count} segments are agreed; facts follow with the next answer.`;
}

type Press = (event: MouseEvent<HTMLButtonElement>) => void;

function OneSegment(props: {
  typed: TypedSegment;
  number: number;
  faults: Partial<Record<SegmentField, string>>;
  onChange: (typed: TypedSegment) => void;
  onUp: Press | null;
  onRemove: Press;
}) {
  const { typed, number, faults, onChange, onUp } = props;
  const set = (name: SegmentField) => (text: string) => onChange({ ...typed, [name]: text });
  return (
    <fieldset className="line">
      <legend>Segment {number}</legend>
      <div className="fields">
        <Field label="Name" value={typed.name} onChange={set('name')} fault={faults.name} />
        {TRAITS.map(([trait, label]) => (
          <Field
            key={trait}
            label={label}
            value={typed[trait]}
            onChange={set(trait)}
            hint="One a line"
            fault={faults[trait]}
            isList
          />
        ))}
        {BOUNDS.map(([bound, label]) => (
          <Field
            key={bound}
            label={label}
            value={typed[bound]}
            onChange={set(bound)}
            fault={faults[bound]}
            isAmount
          />
        ))}
      </div>
      <p className="ticks">
        {onUp && (
          <button type="button" className="link" onClick={onUp}>
            Try before segment {number - 1}
          </button>
        )}
        <button type="button" className="link" onClick={props.onRemove}>
          Remove<span className="sr"> segment {number}</span>
        </button>
      </p>
    </fieldset>
  );
}

function mergeLines(input: {
  conflict: Entry;
  before: readonly Segment[];
  typed: readonly TypedSegment[];
  take: (name: string, theirs: Segment | undefined) => void;
}) {
  const body = input.conflict.body as { set: { segments?: readonly Segment[] | null } };
  const theirs = body.set.segments ?? [];
  const names = input.typed.map(({ name }) => name);
  const byName = (all: readonly Segment[]) => new Map(all.map((each) => [each.name, each]));
  const mine = new Map(
    input.typed.map((each) => [each.name.trim(), readSegment(each, names).segment ?? undefined]),
  );
  const [was, is] = [byName(input.before), byName(theirs)];
  return [...new Set([...was.keys(), ...is.keys(), ...mine.keys()])].map((name) => ({
    key: name,
    label: name,
    seen: segmentWords(was.get(name)),
    theirs: segmentWords(is.get(name)),
    mine: segmentWords(mine.get(name)),
    onTake: () => input.take(name, is.get(name)),
  }));
}
