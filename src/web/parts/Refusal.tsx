import type { Problem } from '../api.ts';

/** What went wrong, where, and what to do. */
export function Refusal({ problem }: { problem: Problem }) {
  return (
    <div className="state" role="alert">
      <p>
        <b>{problem.message}</b>
      </p>
      {problem.where && <p>In {problem.where}.</p>}
      <p>{problem.fix}</p>
      <p className="meta">
        Code <code>{problem.code}</code>
      </p>
    </div>
  );
}
