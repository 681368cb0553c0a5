import { parse } from 'yaml';
import { z } from 'zod';
import { daysBetween, quarterOf } from '../calendar.ts';
import { SETTINGS, type Settings, settingsWith, writeSettings } from '../config.ts';
import { BadInput, Conflict, NotAllowed } from '../errors.ts';
import { lastAbout, SETTINGS_SUBJECT } from '../ledger/settings.ts';
import { toldSchema } from './agreement-answer.ts';
import { DEFAULT_DEFINITIONS, moneySchema } from './answer.ts';
import { decide, decided, decisionInput, knownOn } from './decide.ts';
import { type Context, operation } from './operation.ts';
import { NOW_AND_LATER } from './person-rights.ts';
import { told } from './plan.ts';
import { LOCAL, MAY_SET } from './rights.ts';
import { settingsMoves } from './settings-moves.ts';

/** What of the machine it runs on is its administrator's: such a setting is made in its terminal. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set([
  'memory_limit',
  'threads',
  'statement_timeout',
]);

const output = z.object({
  ...decided,
  seq: z.int().describe('Newest entry about settings, 0 for none: what to name as seen'),
  moves: z
    .array(
      z.object({
        figure: z.string(),
        was: z.union([z.string(), z.number(), moneySchema]),
        is: z.union([z.string(), z.number(), moneySchema]),
      }),
    )
    .describe('Of a dry run: figures of this quarter to date as they are and as they would be'),
  may_change: z.boolean().describe('Whether whoever asks may change settings'),
  settings: z.array(
    z.object({
      name: z.string(),
      meaning: z.string(),
      value: z.unknown(),
      default: z.unknown(),
      is_default: z.boolean(),
      effect: z.string().nullable().describe('What it makes of today'),
      changed: z.object(toldSchema).nullable().describe('Who changed it last'),
    }),
  ),
});
export type SettingsAnswer = z.output<typeof output>;

export const settings = operation({
  name: 'settings',
  kind: 'decision',
  title: 'Show or change what holds for the whole company',
  summary:
    'Calendar, currency, working hours, holidays and the rest: what each is set to, what that makes of today, and who changed it last. With set, changes them; facts and answers follow at once, for every as-of date. A dry run writes nothing and says what figures of this quarter would be.',
  input: z.strictObject({
    ...decisionInput,
    set: z
      .array(z.string())
      .default([])
      .describe('name=value, the value as in YAML; name= for the default'),
    dry_run: z.boolean().default(false).describe('Says what would change, and writes nothing'),
  }),
  output,
  local: false,
  async run(context, { set, dry_run, ...asked }) {
    const changes = Object.fromEntries(set.map((text) => pairOf(text)));
    const names = Object.keys(changes);
    if (names.length > 0) insistMaySet(context, names);
    const after = settingsWith(context.home.path, changes);
    const isChange = names.length > 0 && !dry_run;
    const entries = !isChange
      ? []
      : await decide(context, { ...asked, seen: await lastSeen(context, names, asked.seen) }, [
          { kind: 'settings', subject: SETTINGS_SUBJECT, body: { set: changes } },
        ]);
    if (isChange) writeSettings(context.home.path, changes);
    const { known } = await knownOn(context, asked.as_of);
    const said = known.about(SETTINGS_SUBJECT);
    const given = after.given ?? [];
    return {
      as_of: asked.as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [],
      entries,
      seq: said.at(-1)?.seq ?? 0,
      moves: dry_run ? await settingsMoves(context, asked.as_of, after) : [],
      may_change: maySet(context),
      settings: SETTINGS.map(({ name, meaning, fallback }) => {
        const entry = lastAbout(said, name);
        return {
          name,
          meaning,
          value: after[name as keyof Settings],
          default: fallback,
          is_default: !given.includes(name),
          effect: effectOf(name, asked.as_of, after),
          changed: entry && told(entry),
        };
      }),
    };
  },
});

/**
 * All settings are one subject, and two who change different ones are in nobody's way.
 * @throws Conflict when one of these has changed since it was looked at
 */
async function lastSeen(
  context: Context,
  names: readonly string[],
  seen: number | undefined,
): Promise<number | undefined> {
  if (seen === undefined) return undefined;
  const ledger = await context.ledger();
  const said = (await ledger.asOf(NOW_AND_LATER)).about(SETTINGS_SUBJECT);
  const since = said.filter(({ seq }) => seq > seen);
  const name = names.find((each) => lastAbout(since, each) !== null);
  if (name === undefined) return said.at(-1)?.seq ?? 0;
  const current = lastAbout(since, name);
  throw new Conflict({
    code: 'conflict',
    message: `${current?.who.name} has changed ${name} since you looked: that is entry ${current?.seq}, and you saw ${seen === 0 ? 'none' : `entry ${seen}`}.`,
    where: name,
    fix: 'Look at both, and say it again upon the present one.',
    details: {
      seen: lastAbout(
        said.filter(({ seq }) => seq <= seen),
        name,
      ),
      current,
    },
  });
}

function pairOf(text: string): [name: string, value: unknown] {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (!SETTINGS.some((each) => each.name === name)) {
    throw new BadInput({
      code: 'no_such_setting',
      message: name ? `There is no setting "${name}".` : `"${text}" is no name=value.`,
      where: 'set',
      fix: `The settings are: ${SETTINGS.map((each) => each.name).join(', ')}.`,
    });
  }
  try {
    return [name, value.trim() === '' ? null : (parse(value) as unknown)];
  } catch (error) {
    throw new BadInput({
      code: 'bad_setting',
      message: `${name}: ${(error as Error).message.split('\n')[0]}`,
      where: 'set',
      fix: 'Write the value as in YAML: a word, a number, [a, list].',
    });
  }
}

function maySet({ who }: Context): boolean {
  return who.role === LOCAL || MAY_SET.some((role) => role === who.role);
}

function insistMaySet(context: Context, names: readonly string[]): void {
  const { who } = context;
  if (who.role === LOCAL) return;
  const ofMachine = names.find((name) => OF_THE_MACHINE.has(name));
  if (maySet(context) && ofMachine === undefined) return;
  throw new NotAllowed({
    code: 'not_your_setting',
    message: ofMachine
      ? `${ofMachine} is set in the terminal of the machine only.`
      : `The role ${who.role} may look at settings, and not change them.`,
    where: 'set',
    fix: `Ask somebody with one of these roles: ${MAY_SET.join(', ')}.`,
  });
}

function effectOf(name: string, day: string, settings: Settings): string | null {
  if (!/^fiscal_|^week_start$/.test(name)) return null;
  const { name: quarter, start, end } = quarterOf(day.slice(0, 10), settings);
  const weeks = daysBetween(start, end) / 7;
  const length = Number.isInteger(weeks) ? `${weeks} weeks` : `${daysBetween(start, end)} days`;
  return `${quarter}: from ${start} until before ${end}, ${length}`;
}
