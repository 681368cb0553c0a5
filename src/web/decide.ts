/** Says something to the ledger: once, however often the button is pressed, and refreshes what is shown. */

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Answer, ask, type Name, Problem } from './api.ts';
import { WHO_MAY } from './rights.ts';

/** An entry of the ledger, as a conflict shows it. */
export interface Entry {
  readonly seq: number;
  readonly kind: string;
  readonly said_at: string;
  readonly who: { readonly name: string };
  readonly reason: string | null;
  readonly body: unknown;
}

export interface Deciding<Asked extends Name> {
  /** The answer, or null where it was refused. */
  readonly decide: (input: Readonly<Record<string, unknown>>) => Promise<Answer<Asked> | null>;
  readonly isBusy: boolean;
  /** What was refused, other than for a conflict. */
  readonly problem: Problem | null;
  /** What somebody else has said meanwhile. */
  readonly conflict: Entry | null;
  /** What was written, in words. */
  readonly said: string;
}

export function useDecision<Asked extends Name>(name: Asked): Deciding<Asked> {
  const client = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const isRunning = useRef(false);
  /** The same until it is written: a second try after a broken connection writes nothing twice. */
  const last = useRef({ text: '', id: '' });
  const decide = async (input: Readonly<Record<string, unknown>>) => {
    if (isRunning.current) return null;
    isRunning.current = true;
    setBusy(true);
    setProblem(null);
    setSaid('');
    const text = JSON.stringify(input);
    if (last.current.text !== text) last.current = { text, id: crypto.randomUUID() };
    try {
      const answer = await ask(name, { ...input, id: last.current.id });
      last.current = { text: '', id: '' };
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== WHO_MAY });
      // Only then: what is decided next must stand upon this.
      setSaid(wordsOf(answer));
      return answer;
    } catch (error) {
      setProblem(error instanceof Problem ? error : brokenPage(error));
      return null;
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  const conflict = conflictIn(problem);
  return { decide, isBusy, problem: conflict ? null : problem, conflict, said };
}

/** What was written, and what it waits for. */
export function wordsOf({ report }: Pick<Answer<Name>, 'report'>): string {
  return [report.sentence, report.lead].filter(Boolean).join(' ');
}

function conflictIn(problem: Problem | null): Entry | null {
  if (problem?.code !== 'conflict') return null;
  return (problem.details?.current as Entry | null | undefined) ?? null;
}

/** What only a fault of the page itself explains. */
export function brokenPage(error: unknown): Problem {
  return new Problem({
    title: error instanceof Error ? error.message : String(error),
    status: 0,
    code: 'page',
    fix: 'Load the page anew; what was typed stays only until then.',
  });
}
