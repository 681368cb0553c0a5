import { wholeMoney } from '../money.ts';
import type { CampaignsAnswer } from '../operations/campaigns.ts';
import { dayName, type Language, valueName, whole } from './numbers.ts';
import { campaignsPicture } from './pictures-campaigns.ts';
import { type Report, type Table, type TableRow, usedColumns } from './report.ts';
import { dayOf, type Told } from './words-agreements.ts';
import {
  CAMPAIGNS_QUESTION,
  campaignsLead,
  campaignsSentence,
  isOver,
  kindWords,
  lateness,
  PHASE_WORDS,
  PHASES,
  type Phase,
  stateWords,
} from './words-campaigns.ts';

export function presentCampaigns(answer: CampaignsAnswer, language: Language): Report {
  const hasMoves = answer.campaigns.some(({ moves }) => moves.length > 0);
  return {
    question: CAMPAIGNS_QUESTION,
    sentence: campaignsSentence(answer, language),
    lead: campaignsLead(answer, language),
    pictures: campaignsPicture(answer, language),
    tables: [
      ...(answer.campaigns.length > 0 ? [usedColumns(campaignsTable(answer, language))] : []),
      ...(hasMoves ? [movesTable(answer, language)] : []),
    ],
    cautions: [],
  };
}

function campaignsTable(answer: CampaignsAnswer, language: Language): Table {
  const { as_of, currency } = answer;
  const short = (day: string) => dayName(day, as_of, language).replace(/^\S+ /, '');
  const days = ({ plan, now }: CampaignsAnswer['campaigns'][number], phase: Phase) => {
    const [was, is] = [plan[phase], now[phase]];
    if (is === null) return was === null ? '' : `none, was ${short(was)}`;
    return was === is || was === null ? short(is) : `${short(is)}, was ${short(was)}`;
  };
  return {
    id: 'campaigns',
    title: 'Every campaign',
    columns: [
      { key: 'name', label: 'Campaign', align: 'left' },
      { key: 'kind', label: 'Type', align: 'left' },
      { key: 'state', label: 'State', align: 'left' },
      ...PHASES.map((phase) => ({
        key: phase,
        label: PHASE_WORDS[phase],
        align: 'left' as const,
      })),
      { key: 'volume', label: 'Volume', align: 'right' },
      { key: 'cost', label: 'Cost', align: 'right' },
      { key: 'owner', label: 'Owner', align: 'left' },
    ],
    rows: overLast(answer).map((campaign): TableRow => {
      const { now } = campaign;
      const { planned_cost, planned_engagements, owner, name } = now;
      return {
        id: campaign.campaign_id,
        cells: {
          name,
          kind: kindWords(now),
          state: `${lateness(campaign) > 0 ? '◷ ' : ''}${stateWords(campaign, as_of, language)}`,
          ...Object.fromEntries(PHASES.map((phase) => [phase, days(campaign, phase)])),
          volume: planned_engagements === null ? '' : whole(planned_engagements, language),
          cost:
            planned_cost === null
              ? ''
              : wholeMoney({ amount: planned_cost, currency }, language.locale),
          owner: owner ?? '',
        },
        rows_of: {},
        values: {
          ...Object.fromEntries(PHASES.map((phase) => [phase, time(now[phase])])),
          state: lateness(campaign),
          volume: planned_engagements,
          cost: planned_cost,
        },
      };
    }),
  };
}

function overLast({ campaigns, as_of }: CampaignsAnswer) {
  const over = campaigns.filter((campaign) => isOver(campaign, as_of));
  return [...campaigns.filter((campaign) => !over.includes(campaign)), ...over];
}

function time(day: string | null): number | null {
  return day === null ? null : Date.parse(day);
}

function movesTable(answer: CampaignsAnswer, language: Language): Table {
  const told: Told = { ...answer, language };
  const moves = answer.campaigns.flatMap(({ now, moves: own }) =>
    own.map((move) => ({ name: now.name, move })),
  );
  return {
    id: 'moves',
    title: 'What was told since',
    columns: [
      { key: 'name', label: 'Campaign', align: 'left' },
      { key: 'told', label: 'Told', align: 'left' },
      { key: 'change', label: 'Change', align: 'left' },
      { key: 'reason', label: 'Why', align: 'left' },
    ],
    rows: moves
      .toSorted((a, b) => b.move.seq - a.move.seq)
      .map(
        ({ name, move }): TableRow => ({
          cells: {
            name,
            told: `${move.by.name}, ${dayOf(move.said_at, told)}`,
            change: move.changes
              .map((change) => campaignChange(change, answer, language))
              .join('; '),
            reason: move.reason ?? '',
          },
          rows_of: {},
          values: { told: move.seq },
        }),
      ),
  };
}

interface Change {
  readonly line: string;
  readonly was: string | number | null;
  readonly is: string | number | null;
}

/** `In market: 31 Aug → 14 Sep`. */
export function campaignChange(
  { line, was, is }: Change,
  { as_of, currency }: { as_of: string; currency: string },
  language: Language,
): string {
  const words = (value: string | number | null) => {
    if (value === null) return 'none';
    if (line === 'planned_cost') {
      return wholeMoney({ amount: Number(value), currency }, language.locale);
    }
    if (typeof value === 'number') return whole(value, language);
    return line in PHASE_WORDS ? dayName(value, as_of, language) : value;
  };
  const name = PHASE_WORDS[line as Phase] ?? valueName(line.replace(/^planned_/, ''));
  return `${name}: ${words(was)} → ${words(is)}`;
}
