import { useState } from 'react';
import { type Answer, useAnswer } from '../api.ts';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { SegmentsSection } from '../parts/SegmentsSection.tsx';
import { SettingForm } from '../parts/SettingForm.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';
import { TableView } from '../parts/TableView.tsx';
import { TypesSection } from '../parts/TypesSection.tsx';
import { useRights } from '../rights.ts';

/** They are edited in a section of their own. */
const OWN_SECTION: ReadonlySet<string> = new Set(['segments', 'campaign_types']);

/** What holds for the whole company, what it makes of today, and who changed it last. */
export function Settings() {
  const answer = useAnswer('settings', {});
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <LoadingState what="Reading the settings …" />;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <All answer={answer.data} />
    </div>
  );
}

function All({ answer }: { answer: Answer<'settings'> }) {
  const [word, setWord] = useState('');
  const rights = useRights();
  const mayChange = answer.may_change && !rights.isPast;
  const [table] = answer.report.tables;
  if (!table) return <Heading answer={answer} />;
  const wanted = word.trim().toLowerCase();
  const rows = table.rows.filter(({ cells }) =>
    Object.values(cells).some((cell) => cell.toLowerCase().includes(wanted)),
  );
  const used = table.columns.filter(({ key }) => table.rows.some(({ cells }) => cells[key]));
  return (
    <>
      <Heading answer={answer} />
      <section aria-label={table.title}>
        <header>
          <h2>{table.title}</h2>
          <span className="meta" role="status">
            {wanted === '' ? '' : `${rows.length} of ${table.rows.length}`}
          </span>
        </header>
        <p className="choices">
          <input
            className="pick text"
            type="search"
            aria-label="Search the settings"
            placeholder="Search"
            value={word}
            onChange={(event) => setWord(event.target.value)}
          />
        </p>
        <TableView table={{ ...table, columns: used, rows }} />
      </section>
      <SegmentsSection answer={answer} mayChange={mayChange} />
      <TypesSection answer={answer} mayChange={mayChange} />
      <section aria-label="Change a setting">
        <header>
          <h2>Change a setting</h2>
        </header>
        <p className="say">
          Facts and answers follow at once, for every as-of date. In the terminal:{' '}
          <code>sameboat settings --set currency=EUR</code>.
        </p>
        {mayChange ? (
          <SettingForm
            settings={answer.settings.filter(({ name }) => !OWN_SECTION.has(name))}
            seen={answer.seq}
          />
        ) : (
          <p className="say">RevOps changes settings, as of now.</p>
        )}
      </section>
      <Cautions answer={answer} />
    </>
  );
}
