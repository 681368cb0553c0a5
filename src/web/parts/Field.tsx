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
  /** Several words, one a line. */
  readonly isList?: boolean;
  /** Offered while one types; another may be written. */
  readonly options?: readonly string[];
}

export function Field(props: Props) {
  const { label, value, onChange, type = 'text', hint, fault } = props;
  const note = useId();
  const shared = {
    id: `${note}-control`,
    'aria-labelledby': `${note}-label`,
    className: `pick${props.isAmount ? ' amount' : ''}`,
    value,
    required: props.isRequired,
    readOnly: props.isFixed,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': hint || fault ? note : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange(event.target.value),
  };
  return (
    <label htmlFor={`${note}-control`}>
      <span id={`${note}-label`}>{label}</span>
      {props.isList ? (
        <textarea {...shared} rows={Math.min(8, Math.max(2, value.split('\n').length))} />
      ) : (
        <input
          {...shared}
          type={type}
          min={props.min}
          list={props.options?.length ? `${note}-options` : undefined}
          inputMode={props.isAmount ? 'decimal' : undefined}
        />
      )}
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
