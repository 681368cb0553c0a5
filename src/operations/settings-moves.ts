/** What the figures of the present quarter would be under other settings, before anything is changed. */

import { addDays, quarterOf } from '../calendar.ts';
import type { Settings } from '../config.ts';
import { Home } from '../facts/home.ts';
import { type Facts, tryFacts } from '../facts/store.ts';
import { measure } from '../measures/measures.ts';
import { type Moment, momentOf } from './answer.ts';
import { heldDefinitions } from './definitions-held.ts';
import { FIGURES, figureOf, figureRows } from './frozen-figures.ts';
import type { Context } from './operation.ts';

/** Of the quarter to date, or of all time where that is said. */
export interface Move {
  readonly figure: string;
  readonly was: FigureValue;
  readonly is: FigureValue;
}

type FigureValue = string | number | { readonly amount: number; readonly currency: string };

/** Every figure under the settings as they are and as they would be; none before anything was imported. */
export async function settingsMoves(
  context: Context,
  as_of: string,
  after: Settings,
): Promise<Move[]> {
  const { home, signal } = context;
  const manifests = home.manifests();
  if (manifests.length === 0) return [];
  const facts = await context.facts();
  const was = await figures(context, { facts, settings: home.settings }, as_of);
  const changed = new Home(home.path, after);
  const is = async (would: Facts, settings: Settings) =>
    moved(was, await figures(context, { facts: would, settings }, as_of));
  if (changed.factsVersion(manifests) === facts.version) return is(facts, changed.settings);
  const progress = (message: string) => {
    signal?.throwIfAborted();
    context.progress(message);
  };
  progress('facts as they would be');
  return tryFacts(changed, progress, is);
}

type Figures = ReadonlyMap<string, FigureValue>;

interface Under {
  readonly facts: Facts;
  readonly settings: Settings;
}

async function figures(
  context: Context,
  { facts, settings }: Under,
  as_of: string,
): Promise<Figures> {
  const moment = momentOf(as_of, settings);
  const definitions = await heldDefinitions(context, as_of, moment);
  const { name, start, end } = quarterOf(moment.as_of, settings);
  const to = moment.as_of < end ? addDays(moment.as_of, 1) : end;
  const found = new Map<string, FigureValue>([
    ['quarter', `${name}: ${start} until before ${end}`],
  ]);
  for (const figure of FIGURES) {
    const counting = { moment, settings, definitions };
    const rows = await figureRows(facts, figure, { from: start, to }, counting);
    const { value } = figureOf(figure, rows);
    found.set(figure.name, figure.isMoney ? { amount: value, currency: settings.currency } : value);
  }
  for (const [figure, count] of await engagements(facts, { moment, settings })) {
    found.set(figure, count);
  }
  return found;
}

/** Episodes of engagement of all time, and those that led to an opportunity. */
async function engagements(
  { engine }: Facts,
  { moment, settings }: { readonly moment: Moment; readonly settings: Settings },
): Promise<[string, number][]> {
  const counts = await measure(engine, 'curve_counts', {
    ...moment,
    episode_gap: settings.episode_gap_days,
    reopen_days: settings.reopen_days,
    from_step: 'engagement',
    to_step: 'opportunity',
  });
  const all = counts.filter(({ trait }) => trait === null);
  const sum = (pick: (row: (typeof all)[number]) => number) =>
    all.reduce((total, row) => total + pick(row), 0);
  return [
    ['engagement_episodes', sum(({ entered }) => entered)],
    ['episodes_with_opportunity', sum(({ converted }) => converted)],
  ];
}

function moved(was: Figures, is: Figures): Move[] {
  return [...was].map(([figure, before]) => ({
    figure,
    was: before,
    is: is.get(figure) ?? before,
  }));
}
