/** The recorded company as dumps of HubSpot's API, one file an object, as it stood on the export day. */
import { join } from 'node:path';
import { dateOf, instantText, startOf } from './calendar.ts';
import type { Truth } from './company.ts';
import { type WrittenFile, writeRows } from './csv-file.ts';
import { campaignTables } from './hubspot-campaigns.ts';
import { dealTables, pipelineTable } from './hubspot-deals.ts';
import { peopleTables } from './hubspot-people.ts';
import { makePortal, type Portal, type Table, table } from './hubspot-portal.ts';
import { salesTables } from './hubspot-sales.ts';
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
function rateTables({ truth, recorded, cutoff }: Portal): Table[] {
  if (!recorded.deals.some((deal) => deal.currency === 'EUR')) return [];
  const rows: { readonly week: number; readonly rate: number }[] = [];
  for (let week = 0; startOf(week * 7) <= cutoff; week += 1)
    rows.push({ week, rate: truth.world.euroRate(week) });
  return [
    table('exchange_rates', rows, {
      id: ({ week }) => 8_800_001 + week,
      fromCurrencyCode: () => 'EUR',
      toCurrencyCode: () => 'USD',
      conversionRate: ({ rate }) => rate.toFixed(6),
      effectiveAt: ({ week }) => `${dateOf(week * 7)}T00:00:00.000Z`,
      createdAt: ({ week }) => instantText(startOf(week * 7)),
      visibleInUI: () => true,
    }),
  ];
}
