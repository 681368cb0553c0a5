import type { ReactNode } from 'react';
import type { Table } from '../../reports/report.ts';
import { type Answer, useAnswer } from '../api.ts';
import { useDecision } from '../decide.ts';
import { Decided } from '../parts/Decided.tsx';
import { DefinitionSection } from '../parts/DefinitionSection.tsx';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { PageLink } from '../parts/PageLink.tsx';
import { SignButtons, signSides, useSigning } from '../parts/SignButtons.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';
import { TableView } from '../parts/TableView.tsx';
import { type Side, useRights } from '../rights.ts';

export function Agreements() {
  const answer = useAnswer('agreements', {});
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <LoadingState what="Reading what was signed …" />;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <Agreed answer={answer.data} />
    </div>
  );
}

function Agreed({ answer }: { answer: Answer<'agreements'> }) {
  const { agreements, report } = answer;
  const { panel, open } = useSigning();
  const [table] = report.tables;
  return (
    <>
      <Heading answer={answer} />
      {table ? (
        <section aria-label={table.title}>
          <header>
            <h2>{table.title}</h2>
          </header>
          <WhoSigns />
          <SignAll answer={answer} />
          <Folded
            table={table}
            isFolded={(about) => isSettled(answer, about)}
            actions={(about) => {
              const agreement = agreements.find((each) => each.about === about);
              const row = table.rows.find(({ id }) => id === about);
              return (
                agreement && (
                  <SignButtons
                    agreement={agreement}
                    name={row?.cells['name'] ?? about}
                    onOpen={open}
                  />
                )
              );
            }}
          />
        </section>
      ) : (
        <Nothing />
      )}
      <DefinitionSection />
      <PlanVersions />
      <Cautions answer={answer} />
      {panel}
    </>
  );
}

/** More rows than this, and those with nothing to do are folded away. */
const MOST_OPEN = 12;

/** A campaign that both have signed, with nothing waiting. */
function isSettled({ agreements }: Answer<'agreements'>, about: string): boolean {
  const agreement = agreements.find((each) => each.about === about);
  return about.startsWith('campaign/') && agreement?.waiting === null;
}

function Folded(props: {
  table: Table;
  isFolded: (id: string) => boolean;
  actions: (id: string) => ReactNode;
}) {
  const { table, isFolded, actions } = props;
  const settled = table.rows.filter(({ id }) => id !== undefined && isFolded(id));
  if (table.rows.length <= MOST_OPEN || settled.length === 0) {
    return <TableView table={table} actions={actions} />;
  }
  const open = table.rows.filter((row) => !settled.includes(row));
  return (
    <>
      {open.length > 0 && <TableView table={{ ...table, rows: open }} actions={actions} />}
      <details className="fold lower">
        <summary>
          <h3>Campaigns with nothing waiting ({settled.length})</h3>
        </summary>
        <TableView
          table={{ ...table, title: 'Campaigns with nothing waiting', rows: settled }}
          actions={actions}
        />
      </details>
    </>
  );
}

function Nothing() {
  return (
    <div className="state">
      <p>
        What both heads sign is listed here: the plan, campaigns, and what counts as an accepted
        opportunity.
      </p>
      <p>
        <PageLink href="/plan" isCurrent={false}>
          Propose a plan
        </PageLink>
      </p>
    </div>
  );
}

/** Whose buttons these are. */
function WhoSigns() {
  const rights = useRights();
  const { isLocal, isPast, side } = rights;
  const text = isPast
    ? 'This is how it was known on that day. To sign, set the as-of date to now.'
    : isLocal
      ? 'Nobody signs in here, so you choose for whom you sign. Where people sign in, each head signs for their own side only.'
      : side
        ? `You sign for ${side}.`
        : `Those who may sign: ${rights.whoMay('sign')}, each for their own side.`;
  return <p className="say">{text}</p>;
}

/** Many campaigns are signed together, as they were proposed together. */
function SignAll({ answer }: { answer: Answer<'agreements'> }) {
  const rights = useRights();
  const { decide, isBusy, problem, said } = useDecision('sign');
  const campaigns = answer.agreements.filter(({ about }) => about.startsWith('campaign/'));
  const waitFor = (side: Side) =>
    campaigns.filter(
      ({ waiting }) =>
        waiting?.missing.includes(side) && !waiting.signatures.some((each) => each.side === side),
    ).length;
  const sides = signSides(rights).filter((side) => waitFor(side) > 1);
  if (sides.length === 0 && said === '' && problem === null) return null;
  return (
    <>
      <p className="choices">
        {sides.map((side) => (
          <button
            key={side}
            type="button"
            className="pick"
            aria-disabled={isBusy}
            onClick={() => decide({ about: 'campaigns', side })}
          >
            Sign all {waitFor(side)} waiting campaigns for {side}
          </button>
        ))}
      </p>
      <Decided said={said} problem={problem} />
    </>
  );
}

/** Every version of the plan, and what the one that waits would change. */
function PlanVersions() {
  const { data } = useAnswer('plan', {});
  const tables = (data?.report.tables ?? []).filter(({ id }) =>
    ['versions', 'changes'].includes(id),
  );
  if (tables.length === 0) return null;
  return (
    <section aria-label="Versions of the plan">
      <header>
        <h2>Versions of the plan</h2>
        <PageLink href="/plan" isCurrent={false}>
          The plan
        </PageLink>
      </header>
      {tables.map((table: Table) => (
        <div key={table.id} className="lower">
          <h3>{table.title}</h3>
          <TableView table={table} />
        </div>
      ))}
    </section>
  );
}
