import { useState } from 'react';
import type { SettingsAnswer } from '../../operations/settings.ts';
import { useDecision } from '../decide.ts';
import { Decided } from './Decided.tsx';
import { Field } from './Field.tsx';
import { Select } from './Select.tsx';

/** Changes one setting: the value as in YAML, blank for the default. */
export function SettingForm({ settings }: { settings: SettingsAnswer['settings'] }) {
  const [name, setName] = useState(settings[0]?.name ?? '');
  const [value, setValue] = useState(() => written(settings, settings[0]?.name));
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState('');
  const { decide, isBusy, problem } = useDecision('settings');
  const chosen = settings.find((each) => each.name === name);
  const choose = (next: string) => {
    setName(next);
    setValue(written(settings, next));
  };
  const change = async () => {
    setSaid('');
    const answer = await decide({
      set: [`${name}=${value.trim()}`],
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (answer) setSaid(`${name} is ${value.trim() || 'the default'} from now on.`);
  };
  return (
    <form
      className="decision"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void change();
      }}
    >
      <p className="choices">
        <Select
          label="Setting"
          value={name}
          onChange={choose}
          options={settings.map((each) => [each.name, each.name] as const)}
        />
      </p>
      <p className="say">{chosen?.meaning}</p>
      <div className="fields">
        <Field label="Value" value={value} onChange={setValue} hint="Blank: the default" />
        <Field label="Why" value={reason} onChange={setReason} />
      </div>
      <p className="choices">
        <button type="submit" className="button" aria-disabled={isBusy}>
          Change it
        </button>
      </p>
      <Decided said={said} problem={problem} />
    </form>
  );
}

/** JSON is YAML; a plain word needs no quotes. */
function written(settings: SettingsAnswer['settings'], name: string | undefined): string {
  const setting = settings.find((each) => each.name === name);
  if (!setting || setting.is_default || setting.value === null) return '';
  return typeof setting.value === 'string' ? setting.value : JSON.stringify(setting.value);
}
