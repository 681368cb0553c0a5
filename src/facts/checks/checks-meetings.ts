/** Meetings and hand-offs. */

import { type Check, rowCheck } from './check.ts';

export const MEETING_CHECKS: readonly Check[] = [
  rowCheck({
    name: 'meeting_outcome_unknown',
    title: 'Past meetings of which nobody said whether they were held',
    meaning: 'They have no outcome, or are still scheduled: none is counted as held.',
    fix: 'Record held, no-show or cancelled after each meeting.',
    touches: ['curves', 'this-week'],
    needs: ['meetings'],
    fields: ['meetings.outcome'],
  }),
  rowCheck({
    name: 'meeting_held_in_future',
    title: 'Meetings said to be held, or missed, whose day has not come',
    meaning: 'The day or the outcome is wrong; until the day comes they are not counted.',
    fix: 'Correct the day or the outcome.',
    touches: ['curves', 'this-week'],
    needs: ['meetings'],
  }),
  rowCheck({
    name: 'meeting_copies',
    title: 'Meetings that look like a copy of one',
    meaning:
      'Same person, day and subject, in the calendars of several of your people: one conversation.',
    fix: 'Export only the organiser’s event (in Salesforce: IsChild = false).',
    touches: ['curves', 'this-week'],
    needs: ['meetings'],
    fields: ['meetings.subject', 'meetings.person_id', 'meetings.owner_id'],
  }),
  rowCheck({
    name: 'meeting_without_account',
    title: 'Meetings without an account',
    meaning: 'Whether they are net new is not known: they are counted for nobody.',
    fix: 'Relate the meeting to a contact, an account or an opportunity.',
    touches: ['curves', 'this-week'],
    needs: ['meetings'],
  }),
  rowCheck({
    name: 'negative_lag',
    title: 'Hand-offs and meetings that end before they begin',
    meaning:
      'A hand-off closed before it was made, or a meeting booked after it was held: the lag would be negative.',
    fix: 'Correct the dates.',
    touches: ['curves'],
    needs: ['meetings'],
    names: 'fault',
  }),
];
