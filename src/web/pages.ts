/** The ten pages in their five groups. A page without a path is not built yet. */

export interface PageLink {
  readonly name: string;
  readonly path: string | null;
  /** Pressed after g. */
  readonly key: string;
}

export const PAGE_GROUPS: readonly {
  readonly name: string;
  readonly pages: readonly PageLink[];
}[] = [
  { name: 'Now', pages: [{ name: 'This week', path: '/', key: 't' }] },
  {
    name: 'Ahead',
    pages: [
      { name: 'Plan', path: '/plan', key: 'p' },
      { name: 'Forecast', path: '/forecast', key: 'f' },
    ],
  },
  {
    name: 'Behind',
    pages: [
      { name: 'Why', path: null, key: 'y' },
      { name: 'What works', path: '/what-works', key: 'w' },
    ],
  },
  {
    name: 'Work',
    pages: [
      { name: 'Accounts', path: null, key: 'a' },
      { name: 'Hand-offs', path: null, key: 'h' },
    ],
  },
  {
    name: 'Trust',
    pages: [
      { name: 'Agreements', path: '/agreements', key: 'g' },
      { name: 'Data', path: '/data', key: 'd' },
      { name: 'Settings', path: '/settings', key: 's' },
    ],
  },
];

/** Reached from a page, not from the list. */
export const BRING_PAGE = { name: 'Bring data', path: '/import' } as const;
export const ACCOUNT_PAGE = { name: 'Your account', path: '/account' } as const;

export const PAGES: readonly PageLink[] = PAGE_GROUPS.flatMap((group) => group.pages);
/** The phone's bottom bar; the fifth is More. */
export const BAR_PAGES = ['This week', 'Why', 'Plan', 'Hand-offs'] as const;
