import { z } from 'zod';
import { BadInput } from '../errors.ts';
import { type CampaignPlan, campaignPlan, PHASES } from '../ledger/entries.ts';
import { canonical } from '../ledger/entry.ts';
import { type Campaign, campaignChanges, campaignSubject, campaignsOf } from '../ledger/plans.ts';
import type { Knowledge } from '../ledger/state.ts';
import { DEFAULT_DEFINITIONS } from './answer.ts';
import { checked, type Decision, decide, decided, decisionInput, knownOn } from './decide.ts';
import { type Context, operation } from './operation.ts';
import { checkedRow, minorUnits, numberOf, readPlanFile, readPlanText } from './plan-file.ts';
import { changeSchema } from './set-plan.ts';

const input = z.strictObject({
  ...decisionInput,
  file: z
    .string()
    .optional()
    .describe(
      'CSV with campaign_id, name, campaign_type, segment, dates of the phases, volume, cost, owner',
    ),
  csv: z.string().optional().describe('The text of such a file'),
  campaign: campaignPlan.optional().describe('One campaign, in minor units'),
  seen_up_to: z
    .int()
    .min(0)
    .optional()
    .describe(
      'Newest entry of the ledger that you looked at: a campaign of which something was said since is a conflict',
    ),
  dry_run: z.boolean().default(false).describe('Says what would change, and writes nothing'),
});
type Input = z.output<typeof input>;

const output = z.object({
  ...decided,
  currency: z.string(),
  campaigns: z.array(
    z.object({ campaign_id: z.string(), is_new: z.boolean(), changes: z.array(changeSchema) }),
  ),
  unchanged: z.int().describe('Campaigns of which nothing new was said'),
});
export type PlanCampaignAnswer = z.output<typeof output>;

export const planCampaign = operation({
  name: 'plan-campaign',
  kind: 'decision',
  title: 'Propose campaigns',
  summary:
    'Proposes campaigns with the dates of their phases, volumes, costs and owners. Each holds once both heads have signed it. Rows that say nothing new are passed over.',
  input,
  output,
  local: false,
  run: (context, asked) => plan(context, asked, 'plan-campaign'),
});

export const moveCampaign = operation({
  name: 'move-campaign',
  kind: 'decision',
  title: 'Tell how a campaign really runs',
  summary:
    'Writes down the dates, volumes and costs of campaigns as they are now: moved, or as they happened. The plan that was signed stays, so that the two can be compared.',
  input,
  output,
  local: false,
  run: (context, asked) => plan(context, asked, 'move-campaign'),
});

async function plan(
  context: Context,
  asked: Input,
  kind: 'plan-campaign' | 'move-campaign',
): Promise<z.input<typeof output>> {
  const { known, ...on } = await knownOn(context, asked.as_of);
  const campaigns = new Map(campaignsOf(known, on).map((campaign) => [campaign.id, campaign]));
  const bodies = bodiesOf(context, asked, kind);
  if (kind === 'move-campaign') insistPlanned(bodies, campaigns);
  const told = bodies.map((body) => {
    const before = lastTold(campaigns.get(body.campaign_id), kind);
    return { body, before, isNews: before === null || canonical(before) !== canonical(body) };
  });
  const news = told.filter(({ isNews }) => isNews);
  const decisions: Decision[] = news.map(({ body }) => ({
    kind,
    subject: campaignSubject(body.campaign_id),
    body,
    ...seenOf(known, campaignSubject(body.campaign_id), asked.seen_up_to),
  }));
  return {
    as_of: asked.as_of,
    definition_versions: DEFAULT_DEFINITIONS,
    caveats: [],
    entries: asked.dry_run ? [] : await decide(context, asked, decisions),
    currency: context.home.settings.currency,
    campaigns: news.map(({ body, before }) => ({
      campaign_id: body.campaign_id,
      is_new: before === null,
      changes: before === null ? [] : campaignChanges(before, body),
    })),
    unchanged: told.length - news.length,
  };
}

/** The entry about a campaign that was seen by who had looked at the whole ledger up to one. */
function seenOf(known: Knowledge, subject: string, upTo: number | undefined): { seen?: number } {
  if (upTo === undefined) return {};
  return { seen: known.about(subject).findLast(({ seq }) => seq <= upTo)?.seq ?? 0 };
}

/** A proposal stands against the last proposal, a move against the last that was told of it. */
function lastTold(
  campaign: Campaign | undefined,
  kind: 'plan-campaign' | 'move-campaign',
): CampaignPlan | null {
  const planned = campaign?.versions.at(-1)?.body ?? null;
  return kind === 'plan-campaign' ? planned : (campaign?.moves.at(-1)?.body ?? planned);
}

function insistPlanned(
  bodies: readonly CampaignPlan[],
  campaigns: ReadonlyMap<string, Campaign>,
): void {
  const unknown = bodies.find(({ campaign_id }) => !campaigns.has(campaign_id));
  if (unknown === undefined) return;
  throw new BadInput({
    code: 'no_such_campaign',
    message: `The campaign ${unknown.campaign_id} was never planned.`,
    where: 'move-campaign',
    fix: 'Propose it first with plan-campaign.',
  });
}

const COLUMNS = {
  needed: ['campaign_id', 'name', 'campaign_type'],
  optional: ['segment', ...PHASES, 'planned_engagements', 'planned_cost', 'owner', 'objective'],
};

function bodiesOf(context: Context, { file, csv, campaign }: Input, where: string): CampaignPlan[] {
  const { currency } = context.home.settings;
  if ([file, csv, campaign].filter((given) => given !== undefined).length !== 1) {
    throw new BadInput({
      code: 'bad_parameter',
      message: 'Give one of a file, its text as csv, or a campaign.',
      where,
      fix: `On the command line: \`sameboat ${where} --file campaign-plan.csv\`.`,
    });
  }
  if (campaign !== undefined) return [checked(campaignPlan, { ...campaign, currency }, where)];
  const rows =
    file === undefined ? readPlanText(csv ?? '', COLUMNS) : readPlanFile(context, file, COLUMNS);
  const bodies = rows.map((row) =>
    checkedRow(campaignPlan, row, {
      ...row.values,
      campaign_id: row.values['campaign_id'] ?? '',
      name: row.values['name'] ?? '',
      campaign_type: row.values['campaign_type'] ?? '',
      planned_engagements: numberOf(row, 'planned_engagements'),
      planned_cost: minorUnits(row, 'planned_cost', currency),
      currency,
    }),
  );
  // The last row about a campaign tells how it is now.
  return [...new Map(bodies.map((body) => [body.campaign_id, body])).values()];
}
