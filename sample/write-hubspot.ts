/** The recorded company as dumps of HubSpot's API, one file an object, as it stood on the export day. */
import { join } from 'node:path';
import { instantText, startOf } from './calendar.ts';
import type { Truth } from './company.ts';
import { type WrittenFile, writeRows } from './csv-file.ts';
import { campaignTables } from './hubspot-campaigns.ts';
import { dealTables, pipelineTable } from './hubspot-deals.ts';
import { peopleTables } from './hubspot-people.ts';
import { makePortal, type Portal, type Table, table } from './hubspot-portal.ts';
import { salesTables } from './hubspot-sales.ts';
import { euroRates } from './record-currency.ts';
import type { Recorded } from './recorded.ts';

/** Writes what had been entered by the end of the export day. */
export function writeHubspot(
  source: { readonly truth: Truth; readonly recorded: Recorded },
  at: { readonly out: string; readonly cutoff: number },
): WrittenFile[] {
  const portal = makePortal(source.truth, source.recorded, at.cutoff);
  const tables = [
    ...peopleTables(portal),
    ...dealTables(portal),
    pipelineTable(),
    ...salesTables(portal),
    ...campaignTables(portal),
    ...rateTables(portal),
  ];
  return tables.map(({ name, makers, rows }) =>
    writeRows(join(at.out, 'recorded', 'hubspot', `${name}.csv`), makers, rows),
  );
}

/** HubSpot says what one unit of the other currency is worth in the company's own. */
function rateTables({ truth, has }: Portal): Table[] {
  const rows = euroRates(truth).filter(({ day }) => has(startOf(day)));
  if (rows.length === 0) return [];
  return [
    table('exchange_rates', rows, {
      id: ({ day }) => 8_800_001 + day,
      fromCurrencyCode: () => 'EUR',
      toCurrencyCode: () => 'USD',
      conversionRate: ({ rate }) => (1 / rate).toFixed(6),
      effectiveAt: ({ day }) => instantText(startOf(day)),
      createdAt: ({ day }) => instantText(startOf(day)),
      visibleInUI: () => true,
    }),
  ];
}
