import type { ValueEditorProps, ValueSelectorProps } from 'react-querybuilder';
import type { RuleField } from './rule-values.ts';
import { Select } from './Select.tsx';

interface Known {
  readonly fields: readonly RuleField[];
  readonly stages: readonly string[];
}

/** Field, operator and combinator: named for those who cannot see where they stand. */
export function RuleSelect({ title, value, options, handleOnChange }: ValueSelectorProps) {
  // Ours are never in groups.
  const shown = options as readonly { readonly name: string; readonly label: string }[];
  return (
    <Select
      label={title ?? ''}
      value={String(value)}
      options={shown.map(({ name, label }) => [name, label])}
      onChange={handleOnChange}
    />
  );
}

/** The value of one condition: a stage, names to tick, a number, or nothing. */
export function RuleValue({
  field: name,
  operator,
  value,
  handleOnChange,
  context,
}: ValueEditorProps) {
  const { fields, stages } = context as Known;
  const field = fields.find((each) => each.name === name);
  if (!field || operator === 'notNull' || field.kind === 'yes') return null;
  const change = handleOnChange as (value: unknown) => void;
  if (operator === 'in' || operator === 'notIn') {
    return <Names field={field} chosen={Array.isArray(value) ? value : []} onChange={change} />;
  }
  if (field.kind === 'stage') {
    const names = [...new Set([...stages, String(value)])].filter(Boolean);
    return (
      <Select
        label="Stage"
        value={String(value)}
        options={names.map((stage) => [stage, stage])}
        onChange={change}
      />
    );
  }
  return (
    <input
      className="pick amount"
      inputMode="numeric"
      aria-label={`Value of ${field.label}`}
      value={String(value ?? '')}
      onChange={(event) => change(event.target.value)}
    />
  );
}

/** The names that opportunities have, and those that the rule names beside. */
function Names(props: {
  field: RuleField;
  chosen: readonly unknown[];
  onChange: (value: unknown) => void;
}) {
  const chosen = props.chosen.map(String);
  const names = [...new Set([...props.field.values, ...chosen])];
  return (
    <fieldset className="ticks">
      <legend className="sr">{props.field.label}</legend>
      {names.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) =>
              props.onChange(
                event.target.checked ? [...chosen, name] : chosen.filter((each) => each !== name),
              )
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
