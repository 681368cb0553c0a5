import { useEffect, useRef } from 'react';
import { longDay } from '../days.ts';
import type { Entry } from '../decide.ts';

/** One line of what two people have said, in words. */
interface MergeLine {
  readonly key: string;
  readonly label: string;
  /** When the form was opened. */
  readonly seen: string;
  readonly theirs: string;
  readonly mine: string;
  /** Null where it cannot be taken by itself. */
  readonly onTake: (() => void) | null;
}

/** One field of a form: as it was when it was opened, as they said it, and as it is typed here. */
export function mergeLine(
  label: string,
  [seen, theirs, mine]: readonly [string | null | undefined, string | null | undefined, string],
  set: (text: string) => void,
): MergeLine {
  const taken = theirs ?? '';
  return { key: label, label, seen: seen ?? '', theirs: taken, mine, onTake: () => set(taken) };
}

const DONE: Readonly<Record<string, string>> = {
  sign: 'signed it',
  'set-plan': 'proposed another version',
  'plan-campaign': 'proposed another version',
  'move-campaign': 'told its dates anew',
  'set-budget': 'told its budget anew',
  'record-assumption': 'told another value',
  'record-event': 'corrected it',
  act: 'told it anew',
};

interface Props {
  readonly conflict: Entry;
  /** Null where what they said is of another kind, such as a signature. */
  readonly lines: readonly MergeLine[] | null;
  readonly isBusy: boolean;
  readonly onAgain: () => void;
}

/** Two have edited the same: both versions side by side, and what was typed stays in the form. */
export function MergeView({ conflict, lines, isBusy, onAgain }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { who, kind, said_at, reason } = conflict;
  const differing = lines?.filter(({ seen, theirs, mine }) => theirs !== mine || seen !== theirs);
  return (
    <section className="merge" aria-label="Two versions">
      <h3 ref={heading} tabIndex={-1}>
        {who.name} {DONE[kind] ?? 'said something about it'} since you opened this.
      </h3>
      <p className="say">
        That was on {longDay(said_at)}
        {reason ? `, because: ${reason}` : ''}. Nothing was written of yours, and nothing that you
        typed is lost.
      </p>
      {differing && differing.length > 0 && <MergeTable lines={differing} name={who.name} />}
      {differing?.length === 0 && <p className="say">Both of you say the same.</p>}
      <p className="choices">
        <button type="button" className="button" aria-disabled={isBusy} onClick={onAgain}>
          Say mine again, upon the present one
        </button>
      </p>
    </section>
  );
}

function MergeTable({ lines, name }: { lines: readonly MergeLine[]; name: string }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: stacked on a phone, it would no longer be a table
    <table className="stacked" role="table">
      <caption className="sr">What differs, line by line</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: the same */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: the same */}
        <tr role="row">
          {['Line', 'When you opened it', name, 'You', ''].map((label) => (
            // biome-ignore lint/a11y/noRedundantRoles: the same
            <th key={label} scope="col" role="columnheader">
              {label || <span className="sr">Choose</span>}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: the same */}
      <tbody role="rowgroup">
        {lines.map(({ key, label, seen, theirs, mine, onTake }) => (
          // biome-ignore lint/a11y/noRedundantRoles: the same
          <tr key={key} role="row">
            <MergeCell name="Line">{label}</MergeCell>
            <MergeCell name="When you opened it">{seen || 'none'}</MergeCell>
            <MergeCell name={name}>{theirs || 'none'}</MergeCell>
            <MergeCell name="You">{mine || 'none'}</MergeCell>
            <MergeCell name="">
              {theirs === mine ? (
                'the same'
              ) : onTake === null ? null : (
                <button type="button" className="link" onClick={onTake}>
                  Take {name}’s<span className="sr"> for {label}</span>
                </button>
              )}
            </MergeCell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MergeCell({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: stacked on a phone, it would no longer be a table
    <td role="cell" data-label={name}>
      {children}
    </td>
  );
}
