import { useState } from 'react';
import { wholeMoney } from '../../money.ts';
import type { Table } from '../../reports/report.ts';
import { type Answer, useAnswer } from '../api.ts';
import { longDay } from '../days.ts';
import { useRights } from '../rights.ts';
import { BudgetForm } from './BudgetForm.tsx';
import { byName, lineWords } from './budget-lines.ts';
import { CampaignForm } from './CampaignForm.tsx';
import { DATES, type PlannedCampaign } from './campaign-fields.ts';
import { Said, WhereAllowed } from './Decided.tsx';
import { Panel } from './Panel.tsx';
import { SignButtons } from './SignButtons.tsx';
import type { Signing } from './SignPanel.tsx';
import { TableView } from './TableView.tsx';

interface Props {
  readonly answer: Answer<'campaigns'>;
  readonly campaign: PlannedCampaign;
  readonly onSign: (signing: Signing) => void;
  readonly onClose: () => void;
}

/** One campaign: its dates as signed and as they are, its money, what moved, and what can be done. */
export function CampaignDrawer({ answer, campaign, onSign, onClose }: Props) {
  const [form, setForm] = useState<'move' | 'propose' | 'budget' | null>(null);
  const [said, setSaid] = useState('');
  const { now, versions } = campaign;
  const row = answer.report.tables[0]?.rows.find(({ id }) => id === campaign.campaign_id);
  const done = (words: string) => {
    setForm(null);
    setSaid(words);
  };
  return (
    <Panel title={now.name} onClose={onClose}>
      <p className="lead">
        {[row?.cells['kind'], row?.cells['state']].filter(Boolean).join(' · ')}
      </p>
      {now.objective && <p className="say">{now.objective}</p>}
      <Said text={said} />
      {form === null ? (
        <Tools campaign={campaign} onForm={setForm} onSign={onSign} />
      ) : form === 'budget' ? (
        <>
          <h3>Budget</h3>
          <BudgetForm campaign={campaign} currency={answer.currency} onDone={done} />
        </>
      ) : (
        <CampaignForm
          key={form}
          answer={answer}
          campaign={campaign}
          isMove={form === 'move'}
          onDone={done}
        />
      )}
      <h3>Dates</h3>
      <TableView table={datesTable(campaign)} />
      {form !== 'budget' && (
        <Money campaign={campaign} onEdit={form === null ? () => setForm('budget') : null} />
      )}
      {campaign.moves.length > 0 && (
        <>
          <h3>What was told since</h3>
          <ul className="plain">
            {campaign.moves.toReversed().map((move) => (
              <li key={move.seq}>
                {longDay(move.said_at)}, {move.by.name}
                {move.reason ? `: ${move.reason}` : ''}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Versions</h3>
      <ul className="plain">
        {versions.toReversed().map((version) => (
          <li key={version.seq}>
            Version {version.version}, proposed by {version.by.name} on {longDay(version.said_at)}
            {version.reason ? ` (${version.reason})` : ''}:{' '}
            {version.missing.length === 0
              ? 'signed by both heads'
              : `no signature of ${version.missing.join(' and ')}`}
            {version.holds_from && `, in force from ${longDay(version.holds_from)}`}
            {version.holds_until && ` until ${longDay(version.holds_until)}`}.
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Tools(props: {
  campaign: PlannedCampaign;
  onForm: (form: 'move' | 'propose') => void;
  onSign: (signing: Signing) => void;
}) {
  const { campaign, onForm, onSign } = props;
  const { may } = useRights();
  const agreement = useAnswer('agreements', {}).data?.agreements.find(
    ({ about }) => about === `campaign/${campaign.campaign_id}`,
  );
  return (
    <WhereAllowed operation="move-campaign" what="change a campaign">
      <p className="choices">
        {may('move-campaign') && (
          <button type="button" className="pick" onClick={() => onForm('move')}>
            Edit dates
          </button>
        )}
        {may('plan-campaign') && (
          <button type="button" className="pick" onClick={() => onForm('propose')}>
            Propose a new version
          </button>
        )}
        {agreement && (
          <SignButtons agreement={agreement} name={campaign.now.name} onOpen={onSign} />
        )}
      </p>
    </WhereAllowed>
  );
}

function datesTable({ plan, now, slips, is_signed }: PlannedCampaign): Table {
  return {
    id: 'dates',
    title: 'Dates',
    columns: [
      { key: 'phase', label: 'Phase', align: 'left' },
      { key: 'planned', label: is_signed ? 'Signed' : 'Proposed', align: 'left' },
      { key: 'now', label: 'Now', align: 'left' },
      { key: 'days', label: 'Later by', align: 'right' },
    ],
    rows: DATES.flatMap(([phase, label]) => {
      const [planned, is] = [plan[phase], now[phase]];
      if (planned === null && is === null) return [];
      const days = slips.find((slip) => slip.phase === phase)?.days ?? 0;
      return [
        {
          cells: {
            phase: label,
            planned: planned === null ? 'none' : longDay(planned),
            now: is === null ? 'none' : longDay(is),
            days:
              days === 0
                ? ''
                : `${days} ${Math.abs(days) === 1 ? 'day' : 'days'}`.replace('-', '−'),
          },
          values: {
            planned: planned === null ? null : Date.parse(planned),
            now: is === null ? null : Date.parse(is),
            days,
          },
          rows_of: {},
        },
      ];
    }),
  };
}

/** Planned, ordered and invoiced beside each other; the planned cost alone where no lines were told. */
function Money({
  campaign,
  onEdit,
}: {
  campaign: PlannedCampaign;
  /** Null while another form is open. */
  onEdit: (() => void) | null;
}) {
  const { budget } = campaign;
  return (
    <>
      <h3>Budget</h3>
      {budget ? <BudgetSums budget={budget} /> : <p className="say">{plannedWords(campaign)}</p>}
      {onEdit && (
        <WhereAllowed operation="set-budget" what="write budget lines down">
          <p className="choices">
            <button type="button" className="pick" onClick={onEdit}>
              {budget ? 'Edit budget lines' : 'Write down budget lines'}
            </button>
          </p>
        </WhereAllowed>
      )}
    </>
  );
}

function plannedWords({ plan, now }: PlannedCampaign): string {
  const currency = plan.currency ?? now.currency;
  const { planned_cost } = now;
  if (planned_cost === null || currency === null)
    return 'No cost is planned, and no line was told.';
  const was = plan.planned_cost;
  const money = (amount: number) => wholeMoney({ amount, currency });
  const signed = was !== null && was !== planned_cost ? `, ${money(was)} signed` : '';
  return `${money(planned_cost)} planned${signed}. Nothing was told of what is ordered or invoiced.`;
}

function BudgetSums({ budget }: { budget: NonNullable<PlannedCampaign['budget']> }) {
  const sums = [
    ['Planned', budget.planned],
    ['Ordered, not invoiced', budget.committed],
    ['Invoiced', budget.actual],
    ['Left', budget.left],
  ] as const;
  const { currency } = budget.planned;
  return (
    <>
      <dl className="signed-text">
        {sums.map(([label, amount]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{wholeMoney(amount)}</dd>
          </div>
        ))}
      </dl>
      {budget.lines.length > 0 && (
        <details className="fold">
          <summary>
            {budget.lines.length === 1 ? 'Its line' : `Its ${budget.lines.length} lines`}
          </summary>
          <ul className="plain">
            {[...byName(budget.lines)].map(([name, line]) => (
              <li key={name}>
                {line.line}: {lineWords(line, currency)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
