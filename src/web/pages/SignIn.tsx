import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { Problem } from '../api.ts';
import { Door } from '../parts/Door.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { call, type Who } from '../who.ts';

/** Stands in place of the page that was asked for, which shows when it is done. */
export function SignIn({ who }: { who: Who }) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(refusedElsewhere);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `Sign in · ${who.company ?? ''} · Sameboat`;
  }, [who.company]);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      await call('POST', '/auth/sign-in', {
        email: form.get('email'),
        password: form.get('password'),
      });
      await client.invalidateQueries();
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  }

  async function goToCompany(provider: string): Promise<void> {
    try {
      const return_to = location.pathname + location.search;
      const { url } = await call<{ url: string }>('POST', '/auth/company-sign-in', {
        provider,
        return_to,
      });
      location.assign(url);
    } catch (error) {
      setProblem(error as Problem);
    }
  }

  if (who.needs_set_up) return <NoAccountYet who={who} />;
  return (
    <Door who={who} title="Sign in">
      {problem && <Refusal problem={problem} />}
      {who.company_sign_in.map(({ id, name }) => (
        <button key={id} type="button" className="button" onClick={() => goToCompany(id)}>
          Sign in with {name}
        </button>
      ))}
      <form onSubmit={submit}>
        <label>
          E-mail
          <input className="pick" type="email" name="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input
            className="pick"
            type="password"
            name="password"
            autoComplete="current-password"
            required
          />
        </label>
        <button type="submit" className="button" disabled={isBusy}>
          {isBusy ? 'Signing in …' : 'Sign in'}
        </button>
      </form>
      <p className="door-note">No account, or the password forgotten: an admin gives you a link.</p>
    </Door>
  );
}

function NoAccountYet({ who }: { who: Who }) {
  return (
    <Door who={who} title="Nobody has an account yet">
      <p>
        Whoever started the server makes the first one: its terminal shows a link that ends in{' '}
        <code>/set-up#…</code>. Open that link; it works once.
      </p>
    </Door>
  );
}

/** The company's own sign-in comes back with what went wrong in the address. */
function refusedElsewhere(): Problem | null {
  const code = new URLSearchParams(location.search).get('error');
  if (code === null) return null;
  return {
    name: 'Problem',
    message: 'The company sign-in did not let you in.',
    code: code.slice(0, 80),
    status: 403,
    where: null,
    fix: 'Try again; if it stays, show the code to an admin.',
  } as Problem;
}
