import { z } from 'zod';
import { NotFound } from '../errors.ts';
import { frozenWeeks } from '../ledger/frozen-weeks.ts';
import { asOfInput, dayInput, envelope, momentOf } from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { knownOn } from './decide.ts';
import { heldDefinitions } from './definitions-held.ts';
import type { figureValue } from './freeze-week.ts';
import { type Context, operation } from './operation.ts';
import { type Restated, restatedFigure, restateWeeks } from './restated-weeks.ts';

const output = z.object({
  ...envelope,
  figures: z.array(restatedFigure),
});

export type RestatementsAnswer = z.output<typeof output>;

export const restatements = operation({
  name: 'restatements',
  kind: 'question',
  title: 'Which frozen figures moved, and why',
  summary:
    'Every figure that was frozen for a week beside what it is now: each change with its reason (late record, edit, merge, deletion, vanished, erased, reopened, exchange rate, new definition), the rows behind it and the money. The reasons add up to the change exactly.',
  input: z.strictObject({
    as_of: asOfInput,
    week: dayInput.optional().describe('First day of a week; all frozen weeks by default'),
  }),
  output,
  local: false,
  async run(context, { as_of, week }) {
    const facts = await context.facts();
    const moment = momentOf(as_of, context.home.settings);
    const { known } = await knownOn(context, moment.as_of);
    const entries = frozenWeeks(known).filter(
      ({ at, from }) => at <= moment.as_of && (week === undefined || from === week),
    );
    const figures = await restateWeeks(context, entries, as_of);
    const definitions = await heldDefinitions(context, as_of, moment);
    const caveats = await sourceCautions(facts, moment, definitions);
    if (figures.length === 0) {
      caveats.push({
        code: 'nothing_frozen',
        message: `No week was frozen by ${moment.as_of}, so nothing can be compared: \`freeze-week\` does that.`,
      });
    }
    if (figures.some(({ frozen, asked_again }) => amountOf(frozen) !== amountOf(asked_again))) {
      caveats.push({
        code: 'history_changed',
        message:
          'Some figures are not what they were even as of the day of their freeze: an older export was imported since, or a setting was changed. The frozen value stands.',
      });
    }
    return { as_of, definition_versions: definitions.versions, caveats, figures };
  },
});

/** Which frozen figure is meant. */
export interface FrozenName {
  readonly name: string;
  /** First day of its week. */
  readonly from: string;
  readonly frozen_on: string;
}

/** One frozen figure, compared. @throws NotFound when it was not frozen by then */
export async function restateOne(
  context: Context,
  { name, from, frozen_on }: FrozenName,
  as_of: string,
): Promise<Restated> {
  const { as_of: day } = momentOf(as_of, context.home.settings);
  const { known } = await knownOn(context, day);
  const entry = frozenWeeks(known).find(
    (each) => each.from === from && each.at === frozen_on && each.at <= day,
  );
  const frozen = entry?.figures.filter((each) => each.name === name) ?? [];
  const [restated] = entry
    ? await restateWeeks(context, [{ ...entry, figures: frozen }], as_of)
    : [];
  if (restated) return restated;
  throw new NotFound({
    code: 'nothing_frozen',
    message: `By ${day} no ${name} was frozen on ${frozen_on} for the week from ${from}.`,
    where: 'rows',
    fix: 'Ask `restatements`: it lists every frozen figure with its week and day.',
  });
}

function amountOf(value: z.output<typeof figureValue>): number {
  return typeof value === 'number' ? value : value.amount;
}
