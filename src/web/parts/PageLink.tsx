import type { MouseEvent, ReactNode } from 'react';
import { goTo } from '../address.ts';

/** A link within the app: a plain link for new tabs and copying, without loading the page anew. */
export function PageLink(props: {
  href: string;
  isCurrent: boolean;
  onGo?: () => void;
  children: ReactNode;
}) {
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(props.href);
    props.onGo?.();
  };
  return (
    <a href={props.href} aria-current={props.isCurrent ? 'page' : undefined} onClick={go}>
      {props.children}
    </a>
  );
}
