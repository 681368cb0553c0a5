/** An answer as a terminal shows it. */

import type { CurvesAnswer } from '../operations/curves.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import type { ImportAnswer } from '../operations/import.ts';
import type { OverviewAnswer } from '../operations/overview.ts';
import type { PipelineAnswer } from '../operations/pipeline.ts';
import type { RowsAnswer } from '../operations/rows.ts';
import type { SampleAnswer } from '../operations/sample.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { curvesScreen, curvesSentence, curvesSummary } from './terminal-curves.ts';
import {
  importScreen,
  importSentence,
  overviewScreen,
  overviewSentence,
  rebuildScreen,
  sampleScreen,
  sampleSentence,
} from './terminal-home.ts';
import { healthScreen, healthSentence, rowsScreen, rowsSentence } from './terminal-lists.ts';
import { pipelineScreen, pipelineSentence } from './terminal-pipeline.ts';
import { type Style, screen } from './terminal-text.ts';
import { weekScreen, weekSentence } from './terminal-week.ts';

type Answer = Readonly<Record<string, unknown>>;

interface Renderer {
  readonly sentence: (answer: Answer) => string;
  readonly lines: (answer: Answer, style: Style) => string[];
}

/** The answers of one operation have one type; this is where the names meet the types. */
function renderer<T>(
  sentence: (answer: T) => string,
  lines: (answer: T, style: Style) => string[],
): Renderer {
  return {
    sentence: (answer) => sentence(answer as T),
    lines: (answer, style) => lines(answer as T, style),
  };
}

const RENDERERS: ReadonlyMap<string, Renderer> = new Map([
  ['this-week', renderer<ThisWeekAnswer>(weekSentence, weekScreen)],
  ['curves', renderer<CurvesAnswer>(curvesSentence, curvesScreen)],
  ['pipeline', renderer<PipelineAnswer>(pipelineSentence, pipelineScreen)],
  ['rows', renderer<RowsAnswer>(rowsSentence, rowsScreen)],
  ['data-health', renderer<DataHealthAnswer>(healthSentence, healthScreen)],
  ['overview', renderer<OverviewAnswer>(overviewSentence, overviewScreen)],
  ['import', renderer<ImportAnswer>(importSentence, importScreen)],
  [
    'rebuild',
    renderer<{ facts_version: string }>(() => 'The facts were built anew.', rebuildScreen),
  ],
  ['sample', renderer<SampleAnswer>(sampleSentence, sampleScreen)],
]);

/** The whole screen; an operation without a renderer of its own is shown as JSON. */
export function terminalText(name: string, answer: Answer, style: Style): string {
  const found = RENDERERS.get(name);
  if (!found) return `${JSON.stringify(answer, null, 2)}\n`;
  return screen(found.lines(answer, style), style);
}

/** The sentence that answers the question; null when the operation has none. */
export function terminalSentence(name: string, answer: Answer): string | null {
  return RENDERERS.get(name)?.sentence(answer) ?? null;
}

/** Curves without their split by trait, for where something else follows. */
export function curvesSummaryText(answer: Answer, style: Style): string {
  return screen(curvesSummary(answer as unknown as CurvesAnswer, style), style);
}
