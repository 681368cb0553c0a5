/** The list of data-health checks: what each means and how to mend it. The SQL stands beside. */

export interface Check {
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
  readonly touches: readonly string[];
  /** Tables without which it cannot run. */
  readonly needs: readonly string[];
  /** Its rows are opportunities or costs with an amount. */
  readonly hasMoney: boolean;
  /** A column of its rows whose most frequent values are worth naming. */
  readonly names: string | null;
}

const DEAL_ANSWERS = ['curves', 'pipeline', 'this-week'];

export const CHECKS: readonly Check[] = [
  {
    name: 'open_longer_than_any_close',
    title: 'Open opportunities older than any deal ever took to close',
    meaning:
      'They have been open longer than the slowest deal that ever closed, won or lost: probably dead, and never closed in the CRM.',
    fix: 'Close them as lost with a reason, or give them a next step and a close date.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'product_not_in_list',
    title: 'Products on opportunities that are not in the product list',
    meaning:
      'The name on the opportunity matches no product, so figures by product are split or wrong.',
    fix: 'Correct the name on the opportunities, or add it to the product list.',
    touches: ['curves'],
    needs: ['opportunities', 'products'],
    hasMoney: true,
    names: 'product',
  },
  {
    name: 'open_without_account',
    title: 'Open opportunities without an account',
    meaning: 'Nobody can say which company it is, so it has no segment, region or history.',
    fix: 'Set the account on the opportunity.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'open_without_amount',
    title: 'Open opportunities without an amount',
    meaning: 'Their worth is unknown, which is not zero: the pipeline is larger than its sum.',
    fix: 'Enter an estimate when the opportunity is opened.',
    touches: ['pipeline'],
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'won_without_amount',
    title: 'Won opportunities without an amount',
    meaning: 'Bookings are higher than shown.',
    fix: 'Enter the amount that was signed.',
    touches: ['this-week', 'pipeline'],
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'opened_without_date',
    title: 'Opportunities without the day on which they were opened',
    meaning: 'They can be in no cohort, so no curve counts them.',
    fix: 'Export the creation date, or the date of the first stage.',
    touches: ['curves'],
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'closed_without_date',
    title: 'Closed opportunities without the day on which they closed',
    meaning: 'They are in no week and no quarter, and no curve knows their lag.',
    fix: 'Export the close date.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'closed_before_opened',
    title: 'Opportunities closed before they were opened',
    meaning: 'The lag would be negative; it is counted as 0 days.',
    fix: 'Correct the close date or the creation date.',
    touches: ['curves'],
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'close_date_passed',
    title: 'Open opportunities whose close date has passed',
    meaning: 'Nobody has said when they will close now, so they are in no coming quarter.',
    fix: 'Set a new close date, or close them.',
    touches: ['pipeline'],
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'same_day_wins',
    title: 'Deals won on the day on which they were opened',
    meaning: 'They were probably entered when already won; they make the lag look shorter.',
    fix: 'Open opportunities when the conversation begins.',
    touches: ['curves'],
    needs: ['opportunities'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'no_contact_role',
    title: 'Opportunities that name no contact',
    meaning: 'Whose engagement began them is guessed from the account.',
    fix: 'Add the people of the buying group as contact roles.',
    touches: ['curves'],
    needs: ['opportunities', 'contact_roles'],
    hasMoney: true,
    names: null,
  },
  {
    name: 'campaign_without_cost',
    title: 'Campaigns without a recorded cost',
    meaning: 'A cost of 0 or 1 is read as none. What they cost per result cannot be said.',
    fix: 'Enter the actual cost of the campaign.',
    touches: ['curves'],
    needs: ['campaigns'],
    hasMoney: false,
    names: null,
  },
  {
    name: 'parent_campaign_with_members',
    title: 'Parent campaigns that have members or costs of their own',
    meaning: 'Adding them to their children counts people and money twice.',
    fix: 'Move members and costs to the children.',
    touches: ['curves'],
    needs: ['campaigns'],
    hasMoney: false,
    names: null,
  },
  {
    name: 'engagement_of_unknown_person',
    title: 'Engagements of people who were not imported',
    meaning: 'They have no account, so no segment.',
    fix: 'Export contacts and leads together with the campaign members.',
    touches: ['curves', 'this-week'],
    needs: ['engagements', 'people'],
    hasMoney: false,
    names: 'campaign_type',
  },
  {
    name: 'meeting_outcome_unknown',
    title: 'Past meetings whose outcome nobody recorded',
    meaning: 'Where some meetings have an outcome, one without is not counted as held.',
    fix: 'Record held, no-show or cancelled after each meeting.',
    touches: ['curves', 'this-week'],
    needs: ['meetings'],
    hasMoney: false,
    names: null,
  },
  {
    name: 'duplicate_accounts',
    title: 'Accounts that are a second record of a company',
    meaning:
      'One company stands under several accounts: it counts as new twice, and its engagements and deals do not meet. Nothing is merged here; the amount is of the open deals on the second record.',
    fix: 'Merge the account into the one that it is the same as, or make it a child of that one.',
    touches: ['curves', 'this-week'],
    needs: ['accounts'],
    hasMoney: true,
    names: 'found_by',
  },
  {
    name: 'possible_duplicate_accounts',
    title: 'Accounts that may be a second record of a company',
    meaning:
      'They share a domain under another name, or a name under another domain or country: a subsidiary, a namesake, or the same company.',
    fix: 'Look at the pair: merge them, link them as parent and child, or leave them.',
    touches: ['curves', 'this-week'],
    needs: ['accounts'],
    hasMoney: true,
    names: 'found_by',
  },
  {
    name: 'duplicate_people',
    title: 'People who are a second record of a person',
    meaning:
      'What one person did is split over several records: an engagement on one and the meeting on the other do not meet, and people are counted twice.',
    fix: 'Merge the record into the one that it is the same as; convert the lead into the contact.',
    touches: ['curves', 'this-week'],
    needs: ['people'],
    hasMoney: false,
    names: 'found_by',
  },
  {
    name: 'dated_in_future',
    title: 'Engagements and changes dated after they were recorded',
    meaning: 'They are left out until their day has come.',
    fix: 'Correct the date.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities'],
    hasMoney: false,
    names: null,
  },
  {
    name: 'many_on_one_day',
    title: 'Days with more than ten times the usual number of changes',
    meaning:
      'An import or a migration probably stamped them: ages counted from that day are wrong.',
    fix: 'Tell which day it was, so that its dates are not trusted.',
    touches: ['curves', 'pipeline'],
    needs: ['opportunity_changes'],
    hasMoney: false,
    names: null,
  },
  {
    name: 'rejected_rows',
    title: 'Rows of the last imports that could not be loaded',
    meaning: 'Each was read and rejected with a reason; it counts nowhere.',
    fix: 'See the reason and the row; correct the source and export again.',
    touches: DEAL_ANSWERS,
    needs: ['landed_files'],
    hasMoney: false,
    names: 'code',
  },
];
