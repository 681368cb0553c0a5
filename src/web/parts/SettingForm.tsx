import { useEffect, useRef, useState } from 'react';
import type { SettingsAnswer } from '../../operations/settings.ts';
import { type Answer, askHearing, Problem } from '../api.ts';
import { brokenPage, type Entry, useDecision } from '../decide.ts';
import { Said } from './Decided.tsx';
import { Field } from './Field.tsx';
import { MergeView, mergeLine } from './MergeView.tsx';
import { Refusal } from './Refusal.tsx';
import { Select } from './Select.tsx';
import { TableView } from './TableView.tsx';

interface Props {
  readonly settings: SettingsAnswer['settings'];
  readonly seen: number;
}

/** Changes one setting: the value as in YAML, blank for the default. */
export function SettingForm({ settings, seen }: Props) {
  const [name, setName] = useState(settings[0]?.name ?? '');
  const [value, setValue] = useState(() => written(settings, settings[0]?.name));
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState('');
  // What stood there when the value was read into the field; the page may have been refreshed since.
  const base = useRef({ seen, text: value });
  const { decide, isBusy, problem, conflict } = useDecision('settings');
  const trial = useTrial();
  const chosen = settings.find((each) => each.name === name);
  const choose = (next: string) => {
    const text = written(settings, next);
    base.current = { seen, text };
    setName(next);
    setValue(text);
    trial.clear();
  };
  const change = async (upon: number) => {
    setSaid('');
    trial.clear();
    const answer = await decide({
      set: [`${name}=${value.trim()}`],
      seen: upon,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (!answer) return;
    base.current = { seen: answer.seq, text: value };
    setSaid(`${name} is ${value.trim() || 'the default'} from now on.`);
  };
  const lines = ({ body }: Entry) => {
    const theirs = (body as { set: Readonly<Record<string, unknown>> }).set[name];
    return [mergeLine(name, [base.current.text, textOf(theirs), value], setValue)];
  };
  return (
    <form
      className="decision"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void change(base.current.seen);
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
        <Field
          label="Value"
          value={value}
          onChange={(typed) => {
            setValue(typed);
            trial.clear();
          }}
          hint="Blank: the default"
        />
        <Field label="Why" value={reason} onChange={setReason} />
      </div>
      {conflict && (
        <MergeView
          conflict={conflict}
          lines={lines(conflict)}
          isBusy={isBusy}
          onAgain={() => change(conflict.seq)}
        />
      )}
      {!conflict && (
        <p className="choices">
          <button
            type="button"
            className="pick"
            aria-disabled={trial.doing !== null}
            onClick={() => trial.ask(`${name}=${value.trim()}`)}
          >
            What it would change
          </button>
          <button type="submit" className="button" aria-disabled={isBusy}>
            Change it
          </button>
        </p>
      )}
      <p className="say" role="status">
        {trial.doing === null ? trial.found?.report.sentence : `${trial.doing} …`}
      </p>
      {trial.found && <TableView table={trial.found.table} />}
      {trial.problem && <Refusal problem={trial.problem} />}
      <Said text={said} />
      {problem && <Refusal problem={problem} />}
    </form>
  );
}

/** Asks what a change would do, without doing it: facts may have to be made anew, which takes long. */
function useTrial() {
  const [doing, setDoing] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer<'settings'> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef<AbortController | null>(null);
  const clear = () => {
    running.current?.abort();
    running.current = null;
    setDoing(null);
    setAnswer(null);
    setProblem(null);
  };
  useEffect(() => () => running.current?.abort(), []);
  const table = answer?.report.tables.find(({ id }) => id === 'moves');
  return {
    doing,
    problem,
    found: answer && table ? { report: answer.report, table } : null,
    clear,
    async ask(set: string) {
      if (doing !== null) return;
      clear();
      const control = new AbortController();
      running.current = control;
      setDoing('counting this quarter anew');
      const hear = (message: string) => control.signal.aborted || setDoing(message);
      try {
        const input = { set: [set], dry_run: true };
        const found = await askHearing('settings', input, hear, control.signal);
        if (!control.signal.aborted) setAnswer(found);
      } catch (error) {
        if (control.signal.aborted) return;
        setProblem(error instanceof Problem ? error : brokenPage(error));
      } finally {
        if (!control.signal.aborted) setDoing(null);
      }
    },
  };
}

function written(settings: SettingsAnswer['settings'], name: string | undefined): string {
  const setting = settings.find((each) => each.name === name);
  return !setting || setting.is_default ? '' : textOf(setting.value);
}

/** JSON is YAML; a plain word needs no quotes. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
