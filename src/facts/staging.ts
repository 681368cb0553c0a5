/** The loader's own tables: typed rows of every import, before versions are made of them. */

import { type Column, FACT_TABLES, factTable } from './facts.ts';
import { quotedName } from './sql-text.ts';
import { SQL_TYPES } from './typed.ts';

export interface LoadedTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

function column(name: string, type: Column['type'], required = false): Column {
  return { name, type, required, unit: null, meaning: '', oneOf: null };
}

const OUTCOME = factTable('opportunity_changes')?.columns.find((each) => each.name === 'outcome');

/** Where an opportunity stood when a file was exported; becomes changes. */
const OPPORTUNITY_STATES: LoadedTable = {
  name: 'opportunity_states',
  columns: [
    column('opportunity_id', 'text', true),
    column('stage', 'text'),
    OUTCOME as Column,
    column('amount', 'money'),
    column('currency', 'text'),
    column('close_on', 'day'),
    column('opened_on', 'day'),
    column('changed_on', 'day'),
    column('forecast_category', 'text'),
  ],
};

export const LOADED_TABLES: readonly LoadedTable[] = [...FACT_TABLES, OPPORTUNITY_STATES];

/** Columns that a section may set besides a table's own; all optional. */
export const STAMPS: readonly Column[] = [
  column('created_stamp', 'instant'),
  column('modified_stamp', 'instant'),
  column('recorded_stamp', 'instant'),
];

export function loadTable(table: LoadedTable): string {
  const own = [...table.columns, ...STAMPS].map(
    (each) => `${quotedName(each.name)} ${SQL_TYPES[each.type]}`,
  );
  return `create table staging.${table.name} (${own.join(', ')}, state varchar, source varchar,
    import_number bigint, landed_file varchar, landed_row bigint)`;
}
