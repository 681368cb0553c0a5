/** An answer as people read it: the question, a sentence that answers it, pictures and tables. */

/** A Vega-Lite specification in two widths. Colours are token names of design/tokens (see pictures). */
export interface Picture {
  readonly id: string;
  /** A sentence that states the finding. */
  readonly title: string;
  /** The same for those who cannot see it, in more words. */
  readonly description: string;
  readonly wide: Record<string, unknown>;
  readonly narrow: Record<string, unknown>;
}

export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly align: 'left' | 'right';
}

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  /** Cells as they are printed; `rows_of` opens the rows behind a cell of that key. */
  readonly rows: readonly {
    readonly cells: Readonly<Record<string, string>>;
    readonly rows_of: Readonly<Record<string, Record<string, string>>>;
  }[];
}

export interface Report {
  readonly question: string;
  readonly sentence: string;
  /** One or two further sentences. */
  readonly lead: string;
  readonly pictures: readonly Picture[];
  readonly tables: readonly Table[];
}
