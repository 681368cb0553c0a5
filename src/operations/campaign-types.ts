import { z } from 'zod';
import { plainWord } from '../config.ts';
import { type MemberStatus, measure } from '../measures/measures.ts';
import { asOfInput, type Caveat, DEFAULT_DEFINITIONS, envelope, momentOf } from './answer.ts';
import { type Context, operation } from './operation.ts';

const statusSchema = z.object({
  status: z.string().nullable().describe('Null: members without a status'),
  members: z.int(),
  counted: z.int().describe('Of them count as an engagement'),
  of_parents: z.int().describe('Of them are members of a parent campaign, which never count'),
});

const daysOf = z.int().nullable();

const typeSchema = z.object({
  type: z.string().nullable().describe('Null: members of which no type is recorded'),
  success: z
    .array(z.string())
    .nullable()
    .describe('Statuses that the company has decided on; null: as the source says, or as usual'),
  phases: z
    .object({ research: daysOf, develop: daysOf, execute: daysOf, market: daysOf })
    .describe('Usual days of each phase; null where nothing was decided'),
  statuses: z.array(statusSchema).describe('As met in the data, the most frequent first'),
});

const output = z.object({
  ...envelope,
  decided: z.int().describe('Types of which the company has decided which statuses count'),
  types: z.array(typeSchema),
});
export type CampaignTypesAnswer = z.output<typeof output>;

export const campaignTypes = operation({
  name: 'campaign-types',
  kind: 'question',
  title: 'What counts as an engagement, and how long the phases last, by type of campaign',
  summary:
    'Each type of campaign with the member statuses that were met in the data: how many members have each, and how many of them count as an engagement; whether the company has decided that (setting campaign_types) or the source or what is usual says it; and the usual lengths of its phases.',
  input: z.strictObject({ as_of: asOfInput }),
  output,
  local: false,
  async run(context, { as_of }) {
    const { campaign_types } = context.home.settings;
    const met = await statusesMet(context, as_of);
    const types = Map.groupBy(met ?? [], ({ campaign_type }) => campaign_type);
    const decided = new Map(campaign_types.map((each) => [plainWord(each.type), each]));
    const names = [...types.keys()];
    const seen = new Set(names.map((name) => plainWord(name ?? '')));
    const unseen = campaign_types.filter(({ type }) => !seen.has(plainWord(type)));
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: cautions(met),
      decided: campaign_types.filter(({ success }) => success !== undefined).length,
      types: [...names, ...unseen.map(({ type }) => type)].map((type) => {
        const own = decided.get(plainWord(type ?? ''));
        return {
          type,
          success: own?.success ?? null,
          phases: {
            research: own?.research_days ?? null,
            develop: own?.develop_days ?? null,
            execute: own?.execute_days ?? null,
            market: own?.market_days ?? null,
          },
          statuses: (types.get(type) ?? []).map(({ campaign_type: _, ...each }) => each),
        };
      }),
    };
  },
});

/** Null where nothing was imported yet: the settings can be made before. */
async function statusesMet(context: Context, as_of: string): Promise<MemberStatus[] | null> {
  if (context.home.manifests().length === 0) return null;
  const { engine } = await context.facts();
  return measure(engine, 'member_statuses', { ...momentOf(as_of, context.home.settings) });
}

function cautions(met: readonly MemberStatus[] | null): Caveat[] {
  if (met !== null && met.length > 0) return [];
  return [
    {
      code: 'no_members',
      message:
        'No member of a campaign is known yet: which statuses there are shows after an import.',
    },
  ];
}
