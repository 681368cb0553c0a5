import { useRef, useState } from 'react';
import { type Entry, useDecision } from '../decide.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import {
  type KnownType,
  metStatuses,
  PHASES,
  plain,
  readType,
  type TypedType,
  type TypeRule,
  typedType,
  typeWords,
} from './type-fields.ts';

interface Props {
  /** Null: one that was never met. */
  readonly known: KnownType | null;
  /** All that is decided. */
  readonly rules: readonly TypeRule[];
  readonly seen: number;
  readonly onDone: (said: string) => void;
}

/** Which statuses of a type count as an engagement, and how long its phases usually last. */
export function TypeForm({ known, rules, seen, onDone }: Props) {
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef({ known, rules, seen }).current;
  const named = (all: readonly TypeRule[], type: string) =>
    all.find((each) => plain(each.type) === plain(type));
  const own = known?.type ? (named(rules, known.type) ?? null) : null;
  const [typed, setTyped] = useState<TypedType>(() => typedType(known, own));
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision('settings');
  const { rule, faults } = readType(typed);
  const shown = hasTried ? faults : {};
  const send = async (upon: number, upto: readonly TypeRule[]) => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    const kept = upto.filter((each) => plain(each.type) !== plain(typed.type));
    const next = rule ? [...kept, rule] : kept;
    const written = await deciding.decide({
      set: [`campaign_types=${next.length > 0 ? JSON.stringify(next) : ''}`],
      seen: upon,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (written) onDone(`${typed.type.trim()} is decided; facts follow with the next answer.`);
  };
  const theirsIn = (conflict: Entry) =>
    (conflict.body as { set: { campaign_types?: readonly TypeRule[] | null } }).set
      .campaign_types ?? [];
  const lines = (conflict: Entry) => {
    const theirs = named(theirsIn(conflict), typed.type);
    return [
      {
        key: 'type',
        label: typed.type,
        seen: typeWords(own ?? undefined),
        theirs: typeWords(theirs),
        mine: typeWords(rule ?? undefined),
        onTake: () => setTyped({ ...typedType(base.known, theirs ?? null), type: typed.type }),
      },
    ];
  };
  return (
    <DecisionForm
      deciding={deciding}
      seen={base.seen}
      // Said again, it stands beside what they have decided of the other types.
      onSend={(upon) => send(upon, deciding.conflict ? theirsIn(deciding.conflict) : base.rules)}
      lines={lines}
      button="Decide it"
      onLeave={() => onDone('')}
    >
      {!known?.type && (
        <div className="fields">
          <Field
            label="Type"
            value={typed.type}
            onChange={(type) => setTyped((before) => ({ ...before, type }))}
            hint="As the source writes it"
            fault={shown.type}
          />
        </div>
      )}
      <Statuses known={known} typed={typed} fault={shown.others} onChange={setTyped} />
      <div className="fields">
        {PHASES.map(([field, label]) => (
          <Field
            key={field}
            label={label}
            value={typed[field]}
            onChange={(text) => setTyped((before) => ({ ...before, [field]: text }))}
            hint={field === 'research_days' ? 'Usual; blank: not decided' : ''}
            fault={shown[field]}
            isAmount
          />
        ))}
        <Field label="Why" value={reason} onChange={setReason} />
      </div>
    </DecisionForm>
  );
}

function Statuses(props: {
  known: KnownType | null;
  typed: TypedType;
  fault: string | undefined;
  onChange: (typed: TypedType) => void;
}) {
  const { known, typed, onChange } = props;
  const toggle = (status: string) => {
    const has = typed.success.includes(status);
    onChange({
      ...typed,
      success: has ? typed.success.filter((each) => each !== status) : [...typed.success, status],
    });
  };
  const membersOf = (status: string) =>
    known?.statuses.find((each) => each.status === status)?.members ?? 0;
  return (
    <fieldset className="asks">
      <legend>Which statuses count as an engagement?</legend>
      {[false, true].map((isDecided) => (
        <label key={String(isDecided)}>
          <input
            type="radio"
            name="type-decided"
            checked={typed.isDecided === isDecided}
            onChange={() => onChange({ ...typed, isDecided })}
          />
          {isDecided ? 'These, and no others' : 'As the source says, else as it is usual'}
        </label>
      ))}
      {typed.isDecided && (
        <>
          {metStatuses(known).map((status) => (
            <label key={status} className="under">
              <input
                type="checkbox"
                checked={typed.success.includes(status)}
                onChange={() => toggle(status)}
              />
              {status} ({membersOf(status).toLocaleString('en')})
            </label>
          ))}
          <div className="fields under">
            <Field
              label={known ? 'Others, that were never met' : 'Statuses'}
              value={typed.others}
              onChange={(others) => onChange({ ...typed, others })}
              hint="One a line"
              isList
              fault={props.fault}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}
