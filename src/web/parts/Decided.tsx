import { type ReactNode, useEffect, useRef } from 'react';
import type { Problem } from '../api.ts';
import { useRights } from '../rights.ts';
import { Refusal } from './Refusal.tsx';

/** What was written, or why nothing was. */
export function Decided({ said, problem }: { said: string; problem: Problem | null }) {
  return (
    <>
      <Said text={said} />
      {problem && <Refusal problem={problem} />}
    </>
  );
}

/** What was written, in words. It takes the focus where the form that had it is gone. */
export function Said({ text }: { text: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (text !== '' && document.activeElement === document.body) line.current?.focus();
  }, [text]);
  return (
    <p ref={line} className="said" role="status" tabIndex={-1}>
      {text}
    </p>
  );
}

/** The controls of a decision; for those who may not take it, a line that says who may. */
export function WhereAllowed(props: { operation: string; what: string; children: ReactNode }) {
  const rights = useRights();
  if (rights.may(props.operation)) return props.children;
  return (
    <p className="say">
      {rights.isPast
        ? `This is how it was known on that day. To ${props.what}, set the as-of date to now.`
        : `Those who may ${props.what}: ${rights.whoMay(props.operation)}.`}
    </p>
  );
}
