import { useRef, useState } from 'react';
import { Problem } from '../api.ts';
import { useDecision, wordsOf } from '../decide.ts';
import { Decided } from './Decided.tsx';

interface Props {
  readonly operation: 'set-plan' | 'plan-campaign' | 'move-campaign';
  readonly label: string;
  /** Its columns, in words. */
  readonly columns: string;
  /** Newest entry about it that was looked at. */
  readonly seen?: number;
  /** Of many things: the newest entry of all. */
  readonly seenUpTo?: number;
  readonly onDone?: (said: string) => void;
}

/** A CSV file whose rows the server checks: all are proposed, or none. */
export function CsvUpload({ operation, label, columns, seen, seenUpTo, onDone }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { decide, isBusy, problem, conflict, said } = useDecision(operation);
  const [unread, setUnread] = useState<Problem | null>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    const text = await file.text();
    const isText = !text.includes('\uFFFD') && !text.includes('\0');
    setUnread(isText ? null : notText(file.name));
    if (!isText) return;
    const written = await decide({
      csv: text,
      ...(seen === undefined ? {} : { seen }),
      ...(seenUpTo === undefined ? {} : { seen_up_to: seenUpTo }),
    });
    if (written) onDone?.(wordsOf(written));
  };
  return (
    <div className="upload">
      <p className="choices">
        <input
          ref={input}
          className="sr"
          type="file"
          accept=".csv,text/csv"
          tabIndex={-1}
          aria-label={`${label} as CSV`}
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <button
          type="button"
          className="pick"
          aria-disabled={isBusy}
          onClick={() => input.current?.click()}
        >
          {label}
        </button>
        <span className="dim">CSV with the columns {columns}.</span>
      </p>
      {conflict && (
        <p className="state" role="alert">
          {conflict.who.name} has said something else
          {nameIn(conflict.body) && ` about ${nameIn(conflict.body)}`} since this page was loaded.
          Nothing of the file was written. Look at it, then upload the file again.
        </p>
      )}
      <Decided said={said} problem={unread ?? problem} />
    </div>
  );
}

function nameIn(body: unknown): string | null {
  return (body as { name?: string } | null)?.name ?? null;
}

function notText(name: string): Problem {
  return new Problem({
    title: 'The file is not UTF-8 text.',
    status: 0,
    code: 'not_utf8',
    where: name,
    fix: 'Save it as CSV in UTF-8.',
  });
}
