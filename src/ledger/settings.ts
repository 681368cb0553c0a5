import type { Entry } from './entry.ts';

export const SETTINGS_SUBJECT = 'settings';

/** Body of a `settings` entry: names and what they are set to; null takes the default again. */
interface SettingsBody {
  readonly set: Readonly<Record<string, unknown>>;
}

/** What was decided last of each setting; null where the default was taken again. */
export function settingsDecided(entries: readonly Entry[]): Map<string, unknown> {
  return new Map(entries.flatMap(({ body }) => Object.entries((body as SettingsBody).set)));
}

/** The newest entry that says something of a setting, or null. */
export function lastAbout(entries: readonly Entry[], name: string): Entry | null {
  return entries.findLast(({ body }) => name in (body as SettingsBody).set) ?? null;
}
