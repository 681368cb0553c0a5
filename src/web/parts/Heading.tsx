import { useAddress } from '../address.ts';
import type { Answer, Name } from '../api.ts';
import { useAnswer } from '../api.ts';
import { longDay } from '../days.ts';
import { LockIcon } from './Icons.tsx';

interface Told {
  readonly code: string;
  readonly message: string;
}

type Presented = Pick<Answer<Name>, 'as_of' | 'caveats' | 'definition_versions' | 'report'>;

function cautionsOf({ caveats, report }: Presented): readonly Told[] {
  return [...caveats, ...report.cautions];
}

/** Question, the sentence that answers it, what follows from it, and how far it holds. */
export function Heading({ answer }: { answer: Presented }) {
  const isPinned = useAddress().get('as_of') !== null;
  const overview = useAnswer('overview', {}).data;
  const cautions = cautionsOf(answer);
  const stale = cautions.find((caution) => caution.code === 'stale');
  const day = longDay(answer.as_of);
  return (
    <header>
      <p className="print-head">
        {overview?.company} · as of {day} · {location.href}
      </p>
      <p className="question">
        {answer.report.question}
        {overview?.is_sample && <span className="chip">Sample company</span>}
      </p>
      <h1>{answer.report.sentence}</h1>
      {answer.report.lead && <p className="lead">{answer.report.lead}</p>}
      {stale && <p className="meta late">◷ {stale.message}</p>}
      <p className="meta">
        <span>
          {isPinned && <LockIcon />}
          {isPinned ? `As it was known on ${day}` : `As known on ${day}`}
        </span>
        <span>{definitionWords(answer.definition_versions)}</span>
        {cautions.length > 0 && (
          <a href="#cautions">
            {cautions.length === 1 ? '1 caution applies' : `${cautions.length} cautions apply`}
          </a>
        )}
        <span className="phone-only">Local demo, no sign-in</span>
      </p>
    </header>
  );
}

function definitionWords(versions: Readonly<Record<string, number>>): string {
  const highest = Math.max(0, ...Object.values(versions));
  return highest === 0 ? 'Built-in definitions, signed by nobody' : `Definitions v${highest}`;
}

export function Cautions({ answer }: { answer: Presented }) {
  const cautions = cautionsOf(answer);
  if (cautions.length === 0) return null;
  return (
    <footer id="cautions" tabIndex={-1}>
      {cautions.length === 1 ? 'Caution' : 'Cautions'}
      <ol>
        {cautions.map(({ code, message }) => (
          <li key={`${code} ${message}`}>
            {message} <code>{code}</code>
          </li>
        ))}
      </ol>
    </footer>
  );
}
