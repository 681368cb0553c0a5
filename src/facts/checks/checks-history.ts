/** Whether days, stages and endings of opportunities can be believed. */

import { type Check, DEAL_ANSWERS, dealCheck, rowCheck } from './check.ts';

export const HISTORY_CHECKS: readonly Check[] = [
  dealCheck({
    name: 'opened_without_date',
    title: 'Opportunities without the day on which they were opened',
    meaning: 'They can be in no cohort, so no curve counts them.',
    fix: 'Export the creation date, or the date of the first stage.',
    touches: ['curves'],
  }),
  dealCheck({
    name: 'closed_without_date',
    title: 'Closed opportunities without the day on which they closed',
    meaning: 'They are in no week and no quarter, and no curve knows their lag.',
    fix: 'Export the close date.',
    touches: DEAL_ANSWERS,
  }),
  dealCheck({
    name: 'closed_before_opened',
    title: 'Opportunities closed before they were opened',
    meaning: 'The lag would be negative; it is counted as 0 days.',
    fix: 'Correct the close date or the creation date.',
    touches: ['curves'],
  }),
  dealCheck({
    name: 'change_before_opening',
    title: 'Opportunities with changes dated before their opening',
    meaning:
      'The days from opening to the next stage would be negative; the opening or the change is dated wrongly.',
    fix: 'Correct the creation date, or the date of the change.',
    touches: ['curves'],
    needs: ['opportunities', 'opportunity_changes'],
  }),
  dealCheck({
    name: 'same_day_wins',
    title: 'Deals won on the day on which they were opened',
    meaning: 'They were probably entered when already won; they make the lag look shorter.',
    fix: 'Open opportunities when the conversation begins.',
    touches: ['curves'],
    names: 'team',
  }),
  dealCheck({
    name: 'entered_long_after_opening',
    title: 'Opportunities entered more than 30 days after they were opened',
    meaning: 'Until then nobody could see them: a past day asked for as it was does not know them.',
    fix: 'Open opportunities in the CRM when the conversation begins; for an import, tell the day of each opening.',
    touches: DEAL_ANSWERS,
  }),
  dealCheck({
    name: 'late_wins',
    title: 'Wins of the last 26 weeks recorded more than 20 days late',
    meaning:
      'When they were won they were not in the bookings: recent weeks look worse than they were.',
    fix: 'Close deals in the CRM in the week in which they are signed.',
    touches: ['pipeline', 'this-week'],
    needs: ['opportunities', 'opportunity_changes'],
    names: 'team',
  }),
  dealCheck({
    name: 'late_losses',
    title: 'Losses of the last 26 weeks recorded more than 20 days late',
    meaning: 'Until then they stood in the pipeline as open.',
    fix: 'Close lost deals when they are lost; ask of each that has not moved for a month.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities', 'opportunity_changes'],
    names: 'team',
  }),
  rowCheck({
    name: 'losses_recorded_fell',
    title: 'Teams that close fewer of their deals as lost than they did',
    meaning:
      'The share closed as lost fell, in the last 26 weeks, by more than chance gives once in a hundred times. Either they win more, or losses are no longer entered and the pipeline fills up.',
    fix: 'Ask the teams for the deals that are lost and still open.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities', 'opportunity_changes'],
  }),
  dealCheck({
    name: 'stage_went_back',
    title: 'Opportunities that went back to an earlier stage',
    meaning:
      'The earlier stage is the one that nine in ten enter first. Ages within a stage are wrong for these.',
    fix: 'Correct the stage, or agree when a deal may go back.',
    touches: ['curves', 'pipeline'],
    needs: ['opportunities', 'opportunity_changes'],
    names: 'to_stage',
  }),
  dealCheck({
    name: 'stage_skipped',
    title: 'Won deals that skipped a stage',
    meaning:
      'At least six in ten won deals entered the stage; these never did. Lags from stage to stage leave them out.',
    fix: 'Enter each stage when it is reached.',
    touches: ['curves'],
    needs: ['opportunities', 'opportunity_changes'],
    names: 'stage',
  }),
  dealCheck({
    name: 'reopened',
    title: 'Opportunities that were closed and opened again',
    meaning:
      'Opened again within the days of the setting reopen_days, the win or loss is taken back: what a past week showed differs from what it shows now. Opened again later, it stands, and the opportunity is counted a second time, as a new one.',
    fix: 'Open a new opportunity instead, unless the closing was a mistake.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities', 'opportunity_changes'],
  }),
  dealCheck({
    name: 'many_on_one_day',
    title: 'Opportunities with dates that an import stamped',
    meaning:
      'They changed on a day with at least 50 changes and more than ten times the usual number: an import or a migration, so that ages counted from that day are wrong.',
    fix: 'Tell which day it was, so that its dates are not trusted; export the history from before it.',
    touches: ['curves', 'pipeline'],
    needs: ['opportunities', 'opportunity_changes'],
    names: 'day',
  }),
];
