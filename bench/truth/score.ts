/** What a score is. */

export type Score =
  | { readonly status: 'scored'; readonly value: number }
  /** The product gave no answer that could be scored. */
  | { readonly status: 'not_answered'; readonly why: string }
  /** The score does not apply here. */
  | { readonly status: 'not_scored'; readonly why: string };

export const scored = (value: number): Score => ({ status: 'scored', value });
export const notAnswered = (why: string): Score => ({ status: 'not_answered', why });
export const notScored = (why: string): Score => ({ status: 'not_scored', why });
export const yesNo = (isRight: boolean): Score => scored(isRight ? 1 : 0);

/** What was never found counts as two years off, so that no bar is met by not finding it. */
export const NEVER_WEEKS = 104;
