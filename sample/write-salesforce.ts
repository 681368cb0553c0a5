/** The recorded company as a Salesforce Data Loader export, as the org stood on the export day. */
import { join } from 'node:path';
import type { Truth } from './company.ts';
import { type Cell, CsvFile, type WrittenFile } from './csv-file.ts';
import type { Recorded } from './recorded.ts';
import { activityTables } from './salesforce-activities.ts';
import { campaignTables } from './salesforce-campaigns.ts';
import { currencyTables } from './salesforce-currencies.ts';
import { dealTables } from './salesforce-deals.ts';
import type { Table } from './salesforce-org.ts';
import { makeOrg } from './salesforce-org.ts';
import { peopleTables } from './salesforce-people.ts';

/** Writes what was entered by the end of the export day. */
export function writeSalesforce(
  source: { truth: Truth; recorded: Recorded },
  at: { out: string; cutoff: number },
): WrittenFile[] {
  const org = makeOrg(source.truth, source.recorded, at.cutoff);
  const tables: Table[] = [
    ...peopleTables(org),
    ...campaignTables(org),
    ...activityTables(org),
    ...dealTables(org),
    ...currencyTables(org),
  ];
  return tables.map((table) => writeTable(table, at.out));
}

function writeTable({ name, makers, rows }: Table, out: string): WrittenFile {
  const path = join(out, 'recorded', 'salesforce', `${name}.csv`);
  const file = new CsvFile(path, Object.keys(makers));
  const columns = Object.values(makers);
  const cells: Cell[] = columns.map(() => null);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i += 1) cells[i] = columns[i]?.(row);
    file.write(cells);
  }
  return { path, rows: file.close() };
}
