import { useState } from 'react';
import { change, useAddress } from '../address.ts';
import { type Answer, useAnswer } from '../api.ts';
import { CampaignDrawer } from './CampaignDrawer.tsx';
import { CampaignForm } from './CampaignForm.tsx';
import { CsvUpload } from './CsvUpload.tsx';
import { Said, WhereAllowed } from './Decided.tsx';
import { PictureView } from './PictureView.tsx';
import { useSigning } from './SignButtons.tsx';
import { ErrorState } from './States.tsx';
import { TableView } from './TableView.tsx';

/** More are folded away below the calendar. */
const MOST_OPEN = 12;

/** The calendar, the list of campaigns, and their editor. */
export function PlanCampaigns() {
  const answer = useAnswer('campaigns', {});
  const { data, error } = answer;
  if (error) return <ErrorState problem={error} onRetry={() => answer.refetch()} />;
  if (!data) return <p role="status">Reading the campaigns …</p>;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''}>
      <Calendar answer={data} />
    </div>
  );
}

function Calendar({ answer }: { answer: Answer<'campaigns'> }) {
  const { report, campaigns } = answer;
  const chosen = useAddress().get('campaign');
  const [isNew, setNew] = useState(false);
  const [said, setSaid] = useState('');
  const { panel, open } = useSigning();
  const [calendar] = report.pictures;
  const [table, moves] = report.tables;
  const campaign = campaigns.find(({ campaign_id }) => campaign_id === chosen);
  return (
    <section aria-label="Calendar of campaigns">
      <header>
        <h2>{report.sentence}</h2>
      </header>
      <p className="say">{report.lead}</p>
      {calendar && <PictureView picture={calendar} />}
      {table && (
        <details className="fold lower" open={campaigns.length <= MOST_OPEN}>
          <summary>
            <h3>
              {table.title} ({campaigns.length})
            </h3>
          </summary>
          <TableView
            table={table}
            actions={(id) => (
              <button type="button" className="link" onClick={() => change({ campaign: id })}>
                Open
                <span className="sr">
                  {' '}
                  {campaigns.find(({ campaign_id }) => campaign_id === id)?.now.name}
                </span>
              </button>
            )}
          />
        </details>
      )}
      {moves && (
        <details className="fold lower">
          <summary>
            <h3>{moves.title}</h3>
          </summary>
          <TableView table={moves} />
        </details>
      )}
      <Said text={said} />
      <WhereAllowed operation="plan-campaign" what="propose a campaign">
        {isNew ? (
          <>
            <h3>A new campaign</h3>
            <CampaignForm
              answer={answer}
              campaign={null}
              isMove={false}
              onDone={(words) => {
                setNew(false);
                setSaid(words);
              }}
            />
          </>
        ) : (
          <p className="choices">
            <button type="button" className="pick" onClick={() => setNew(true)}>
              Propose a campaign
            </button>
          </p>
        )}
        <CsvUpload
          operation="plan-campaign"
          label="Upload a plan of campaigns"
          seenUpTo={answer.seq}
          columns="campaign_id, name, campaign_type, and if you like segment, research_start, develop_start, execute_start, live_date, end_date, planned_engagements, planned_cost, owner, objective"
        />
      </WhereAllowed>
      {campaign && (
        <CampaignDrawer
          key={campaign.campaign_id}
          answer={answer}
          campaign={campaign}
          onSign={open}
          onClose={() => change({ campaign: null })}
        />
      )}
      {panel}
    </section>
  );
}
