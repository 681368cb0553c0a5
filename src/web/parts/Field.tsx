import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'date' | 'number';
  readonly hint?: string;
  /** Why it cannot be taken. */
  readonly fault?: string | null | undefined;
  readonly isRequired?: boolean;
  readonly min?: string | undefined;
  readonly isAmount?: boolean;
  readonly isFixed?: boolean;
  /** Offered while one types; another may be written. */
  readonly options?: readonly string[];
}

export function Field(props: Props) {
  const { label, value, onChange, type = 'text', hint, fault } = props;
  const note = useId();
  return (
    <label>
      <span id={`${note}-label`}>{label}</span>
      <input
        aria-labelledby={`${note}-label`}
        className={`pick${props.isAmount ? ' amount' : ''}`}
        type={type}
        value={value}
        required={props.isRequired}
        readOnly={props.isFixed}
        min={props.min}
        list={props.options?.length ? `${note}-options` : undefined}
        inputMode={props.isAmount ? 'decimal' : undefined}
        aria-invalid={fault ? true : undefined}
        aria-describedby={hint || fault ? note : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {props.options && props.options.length > 0 && (
        <datalist id={`${note}-options`}>
          {props.options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
      {(hint || fault) && (
        <small id={note} className={fault ? 'fault' : ''}>
          {fault || hint}
        </small>
      )}
    </label>
  );
}
