import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Problem } from '../api.ts';
import { Decided } from '../parts/Decided.tsx';
import { PeopleSection } from '../parts/PeopleSection.tsx';
import { SignInsSection } from '../parts/SignInsSection.tsx';
import { LoadingState } from '../parts/States.tsx';
import { call, roleName, useWho } from '../who.ts';

/** Oneself, those who report to one, password and API keys. Admins and finance see everybody. */
export function Account() {
  const who = useWho().data;
  if (!who) return <LoadingState what="Asking who you are …" />;
  if (!who.who) {
    return (
      <>
        <h1>Nobody signs in here.</h1>
        <p className="lead">This is a local demo: whoever sits at the machine may do everything.</p>
      </>
    );
  }
  const { name, email, role, is_admin, teams, regions } = who.who;
  const limits = [...teams, ...regions];
  return (
    <>
      <h1>
        You are {name}, {roleName(role)}
        {is_admin && ' and admin'}.
      </h1>
      <p className="lead">
        You sign in as {email}.{' '}
        {limits.length === 0
          ? 'You see the rows of everybody.'
          : `You see the rows of ${limits.join(', ')}; figures are whole.`}
      </p>
      <PeopleSection isAdmin={is_admin} isFinance={role === 'finance'} />
      {is_admin && <SignInsSection />}
      <KeysSection />
      <PasswordSection />
    </>
  );
}

function Section({ title, say, children }: { title: string; say: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <p className="say">{say}</p>
      {children}
    </section>
  );
}

interface Key {
  readonly id: string;
  readonly name: string;
  readonly start: string;
  readonly made: string;
  readonly last_used: string | null;
}

function KeysSection() {
  const client = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const keys = useQuery<{ keys: readonly Key[] }, Problem>({
    queryKey: ['keys'],
    queryFn: () => call('GET', '/auth/keys'),
  });

  async function attempt(work: () => Promise<void>): Promise<void> {
    setProblem(null);
    await work().catch((error: Problem) => setProblem(error));
    await client.invalidateQueries({ queryKey: ['keys'] });
  }

  function make(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const name = new FormData(form).get('name');
    void attempt(async () => {
      const { key } = await call<{ key: string }>('POST', '/auth/keys', { name });
      setMade(key);
      form.reset();
    });
  }

  return (
    <Section
      title="API keys"
      say="For a sheet, a script or an assistant. A key may do what you may at that moment."
    >
      {keys.data && keys.data.keys.length > 0 && (
        <ul className="keys">
          {keys.data.keys.map((key) => (
            <li key={key.id}>
              <b>{key.name}</b> <code>{key.start}…</code> made {key.made.slice(0, 10)},{' '}
              {key.last_used ? `last used ${key.last_used.slice(0, 10)}` : 'never used'}{' '}
              <button
                type="button"
                className="link"
                onClick={() =>
                  attempt(() => call<void>('DELETE', `/auth/keys/${encodeURIComponent(key.id)}`))
                }
              >
                Revoke<span className="sr"> {key.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="decision" onSubmit={make}>
        <div className="fields">
          <label>
            What it is for
            <input className="pick" name="name" maxLength={100} required />
          </label>
        </div>
        <p className="choices">
          <button type="submit" className="button">
            Make a key
          </button>
        </p>
      </form>
      {made && (
        <p className="say" role="status">
          This is the key. It is not shown again: <code className="secret">{made}</code>
        </p>
      )}
      <Decided said="" problem={problem} />
    </Section>
  );
}

function PasswordSection() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState('');

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const told = Object.fromEntries(new FormData(form));
    setSaid('');
    setProblem(null);
    try {
      await call('POST', '/auth/password', told);
      form.reset();
      setSaid('The password is changed. Everywhere else you are signed out.');
    } catch (error) {
      setProblem(error as Problem);
    }
  }

  return (
    <Section title="Password" say="12 characters or more, of any kind; nothing obvious.">
      <form className="decision" onSubmit={submit}>
        <div className="fields">
          <label>
            The present one
            <input
              className="pick"
              type="password"
              name="present"
              autoComplete="current-password"
              required
            />
          </label>
          <label>
            A new one
            <input
              className="pick"
              type="password"
              name="next"
              autoComplete="new-password"
              minLength={12}
              required
            />
          </label>
        </div>
        <p className="choices">
          <button type="submit" className="button">
            Change the password
          </button>
        </p>
      </form>
      <Decided said={said} problem={problem} />
    </Section>
  );
}
