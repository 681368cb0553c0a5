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

/** Beside their role, some are admins: they give and take rights, and nothing else by that. */
export const ADMIN = 'admin';
export type Right = Role | typeof ADMIN;

/** Who sits at the terminal of the machine, or looks round where nobody signs in: may do everything. */
export const LOCAL = 'local';

const HEADS: readonly Role[] = ['sales_head', 'marketing_head'];
const OPS: readonly Role[] = ['ops'];

/** Everybody may look at settings; these may change them. */
export const MAY_SET = OPS;

/** Pay is told by them, and nothing else of a person; whoever gives rights cannot tell pay. */
export const MAY_TELL_PAY: readonly Role[] = ['finance'];

/** Operation → who may run it. What is not in here does not exist. */
export const RIGHTS: Readonly<Record<string, readonly Right[]>> = {
  'this-week': ROLES,
  curves: ROLES,
  pipeline: ROLES,
  forecast: ROLES,
  backtest: ROLES,
  rows: ROLES,
  'data-health': ROLES,
  overview: ROLES,
  restatements: ROLES,
  plan: ROLES,
  campaigns: ROLES,
  'campaign-types': ROLES,
  agreements: ROLES,
  definitions: ROLES,
  settings: ROLES,
  'set-plan': [...HEADS, ...OPS, 'finance'],
  'plan-campaign': [...HEADS, ...OPS, 'campaign'],
  'move-campaign': [...HEADS, ...OPS, 'campaign'],
  'set-budget': [...HEADS, ...OPS, 'finance', 'campaign'],
  'record-assumption': [...HEADS, ...OPS, 'campaign'],
  'record-event': [...HEADS, ...OPS],
  act: ['ceo', ...HEADS, ...OPS, 'manager', 'campaign'],
  define: [...HEADS, ...OPS],
  sign: HEADS,
  import: OPS,
  inspect: OPS,
  'import-files': OPS,
  'inspect-files': OPS,
  'freeze-week': [...HEADS, ...OPS],
  'erase-person': OPS,
  rebuild: OPS,
  'export-ledger': OPS,
  'import-ledger': OPS,
  sample: OPS,
  people: [...ROLES, ADMIN],
  'set-person': ['finance', ADMIN],
  audit: ['ceo', ...OPS, ADMIN],
  'sign-ins': [ADMIN],
};
