import { type BroughtFile, type Entry, type Table, valuesToTell } from '../choices.ts';
import { Select } from './Select.tsx';

interface Props {
  readonly file: BroughtFile;
  readonly entry: Entry | null;
  readonly tables: readonly Table[];
  readonly onEntry: (entry: Entry | null) => void;
}

type Column = Table['columns'][number];

/** Stands before a value that every row has, in the list of columns. */
const SAME = 'same:';

/** Of a file that nothing is known of: what one row of it is, and which column is what. */
export function ImportTable({ file, entry, tables, onEntry }: Props) {
  const table = tables.find((each) => each.table === entry?.table);
  const choose = (name: string) =>
    onEntry(file.likely.find((likely) => likely.table === name) ?? null);
  const isShown = ({ name, needed }: Column) =>
    needed || Boolean(entry?.columns[name]) || Boolean(entry?.constants?.[name]);
  const shown = table?.columns.filter(isShown) ?? [];
  const rest = table?.columns.filter((column) => !isShown(column)) ?? [];
  return (
    <div className="mapping">
      <p>
        What is one row of this file?{' '}
        <Select
          label={`What is one row of ${file.file}?`}
          value={entry?.table ?? ''}
          options={[
            ['', 'Not to be loaded'],
            ...file.likely.map((likely): [string, string] => [
              likely.table ?? '',
              (likely.table ?? '').replaceAll('_', ' '),
            ]),
          ]}
          onChange={choose}
        />
      </p>
      <p className="say">
        {table
          ? `${table.meaning}. The columns are suggested by their names: check each.`
          : 'Its rows are kept, and rejected as not recognised.'}
      </p>
      {entry && table && (
        <>
          <Columns columns={shown} {...{ file, entry, onEntry }} />
          {rest.length > 0 && (
            <details key={table.table}>
              <summary>{rest.length} further columns that it could have</summary>
              <Columns columns={rest} {...{ file, entry, onEntry }} />
            </details>
          )}
        </>
      )}
    </div>
  );
}

function Columns(props: {
  columns: readonly Column[];
  file: BroughtFile;
  entry: Entry;
  onEntry: (entry: Entry) => void;
}) {
  const { columns, file, entry, onEntry } = props;
  return (
    <ul className="column-list">
      {columns.map((column) => (
        <li key={column.name}>
          <span>
            <b>{column.name.replaceAll('_', ' ')}</b>
            {column.needed && ' (needed)'}
            <small>{column.meaning}</small>
          </span>
          <span>
            <Select
              label={`Column for ${column.name.replaceAll('_', ' ')}`}
              value={chosenFor(entry, column.name)}
              options={optionsOf(file, column)}
              onChange={(value) => onEntry(withColumn(entry, column.name, value))}
            />
            <small>{samplesOf(file, entry.columns[column.name])}</small>
          </span>
          <Values {...{ column, file, entry, onEntry }} />
        </li>
      ))}
    </ul>
  );
}

/** How the file's own words are to be read, in a column that knows a few only. */
function Values(props: {
  column: Column;
  file: BroughtFile;
  entry: Entry;
  onEntry: (entry: Entry) => void;
}) {
  const { column, file, entry, onEntry } = props;
  const values = valuesToTell(file, entry, column.one_of, column.name);
  if (values.length === 0) return null;
  return (
    <ul className="values" aria-label={`Values of ${column.name}`}>
      {values.map((value) => (
        <li key={value}>
          <span>“{value}” means</span>
          <Select
            label={`“${value}” means`}
            value={entry.values?.[column.name]?.[value] ?? ''}
            options={[
              ['', 'nothing: reject these rows'],
              ...column.one_of.map((choice): [string, string] => [choice, choice]),
            ]}
            onChange={(choice) => onEntry(withValue(entry, column.name, { value, choice }))}
          />
        </li>
      ))}
    </ul>
  );
}

function chosenFor({ columns, constants }: Entry, name: string): string {
  const same = constants?.[name];
  return same === undefined ? (columns[name] ?? '') : SAME + same;
}

function optionsOf(file: BroughtFile, { one_of }: Column): [string, string][] {
  return [
    ['', 'none'],
    ...file.columns.map(({ header }): [string, string] => [header, header]),
    ...one_of.map((choice): [string, string] => [SAME + choice, `in every row: ${choice}`]),
  ];
}

function samplesOf(file: BroughtFile, header: string | null | undefined): string {
  const samples = file.columns.find((column) => column.header === header)?.samples ?? [];
  return samples.length > 0 ? `such as ${samples.join(', ')}` : '';
}

function withColumn(entry: Entry, name: string, value: string): Entry {
  const { [name]: _column, ...columns } = entry.columns;
  const { [name]: _constant, ...constants } = entry.constants ?? {};
  const { [name]: _values, ...values } = entry.values ?? {};
  const bare = { ...entry, columns, constants, values };
  if (value === '') return bare;
  if (value.startsWith(SAME)) {
    return { ...bare, constants: { ...constants, [name]: value.slice(SAME.length) } };
  }
  return { ...bare, columns: { ...columns, [name]: value } };
}

function withValue(
  entry: Entry,
  name: string,
  { value, choice }: { value: string; choice: string },
): Entry {
  const { [value]: _, ...others } = entry.values?.[name] ?? {};
  const told = choice === '' ? others : { ...others, [value]: choice };
  return { ...entry, values: { ...entry.values, [name]: told } };
}
