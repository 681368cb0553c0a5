import { useRef, useState } from 'react';
import type { CampaignsAnswer } from '../../operations/campaigns.ts';
import { useAnswer } from '../api.ts';
import { type Entry, useDecision, wordsOf } from '../decide.ts';
import {
  ALL_FIELDS,
  type CampaignPlan,
  DATES,
  type FieldName,
  NUMBERS,
  newCampaignId,
  type PlannedCampaign,
  readCampaign,
  type TypedCampaign,
  typedCampaign,
  WORDS,
  withUsualDates,
} from './campaign-fields.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Field } from './Field.tsx';
import { plain, type TypeRule } from './type-fields.ts';

interface Props {
  readonly answer: CampaignsAnswer;
  /** Null: a new one. */
  readonly campaign: PlannedCampaign | null;
  /** Tells how it runs, beside what was signed; else it proposes. */
  readonly isMove: boolean;
  readonly onDone: (said: string) => void;
}

export function CampaignForm({ answer, campaign, isMove, onDone }: Props) {
  const { currency } = answer;
  // What was there when it was opened; the page may have been refreshed since.
  const base = useRef(campaign).current;
  const shown = base && (isMove ? base.now : (base.waiting?.plan ?? base.plan));
  const [typed, setTyped] = useState(() => typedCampaign(shown, currency));
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const deciding = useDecision(isMove ? 'move-campaign' : 'plan-campaign');
  const taken = answer.campaigns.map(({ campaign_id }) => campaign_id);
  const { faults } = readCampaign(typed, base?.campaign_id ?? 'new', currency);
  const needsReason = isMove && reason.trim() === '';
  const send = async (seen: number) => {
    setTried(true);
    const id = base?.campaign_id ?? newCampaignId(typed.name, taken);
    const read = readCampaign(typed, id, currency);
    if (read.campaign === null || needsReason) return;
    const told = reason.trim() ? { reason: reason.trim() } : {};
    const written = await deciding.decide({ campaign: read.campaign, seen, ...told });
    if (written) onDone(wordsOf(written));
  };
  const set = (name: FieldName) => (text: string) => setTyped((all) => ({ ...all, [name]: text }));
  const agreed = useAgreed(typed.campaign_type);
  const types = [
    ...new Set([...answer.campaigns.map(({ now }) => now.campaign_type), ...agreed.types]),
  ];
  const usual = agreed.days && withUsualDates(typed, agreed.days);
  const fields = isMove ? [...DATES, ...NUMBERS] : ALL_FIELDS;
  return (
    <DecisionForm
      deciding={deciding}
      seen={base?.seq ?? 0}
      onSend={send}
      lines={(conflict) => mergeLines({ conflict, shown, typed, currency, set })}
      button={isMove ? 'Write it down' : 'Propose'}
      onLeave={() => onDone('')}
    >
      <div className="fields">
        {fields.map(([name, label]) => (
          <Field
            key={name}
            label={name === 'planned_cost' ? `${label} (${currency})` : label}
            type={DATES.some(([date]) => date === name) ? 'date' : 'text'}
            value={typed[name]}
            onChange={set(name)}
            hint={was(name, base, isMove, currency)}
            fault={hasTried ? faults[name] : null}
            isAmount={NUMBERS.some(([number]) => number === name)}
            options={name === 'segment' ? agreed.segments : name === 'campaign_type' ? types : []}
          />
        ))}
        <Field
          label="Why"
          value={reason}
          onChange={setReason}
          fault={hasTried && needsReason ? 'Say why it moves' : null}
          hint={
            isMove
              ? 'Kept beside the change, for whoever asks later.'
              : 'Both heads read it before they sign.'
          }
        />
      </div>
      {usual && DATES.some(([date]) => usual[date] !== typed[date]) && (
        <p className="choices">
          <button type="button" className="pick plain" onClick={() => setTyped(usual)}>
            Fill blank dates as usual for {typed.campaign_type.trim()}
          </button>
        </p>
      )}
    </DecisionForm>
  );
}

/** What the company has agreed of segments and types. */
function useAgreed(type: string) {
  const settings = useAnswer('settings', {}).data?.settings ?? [];
  const settingOf = (name: string) => settings.find((each) => each.name === name)?.value ?? [];
  const segments = settingOf('segments') as readonly { readonly name: string }[];
  const types = settingOf('campaign_types') as readonly TypeRule[];
  return {
    segments: segments.map(({ name }) => name),
    types: types.map((each) => each.type),
    days: types.find((each) => plain(each.type) === plain(type)) ?? null,
  };
}

/** No date alone: beside that of now stands the one that was signed. */
function was(
  name: FieldName,
  base: PlannedCampaign | null,
  isMove: boolean,
  currency: string,
): string {
  if (!base || !isMove) return '';
  const planned = typedCampaign(base.plan, currency)[name];
  const by = base.is_signed ? 'Signed' : 'Proposed';
  return planned === '' ? `${by}: none` : `${by}: ${planned}`;
}

function mergeLines(input: {
  conflict: Entry;
  shown: CampaignPlan | null;
  typed: TypedCampaign;
  currency: string;
  set: (name: FieldName) => (text: string) => void;
}) {
  const { conflict, shown, typed, currency, set } = input;
  if (!['plan-campaign', 'move-campaign'].includes(conflict.kind)) return null;
  const theirs = typedCampaign(conflict.body as CampaignPlan, currency);
  const seen = typedCampaign(shown, currency);
  return [...WORDS, ...DATES, ...NUMBERS].map(([name, label]) => ({
    key: name,
    label,
    seen: seen[name],
    theirs: theirs[name],
    mine: typed[name],
    onTake: () => set(name)(theirs[name]),
  }));
}
