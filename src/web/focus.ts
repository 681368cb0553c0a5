/** Where the focus goes when what had it is gone from the page. */

import { useRef } from 'react';
import { flushSync } from 'react-dom';

/**
 * For a form that is closed again: back to the button that opened it. That button may have been
 * replaced by the form meanwhile; then to the one of the same words that stands there again.
 */
export function useOpener(): (place: Element | null, close: () => void) => void {
  // Read while rendering: afterwards a button that the form replaces is gone.
  const opener = useRef<{ element: Element | null; words: string } | null>(null);
  if (opener.current === null) {
    const element = document.activeElement;
    opener.current = { element, words: element?.textContent ?? '' };
  }
  return (place, close) => {
    const { element, words } = opener.current ?? { element: null, words: '' };
    const around = place?.closest('section, dialog, main') ?? null;
    flushSync(close);
    if (!isLost()) return;
    if (element instanceof HTMLElement && element.isConnected) element.focus();
    if (!isLost() || around === null) return;
    const buttons = [...around.querySelectorAll('button')];
    const again = buttons.find((button) => button.textContent === words);
    (again ?? around.querySelector<HTMLElement>('button, a[href], input, select'))?.focus();
  };
}

/** Takes a line of a form away or moves it; where that loses the focus, the line there now has it. */
export function keepInLine(event: { currentTarget: Element }, at: number, act: () => void): void {
  const form = event.currentTarget.closest('form');
  flushSync(act);
  if (!isLost()) return;
  const lines = form?.querySelectorAll('fieldset.line') ?? [];
  const line = lines[Math.min(at, lines.length - 1)];
  const next = line?.querySelector<HTMLElement>('input') ?? form?.querySelector('.choices button');
  if (next instanceof HTMLElement) next.focus();
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
