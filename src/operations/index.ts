/** Everything that the product can do: the table of contents. */

import { agreements } from './agreements.ts';
import { audit } from './audit.ts';
import { backtest } from './backtest.ts';
import { campaignTypes } from './campaign-types.ts';
import { campaigns } from './campaigns.ts';
import { curves } from './curves.ts';
import { dataHealth } from './data-health.ts';
import { define } from './define.ts';
import { definitions } from './definitions.ts';
import { erasePersonOperation } from './erase-person.ts';
import { forecast } from './forecast.ts';
import { freezeWeek } from './freeze-week.ts';
import { importOperation } from './import.ts';
import { importUploaded } from './import-files.ts';
import { inspect, inspectUploaded } from './inspect-files.ts';
import { exportLedger, importLedger } from './ledger-files.ts';
import type { Operation } from './operation.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { pipeline } from './pipeline.ts';
import { plan } from './plan.ts';
import { moveCampaign, planCampaign } from './plan-campaigns.ts';
import { rebuild } from './rebuild.ts';
import { act, recordAssumption, recordEvent } from './record.ts';
import { restatements } from './restatements.ts';
import { rows } from './rows.ts';
import { sample } from './sample.ts';
import { setBudget } from './set-budget.ts';
import { setPerson } from './set-person.ts';
import { setPlan } from './set-plan.ts';
import { settings } from './settings.ts';
import { sign } from './sign.ts';
import { signIns } from './sign-ins.ts';
import { thisWeek } from './this-week.ts';

export const OPERATIONS: readonly Operation[] = [
  thisWeek,
  curves,
  pipeline,
  forecast,
  backtest,
  rows,
  dataHealth,
  overview,
  importOperation,
  inspect,
  importUploaded,
  inspectUploaded,
  plan,
  campaigns,
  campaignTypes,
  agreements,
  definitions,
  restatements,
  define,
  setPlan,
  planCampaign,
  moveCampaign,
  setBudget,
  recordAssumption,
  recordEvent,
  sign,
  settings,
  act,
  freezeWeek,
  erasePersonOperation,
  rebuild,
  exportLedger,
  importLedger,
  sample,
  people,
  setPerson,
  audit,
  signIns,
];
