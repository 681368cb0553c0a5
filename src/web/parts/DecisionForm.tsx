import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import type { Name } from '../api.ts';
import type { Deciding, Entry } from '../decide.ts';
import { useOpener } from '../focus.ts';
import { Field } from './Field.tsx';
import { MergeView } from './MergeView.tsx';
import { Refusal } from './Refusal.tsx';

interface Props {
  readonly deciding: Deciding<Name>;
  /** Sends what was typed, upon the entry that was seen. */
  readonly onSend: (seen: number) => unknown;
  /** Newest entry when the form was opened; 0 for none. */
  readonly seen: number;
  /** Of a conflict: what differs; null where what they said is of another kind. */
  readonly lines: (conflict: Entry) => ComponentProps<typeof MergeView>['lines'];
  readonly button: string;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** What is typed, both versions where somebody else was faster, why it was refused, and the buttons. */
export function DecisionForm(props: Props) {
  const { isBusy, problem, conflict } = props.deciding;
  const form = useRef<HTMLFormElement>(null);
  const backFrom = useOpener();
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  return (
    <form
      ref={form}
      className="decision"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void props.onSend(props.seen);
      }}
    >
      {props.children}
      {conflict && (
        <MergeView
          conflict={conflict}
          lines={props.lines(conflict)}
          isBusy={isBusy}
          onAgain={() => props.onSend(conflict.seq)}
        />
      )}
      {problem && <Refusal problem={problem} />}
      {!conflict && (
        <p className="choices">
          <button type="submit" className="button" aria-disabled={isBusy}>
            {props.button}
          </button>
          <button
            type="button"
            className="pick plain"
            onClick={() => backFrom(form.current, props.onLeave)}
          >
            Leave it
          </button>
        </p>
      )}
    </form>
  );
}

/** Of a proposal that both heads sign: why, and from when on. */
export function WhyAndFrom(props: {
  why: string;
  onWhy: (text: string) => void;
  from: string;
  onFrom: (day: string) => void;
  firstDay: string;
  hint: string;
}) {
  return (
    <div className="fields">
      <Field
        label="Why"
        value={props.why}
        onChange={props.onWhy}
        hint="Both heads read it before they sign."
      />
      <Field
        label="Holds from"
        type="date"
        value={props.from}
        min={props.firstDay}
        onChange={props.onFrom}
        hint={props.hint}
      />
    </div>
  );
}
