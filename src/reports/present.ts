/** Answers as reports: the one place that knows which operation has which. */

import type { AgreementsAnswer } from '../operations/agreements.ts';
import type { AuditAnswer } from '../operations/audit.ts';
import type { BacktestAnswer } from '../operations/backtest.ts';
import type { CampaignTypesAnswer } from '../operations/campaign-types.ts';
import type { CampaignsAnswer } from '../operations/campaigns.ts';
import type { CurvesAnswer } from '../operations/curves.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import type { DefineAnswer } from '../operations/define.ts';
import type { DefinitionsAnswer } from '../operations/definitions.ts';
import type { ForecastAnswer } from '../operations/forecast.ts';
import type { ImportAnswer } from '../operations/import.ts';
import type { InspectAnswer } from '../operations/inspect-files.ts';
import type { OverviewAnswer } from '../operations/overview.ts';
import type { PeopleAnswer } from '../operations/people.ts';
import type { PipelineAnswer } from '../operations/pipeline.ts';
import type { PlanAnswer } from '../operations/plan.ts';
import type { PlanCampaignAnswer } from '../operations/plan-campaigns.ts';
import type { RecordAnswer } from '../operations/record.ts';
import type { RestatementsAnswer } from '../operations/restatements.ts';
import type { RowsAnswer } from '../operations/rows.ts';
import type { SetPersonAnswer } from '../operations/set-person.ts';
import type { SetPlanAnswer } from '../operations/set-plan.ts';
import type { SettingsAnswer } from '../operations/settings.ts';
import type { SignAnswer } from '../operations/sign.ts';
import type { SignInsAnswer } from '../operations/sign-ins.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import type { Language } from './numbers.ts';
import { presentAgreements } from './present-agreements.ts';
import { presentBacktest } from './present-backtest.ts';
import { presentCampaignTypes } from './present-campaign-types.ts';
import { presentCampaigns } from './present-campaigns.ts';
import { presentCurves } from './present-curves.ts';
import { presentDataHealth, presentOverview, presentRows } from './present-data.ts';
import {
  presentPlanCampaign,
  presentRecord,
  presentSetPlan,
  presentSign,
} from './present-decisions.ts';
import { presentDefine, presentDefinitions } from './present-definitions.ts';
import { presentForecast } from './present-forecast.ts';
import { presentImport, presentInspect } from './present-import.ts';
import { presentAudit, presentPeople, presentSetPerson } from './present-people.ts';
import { presentPipeline } from './present-pipeline.ts';
import { presentPlan } from './present-plan.ts';
import { presentRestatements } from './present-restatements.ts';
import { presentSettings } from './present-settings.ts';
import { presentSignIns } from './present-sign-ins.ts';
import { presentThisWeek } from './present-this-week.ts';
import type { Report } from './report.ts';

/** The report of an operation's answer, or null for an operation that has none. */
export function present(name: string, answer: unknown, language: Language): Report | null {
  switch (name) {
    case 'this-week':
      return presentThisWeek(answer as ThisWeekAnswer, language);
    case 'curves':
      return presentCurves(answer as CurvesAnswer, language);
    case 'pipeline':
      return presentPipeline(answer as PipelineAnswer, language);
    case 'forecast':
      return presentForecast(answer as ForecastAnswer, language);
    case 'backtest':
      return presentBacktest(answer as BacktestAnswer, language);
    case 'rows':
      return presentRows(answer as RowsAnswer, language);
    case 'data-health':
      return presentDataHealth(answer as DataHealthAnswer, language);
    case 'overview':
      return presentOverview(answer as OverviewAnswer, language);
    case 'restatements':
      return presentRestatements(answer as RestatementsAnswer, language);
    case 'plan':
      return presentPlan(answer as PlanAnswer, language);
    case 'campaigns':
      return presentCampaigns(answer as CampaignsAnswer, language);
    case 'campaign-types':
      return presentCampaignTypes(answer as CampaignTypesAnswer, language);
    case 'agreements':
      return presentAgreements(answer as AgreementsAnswer, language);
    case 'definitions':
      return presentDefinitions(answer as DefinitionsAnswer, language);
    case 'define':
      return presentDefine(answer as DefineAnswer, language);
    case 'set-plan':
      return presentSetPlan(answer as SetPlanAnswer, language);
    case 'plan-campaign':
    case 'move-campaign':
      return presentPlanCampaign(answer as PlanCampaignAnswer, language, name === 'move-campaign');
    case 'sign':
      return presentSign(answer as SignAnswer, language);
    case 'record-assumption':
    case 'record-event':
    case 'act':
    case 'set-budget':
      return presentRecord(name, answer as RecordAnswer, language);
    case 'settings':
      return presentSettings(answer as SettingsAnswer, language);
    case 'import':
    case 'import-files':
      return presentImport(answer as ImportAnswer, language);
    case 'inspect':
    case 'inspect-files':
      return presentInspect(answer as InspectAnswer, language);
    case 'people':
      return presentPeople(answer as PeopleAnswer, language);
    case 'set-person':
      return presentSetPerson(answer as SetPersonAnswer);
    case 'sign-ins':
      return presentSignIns(answer as SignInsAnswer, language);
    case 'audit':
      return presentAudit(answer as AuditAnswer, language);
    default:
      return null;
  }
}
