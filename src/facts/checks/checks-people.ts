/** Accounts and people. */

import { type Check, dealCheck, rowCheck } from './check.ts';

export const PEOPLE_CHECKS: readonly Check[] = [
  dealCheck({
    name: 'duplicate_accounts',
    title: 'Accounts that are a second record of a company',
    meaning:
      'One company stands under several accounts: it counts as new twice, and its engagements and deals do not meet. Nothing is merged here; the amount is of the open deals on the second record.',
    fix: 'Merge the account into the one that it is the same as, or make it a child of that one.',
    touches: ['curves', 'this-week'],
    needs: ['accounts'],
    names: 'found_by',
  }),
  dealCheck({
    name: 'possible_duplicate_accounts',
    title: 'Accounts that may be a second record of a company',
    meaning:
      'They share a domain under another name, or a name under another domain or country: a subsidiary, a namesake, or the same company.',
    fix: 'Look at the pair: merge them, link them as parent and child, or leave them.',
    touches: ['curves', 'this-week'],
    needs: ['accounts'],
    names: 'found_by',
  }),
  rowCheck({
    name: 'duplicate_people',
    title: 'People who are a second record of a person',
    meaning:
      'What one person did is split over several records: an engagement on one and the meeting on the other do not meet, and people are counted twice.',
    fix: 'Merge the record into the one that it is the same as; convert the lead into the contact.',
    touches: ['curves', 'this-week'],
    needs: ['people'],
    names: 'found_by',
  }),
  rowCheck({
    name: 'lead_without_account',
    title: 'Leads without an account',
    meaning:
      'What they do counts for no account, so for no segment, region or meeting of an account.',
    fix: 'Match leads to accounts when they come in.',
    touches: ['curves', 'this-week'],
    needs: ['people'],
    fields: ['people.kind', 'people.account_id'],
  }),
  rowCheck({
    name: 'person_without_email',
    title: 'People without a mail address',
    meaning: 'Nobody can invite them, and a second record of them is found by name only.',
    fix: 'Add the address, or delete who cannot be reached.',
    touches: ['this-week'],
    needs: ['people'],
    fields: ['people.email'],
    names: 'kind',
  }),
  rowCheck({
    name: 'free_mail_people',
    title: 'People with a private mail address',
    meaning:
      'The address tells no company, so they are matched to an account by hand or not at all.',
    fix: 'Ask for the business address in forms.',
    touches: ['curves', 'this-week'],
    needs: ['people'],
    fields: ['people.email'],
    names: 'domain',
  }),
];
