/** Campaigns, what they cost, and who responded. */

import { type Check, dealCheck, rowCheck } from './check.ts';

export const CAMPAIGN_CHECKS: readonly Check[] = [
  rowCheck({
    name: 'campaign_without_cost',
    title: 'Campaigns without a recorded cost',
    meaning: 'A cost of 0 or 1 is read as none. What they cost per result cannot be said.',
    fix: 'Enter the actual cost of the campaign.',
    touches: ['curves'],
    needs: ['campaigns'],
  }),
  rowCheck({
    name: 'placeholder_cost',
    title: 'Costs entered as 1, or left blank',
    meaning:
      'The field had to be filled. They are read as not known: dividing by them would make the campaign look free.',
    fix: 'Enter what it cost, or clear the field.',
    touches: ['curves'],
    needs: ['campaign_costs', 'campaigns'],
    names: 'kind',
  }),
  dealCheck({
    name: 'parent_and_child_cost',
    title: 'Parent campaigns with a cost beside the costs of their children',
    meaning: 'Adding both counts the money twice. The amount is that of the parents.',
    fix: 'Leave the cost on the children only.',
    touches: ['curves'],
    needs: ['campaigns', 'campaign_costs'],
    fields: ['campaigns.parent_id'],
  }),
  rowCheck({
    name: 'parent_campaign_with_members',
    title: 'Parent campaigns that have members of their own',
    meaning: 'Adding them to their children counts people twice.',
    fix: 'Move the members to the children.',
    touches: ['curves'],
    needs: ['campaigns'],
    fields: ['campaigns.parent_id'],
  }),
  rowCheck({
    name: 'campaign_without_type',
    title: 'Campaigns without a type',
    meaning: 'They are missing wherever results are split by campaign type.',
    fix: 'Set the type of the campaign.',
    touches: ['curves'],
    needs: ['campaigns'],
    fields: ['campaigns.campaign_type'],
  }),
  rowCheck({
    name: 'campaign_type_without_rule',
    title: 'Campaign types of which nobody said what counts as a response',
    meaning: 'Every status counts that the source does not call no response.',
    fix: 'Export the member statuses (CampaignMemberStatus), or list them in campaign_types.',
    touches: ['curves', 'this-week'],
    needs: ['engagements', 'campaign_types'],
  }),
  rowCheck({
    name: 'campaign_without_response',
    title: 'Campaigns with members of whom nobody responded',
    meaning:
      'At least ten members, 30 days after the start, and none has a status that counts: nothing happened, or the attendance was never loaded.',
    fix: 'Load who attended, or mark which statuses count as a response.',
    touches: ['curves', 'this-week'],
    needs: ['campaigns', 'engagements'],
    names: 'a_status',
  }),
  rowCheck({
    name: 'status_counts_here_not_there',
    title: 'Statuses that count in some campaigns of a type and not in others',
    meaning:
      'The same status is a response in one campaign and none in another: right if the campaigns differ, wrong if somebody forgot to tick it.',
    fix: 'Make the statuses of a type alike, or give the differing ones names of their own.',
    touches: ['curves', 'this-week'],
    needs: ['engagements'],
    fields: ['engagements.status', 'engagements.campaign_id'],
  }),
  rowCheck({
    name: 'engagement_of_unknown_person',
    title: 'Engagements of people who were not imported',
    meaning: 'They have no account, so no segment.',
    fix: 'Export contacts and leads together with the campaign members.',
    touches: ['curves', 'this-week'],
    needs: ['engagements', 'people'],
    names: 'campaign_type',
  }),
  rowCheck({
    name: 'engagement_of_unknown_campaign',
    title: 'Engagements of campaigns that were not imported',
    meaning: 'They have no campaign, so neither type, cost nor owner.',
    fix: 'Export the campaigns together with their members.',
    touches: ['curves', 'this-week'],
    needs: ['engagements', 'campaigns'],
    names: 'campaign_id',
  }),
  rowCheck({
    name: 'doubled_engagements',
    title: 'Engagements entered twice',
    meaning:
      'The same mail address, or name at one account, responded twice in one campaign under several records: responses look more, and their conversion worse.',
    fix: 'Merge the records of the person; load each list once.',
    touches: ['curves', 'this-week'],
    needs: ['engagements', 'people'],
    fields: ['engagements.campaign_id'],
    names: 'campaign_type',
  }),
];
