import { type FormEvent, useState } from 'react';
import type { PeopleAnswer } from '../../operations/people.ts';
import { useAnswer } from '../api.ts';
import { useDecision } from '../decide.ts';
import { ROLES, roleName } from '../who.ts';
import { Decided, Said } from './Decided.tsx';
import { Field } from './Field.tsx';
import { PayForm } from './PayForm.tsx';
import { ErrorState, LoadingState } from './States.tsx';
import { TableView } from './TableView.tsx';

type Person = PeopleAnswer['people'][number];

interface Props {
  readonly isAdmin: boolean;
  /** They tell pay. */
  readonly isFinance: boolean;
}

interface Open {
  readonly id: string;
  readonly isPay: boolean;
}

/** Those with an account whom one may see; forms to give rights, and to tell pay. */
export function PeopleSection({ isAdmin, isFinance }: Props) {
  const answer = useAnswer('people', {});
  const [open, setOpen] = useState<Open | null>(null);
  const [said, setSaid] = useState('');
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <LoadingState what="Asking who has an account …" />;
  const { people, report } = answer.data;
  const person = people.find(({ id }) => id === open?.id) ?? null;
  const name = (id: string) => people.find((each) => each.id === id)?.name;
  const actions = (id: string) => (
    <span className="sign">
      {isAdmin && (
        <button type="button" className="link" onClick={() => setOpen({ id, isPay: false })}>
          Change<span className="sr"> {name(id)}</span>
        </button>
      )}
      {isFinance && (
        <button type="button" className="link" onClick={() => setOpen({ id, isPay: true })}>
          Tell pay<span className="sr"> of {name(id)}</span>
        </button>
      )}
    </span>
  );
  return (
    <section aria-label="People">
      <header>
        <h2>{isAdmin || isFinance || people.length > 1 ? 'People' : 'What is known of you'}</h2>
      </header>
      <p className="say">
        {(isAdmin || isFinance) && `${report.sentence} `}
        {report.lead}
      </p>
      {report.tables.map((table) => (
        <TableView
          key={table.id}
          table={table}
          actions={isAdmin || isFinance ? actions : undefined}
        />
      ))}
      <Said text={said} />
      {person && open?.isPay && (
        <>
          <h3>Variable pay of {person.name}</h3>
          <PayForm
            key={person.id}
            person={person}
            onDone={(words) => {
              setOpen(null);
              setSaid(words);
            }}
          />
        </>
      )}
      {isAdmin && !open?.isPay && (
        <>
          <h3>{person ? `Change what ${person.name} may do` : 'Give somebody an account'}</h3>
          <PersonForm
            key={`${open?.id} ${person?.version}`}
            person={person}
            others={people.filter(({ id }) => id !== person?.id)}
            onNew={() => setOpen(null)}
          />
        </>
      )}
    </section>
  );
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function PersonForm(props: {
  person: Person | null;
  others: readonly Person[];
  onNew: () => void;
}) {
  const { person, others, onNew } = props;
  const rights = person?.rights ?? null;
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState(rights?.role ?? 'viewer');
  const [isAdmin, setAdmin] = useState(rights?.is_admin ?? false);
  const [isOff, setOff] = useState(rights?.disabled ?? false);
  const [teams, setTeams] = useState(rights?.teams.join(', ') ?? '');
  const [regions, setRegions] = useState(rights?.regions.join(', ') ?? '');
  const [manager, setManager] = useState(
    others.find(({ id }) => id === rights?.manager)?.email ?? rights?.manager ?? '',
  );
  const [reason, setReason] = useState('');
  const [link, setLink] = useState('');
  const { decide, isBusy, problem, conflict, said } = useDecision('set-person');

  async function say(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const answer = await decide({
      ...(person ? { person: person.id, seen: person.version } : { person: email, name }),
      role,
      is_admin: isAdmin,
      disabled: isOff,
      teams: listOf(teams),
      regions: listOf(regions),
      manager: manager.trim(),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...more,
    });
    setLink(answer?.invitation ? location.origin + answer.invitation : '');
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void say();
  }

  return (
    <form className="decision" onSubmit={submit}>
      <div className="fields">
        {!person && <Field label="E-mail" value={email} onChange={setEmail} isRequired />}
        {!person && <Field label="Name" value={name} onChange={setName} isRequired />}
        <label>
          Role
          <select
            className="pick"
            value={role}
            onChange={(event) => setRole(event.target.value as typeof role)}
          >
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {roleName(each)}
              </option>
            ))}
          </select>
        </label>
        <Field label="Teams" value={teams} onChange={setTeams} hint="Blank: the rows of all" />
        <Field
          label="Regions"
          value={regions}
          onChange={setRegions}
          hint="Blank: the rows of all"
        />
        <Field
          label="Reports to"
          value={manager}
          onChange={setManager}
          hint="E-mail address; blank: nobody"
          options={others.map((each) => each.email)}
        />
        <Field label="Why" value={reason} onChange={setReason} />
      </div>
      <fieldset className="asks">
        <legend>Besides</legend>
        <label>
          <input
            type="checkbox"
            checked={isAdmin}
            onChange={(event) => setAdmin(event.target.checked)}
          />
          Admin: gives and takes rights
        </label>
        {person && (
          <label>
            <input
              type="checkbox"
              checked={isOff}
              onChange={(event) => setOff(event.target.checked)}
            />
            Switched off: every session and key ends
          </label>
        )}
      </fieldset>
      {conflict && (
        <p className="say" role="alert">
          {conflict.who.name} has changed this person meanwhile. Look at it above, then say it
          again.
        </p>
      )}
      <p className="choices">
        <button type="submit" className="button" aria-disabled={isBusy}>
          {person ? 'Save' : 'Make the account'}
        </button>
        {person && (
          <>
            <button type="button" className="pick" onClick={() => say({ invite: true })}>
              New link for a password
            </button>
            <button type="button" className="pick plain" onClick={onNew}>
              Somebody new
            </button>
          </>
        )}
      </p>
      <Decided said={link ? '' : said} problem={problem} />
      {link && (
        <p className="say" role="status">
          Give them this link. It works once, within a week, and is not shown again:{' '}
          <code className="secret">{link}</code>
        </p>
      )}
    </form>
  );
}
