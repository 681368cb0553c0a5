/** Sameboat's own CSVs: one per canonical table, its columns as headers. Mapped files become these. */

import type { Connector, Field, Stream } from '../connectors/connector.ts';
import type { Section } from '../connectors/sections.ts';
import { FACT_TABLES, type FactTable } from './facts.ts';

/** What an `opportunities` file may say of where each deal stands, when there is no change list. */
const STATE_FIELDS = ['stage', 'outcome', 'amount', 'currency', 'close_on', 'forecast_category'];

const plainField = (name: string): Field => ({ name, aliases: [], guesses: [] });

function fieldNames(table: FactTable): string[] {
  const own = table.columns.map((column) => column.name);
  const states = table.name === 'opportunities' ? STATE_FIELDS : [];
  return [...own, ...states, 'recorded_at', 'state'];
}

function stream(table: FactTable): Stream {
  const required = table.columns.filter((column) => column.required).map((column) => column.name);
  return {
    name: table.name,
    fields: fieldNames(table).map(plainField),
    required: [...new Set([...table.key.filter((key) => isRequired(table, key)), ...required])],
    oneOf: [],
    absent: [],
    knownShare: 0.6,
  };
}

function isRequired(table: FactTable, name: string): boolean {
  return table.columns.some((column) => column.name === name && column.required);
}

function sections(table: FactTable): Section[] {
  const columns = table.columns.map((column) => column.name).join(', ');
  const provenance = 'recorded_at as recorded_stamp, state, landed_file, landed_row';
  const from = `from landed_${table.name}`;
  const own = {
    stream: table.name,
    table: table.name,
    sql: `select ${columns}, ${provenance} ${from}`,
  };
  if (table.name !== 'opportunities') return [own];
  const states = `select opportunity_id, ${STATE_FIELDS.join(', ')}, happened as opened_on,
    coalesce(recorded_at, happened) as changed_on, happened as created_stamp,
    recorded_at as modified_stamp, landed_file, landed_row ${from} where outcome is not null`;
  return [own, { stream: table.name, table: 'opportunity_states', sql: states }];
}

export const PLAIN: Connector = {
  name: 'plain',
  title: 'Sameboat CSV (one file per canonical table)',
  streams: FACT_TABLES.map(stream),
  sections: FACT_TABLES.flatMap(sections),
};
