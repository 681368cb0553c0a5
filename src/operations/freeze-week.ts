import { z } from 'zod';
import { addDays, weekStart } from '../calendar.ts';
import { type FrozenWeek, frozenWeeks, weekSubject } from '../ledger/frozen-weeks.ts';
import { dayInput, momentOf, moneySchema } from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { decide, decided, decisionInput, knownOn } from './decide.ts';
import { heldDefinitions } from './definitions-held.ts';
import { type Counting, definitionsText, FIGURES, figureOf, figureRows } from './frozen-figures.ts';
import { type Context, operation } from './operation.ts';

export const figureValue = z.union([z.int(), moneySchema]);

const output = z.object({
  ...decided,
  week: z.object({ from: dayInput, to: dayInput.describe('First day after it') }),
  already_frozen: z.boolean().describe('These figures were frozen on this day before'),
  figures: z.array(z.object({ name: z.string(), value: figureValue, rows: z.int() })),
});

export type FreezeWeekAnswer = z.output<typeof output>;

export const freezeWeek = operation({
  name: 'freeze-week',
  kind: 'decision',
  title: 'Freeze the figures of a week',
  summary:
    'Writes down what a week came to as known on a day: net new meetings held, opportunities, wins and bookings, with the rows of each. `restatements` later says what moved, and why. Frozen figures are never rewritten.',
  input: z.strictObject({
    ...decisionInput,
    as_of: dayInput.describe('Day of the freeze, whose knowledge is used'),
    week: dayInput.optional().describe('A day of the week; the last whole week by default'),
  }),
  output,
  local: false,
  async run(context, { week, ...asked }) {
    const { home } = context;
    const { as_of } = asked;
    const from = weekStart(week ?? addDays(as_of, -7), home.settings);
    const { known } = await knownOn(context, as_of);
    const earlier = frozenWeeks(known).find((week) => week.at === as_of && week.from === from);
    const moment = momentOf(as_of, home.settings);
    const definitions = await heldDefinitions(context, as_of, moment);
    const counting = { moment, settings: home.settings, definitions };
    const entry = earlier ?? (await freeze(context, counting, { at: as_of, from }));
    const entries = earlier
      ? []
      : await decide(context, asked, [
          { kind: 'freeze-week', subject: weekSubject(from), body: entry },
        ]);
    const facts = await context.facts();
    const caveats = await sourceCautions(facts, moment, definitions);
    if (as_of < addDays(entry.to, -1)) {
      caveats.push({
        code: 'week_not_over',
        message: `The week ends on ${addDays(entry.to, -1)}: what was known on ${as_of} is a part of it.`,
      });
    }
    return {
      as_of,
      definition_versions: definitions.versions,
      caveats,
      week: { from: entry.from, to: entry.to },
      entries,
      already_frozen: earlier !== undefined,
      figures: entry.figures.map(({ name, value, rows }) => ({
        name,
        value: shownValue(name, value, entry),
        rows: rows.length,
      })),
    };
  },
});

async function freeze(
  context: Context,
  counting: Counting,
  { at, from }: { readonly at: string; readonly from: string },
): Promise<FrozenWeek> {
  const facts = await context.facts();
  const to = addDays(from, 7);
  const figures = [];
  for (const figure of FIGURES) {
    figures.push(figureOf(figure, await figureRows(facts, figure, { from, to }, counting)));
  }
  const { currency } = counting.settings;
  return { at, from, to, currency, definitions: definitionsText(counting), figures };
}

/** A count, or money. */
export function shownValue(
  name: string,
  value: number,
  { currency }: { currency: string },
): z.output<typeof figureValue> {
  const isMoney = FIGURES.find((figure) => figure.name === name)?.isMoney;
  return isMoney ? { amount: value, currency } : value;
}
