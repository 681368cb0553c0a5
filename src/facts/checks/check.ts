/** What a check is. Its SQL stands beside, or it is found in finders.ts. */

export interface Check {
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
  /** Operations whose answers the fault changes. */
  readonly touches: readonly string[];
  /** Tables without rows of which it cannot run. */
  readonly needs: readonly string[];
  /** `table.column` that must have a value somewhere, or it cannot run either. */
  readonly fields: readonly string[];
  /** Its rows are opportunities or costs with an amount. */
  readonly hasMoney: boolean;
  /** A column of its rows whose most frequent values are worth naming. */
  readonly names: string | null;
}

type Said = Pick<Check, 'name' | 'title' | 'meaning' | 'fix' | 'touches'> & Partial<Check>;

/** A check of opportunities and their amounts, unless said otherwise. */
export function dealCheck(said: Said): Check {
  return { needs: ['opportunities'], fields: [], hasMoney: true, names: null, ...said };
}

/** A check whose rows have no money. */
export function rowCheck(said: Said & Pick<Check, 'needs'>): Check {
  return { fields: [], hasMoney: false, names: null, ...said };
}

/** Answers that every opportunity is in. */
export const DEAL_ANSWERS = ['curves', 'pipeline', 'this-week'];
