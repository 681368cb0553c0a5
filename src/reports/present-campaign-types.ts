import type { CampaignTypesAnswer } from '../operations/campaign-types.ts';
import { type Language, plural, valueName, whole } from './numbers.ts';
import { type Report, type Table, type TableRow, usedColumns } from './report.ts';

type CampaignType = CampaignTypesAnswer['types'][number];
type Status = CampaignType['statuses'][number];

const PHASES = [
  ['research', 'Research'],
  ['develop', 'Development'],
  ['execute', 'Execution'],
  ['market', 'In market'],
] as const;

export function presentCampaignTypes(answer: CampaignTypesAnswer, language: Language): Report {
  const { types } = answer;
  return {
    question: 'What counts as an engagement, and how long do the phases of a campaign last?',
    sentence: sentence(answer, language),
    lead: types.length === 0 ? '' : lead(answer, language),
    pictures: [],
    tables:
      types.length === 0 ? [] : [typesTable(answer, language), statusesTable(answer, language)],
    cautions: [],
  };
}

function sentence({ types, decided }: CampaignTypesAnswer, language: Language): string {
  if (types.length === 0) return 'No type of campaign is known yet.';
  const many = `${whole(types.length, language)} ${plural(types.length, 'type', 'types')} of campaign`;
  if (decided === 0)
    return `Of none of ${many} has the company decided what counts as an engagement.`;
  if (decided === types.length)
    return `Of ${types.length === 1 ? 'the one type' : `all ${many}`} the company has decided what counts as an engagement.`;
  return `Of ${whole(decided, language)} of ${many} the company has decided what counts as an engagement.`;
}

function lead({ types, decided }: CampaignTypesAnswer, language: Language): string {
  const all = types.flatMap(({ statuses }) => statuses);
  const sum = (pick: (status: Status) => number) =>
    all.reduce((total, each) => total + pick(each), 0);
  const members = sum((each) => each.members);
  const counted = `${whole(
    sum((each) => each.counted),
    language,
  )} of ${whole(members, language)} ${plural(members, 'member counts', 'members count')}.`;
  const rest =
    decided === types.length
      ? ''
      : ` ${decided === 0 ? 'It' : 'Of the others it'} is as the source says, else as it is usual for the type.`;
  return `${counted}${rest}`;
}

function typeName(type: string | null): string {
  return type === null ? 'No type' : valueName(type);
}

function decidedWords({ success }: CampaignType): string {
  return success === null ? 'the source, or what is usual' : 'the company';
}

function typesTable({ types }: CampaignTypesAnswer, language: Language): Table {
  return usedColumns({
    id: 'types',
    title: 'Types of campaign',
    columns: [
      { key: 'type', label: 'Type', align: 'left' },
      { key: 'members', label: 'Members', align: 'right' },
      { key: 'counted', label: 'Count', align: 'right' },
      { key: 'by', label: 'Decided by', align: 'left' },
      ...PHASES.map(([key, label]) => ({ key, label: `${label}, days`, align: 'right' as const })),
    ],
    rows: types.map((each): TableRow => {
      const sum = (pick: (status: Status) => number) =>
        each.statuses.reduce((total, status) => total + pick(status), 0);
      const [members, counted] = [sum((status) => status.members), sum((status) => status.counted)];
      const phases = PHASES.map(([key]) => {
        const days = each.phases[key];
        return [key, days === null ? '' : whole(days, language)];
      });
      return {
        id: each.type ?? '',
        cells: {
          type: typeName(each.type),
          members: whole(members, language),
          counted: whole(counted, language),
          by: decidedWords(each),
          ...Object.fromEntries(phases),
        },
        values: { members, counted },
        rows_of: {},
      };
    }),
  });
}

function statusesTable({ types }: CampaignTypesAnswer, language: Language): Table {
  return {
    id: 'statuses',
    title: 'Member statuses of each type',
    columns: [
      { key: 'type', label: 'Type', align: 'left' },
      { key: 'status', label: 'Status', align: 'left' },
      { key: 'members', label: 'Members', align: 'right' },
      { key: 'counts', label: 'Counts', align: 'left' },
      { key: 'by', label: 'Decided by', align: 'left' },
    ],
    rows: types.flatMap((each) =>
      each.statuses.map(
        (status): TableRow => ({
          cells: {
            type: typeName(each.type),
            status: status.status ?? 'no status',
            members: whole(status.members, language),
            counts: countsWords(status, language),
            by: decidedWords(each),
          },
          values: { members: status.members },
          rows_of: {},
        }),
      ),
    ),
  };
}

function countsWords({ members, counted, of_parents }: Status, language: Language): string {
  if (counted === members) return 'yes';
  const parents =
    of_parents === 0
      ? ''
      : `; ${whole(of_parents, language)} ${plural(of_parents, 'is a member', 'are members')} of a parent campaign`;
  if (counted === 0) return `no${of_parents === members ? ': members of a parent campaign' : ''}`;
  return `${whole(counted, language)} of them${parents}`;
}
