/** What a canonical table and its columns are. */

/** How a value is kept: `day` has no time zone, `instant` is UTC, `money` is integer minor units. */
type ColumnType = 'text' | 'day' | 'instant' | 'integer' | 'number' | 'money' | 'flag';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** What one unit of the value is; null for text, flags and dates. */
  readonly unit: string | null;
  readonly meaning: string;
  /** A row without it is rejected. */
  readonly required: boolean;
  /** The only values allowed; a row with another is rejected. */
  readonly oneOf: readonly string[] | null;
}

export interface FactTable {
  readonly name: string;
  readonly meaning: string;
  /** The columns that name one thing; its versions share them. */
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  /**
   * Since when a row of a first import is known that carries no date at all: `always` for what
   * describes something, `import` for what happened at some time.
   */
  readonly undated: 'always' | 'import';
}

type Options = Partial<Pick<Column, 'unit' | 'required' | 'oneOf'>>;

export function column(
  name: string,
  type: ColumnType,
  meaning: string,
  options: Options = {},
): Column {
  return { name, type, meaning, unit: null, required: false, oneOf: null, ...options };
}

export const id = (name: string, meaning: string) =>
  column(name, 'text', meaning, { required: true });
export const ref = (name: string, meaning: string) => column(name, 'text', meaning);
export const text = (name: string, meaning: string) => column(name, 'text', meaning);
export const happened = (meaning: string, required = false) =>
  column('happened', 'day', meaning, { required });
export const currency = column(
  'currency',
  'text',
  'ISO 4217 code; blank means the company currency',
);
export const money = (name: string, meaning: string) =>
  column(name, 'money', meaning, { unit: 'minor units of `currency`' });
