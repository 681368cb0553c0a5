import { useState } from 'react';
import type { SettingsAnswer } from '../../operations/settings.ts';
import { useAnswer } from '../api.ts';
import { Said } from './Decided.tsx';
import { Refusal } from './Refusal.tsx';
import { TableView } from './TableView.tsx';
import { TypeForm } from './TypeForm.tsx';
import type { TypeRule } from './type-fields.ts';

interface Props {
  readonly answer: SettingsAnswer;
  readonly mayChange: boolean;
}

/** What counts as an engagement, and how long phases last, by type of campaign. */
export function TypesSection({ answer, mayChange }: Props) {
  const { data, error } = useAnswer('campaign-types', {});
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  if (error) return <Refusal problem={error} />;
  if (!data) return <p role="status">Counting member statuses …</p>;
  const setting = answer.settings.find(({ name }) => name === 'campaign_types');
  const rules = (setting?.value ?? []) as readonly TypeRule[];
  const [types, statuses] = data.report.tables;
  const known = data.types.find(({ type }) => type === open) ?? null;
  const show = (type: string) => {
    setSaid('');
    setOpen(type);
  };
  return (
    <section aria-label="Types of campaign">
      <header>
        <h2>{data.report.sentence}</h2>
      </header>
      <p className="say">{data.report.lead}</p>
      {types && (
        <TableView
          table={types}
          actions={
            mayChange
              ? (id) =>
                  id !== '' && (
                    <button type="button" className="link" onClick={() => show(id)}>
                      Decide
                      <span className="sr">
                        {' '}
                        {types.rows.find((row) => row.id === id)?.cells['type']}
                      </span>
                    </button>
                  )
              : undefined
          }
        />
      )}
      {statuses && statuses.rows.length > 0 && (
        <details className="fold lower">
          <summary>
            <h3>{statuses.title}</h3>
          </summary>
          <TableView table={statuses} />
        </details>
      )}
      <Said text={said} />
      {mayChange &&
        (open === null ? (
          <p className="choices">
            <button type="button" className="pick" onClick={() => show('')}>
              Add a type
            </button>
          </p>
        ) : (
          <>
            <h3>
              {known ? types?.rows.find(({ id }) => id === open)?.cells['type'] : 'A new type'}
            </h3>
            <TypeForm
              key={open}
              known={known}
              rules={rules}
              seen={answer.seq}
              onDone={(words) => {
                setOpen(null);
                setSaid(words);
              }}
            />
          </>
        ))}
    </section>
  );
}
