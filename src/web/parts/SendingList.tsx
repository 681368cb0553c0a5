import type { Problem } from '../api.ts';

export interface Sending {
  readonly name: string;
  readonly size: number;
  /** 0 to 1. */
  readonly share: number;
  readonly problem: Problem | null;
}

/** What is being sent, how far it is, and a way to leave it out. */
export function SendingList(props: {
  sending: readonly Sending[];
  onDrop: (name: string) => void;
}) {
  if (props.sending.length === 0) return null;
  return (
    <ul className="sending" aria-label="Files brought">
      {props.sending.map(({ name, size, share, problem }) => (
        <li key={name}>
          <b>{name}</b>
          <span className="dim">{sizeName(size)}</span>
          {share < 1 && !problem && <progress value={share} aria-label={`Sending ${name}`} />}
          {problem && (
            <span role="alert">
              {problem.message} {problem.fix}
            </span>
          )}
          <button
            type="button"
            className="link"
            aria-label={`Leave out ${name}`}
            onClick={() => props.onDrop(name)}
          >
            Leave out
          </button>
        </li>
      ))}
    </ul>
  );
}

function sizeName(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
