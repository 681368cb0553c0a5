/** What opportunities lack. */

import { type Check, DEAL_ANSWERS, dealCheck } from './check.ts';

export const DEAL_CHECKS: readonly Check[] = [
  dealCheck({
    name: 'open_longer_than_any_close',
    title: 'Open opportunities older than any deal ever took to close',
    meaning:
      'They have been open longer than the slowest deal that ever closed, won or lost: probably dead, and never closed in the CRM.',
    fix: 'Close them as lost with a reason, or give them a next step and a close date.',
    touches: DEAL_ANSWERS,
  }),
  dealCheck({
    name: 'open_longer_than_usual',
    title: 'Open opportunities older than 19 in 20 of the closed ones',
    meaning:
      'They have been open longer than 95 of 100 that closed, won or lost, took (of their segment, where 40 of it closed). Some are slow; most are dead, and make the pipeline look larger.',
    fix: 'Go through them with their owners: close them as lost with a reason, or give them a next step.',
    touches: DEAL_ANSWERS,
    names: 'owner',
  }),
  dealCheck({
    name: 'close_date_passed',
    title: 'Open opportunities whose close date has passed',
    meaning: 'Nobody has said when they will close now, so they are in no coming quarter.',
    fix: 'Set a new close date, or close them.',
    touches: ['pipeline'],
    names: 'owner',
  }),
  dealCheck({
    name: 'open_without_account',
    title: 'Open opportunities without an account',
    meaning: 'Nobody can say which company it is, so it has no segment, region or history.',
    fix: 'Set the account on the opportunity.',
    touches: DEAL_ANSWERS,
  }),
  dealCheck({
    name: 'open_without_amount',
    title: 'Open opportunities without an amount',
    meaning: 'Their worth is unknown, which is not zero: the pipeline is larger than its sum.',
    fix: 'Enter an estimate when the opportunity is opened.',
    touches: ['pipeline'],
  }),
  dealCheck({
    name: 'won_without_amount',
    title: 'Won opportunities without an amount',
    meaning: 'Bookings are higher than shown.',
    fix: 'Enter the amount that was signed.',
    touches: ['this-week', 'pipeline'],
  }),
  dealCheck({
    name: 'currency_without_rate',
    title: 'Opportunities in a currency without a rate',
    meaning:
      'Their amounts cannot be told in the company currency: they are counted, and their money is not.',
    fix: 'Export the rates (CurrencyType and DatedConversionRate, or a currencies file), or correct the currency.',
    touches: DEAL_ANSWERS,
    names: 'currency',
  }),
  dealCheck({
    name: 'product_not_in_list',
    title: 'Products on opportunities that are not in the product list',
    meaning:
      'The name on the opportunity matches no product, so figures by product are split or wrong.',
    fix: 'Correct the name on the opportunities, or add it to the product list.',
    touches: ['curves'],
    needs: ['opportunities', 'products'],
    names: 'product',
  }),
  dealCheck({
    name: 'no_contact_role',
    title: 'Opportunities that name no contact',
    meaning: 'Whose engagement began them is guessed from the account.',
    fix: 'Add the people of the buying group as contact roles.',
    touches: ['curves'],
    needs: ['opportunities', 'contact_roles'],
  }),
  dealCheck({
    name: 'no_primary_role',
    title: 'Opportunities whose contact roles name nobody as primary',
    meaning: 'Who leads on the buyer’s side is not known; every named person counts alike.',
    fix: 'Mark one contact role as primary.',
    touches: ['curves'],
    needs: ['opportunities', 'contact_roles'],
    fields: ['contact_roles.is_primary'],
  }),
  dealCheck({
    name: 'no_campaign',
    title: 'Opportunities without a primary campaign',
    meaning: 'They are missing where opportunities are split by campaign type.',
    fix: 'Set the primary campaign, or agree that only contact roles count.',
    touches: ['curves'],
    fields: ['opportunities.campaign_id'],
  }),
  dealCheck({
    name: 'owner_gone',
    title: 'Open opportunities of users who are gone',
    meaning:
      'Their owner is inactive or not among the users: nobody works them, and no team has them.',
    fix: 'Give them to somebody who is here.',
    touches: ['pipeline', 'this-week'],
    needs: ['opportunities', 'users'],
    fields: ['users.active', 'opportunities.owner_id'],
    names: 'owner',
  }),
  dealCheck({
    name: 'user_without_team',
    title: 'Users with opportunities and without a team',
    meaning: 'What they do is in no team’s figures.',
    fix: 'Set the team or role of the user.',
    touches: ['curves'],
    needs: ['opportunities', 'users'],
    fields: ['users.team_id'],
  }),
  dealCheck({
    name: 'duplicate_opportunities',
    title: 'Opportunities that look like a second record of one',
    meaning:
      'Same account, opened within 30 days with the same amount, or with the same name and close date: one deal counted twice, in the pipeline or among the losses. Nothing is merged here.',
    fix: 'Delete the second one, or merge it; do not close it as lost.',
    touches: DEAL_ANSWERS,
    fields: ['opportunities.account_id'],
  }),
  dealCheck({
    name: 'near_duplicate_opportunities',
    title: 'Opportunities that may be a second record of one',
    meaning:
      'Same account, open at the same time, nearly the same name, and amounts within 10 % (where one is not known, opened within 90 days): perhaps one deal counted twice, perhaps two. Those found as duplicates already are left out. Nothing is merged here.',
    fix: 'Look at each beside the first: delete the second, or name them so that they can be told apart.',
    touches: DEAL_ANSWERS,
    fields: ['opportunities.account_id', 'opportunities.name'],
  }),
];
