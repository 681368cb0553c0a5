import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { goTo } from '../address.ts';
import type { Problem } from '../api.ts';
import { Door } from '../parts/Door.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { call, ROLES, roleName, type Who } from '../who.ts';

/** The first account with the link of the terminal, or a password with the link of an admin. */
export function SetUp({ who }: { who: Who }) {
  const client = useQueryClient();
  // Kept here and taken out of the address: it is a secret.
  const [token] = useState(() => location.hash.slice(1));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isFirst = who.needs_set_up;
  const title = isFirst ? 'Make the first account' : 'Choose your password';
  useEffect(() => {
    history.replaceState(null, '', location.pathname);
    document.title = `${title} · Sameboat`;
  }, [title]);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const told = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    try {
      await call('POST', isFirst ? '/auth/set-up' : '/auth/invitation', { ...told, token });
      goTo('/');
      await client.invalidateQueries();
    } catch (error) {
      setProblem(error as Problem);
      setBusy(false);
    }
  }

  if (token === '') {
    return (
      <Door who={who} title={title}>
        <p>
          Open the whole link: the part after <code>#</code> is missing here. For a new one ask{' '}
          {isFirst ? 'whoever started the server' : 'an admin'}.
        </p>
        {!isFirst && <a href="/">To the sign-in</a>}
      </Door>
    );
  }
  return (
    <Door who={who} title={title}>
      {problem && <Refusal problem={problem} />}
      <form onSubmit={submit}>
        {isFirst && <Founder />}
        <label>
          Password
          <input
            className="pick"
            type="password"
            name="password"
            autoComplete="new-password"
            minLength={12}
            aria-describedby="password-rule"
            required
          />
          <small id="password-rule">12 characters or more, of any kind; nothing obvious.</small>
        </label>
        <button type="submit" className="button" disabled={isBusy}>
          {isBusy ? 'One moment …' : isFirst ? 'Make the account' : 'Set the password'}
        </button>
      </form>
    </Door>
  );
}

function Founder() {
  return (
    <>
      <p>You become an admin: you give others an account and a role.</p>
      <label>
        Name
        <input className="pick" name="name" autoComplete="name" required />
      </label>
      <label>
        E-mail
        <input className="pick" type="email" name="email" autoComplete="username" required />
      </label>
      <label>
        What you do
        <select className="pick" name="role" defaultValue="ops">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
