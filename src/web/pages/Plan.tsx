import { useState } from 'react';
import { type Answer, useAnswer } from '../api.ts';
import { CsvUpload } from '../parts/CsvUpload.tsx';
import { Said, WhereAllowed } from '../parts/Decided.tsx';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { PictureView } from '../parts/PictureView.tsx';
import { PlanAssumptions } from '../parts/PlanAssumptions.tsx';
import { PlanCampaigns } from '../parts/PlanCampaigns.tsx';
import { PlanEvents } from '../parts/PlanEvents.tsx';
import { PlanForm } from '../parts/PlanForm.tsx';
import { SignButtons, useSigning } from '../parts/SignButtons.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';
import { TableView } from '../parts/TableView.tsx';

export function Plan() {
  const answer = useAnswer('plan', {});
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <LoadingState what="Reading the plan …" />;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <Planned answer={answer.data} />
    </div>
  );
}

function Planned({ answer }: { answer: Answer<'plan'> }) {
  return (
    <>
      <Heading answer={answer} />
      <Targets answer={answer} />
      <PlanCampaigns />
      <PlanAssumptions answer={answer} />
      <PlanEvents answer={answer} />
      <Cautions answer={answer} />
    </>
  );
}

function Targets({ answer }: { answer: Answer<'plan'> }) {
  const { report } = answer;
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const { panel, open } = useSigning();
  const [picture] = report.pictures;
  const targets = report.tables.find(({ id }) => id === 'targets');
  const changes = report.tables.find(({ id }) => id === 'changes');
  const agreement = useAnswer('agreements', {}).data?.agreements.find(
    ({ about }) => about === 'plan',
  );
  const done = (words: string) => {
    setOpen(false);
    setSaid(words);
  };
  return (
    <section aria-label="Targets">
      <header>
        <h2>{picture ? picture.title : 'Write the first plan'}</h2>
      </header>
      {picture && (
        <>
          <p className="say">{picture.note}</p>
          <PictureView picture={picture} table={targets} isUntitled />
        </>
      )}
      {changes && (
        <div className="lower">
          <h3>{changes.title}</h3>
          <TableView table={changes} />
        </div>
      )}
      <Said text={said} />
      <WhereAllowed operation="set-plan" what="propose a plan">
        {isOpen ? (
          <>
            <h3>{answer.plan ? 'A new version of the plan' : 'The first plan'}</h3>
            <PlanForm answer={answer} onDone={done} />
          </>
        ) : (
          <>
            <p className="choices">
              <button
                type="button"
                className={answer.plan ? 'pick' : 'button'}
                onClick={() => {
                  setSaid('');
                  setOpen(true);
                }}
              >
                {answer.plan ? 'Propose a new version' : 'Write a plan'}
              </button>
              {agreement && <SignButtons agreement={agreement} name="Revenue plan" onOpen={open} />}
            </p>
            <CsvUpload
              operation="set-plan"
              label="Upload a plan"
              columns="quarter, bookings, and if you like segment"
              seen={answer.seq}
              onDone={setSaid}
            />
          </>
        )}
      </WhereAllowed>
      {panel}
    </section>
  );
}
