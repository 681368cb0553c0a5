/** The recorded company as Sameboat's own CSVs: one file per canonical table, rows as versions. */
import { join } from 'node:path';
import { FACT_TABLES, type FactTable } from '../src/facts/facts.ts';
import { instantText } from './calendar.ts';
import { CsvFile, type WrittenFile } from './csv-file.ts';
import * as touch from './plain-campaigns.ts';
import * as deals from './plain-deals.ts';
import * as who from './plain-people.ts';
import type { Source, Version } from './plain-version.ts';

type Versions = (source: Source) => Iterable<Version>;

const SOURCES: Readonly<Record<string, Versions>> = {
  accounts: who.accounts,
  people: who.people,
  person_merges: who.personMerges,
  users: who.users,
  teams: who.teams,
  products: who.products,
  campaigns: touch.campaigns,
  campaign_costs: touch.campaignCosts,
  campaign_types: touch.campaignTypes,
  engagements: touch.engagements,
  meetings: touch.meetings,
  lead_episodes: touch.leadEpisodes,
  opportunities: deals.opportunities,
  opportunity_changes: deals.opportunityChanges,
  contact_roles: deals.contactRoles,
  account_list_members: who.accountListMembers,
  currencies: who.currencies,
};

function writeTable(
  table: FactTable,
  source: Source,
  at: { out: string; cutoff: number },
): WrittenFile {
  const names = table.columns.map((column) => column.name);
  const path = join(at.out, 'recorded', 'plain', `${table.name}.csv`);
  const file = new CsvFile(path, [...names, 'recorded_at', 'state']);
  for (const version of SOURCES[table.name]?.(source) ?? []) {
    if (version.at > at.cutoff) continue;
    const cells = names.map((name) => version.values[name]);
    file.write([...cells, instantText(version.at), version.state ?? 'live']);
  }
  return { path, rows: file.close() };
}

/** Writes what was entered by the end of the export day. */
export function writePlain(source: Source, at: { out: string; cutoff: number }): WrittenFile[] {
  return FACT_TABLES.map((table) => writeTable(table, source, at));
}
