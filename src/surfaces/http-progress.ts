/**
 * An answer that says what is being done until it is there: lines of JSON, each
 * `{"progress": "…"}`, and one `{"answer": …}` or `{"problem": …}` at the end.
 */

import type { Progress } from '../facts/build.ts';
import type { Reply } from './desk.ts';
import { asSameboatError, problemDocument, storyOf } from './problem.ts';

export const LINES = 'application/x-ndjson';

export function wantsLines(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((type) => type.split(';')[0]?.trim() === LINES);
}

interface Around {
  /** Stands in the problem, if there is one. */
  readonly path: string;
  readonly log: (line: string) => void;
}

export function answerInLines(
  ask: (progress: Progress) => Promise<Reply>,
  { path, log }: Around,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isGone = false;
  return new ReadableStream({
    async start(controller) {
      const tell = (line: string) => {
        if (!isGone) controller.enqueue(encoder.encode(`${line}\n`));
      };
      try {
        const { text } = await ask((message) => tell(JSON.stringify({ progress: message })));
        tell(`{"answer":${text}}`);
      } catch (error) {
        const story = storyOf(error);
        if (story !== null) log(story);
        tell(JSON.stringify({ problem: problemDocument(asSameboatError(error), path) }));
      }
      if (!isGone) controller.close();
    },
    cancel() {
      isGone = true;
    },
  });
}
