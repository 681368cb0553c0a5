import { useEffect, useRef, useState } from 'react';

/** Seconds after which it is said how long it takes. */
const LONG = 3;
/** Milliseconds between two announcements of a screen reader. */
const CALM = 5000;

/** What is being done, as it is told, and for how long. Without movement, and without a share that nobody knows. */
export function Working({ what, doing }: { what: string; doing: string }) {
  const seconds = useSeconds();
  const said = useCalm(doing);
  const text = (now: string) => (now ? `${what}: ${inWords(now)}` : what);
  return (
    <>
      <p className="meta working" aria-hidden="true">
        <span>{text(doing)} …</span>
        {seconds >= LONG && <span>{duration(seconds)}</span>}
      </p>
      <p className="sr" role="status">
        {text(said)}
      </p>
    </>
  );
}

/** `contact_roles → opportunity_changes` names tables of the source and of the facts. */
function inWords(message: string): string {
  const [, from, to] = /^(\S+) → (\S+)$/.exec(message) ?? [];
  if (!from || !to) return message;
  const made = `making ${to.replaceAll('_', ' ')}`;
  return from === to ? made : `${made} from ${from.replaceAll('_', ' ')}`;
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const begun = performance.now();
    const timer = setInterval(
      () => setSeconds(Math.floor((performance.now() - begun) / 1000)),
      1000,
    );
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

/** The text, changed no more often than somebody can listen. */
function useCalm(text: string): string {
  const [said, setSaid] = useState(text);
  const last = useRef(-CALM);
  useEffect(() => {
    if (text === '') return;
    const wait = Math.max(0, last.current + CALM - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
