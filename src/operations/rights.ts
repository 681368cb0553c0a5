/** Who may do what: one table for the whole product. */

export const ROLES = [
  'ceo',
  'sales_head',
  'marketing_head',
  'ops',
  'manager',
  'campaign',
  'rep',
  'finance',
  'viewer',
] as const;
export type Role = (typeof ROLES)[number];

/** Who sits at the terminal of the machine, or looks round where nobody signs in: may do everything. */
export const LOCAL = 'local';

const HEADS: readonly Role[] = ['sales_head', 'marketing_head'];
const OPS: readonly Role[] = ['ops'];

/** Operation → roles that may run it. What is not in here does not exist. */
export const RIGHTS: Readonly<Record<string, readonly Role[]>> = {
  'this-week': ROLES,
  curves: ROLES,
  pipeline: ROLES,
  rows: ROLES,
  'data-health': ROLES,
  overview: ROLES,
  restatements: ROLES,
  import: OPS,
  inspect: OPS,
  'import-files': OPS,
  'inspect-files': OPS,
  'freeze-week': [...HEADS, ...OPS],
  'erase-person': OPS,
  rebuild: OPS,
  sample: OPS,
};
