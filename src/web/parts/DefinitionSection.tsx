import { lazy, Suspense, useState } from 'react';
import type { DefinitionsAnswer } from '../../operations/definitions.ts';
import { type Answer, useAnswer } from '../api.ts';
import { Said, WhereAllowed } from './Decided.tsx';
import { PictureView } from './PictureView.tsx';
import { ErrorState } from './States.tsx';
import { TableView } from './TableView.tsx';

/** Loaded when somebody edits: it brings the query builder. */
const DefinitionForm = lazy(async () => {
  const { DefinitionForm: found } = await import('./DefinitionForm.tsx');
  return { default: found };
});

type Start = Pick<DefinitionsAnswer['versions'][number], 'rule' | 'stages'>;

/** What counts as an accepted opportunity, what a new version would change, and its editor. */
export function DefinitionSection() {
  const answer = useAnswer('definitions', {});
  const { data, error } = answer;
  if (error) return <ErrorState problem={error} onRetry={() => answer.refetch()} />;
  if (!data) return <p role="status">Counting under both definitions …</p>;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''}>
      <Defined answer={data} />
    </div>
  );
}

function Defined({ answer }: { answer: Answer<'definitions'> }) {
  const { report, versions, examples } = answer;
  const [start, setStart] = useState<Start | null>(null);
  const [said, setSaid] = useState('');
  const done = (words: string) => {
    setStart(null);
    setSaid(words);
  };
  const [effect, ...others] = report.tables;
  const isNew = versions.length === 0;
  const first = versions[0] ?? examples[0];
  return (
    <section aria-label="Accepted opportunity" id="definition">
      <header>
        <h2>{report.sentence}</h2>
      </header>
      <p className="say">{report.lead}</p>
      {report.pictures.map((picture) => (
        <PictureView key={picture.id} picture={picture} table={isNew ? undefined : effect} />
      ))}
      {(isNew ? [] : others).map((table) => (
        <details key={table.id} className="fold lower">
          <summary>
            <h3>{table.title}</h3>
          </summary>
          <TableView table={table} />
        </details>
      ))}
      <Said text={said} />
      <WhereAllowed operation="define" what="propose a definition">
        {start ? (
          <Suspense fallback={<p role="status">Opening the editor …</p>}>
            <DefinitionForm answer={answer} start={start} onDone={done} />
          </Suspense>
        ) : isNew ? (
          <Examples examples={examples} onStart={setStart} />
        ) : (
          first && (
            <p className="choices">
              <button type="button" className="pick" onClick={() => setStart(first)}>
                Propose a new definition
              </button>
            </p>
          )
        )}
      </WhereAllowed>
    </section>
  );
}

/** Three that others use, to begin with. */
function Examples(props: {
  examples: DefinitionsAnswer['examples'];
  onStart: (start: Start) => void;
}) {
  return (
    <ul className="plain examples">
      {props.examples.map((example) => (
        <li key={example.name}>
          <b>{example.title}</b>
          <p className="say">{example.text}</p>
          <button type="button" className="pick" onClick={() => props.onStart(example)}>
            Start from this<span className="sr">: {example.title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
