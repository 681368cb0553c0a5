/** The recorded company as Sameboat's own CSVs: one file per canonical table, rows as versions. */
import { join } from 'node:path';
import { FACT_TABLES, type FactTable } from '../src/facts/facts.ts';
import { instantText } from './calendar.ts';
import type { Truth } from './company.ts';
import { type Cell, CsvFile, type WrittenFile } from './csv-file.ts';
import * as campaigns from './plain-campaigns.ts';
import * as deals from './plain-deals.ts';
import * as who from './plain-people.ts';
import * as touch from './plain-touches.ts';
import type { Source, Version } from './plain-version.ts';
import type { Recorded } from './recorded.ts';
import { writeFlaws } from './write-flaws.ts';

type Versions = (source: Source) => Iterable<Version>;

const SOURCES: Readonly<Record<string, Versions>> = {
  accounts: who.accounts,
  people: who.people,
  account_merges: who.accountMerges,
  person_merges: who.personMerges,
  users: who.users,
  teams: who.teams,
  products: who.products,
  campaigns: campaigns.campaigns,
  campaign_costs: campaigns.campaignCosts,
  campaign_types: campaigns.campaignTypes,
  engagements: touch.engagements,
  meetings: touch.meetings,
  lead_episodes: touch.leadEpisodes,
  opportunities: deals.opportunities,
  opportunity_changes: deals.opportunityChanges,
  contact_roles: deals.contactRoles,
  account_list_members: who.accountListMembers,
  currencies: who.currencies,
};

function writeTable(table: FactTable, source: Source, out: string): WrittenFile {
  const names = table.columns.map((column) => column.name);
  const path = join(out, 'recorded', 'plain', `${table.name}.csv`);
  const file = new CsvFile(path, [...names, 'recorded_at', 'state']);
  const cells: Cell[] = [];
  for (const version of SOURCES[table.name]?.(source) ?? []) {
    if (version.at > source.cutoff) continue;
    const { values } = version;
    for (let i = 0; i < names.length; i += 1) cells[i] = values[names[i] ?? ''];
    cells[names.length] = instantText(version.at);
    cells[names.length + 1] = version.state ?? 'live';
    file.write(cells);
  }
  return { path, rows: file.close() };
}

/** Writes what was entered by the end of the export day, and to true/ what is wrong in it. */
export function writePlain(
  { truth, recorded }: { truth: Truth; recorded: Recorded },
  { out, cutoff }: { out: string; cutoff: number },
): WrittenFile[] {
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account]));
  const source = { truth, recorded, cutoff, accountOf };
  // The company's quarters and holidays stand in its settings.
  const tables = FACT_TABLES.filter(({ name }) => name in SOURCES);
  const files = tables.map((table) => writeTable(table, source, out));
  return [...files, writeFlaws(source, out)];
}
