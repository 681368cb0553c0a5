/** What the company has decided of segments and of what counts as an engagement: tables of staging. */

import { plainWord, type Settings } from '../config.ts';
import { quotedText } from './sql-text.ts';

type Agreed = Pick<Settings, 'segments' | 'campaign_types'>;

const TRAITS = ['segment', 'region', 'industry', 'country'] as const;

/** Stands around each word of a list; no word holds it. */
const SEPARATOR = '|';

/** What of the agreed rules changes facts; nothing where nothing is agreed. */
export function agreedRules({ segments, campaign_types }: Agreed): object {
  const success = successOf(campaign_types);
  return {
    ...(segments.length > 0 ? { segments } : {}),
    ...(success.length > 0 ? { success } : {}),
  };
}

function successOf(types: Agreed['campaign_types']) {
  return types.flatMap(({ type, success }) => (success ? [{ type, success }] : []));
}

export async function writeAgreedRules(
  run: (sql: string) => Promise<void>,
  { segments, campaign_types }: Agreed,
): Promise<void> {
  await run(`create table agreed_segments (place bigint, name varchar, segments varchar,
    regions varchar, industries varchar, countries varchar, employees_from bigint,
    employees_to bigint)`);
  await run('create table decided_types (campaign_type varchar)');
  await run('create table decided_statuses (campaign_type varchar, status varchar)');
  const insert = async (table: string, rows: readonly string[]) => {
    if (rows.length > 0) await run(`insert into ${table} values ${rows.join(', ')}`);
  };
  await insert(
    'agreed_segments',
    segments.map((each, place) => {
      const traits = TRAITS.map((trait) => listText(each[trait])).join(', ');
      const { name, employees_from = 'null', employees_to = 'null' } = each;
      return `(${place}, ${quotedText(name)}, ${traits}, ${employees_from}, ${employees_to})`;
    }),
  );
  const decided = successOf(campaign_types);
  await insert(
    'decided_types',
    decided.map(({ type }) => `(${quotedText(plainWord(type))})`),
  );
  await insert(
    'decided_statuses',
    decided.flatMap(({ type, success }) =>
      [...new Set(success.map(plainWord))].map(
        (status) => `(${quotedText(plainWord(type))}, ${quotedText(status)})`,
      ),
    ),
  );
}

function listText(words: readonly string[] | undefined): string {
  if (words === undefined) return 'null';
  return quotedText(`${SEPARATOR}${words.map(plainWord).join(SEPARATOR)}${SEPARATOR}`);
}
