/** The list of data-health checks: what each means and how to mend it. */

import type { Check } from './check.ts';
import { CAMPAIGN_CHECKS } from './checks-campaigns.ts';
import { DEAL_CHECKS } from './checks-deals.ts';
import { HISTORY_CHECKS } from './checks-history.ts';
import { MEETING_CHECKS } from './checks-meetings.ts';
import { PEOPLE_CHECKS } from './checks-people.ts';
import { SOURCE_CHECKS } from './checks-sources.ts';

export const CHECKS: readonly Check[] = [
  ...DEAL_CHECKS,
  ...HISTORY_CHECKS,
  ...CAMPAIGN_CHECKS,
  ...PEOPLE_CHECKS,
  ...MEETING_CHECKS,
  ...SOURCE_CHECKS,
];
