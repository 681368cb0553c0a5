/** Asks operations by name. An answer may carry its report: sentence, pictures, tables. */

import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { AgreementsAnswer } from '../operations/agreements.ts';
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
import type { PlanAnswer } from '../operations/plan.ts';
import type { PlanCampaignAnswer } from '../operations/plan-campaigns.ts';
import type { RecordAnswer } from '../operations/record.ts';
import type { RestatementsAnswer } from '../operations/restatements.ts';
import type { RowsAnswer } from '../operations/rows.ts';
import type { SetBudgetAnswer } from '../operations/set-budget.ts';
import type { SetPersonAnswer } from '../operations/set-person.ts';
import type { SetPlanAnswer } from '../operations/set-plan.ts';
import type { SettingsAnswer } from '../operations/settings.ts';
import type { SignAnswer } from '../operations/sign.ts';
import type { SignInsAnswer } from '../operations/sign-ins.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import type { Report } from '../reports/report.ts';
import { useAddress } from './address.ts';

interface Answers {
  readonly 'this-week': ThisWeekAnswer;
  readonly curves: CurvesAnswer;
  readonly 'data-health': DataHealthAnswer;
  readonly 'import-files': ImportAnswer;
  readonly 'inspect-files': InspectAnswer;
  readonly overview: OverviewAnswer;
  readonly restatements: RestatementsAnswer;
  readonly rows: RowsAnswer;
  readonly forecast: ForecastAnswer;
  readonly backtest: BacktestAnswer;
  readonly plan: PlanAnswer;
  readonly campaigns: CampaignsAnswer;
  readonly 'campaign-types': CampaignTypesAnswer;
  readonly agreements: AgreementsAnswer;
  readonly definitions: DefinitionsAnswer;
  readonly define: DefineAnswer;
  readonly 'set-plan': SetPlanAnswer;
  readonly 'plan-campaign': PlanCampaignAnswer;
  readonly 'move-campaign': PlanCampaignAnswer;
  readonly 'record-assumption': RecordAnswer;
  readonly 'record-event': RecordAnswer;
  readonly 'set-budget': SetBudgetAnswer;
  readonly act: RecordAnswer;
  readonly settings: SettingsAnswer;
  readonly sign: SignAnswer;
  readonly people: PeopleAnswer;
  readonly 'sign-ins': SignInsAnswer;
  readonly 'set-person': SetPersonAnswer;
}

export type Name = keyof Answers;
export type Answer<Asked extends Name> = Answers[Asked] & { readonly report: Report };
type Input = Readonly<Record<string, unknown>>;

/** What went wrong, as the server tells it (RFC 9457). */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly where: string | null;
  readonly fix: string;
  /** Of a conflict: the entry that was seen, and the present one. */
  readonly details: Readonly<Record<string, unknown>> | null;

  constructor(told: {
    title: string;
    status: number;
    code: string;
    where?: string | null;
    fix: string;
    details?: Readonly<Record<string, unknown>> | null;
  }) {
    super(told.title);
    this.code = told.code;
    this.status = told.status;
    this.where = told.where ?? null;
    this.fix = told.fix;
    this.details = told.details ?? null;
  }
}

/** @throws Problem */
async function send(
  name: Name,
  input: Input,
  { accept, signal = null }: { readonly accept: string; readonly signal?: AbortSignal | null },
): Promise<Response> {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(input),
    signal,
  }).catch(() => null);
  if (response === null) throw unreachable();
  return response;
}

/** @throws Problem */
export async function ask<Asked extends Name>(name: Asked, input: Input): Promise<Answer<Asked>> {
  const response = await send(name, input, { accept: 'application/json' });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || body === null) throw problemOf(body, response.status);
  return body as Answer<Asked>;
}

/** One line of an answer that takes long. */
interface Line<Asked extends Name> {
  readonly progress?: string;
  readonly answer?: Answer<Asked>;
  readonly problem?: { readonly status: number };
}

/** The same of what takes long: hears meanwhile what is being done. @throws Problem */
export async function askHearing<Asked extends Name>(
  name: Asked,
  input: Input,
  onProgress: (message: string) => void,
  signal: AbortSignal | null = null,
): Promise<Answer<Asked>> {
  const response = await send(name, input, { accept: 'application/x-ndjson', signal });
  if (!response.ok || response.body === null) {
    throw problemOf(await response.json().catch(() => null), response.status);
  }
  for await (const text of linesOf(response.body)) {
    const { progress, answer, problem } = JSON.parse(text) as Line<Asked>;
    if (progress !== undefined) onProgress(progress);
    if (problem !== undefined) throw problemOf(problem, problem.status);
    if (answer !== undefined) return answer;
  }
  throw brokenOff();
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader();
  let rest = '';
  for (;;) {
    const part = await reader.read().catch(() => null);
    if (part === null || part.done) return;
    const lines = (rest + String(part.value)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** The answer as of the day in the address; without one the server takes its own. */
export function useAnswer<Asked extends Name>(
  name: Asked,
  input: Input,
  isReady = true,
): UseQueryResult<Answer<Asked>, Problem> {
  const as_of = useAddress().get('as_of');
  const full = as_of === null ? input : { ...input, as_of };
  return useQuery<Answer<Asked>, Problem>({
    queryKey: [name, full],
    queryFn: () => ask(name, full),
    placeholderData: keepPreviousData,
    enabled: isReady,
  });
}

function unreachable(): Problem {
  return new Problem({
    title: 'The server does not answer.',
    status: 0,
    code: 'unreachable',
    fix: 'Start it with `sameboat serve`, then try again. What was loaded before still holds.',
  });
}

function brokenOff(): Problem {
  return new Problem({
    title: 'The connection broke off before the answer came.',
    status: 0,
    code: 'unreachable',
    fix: 'See under Data whether the import is there: it goes on without the page. If not, import again; the same files twice change nothing.',
  });
}

function problemOf(body: unknown, status: number): Problem {
  const told = (body ?? {}) as Partial<
    Record<'title' | 'detail' | 'code' | 'where' | 'fix', string> & {
      details: Readonly<Record<string, unknown>>;
    }
  >;
  return new Problem({
    title: told.detail ?? told.title ?? 'The server could not answer.',
    status,
    code: told.code ?? `http_${status}`,
    where: told.where ?? null,
    fix: told.fix ?? 'Try again; if it stays, look at the server’s log.',
    details: told.details ?? null,
  });
}
