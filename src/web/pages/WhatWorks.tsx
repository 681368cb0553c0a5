import { useState } from 'react';
import type { CurvesAnswer } from '../../operations/curves.ts';
import { change, useAddress } from '../address.ts';
import { type Answer, useAnswer } from '../api.ts';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { PictureKey, PictureView, RowsLinks } from '../parts/PictureView.tsx';
import { Select } from '../parts/Select.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';
import { TableView } from '../parts/TableView.tsx';

type Step = CurvesAnswer['curves'][number]['from'];

/** Pairs of steps that can be followed, and the table without which there is nothing to follow. */
const PAIRS: readonly { from: Step; to: Step; needs: string; label: string }[] = [
  {
    from: 'engagement',
    to: 'opportunity',
    needs: 'engagements',
    label: 'Engagement → opportunity',
  },
  { from: 'engagement', to: 'meeting', needs: 'engagements', label: 'Engagement → meeting' },
  { from: 'engagement', to: 'won', needs: 'engagements', label: 'Engagement → won' },
  { from: 'meeting', to: 'opportunity', needs: 'meetings', label: 'Meeting → opportunity' },
  { from: 'opportunity', to: 'won', needs: 'opportunities', label: 'Opportunity → won' },
];

const TRAITS: readonly (readonly [string, string])[] = [
  ['campaign_type', 'Campaign type'],
  ['segment', 'Segment'],
  ['region', 'Region'],
  ['industry', 'Industry'],
  ['product', 'Product'],
  ['team', 'Team'],
  ['lead_source', 'Source'],
];

export function WhatWorks() {
  const address = useAddress();
  const overview = useAnswer('overview', {});
  const rows = new Map(overview.data?.facts.map((fact) => [fact.table, fact.rows]));
  const possible = PAIRS.filter((pair) => (rows.get(pair.needs) ?? 0) > 0);
  const asked = PAIRS.find((pair) => pairKey(pair) === address.get('step'));
  const pair = asked ?? possible[0] ?? PAIRS[4];
  const hasCampaigns = pair?.from === 'engagement' || (rows.get('campaigns') ?? 0) > 0;
  const by = address.get('by') ?? (hasCampaigns ? 'campaign_type' : 'product');
  const input = { from: pair?.from, to: pair?.to, by };
  const isReady =
    overview.data !== undefined || (asked !== undefined && address.get('by') !== null);
  const answer = useAnswer('curves', input, isReady);
  const error = answer.error ?? (isReady ? null : overview.error);
  if (error) return <ErrorState problem={error} onRetry={() => answer.refetch()} />;
  if (!answer.data || !pair) return <LoadingState what="Following every cohort …" />;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <Works answer={answer.data} pairs={possible} chosen={{ step: pairKey(pair), by }} />
    </div>
  );
}

function pairKey({ from, to }: { from: string; to: string }): string {
  return `${from}-${to}`;
}

interface WorksProps {
  readonly answer: Answer<'curves'>;
  readonly pairs: readonly (typeof PAIRS)[number][];
  readonly chosen: { readonly step: string; readonly by: string };
}

function Works({ answer, pairs, chosen }: WorksProps) {
  const { report } = answer;
  const [rates, lags] = report.pictures;
  const table = report.tables[0];
  return (
    <>
      <Heading answer={answer} />
      <div className="choices">
        <Select
          label="Steps"
          value={chosen.step}
          options={pairs.map((pair) => [pairKey(pair), pair.label])}
          onChange={(step) => change({ step })}
        />
        <Select
          label="Split by"
          value={chosen.by}
          options={TRAITS}
          onChange={(by) => change({ by })}
        />
      </div>
      {rates && lags && (
        <section aria-label={rates.title}>
          <header>
            <h2>{rates.title}</h2>
            <span className="meta">{rates.note}</span>
          </header>
          <RatesAndLags rates={rates} lags={lags} table={table} />
        </section>
      )}
      <OverTime answer={answer} />
      <InTheEnd tables={report.tables} />
      <Cautions answer={answer} />
    </>
  );
}

type Report = Answer<'curves'>['report'];
type Picture = Report['pictures'][number];

/** Side by side their rows line up; below 1,180 px of window the lags are told in words. */
function RatesAndLags(props: {
  rates: Picture;
  lags: Picture;
  table: Report['tables'][number] | undefined;
}) {
  const isTable = useAddress().get('view') === 'table';
  const [asTable, setAsTable] = useState<boolean | null>(null);
  const { rates, lags, table } = props;
  const bare = { ...rates, links: [], key: [] };
  const showsTable = (asTable ?? isTable) && table !== undefined;
  return (
    <>
      {showsTable ? (
        <TableView table={table} />
      ) : (
        <div className="pair">
          <PictureView picture={bare} isUntitled wideFrom={620} />
          <PictureView picture={lags} isUntitled wideFrom={0} />
        </div>
      )}
      {!showsTable && <PictureKey picture={rates} />}
      <p className="tools">
        <RowsLinks picture={rates} />
        {table && (
          <button
            type="button"
            className="link"
            aria-pressed={showsTable}
            onClick={() => setAsTable(!showsTable)}
          >
            {showsTable ? 'As a picture' : 'As a table'}
          </button>
        )}
        <a href="#over-time">As curves over time</a>
      </p>
    </>
  );
}

/** What was fitted, with its verdict in words; and what is often taken for it. */
function InTheEnd({ tables }: { tables: Report['tables'] }) {
  return tables
    .filter(({ id }) => id === 'fits' || id === 'common-figures')
    .map((table) => (
      <section key={table.id} id={table.id} aria-label={table.title}>
        <header>
          <h2>{table.title}</h2>
        </header>
        <TableView table={table} />
      </section>
    ));
}

function OverTime({ answer }: { answer: Answer<'curves'> }) {
  const pictures = answer.report.pictures.slice(2);
  if (pictures.length === 0) return null;
  return (
    <section id="over-time" aria-label="Curves over time">
      <header>
        <h2>Of 100, how many have converted by each day</h2>
      </header>
      <p className="say">
        Line and 90 % band; dashed: all. Days since entering the step. Those still open count up to
        the as-of day.
      </p>
      <div className="many">
        {pictures.map((picture) => (
          <PictureView key={picture.id} picture={picture} />
        ))}
      </div>
    </section>
  );
}
