import { type FormEvent, useState } from 'react';
import type { PeopleAnswer } from '../../operations/people.ts';
import { useAnswer } from '../api.ts';
import { useDecision } from '../decide.ts';
import { ROLES, roleName } from '../who.ts';
import { Decided } from './Decided.tsx';
import { Field } from './Field.tsx';
import { ErrorState, LoadingState } from './States.tsx';
import { TableView } from './TableView.tsx';

type Person = PeopleAnswer['people'][number];

/** Everybody who has an account, and a form to give one or to change what somebody may do. */
export function PeopleSection() {
  const answer = useAnswer('people', {});
  const [chosen, setChosen] = useState<string | null>(null);
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <LoadingState what="Asking who has an account …" />;
  const { people, report } = answer.data;
  const person = people.find(({ id }) => id === chosen) ?? null;
  return (
    <section aria-label="People">
      <header>
        <h2>People</h2>
      </header>
      <p className="say">
        {report.sentence} {report.lead}
      </p>
      {report.tables.map((table) => (
        <TableView
          key={table.id}
          table={table}
          actions={(id) => (
            <button type="button" className="link" onClick={() => setChosen(id)}>
              Change<span className="sr"> {people.find((each) => each.id === id)?.name}</span>
            </button>
          )}
        />
      ))}
      <h3>{person ? `Change what ${person.name} may do` : 'Give somebody an account'}</h3>
      <PersonForm
        key={`${chosen} ${person?.version}`}
        person={person}
        onNew={() => setChosen(null)}
      />
    </section>
  );
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function PersonForm({ person, onNew }: { person: Person | null; onNew: () => void }) {
  const rights = person?.rights ?? null;
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState(rights?.role ?? 'viewer');
  const [isAdmin, setAdmin] = useState(rights?.is_admin ?? false);
  const [isOff, setOff] = useState(rights?.disabled ?? false);
  const [teams, setTeams] = useState(rights?.teams.join(', ') ?? '');
  const [regions, setRegions] = useState(rights?.regions.join(', ') ?? '');
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
