import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { SetUp } from '../pages/SetUp.tsx';
import { SignIn } from '../pages/SignIn.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { useWho } from '../who.ts';

/** Pages are for those who are signed in, where people sign in at all. */
export function Gate({ children }: { children: ReactNode }) {
  const who = useWho();
  const { path } = useAddress();
  if (who.error && !who.data) {
    return (
      <main className="door">
        <h1>Sameboat</h1>
        <Refusal problem={who.error} />
      </main>
    );
  }
  if (!who.data) return null;
  if (!who.data.signs_in) return children;
  if (path === '/set-up') return <SetUp who={who.data} />;
  return who.data.who ? children : <SignIn who={who.data} />;
}
