/** Versions and signatures as answers tell them. */

import { z } from 'zod';
import { type Dated, SIDES, type Version } from '../ledger/agreement.ts';

const authorSchema = z.object({ id: z.string(), name: z.string(), role: z.string() });

export const toldSchema = {
  seq: z.int().describe('Number of the entry: what to name as seen'),
  said_at: z.string(),
  by: authorSchema,
  reason: z.string().nullable(),
};

export const versionSchema = z.object({
  version: z.int(),
  ...toldSchema,
  effective_from: z.string().nullable(),
  signatures: z.array(
    z.object({
      side: z.enum(SIDES),
      by: authorSchema,
      at: z.string(),
      withdrawn_at: z.string().nullable(),
    }),
  ),
  missing: z.array(z.enum(SIDES)).describe('Sides whose signature is missing or was withdrawn'),
  holds_from: z.string().nullable().describe('First day on which it holds'),
  holds_until: z.string().nullable().describe('First day on which it holds no more'),
});

export function toldVersion(version: Version<object>): z.output<typeof versionSchema> {
  const { signatures } = version;
  const signed = signatures.filter(({ withdrawn_at }) => withdrawn_at === null);
  return {
    version: version.number,
    seq: version.seq,
    said_at: version.proposed_at,
    by: version.proposed_by,
    reason: version.reason,
    effective_from: (version.body as Dated).effective_from ?? null,
    signatures: signatures.map(({ side, who, at, withdrawn_at }) => ({
      side,
      by: who,
      at,
      withdrawn_at,
    })),
    missing: SIDES.filter((side) => !signed.some((each) => each.side === side)),
    holds_from: version.holds_from,
    holds_until: version.holds_until,
  };
}
