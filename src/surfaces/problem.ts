/** Failures as each surface says them. */

import { createHash } from 'node:crypto';
import { Conflict, SameboatError, Stopped } from '../errors.ts';
import { printable } from '../reports/terminal-text.ts';

/** RFC 9457, with code, where and fix. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly where: string | null;
  readonly fix: string;
  /** Of a conflict: the version that was seen, and the present one. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A failure that the caller can act on; a fault of ours gets a reference instead of its story. */
export function asSameboatError(error: unknown): SameboatError {
  if (error instanceof SameboatError) return error;
  return new SameboatError(500, {
    code: 'internal',
    message: `Something went wrong inside (reference ${reference(error)}).`,
    where: null,
    fix: 'Set SAMEBOAT_DEBUG=1 where it runs to see the whole story, and report it.',
  });
}

/** The same fault has the same reference. */
function reference(error: unknown): string {
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return createHash('sha256').update(story).digest('hex').slice(0, 8);
}

/** Nobody reads it; it keeps a caller that went away from looking like a fault. */
export function callerGone(): Stopped {
  return new Stopped({ code: 'caller_gone', message: 'The caller went away.', fix: 'Ask again.' });
}

export function problemDocument(error: SameboatError, instance: string): ProblemDocument {
  return {
    type: `urn:sameboat:problem:${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.message,
    instance,
    code: error.code,
    where: error.where,
    fix: error.fix,
    ...(error instanceof Conflict ? { details: error.details } : {}),
  };
}

function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What, where, what to do, code: for people. */
export function problemText(error: SameboatError): string {
  return [
    error.message,
    ...(error.where === null ? [] : [`  where       ${error.where}`]),
    `  what to do  ${error.fix}`,
    `  code        ${error.code}`,
  ]
    .map(printable)
    .join('\n');
}

/** The whole story of a fault of ours, for those who asked for it. */
export function storyOf(error: unknown): string | null {
  if (error instanceof SameboatError || process.env.SAMEBOAT_DEBUG !== '1') return null;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
