/** An answer as people read it: the question, a sentence that answers it, pictures and tables. */

/** Parameters of the operation `rows` that open what stands behind a figure; `as_of` is added where none is named. */
export type RowsOf = Readonly<Record<string, string>>;

/** One mark of a picture: what a screen reader says of it, and its rows. `mark` in the data is its index. */
export interface Mark {
  readonly says: string;
  readonly rows_of: RowsOf | null;
}

/** `Show the 62 won deals`: its rows are as many as `count`. */
export interface RowsLink {
  readonly label: string;
  readonly count: number;
  readonly rows_of: RowsOf;
}

/**
 * A Vega-Lite specification in two widths. Marks name a `style` (actual, plan, forecast, usual …);
 * whoever draws it gives each style its colours for light, dark or paper.
 */
export interface Picture {
  readonly id: string;
  /** A sentence that states the finding. */
  readonly title: string;
  /** How it is to be read, small under the title; may be empty. */
  readonly note: string;
  /** The same for those who cannot see it, in more words. */
  readonly description: string;
  /** For 600 px and more. */
  readonly wide: Record<string, unknown>;
  readonly narrow: Record<string, unknown>;
  /** What the forms in it mean: style name and words. */
  readonly key: readonly { readonly style: string; readonly label: string }[];
  readonly marks: readonly Mark[];
  readonly links: readonly RowsLink[];
  /** The table with the same data, or null. */
  readonly table: string | null;
}

interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly align: 'left' | 'right';
  /** Its cells are verdicts: drawn as chips. */
  readonly chip?: boolean;
}

export interface TableRow {
  /** Of what the row is about, where something can be done with it. */
  readonly id?: string;
  /** Cells as they are printed. */
  readonly cells: Readonly<Record<string, string>>;
  /** Opens the rows behind a cell of that key. */
  readonly rows_of: Readonly<Record<string, RowsOf>>;
  /** Numbers to sort by, where the printed cell would sort wrongly. */
  readonly values?: Readonly<Record<string, number | null>>;
  /** A total: stays last. */
  readonly is_total?: boolean;
}

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** Without the columns in which nothing stands. */
export function usedColumns(table: Table): Table {
  const { columns, rows } = table;
  return { ...table, columns: columns.filter(({ key }) => rows.some(({ cells }) => cells[key])) };
}

export interface Report {
  readonly question: string;
  readonly sentence: string;
  /** One or two further sentences. */
  readonly lead: string;
  readonly pictures: readonly Picture[];
  readonly tables: readonly Table[];
  /** Cautions that come from how the answer is read, beside those of the answer itself. */
  readonly cautions: readonly { readonly code: string; readonly message: string }[];
}
