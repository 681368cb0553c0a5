import type { ReactNode } from 'react';
import type { Who } from '../who.ts';
import { BoatIcon } from './Icons.tsx';

/** One column: where one comes in. */
export function Door(props: { who: Who; title: string; children: ReactNode }) {
  const { who, title, children } = props;
  return (
    <main className="door">
      <p className="door-brand">
        <BoatIcon />
        <span>{who.company ?? 'Sameboat'}</span>
      </p>
      <h1>{title}</h1>
      {children}
      <p className="door-foot">
        Sameboat {who.version}, run by your company on {location.host}
      </p>
    </main>
  );
}
