/** An answer as a terminal shows it: the sentence that answers, then figures. */

import type { CurvesAnswer } from '../operations/curves.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import type { ErasePersonAnswer } from '../operations/erase-person.ts';
import type { FreezeWeekAnswer } from '../operations/freeze-week.ts';
import type { ImportAnswer } from '../operations/import.ts';
import type { InspectAnswer } from '../operations/inspect-files.ts';
import type { OverviewAnswer } from '../operations/overview.ts';
import type { PipelineAnswer } from '../operations/pipeline.ts';
import type { RestatementsAnswer } from '../operations/restatements.ts';
import type { RowsAnswer } from '../operations/rows.ts';
import type { SampleAnswer } from '../operations/sample.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { present } from './present.ts';
import { curvesLead, curvesScreen, curvesSentence, curvesSummary } from './terminal-curves.ts';
import {
  eraseScreen,
  eraseSentence,
  freezeScreen,
  freezeSentence,
  restatementsScreen,
  restatementsSentence,
} from './terminal-decisions.ts';
import {
  importScreen,
  importSentence,
  overviewScreen,
  rebuildScreen,
  sampleScreen,
  sampleSentence,
} from './terminal-home.ts';
import { inspectScreen } from './terminal-inspect.ts';
import { healthScreen, rowsScreen } from './terminal-lists.ts';
import { pipelineScreen, pipelineSentence } from './terminal-pipeline.ts';
import { reportScreen } from './terminal-report.ts';
import { printable, room, type Style, screen, sentenceLines, wrap } from './terminal-text.ts';
import { weekScreen } from './terminal-week.ts';

type Answer = Readonly<Record<string, unknown>>;

interface Heading {
  readonly sentence: string;
  readonly lead: string;
}

interface Renderer {
  /** Null: the same as on the pages. */
  readonly heading: ((answer: Answer) => Heading) | null;
  readonly lines: (answer: Answer, style: Style) => string[];
}

/** The answers of one operation have one type; this is where the names meet the types. */
function renderer<T>(
  lines: (answer: T, style: Style) => string[],
  heading: ((answer: T) => Heading) | null = null,
): Renderer {
  return {
    heading: heading && ((answer) => heading(answer as T)),
    lines: (answer, style) => lines(answer as T, style),
  };
}

const said = (sentence: string, lead = ''): Heading => ({ sentence, lead });

/** Told in the words and tables of the pages. */
const AS_TABLES = [
  'forecast',
  'backtest',
  'plan',
  'campaigns',
  'campaign-types',
  'agreements',
  'definitions',
  'define',
  'set-plan',
  'plan-campaign',
  'move-campaign',
  'record-assumption',
  'record-event',
  'act',
  'set-budget',
  'sign',
  'settings',
  'people',
  'set-person',
  'audit',
  'sign-ins',
];

const RENDERERS: ReadonlyMap<string, Renderer> = new Map([
  ['this-week', renderer<ThisWeekAnswer>(weekScreen)],
  [
    'curves',
    renderer<CurvesAnswer>(curvesScreen, (answer) =>
      said(curvesSentence(answer), curvesLead(answer)),
    ),
  ],
  ['pipeline', renderer<PipelineAnswer>(pipelineScreen, (a) => said(pipelineSentence(a)))],
  ['rows', renderer<RowsAnswer>(rowsScreen)],
  ['data-health', renderer<DataHealthAnswer>(healthScreen)],
  ['overview', renderer<OverviewAnswer>(overviewScreen)],
  ['import', renderer<ImportAnswer>(importScreen, (answer) => said(importSentence(answer)))],
  ['import-files', renderer<ImportAnswer>(importScreen, (answer) => said(importSentence(answer)))],
  ['inspect', renderer<InspectAnswer>(inspectScreen)],
  ['inspect-files', renderer<InspectAnswer>(inspectScreen)],
  [
    'rebuild',
    renderer<{ facts_version: string }>(rebuildScreen, () => said('The facts were built anew.')),
  ],
  ['erase-person', renderer<ErasePersonAnswer>(eraseScreen, (a) => said(eraseSentence(a)))],
  ['freeze-week', renderer<FreezeWeekAnswer>(freezeScreen, (a) => said(freezeSentence(a)))],
  [
    'restatements',
    renderer<RestatementsAnswer>(restatementsScreen, (a) => said(restatementsSentence(a))),
  ],
  ['sample', renderer<SampleAnswer>(sampleScreen, (answer) => said(sampleSentence(answer)))],
  ...AS_TABLES.map((name): [string, Renderer] => [name, renderer(reportScreen(name))]),
]);

/** The whole screen; an operation without a renderer of its own is shown as JSON. */
export function terminalText(name: string, answer: Answer, style: Style): string {
  const found = RENDERERS.get(name);
  if (!found) return `${JSON.stringify(answer, null, 2)}\n`;
  return screen([...headingLines(name, answer, style), ...found.lines(answer, style)], style);
}

/** Curves without their split by trait, for where something else follows. */
export function curvesSummaryText(answer: Answer, style: Style): string {
  const lines = curvesSummary(answer as unknown as CurvesAnswer, style);
  return screen([...headingLines('curves', answer, style), ...lines], style);
}

function headingLines(name: string, answer: Answer, style: Style): string[] {
  const own = RENDERERS.get(name)?.heading;
  const { sentence, lead } = own
    ? own(answer)
    : (present(name, answer, { locale: 'en' }) ?? said(''));
  return [...sentenceLines(printable(sentence), style), ...wrap(printable(lead), room(style)), ''];
}
