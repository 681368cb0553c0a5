/** What every answer has, and what several of them share. */

import { z } from 'zod';
import { addDays } from '../calendar.ts';
import type { Settings } from '../config.ts';

const caveatSchema = z.object({
  code: z.string().describe('Stable name of the caution'),
  message: z.string().describe('What it touches, in one sentence'),
});
export type Caveat = z.infer<typeof caveatSchema>;

/** The fields that every answer begins with. */
export const envelope = {
  as_of: z.string().describe('Day or instant whose knowledge the answer uses'),
  definition_versions: z
    .record(z.string(), z.int())
    .describe('Version of each definition used; 0 is the built-in one, signed by nobody'),
  caveats: z.array(caveatSchema),
};

/** Until both heads sign one, every opportunity counts as accepted on the day it was opened. */
export const DEFAULT_DEFINITIONS = { accepted_opportunity: 0, meeting: 0 };

export const asOfInput = z
  .union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], {
    error: 'is neither a day (2026-08-31) nor an instant (2026-08-31T08:00:00Z)',
  })
  .refine(isUsualYear, 'is not between the years 1900 and 2999')
  .describe('Day (2026-08-31) or instant (2026-08-31T08:00:00Z) whose knowledge to use');

export const dayInput = z.iso.date().refine(isUsualYear, 'is not between the years 1900 and 2999');

/** Beyond these years dates have other spellings. */
function isUsualYear(text: string): boolean {
  return text >= '1900' && text < '3000';
}

export const moneySchema = z.object({
  amount: z.int().describe('Minor units, such as cents'),
  currency: z.string(),
});

export const intervalFields = {
  low: z.number().nullable().describe('Lower end of the 90 % interval'),
  high: z.number().nullable().describe('Upper end of the 90 % interval'),
};

export interface Moment {
  /** Last day that is counted, in the company's calendar. */
  readonly as_of: string;
  /** Rows recorded before this instant are known; UTC, without a zone. */
  readonly known_at: string;
}

/** A day is known to its end; an instant to itself. */
export function momentOf(asOf: string, settings: Pick<Settings, 'time_zone'>): Moment {
  const isDay = asOf.length === 10;
  const instant = isDay
    ? Temporal.PlainDate.from(addDays(asOf, 1)).toZonedDateTime(settings.time_zone).toInstant()
    : instantOf(asOf, settings.time_zone);
  const day = isDay
    ? asOf
    : instant.toZonedDateTimeISO(settings.time_zone).toPlainDate().toString();
  return { as_of: day, known_at: instant.toZonedDateTimeISO('UTC').toPlainDateTime().toString() };
}

function instantOf(text: string, timeZone: string): Temporal.Instant {
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(text)
    ? Temporal.Instant.from(text)
    : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
}
