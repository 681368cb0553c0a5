import { useState } from 'react';
import { wholeMoney } from '../../money.ts';
import type { AgreementsAnswer } from '../../operations/agreements.ts';
import { useAnswer } from '../api.ts';
import { longDay, quarterLabel } from '../days.ts';
import { useDecision } from '../decide.ts';
import type { Side } from '../rights.ts';
import { ALL_FIELDS, typedCampaign } from './campaign-fields.ts';
import { Decided } from './Decided.tsx';
import { Field } from './Field.tsx';
import { Panel } from './Panel.tsx';
import { Refusal } from './Refusal.tsx';

export type Agreement = AgreementsAnswer['agreements'][number];
type Version = NonNullable<Agreement['waiting']>;

export interface Signing {
  readonly about: string;
  readonly name: string;
  readonly version: Version;
  readonly side: Side;
  readonly withdraws: boolean;
}

/** The text of what is signed, and the button that signs it. */
export function SignPanel({ signing, onClose }: { signing: Signing; onClose: () => void }) {
  const { about, name, side, withdraws } = signing;
  // What was opened is what is signed, also after the page behind it has been refreshed.
  const [version] = useState(signing.version);
  const [reason, setReason] = useState('');
  const { decide, isBusy, problem, said } = useDecision('sign');
  const needsReason = withdraws && reason.trim() === '';
  const sign = () => {
    if (needsReason) return;
    void decide({
      about,
      side,
      version: version.version,
      withdraw: withdraws,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
  };
  return (
    <Panel
      title={withdraws ? `Withdraw the signature of ${side}` : `Sign for ${side}`}
      onClose={onClose}
    >
      <p className="lead">
        {name}, version {version.version}
      </p>
      <p className="say">
        Proposed by {version.by.name} on {longDay(version.said_at)}
        {version.reason ? `: ${version.reason}` : ''}.{' '}
        {withdraws
          ? 'Withdrawing is an entry of its own: what held until today stays as it was, and from today on this version holds no more.'
          : version.effective_from
            ? `It holds from ${longDay(version.effective_from)}, once both have signed.`
            : 'It holds from the day on which both have signed.'}
      </p>
      <SignedText about={about} version={version.version} />
      {said === '' && (
        <>
          {withdraws && (
            <div className="fields">
              <Field
                label="Why"
                value={reason}
                onChange={setReason}
                hint="Needed; the other head reads it."
              />
            </div>
          )}
          <p className="choices">
            <button
              type="button"
              className="button"
              aria-disabled={isBusy || needsReason}
              onClick={sign}
            >
              {withdraws ? 'Withdraw' : `Sign for ${side}`}
            </button>
          </p>
        </>
      )}
      <Decided said={said} problem={problem} />
    </Panel>
  );
}

/** What the signature stands under, in full. */
function SignedText({ about, version }: { about: string; version: number }) {
  if (about === 'plan') return <PlanText version={version} />;
  if (about.startsWith('campaign/')) {
    return <CampaignText id={about.slice('campaign/'.length)} version={version} />;
  }
  return <DefinitionText version={version} />;
}

function PlanText({ version }: { version: number }) {
  const { data, error } = useAnswer('plan', {});
  if (error) return <Refusal problem={error} />;
  const plan = [data?.waiting, data?.plan].find((each) => each?.version === version);
  if (!plan) return null;
  return (
    <dl className="signed-text">
      {plan.quarters.map(({ quarter, target }) => (
        <div key={quarter}>
          <dt>{quarterLabel(quarter)}</dt>
          <dd>
            {wholeMoney(target)}
            {plan.rows.length > plan.quarters.length && (
              <small>
                {plan.rows
                  .filter((row) => row.quarter === quarter)
                  .map(
                    ({ segment, bookings }) =>
                      `${segment ?? 'no segment'} ${wholeMoney({ ...target, amount: bookings })}`,
                  )
                  .join(' · ')}
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function CampaignText({ id, version }: { id: string; version: number }) {
  const { data, error } = useAnswer('campaigns', { campaign: id });
  if (error) return <Refusal problem={error} />;
  const [campaign] = data?.campaigns ?? [];
  if (!data || !campaign) return null;
  const plan =
    campaign.waiting?.version.version === version ? campaign.waiting.plan : campaign.plan;
  const texts = typedCampaign(plan, data.currency);
  return (
    <dl className="signed-text">
      {ALL_FIELDS.filter(([name]) => texts[name] !== '').map(([name, label]) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>
            {/^\d{4}-\d\d-\d\d$/.test(texts[name]) ? longDay(texts[name]) : texts[name]}
            {name === 'planned_cost' && ` ${data.currency}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function DefinitionText({ version }: { version: number }) {
  const { data, error } = useAnswer('definitions', {});
  if (error) return <Refusal problem={error} />;
  const text = data?.versions.find((each) => each.version === version)?.text;
  return text ? <blockquote className="signed-text">{text}</blockquote> : null;
}
