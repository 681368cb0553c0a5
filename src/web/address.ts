/** What is looked at stands in the address, so that a link, a reload and the back button all give it. */

import { useSyncExternalStore } from 'react';

/** Kept from page to page. */
const SHARED = ['period', 'week', 'as_of', 'view'] as const;

export interface Address {
  readonly path: string;
  readonly get: (name: string) => string | null;
}

type Change = Readonly<Record<string, string | null>>;

const EVENT = 'sameboat:address';

export function useAddress(): Address {
  const href = useSyncExternalStore(listen, () => location.pathname + location.search);
  const url = new URL(href, location.origin);
  return { path: url.pathname, get: (name) => url.searchParams.get(name) };
}

function listen(changed: () => void): () => void {
  addEventListener('popstate', changed);
  addEventListener(EVENT, changed);
  return () => {
    removeEventListener('popstate', changed);
    removeEventListener(EVENT, changed);
  };
}

/** Sets or, with null, removes parameters of this page. */
export function change(parameters: Change): void {
  const url = new URL(location.href);
  url.hash = '';
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  moveTo(url);
}

/** The address of another page, with the period and as-of kept. */
export function pageAddress(path: string, get: Address['get']): string {
  const url = new URL(path, location.origin);
  for (const name of SHARED) {
    const value = get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

export function goTo(address: string): void {
  moveTo(new URL(address, location.origin));
  scrollTo(0, 0);
}

function moveTo(url: URL): void {
  if (url.href === location.href) return;
  history.pushState(null, '', url);
  dispatchEvent(new Event(EVENT));
}
