import { z } from 'zod';
import { daysBetween } from '../calendar.ts';
import { type CampaignPlan, campaignPlan, marketEvent, PHASES } from '../ledger/entries.ts';
import { type Campaign, campaignChanges, campaignsOf, eventsOf } from '../ledger/plans.ts';
import { toldSchema, toldVersion, versionSchema } from './agreement-answer.ts';
import { asOfInput, type Caveat, DEFAULT_DEFINITIONS, envelope } from './answer.ts';
import { knownOn } from './decide.ts';
import { operation } from './operation.ts';
import { told } from './plan.ts';
import { budgetOf, toldBudget } from './set-budget.ts';
import { changeSchema } from './set-plan.ts';

const campaignSchema = z.object({
  campaign_id: z.string(),
  seq: z.int().describe('Newest entry about it: what to name as seen'),
  is_signed: z.boolean(),
  plan: z.object(campaignPlan.shape).describe('As signed, or as proposed where nobody signed'),
  now: z.object(campaignPlan.shape).describe('As told last'),
  slips: z
    .array(z.object({ phase: z.enum(PHASES), planned: z.string(), now: z.string(), days: z.int() }))
    .describe('Phases whose date is another than planned; days are later'),
  waiting: z
    .object({
      version: versionSchema,
      plan: z.object(campaignPlan.shape),
      changes: z.array(changeSchema).describe('From the plan that holds to this one'),
    })
    .nullable()
    .describe('The proposal that waits for a signature'),
  versions: z.array(versionSchema),
  budget: toldBudget.nullable().describe('Null where no lines were told'),
  moves: z.array(z.object({ ...toldSchema, changes: z.array(changeSchema) })),
});

const output = z.object({
  ...envelope,
  time_zone: z.string(),
  currency: z.string(),
  seq: z.int().describe('Newest entry of the ledger: what to name as seen_up_to'),
  campaigns: z.array(campaignSchema),
  events: z.array(z.object({ id: z.string(), ...marketEvent.shape })),
});
export type CampaignsAnswer = z.output<typeof output>;

export const campaigns = operation({
  name: 'campaigns',
  kind: 'question',
  title: 'Which campaigns are planned, and which have moved',
  summary:
    'Every campaign that was planned: the dates of its phases, volume and cost as signed and as they are now, by how many days each phase slipped, who moved it and why, and who signed.',
  input: z.strictObject({
    as_of: asOfInput,
    campaign: z.string().optional().describe('Id of one campaign'),
  }),
  output,
  local: false,
  async run(context, { as_of, campaign: only }) {
    const { known, ...on } = await knownOn(context, as_of);
    const all = campaignsOf(known, on).filter(({ id }) => only === undefined || id === only);
    const shown = all
      .map((campaign) =>
        shownCampaign(
          campaign,
          known.about(`campaign/${campaign.id}`).at(-1)?.seq,
          budgetOf(known, campaign.id),
        ),
      )
      .sort((a, b) => (firstDate(a.now) < firstDate(b.now) ? -1 : 1));
    const unsigned = shown.filter(({ is_signed }) => !is_signed).length;
    const caveats: Caveat[] = [];
    if (unsigned > 0) {
      caveats.push({
        code: 'campaigns_unsigned',
        message: `${unsigned} of ${shown.length} campaigns ${unsigned === 1 ? 'is a proposal' : 'are proposals'}: not both heads have signed ${unsigned === 1 ? 'it' : 'them'}.`,
      });
    }
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats,
      time_zone: context.home.settings.time_zone,
      currency: context.home.settings.currency,
      seq: known.seq,
      campaigns: shown,
      events: eventsOf(known).map(({ id, body }) => ({ id, ...body })),
    };
  },
});

function firstDate(plan: CampaignPlan): string {
  return PHASES.map((phase) => plan[phase]).find((date) => date !== null) ?? '9999';
}

function shownCampaign(
  { id, current, isSigned, waiting, versions, moves }: Campaign,
  seq: number | undefined,
  budget: z.output<typeof campaignSchema>['budget'],
): z.output<typeof campaignSchema> {
  const planned = current?.body as CampaignPlan;
  const now = moves.at(-1)?.body ?? planned;
  return {
    campaign_id: id,
    seq: seq ?? 0,
    budget,
    is_signed: isSigned,
    plan: planned,
    now,
    slips: PHASES.flatMap((phase) => {
      const [was, is] = [planned[phase], now[phase]];
      if (was === null || is === null || was === is) return [];
      return [{ phase, planned: was, now: is, days: daysBetween(was, is) }];
    }),
    waiting: waiting && {
      version: toldVersion(waiting),
      plan: waiting.body,
      changes: isSigned ? campaignChanges(planned, waiting.body) : [],
    },
    versions: versions.map(toldVersion),
    moves: moves.map((move, at) => ({
      ...told(move),
      changes: campaignChanges(moves[at - 1]?.body ?? planned, move.body),
    })),
  };
}
