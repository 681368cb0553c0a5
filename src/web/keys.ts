/** Single keys, for those who switched them on (they are on until switched off). */

import { useEffect } from 'react';
import { PAGES } from './pages.ts';

const OFF = 'sameboat.keys-off';

export const KEY_WORDS: readonly (readonly [string, string])[] = [
  ...PAGES.filter((page) => page.path !== null).map(
    (page) => [`g ${page.key}`, page.name] as const,
  ),
  ['[', 'Previous period'],
  [']', 'Next period'],
  ['.', 'As-of date'],
  ['r', 'Rows of the focused figure'],
  ['v', 'Pictures or tables'],
  ['c', 'Copy link'],
  ['?', 'This list'],
];

export function areKeysOn(): boolean {
  return localStorage.getItem(OFF) === null;
}

export function setKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
}

export interface KeyActions {
  /** By key, such as `[`. */
  readonly single: Readonly<Record<string, () => void>>;
  readonly page: (path: string) => void;
}

/** Waits this long for the key after g. */
const PATIENCE = 1200;

export function useKeys(actions: KeyActions): void {
  useEffect(() => {
    let leader = 0;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') || !areKeysOn()) return;
      const afterLeader = event.timeStamp - leader < PATIENCE && leader > 0;
      leader = 0;
      const page = afterLeader ? PAGES.find((each) => each.key === event.key) : undefined;
      if (page) {
        if (page.path !== null) actions.page(page.path);
        return;
      }
      if (event.key === 'g') leader = event.timeStamp;
      const action = actions.single[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [actions]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea') !== null;
}
