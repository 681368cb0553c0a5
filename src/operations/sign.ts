import { z } from 'zod';
import { BadInput, NotAllowed, NotFound } from '../errors.ts';
import {
  type Dated,
  SIDES,
  SIGN,
  type Side,
  type Version,
  versionsOf,
} from '../ledger/agreement.ts';
import { campaignSubject } from '../ledger/plans.ts';
import type { Knowledge } from '../ledger/state.ts';
import { DEFAULT_DEFINITIONS } from './answer.ts';
import { type Decision, decide, decided, decisionInput, knownOn } from './decide.ts';
import { type Context, operation } from './operation.ts';
import { LOCAL, type Role } from './rights.ts';

/** Whose signature is whose. */
const SIGNS_FOR: Partial<Record<Role, Side>> = { sales_head: 'sales', marketing_head: 'marketing' };

/** Stands for every campaign that waits for the signature. */
const ALL_CAMPAIGNS = 'campaigns';

const output = z.object({
  ...decided,
  side: z.enum(SIDES),
  withdraws: z.boolean(),
  signed: z.array(
    z.object({
      about: z.string(),
      version: z.int(),
      holds_from: z.string().nullable().describe('Null while the other signature is missing'),
    }),
  ),
});
export type SignAnswer = z.output<typeof output>;

export const sign = operation({
  name: 'sign',
  kind: 'decision',
  title: 'Sign what was proposed, or withdraw a signature',
  summary:
    'Signs the newest version of a plan, a campaign or a definition for sales or for marketing. It holds from the day of the second signature. A withdrawal is an entry of its own; after it, a new proposal is needed.',
  input: z.strictObject({
    ...decisionInput,
    about: z
      .string()
      .min(1)
      .describe('plan, campaigns (all that wait), campaign/ID, or definition/accepted_opportunity'),
    version: z.int().min(1).optional().describe('Version that you read; the newest by default'),
    side: z.enum(SIDES).optional().describe('For whom; needed where nobody signs in'),
    withdraw: z.boolean().default(false),
  }),
  output,
  local: false,
  async run(context, asked) {
    const side = sideOf(context, asked.side);
    const { known, dayOf } = await knownOn(context, asked.as_of);
    const chosen = subjectsOf(known, asked.about).flatMap((subject) => {
      const versions = versionsOf(known.about(subject), dayOf);
      const version = pick(versions, subject, asked.version);
      const fault = faultOf(version, versions, { side, withdraws: asked.withdraw });
      if (fault === null) return [{ subject, version }];
      if (asked.about === ALL_CAMPAIGNS) return [];
      throw new BadInput({ ...fault, where: subject });
    });
    const decisions: Decision[] = chosen.map(({ subject, version }) => ({
      kind: SIGN,
      subject,
      body: { signs: version.seq, side, withdraws: asked.withdraw },
    }));
    const entries = await decide(context, asked, decisions);
    const after = await knownOn(context, asked.as_of);
    return {
      as_of: asked.as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [],
      entries,
      side,
      withdraws: asked.withdraw,
      signed: chosen.map(({ subject, version: { seq, number } }) => ({
        about: subject,
        version: number,
        holds_from:
          versionsOf(after.known.about(subject), dayOf).find((each) => each.seq === seq)
            ?.holds_from ?? null,
      })),
    };
  },
});

function sideOf({ who }: Context, asked: Side | undefined): Side {
  const own = SIGNS_FOR[who.role as Role];
  if (who.role === LOCAL && asked !== undefined) return asked;
  if (own !== undefined && (asked === undefined || asked === own)) return own;
  if (who.role === LOCAL) {
    throw new BadInput({
      code: 'which_side',
      message: 'Nobody is signed in here: say for whom you sign.',
      where: 'side',
      fix: 'Add --side sales or --side marketing.',
    });
  }
  throw new NotAllowed({
    code: 'not_your_side',
    message: `The role ${who.role} does not sign for ${asked ?? 'sales or marketing'}.`,
    where: 'side',
    fix: 'The heads of sales and of marketing sign, each for their own side.',
  });
}

function subjectsOf(known: Knowledge, about: string): string[] {
  if (about === ALL_CAMPAIGNS) return known.subjects(campaignSubject(''));
  return [about];
}

type AnyVersion = Version<Dated>;

function pick(versions: readonly AnyVersion[], about: string, number?: number): AnyVersion {
  const found = number === undefined ? versions.at(-1) : versions[number - 1];
  if (found) return found;
  throw new NotFound({
    code: 'nothing_to_sign',
    message:
      number === undefined
        ? `Nothing was proposed about "${about}".`
        : `"${about}" has no version ${number}.`,
    where: 'about',
    fix: 'The question `agreements` lists what was proposed.',
  });
}

function faultOf(
  version: AnyVersion,
  versions: readonly AnyVersion[],
  { side, withdraws }: { side: Side; withdraws: boolean },
): { code: string; message: string; fix: string } | null {
  const own = version.signatures.find((each) => each.side === side);
  if (withdraws) {
    if (own?.withdrawn_at === null) return null;
    return {
      code: 'not_signed',
      message: `There is no signature of ${side} under version ${version.number}.`,
      fix: 'Only what is signed can be withdrawn.',
    };
  }
  if (own !== undefined) {
    const day = own.at.slice(0, 10);
    return own.withdrawn_at === null
      ? {
          code: 'already_signed',
          message: `${own.who.name} signed version ${version.number} for ${side} on ${day}.`,
          fix: 'There is nothing left to do for this side.',
        }
      : {
          code: 'was_withdrawn',
          message: `The signature of ${side} under version ${version.number} was withdrawn.`,
          fix: 'Propose it again; then both sides sign the new version.',
        };
  }
  const last = versions.at(-1) as AnyVersion;
  if (version.number === last.number) return null;
  return {
    code: 'superseded',
    message: `Version ${version.number} was replaced by version ${last.number}.`,
    fix: `Read version ${last.number}, and sign that.`,
  };
}
