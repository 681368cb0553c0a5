import { z } from 'zod';
import { daysBetween } from '../calendar.ts';
import { heldOn, SIDES, type Version, versionsOf, waiting } from '../ledger/agreement.ts';
import { toldVersion, versionSchema } from './agreement-answer.ts';
import { asOfInput, DEFAULT_DEFINITIONS, envelope } from './answer.ts';
import { knownOn } from './decide.ts';
import { operation } from './operation.ts';

/** Subjects that two heads agree on. */
const AGREED = ['plan', 'definition/', 'campaign/'];

const agreementSchema = z.object({
  about: z.string(),
  name: z.string(),
  in_force: versionSchema.nullable(),
  waiting: versionSchema.nullable().describe('The proposal that waits for a signature'),
  waits_for: z.array(z.enum(SIDES)),
  waiting_days: z.int().nullable(),
  next_review: z
    .string()
    .nullable()
    .describe('Day on which what holds is to be looked at again; null for campaigns, which end'),
  review_is_late: z.boolean(),
  versions: z.int(),
});

const output = z.object({
  ...envelope,
  time_zone: z.string(),
  agreements: z.array(agreementSchema),
  signed: z.int().describe('Agreements of which a version holds and none waits'),
  waiting: z.int(),
});
export type AgreementsAnswer = z.output<typeof output>;

export const agreements = operation({
  name: 'agreements',
  kind: 'question',
  title: 'What have both heads signed, and what waits',
  summary:
    'Every plan, campaign and definition: the version that holds, who signed it and since when, and the proposal that waits, for whom and how long.',
  input: z.strictObject({ as_of: asOfInput }),
  output,
  local: false,
  async run(context, { as_of }) {
    const { known, day, dayOf } = await knownOn(context, as_of);
    const subjects = AGREED.flatMap((prefix) => known.subjects(prefix));
    const all = subjects.map((subject) => {
      const versions = versionsOf<NamedBody>(known.about(subject), dayOf);
      return shown(subject, versions, { day, dayOf, months: context.home.settings.review_months });
    });
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [],
      time_zone: context.home.settings.time_zone,
      agreements: all,
      signed: all.filter((each) => each.in_force !== null && each.waiting === null).length,
      waiting: all.filter((each) => each.waiting !== null).length,
    };
  },
});

interface NamedBody {
  readonly effective_from?: string | null;
  readonly name?: string;
}

function shown(
  about: string,
  versions: readonly Version<NamedBody>[],
  { day, dayOf, months }: { day: string; dayOf: (instant: string) => string; months: number },
): z.output<typeof agreementSchema> {
  const held = heldOn(versions, day);
  const proposal = waiting(versions);
  const told = proposal && toldVersion(proposal);
  const since = about.startsWith('campaign/') ? null : (held?.holds_from ?? null);
  const next = since && Temporal.PlainDate.from(since).add({ months }).toString();
  return {
    about,
    name: versions.at(-1)?.body.name ?? about.replace(/^\w+\//, '').replaceAll('_', ' '),
    in_force: held && toldVersion(held),
    waiting: told,
    waits_for: told?.missing ?? [],
    waiting_days: proposal && daysBetween(dayOf(proposal.proposed_at), day),
    next_review: next,
    review_is_late: next !== null && next < day,
    versions: versions.length,
  };
}
