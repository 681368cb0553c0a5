import { useRef, useState } from 'react';
import { useOutside } from './AsOfPicker.tsx';

/** A link gives the same answer for ever, unless it is to follow the latest. */
export function linkAddress(asOf: string | undefined, isLatest: boolean): string {
  const url = new URL(location.href);
  url.hash = '';
  if (isLatest) url.searchParams.delete('as_of');
  else if (asOf) url.searchParams.set('as_of', asOf);
  return url.href;
}

export function CopyLink({
  asOf,
  onSay,
}: {
  asOf: string | undefined;
  onSay: (text: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  useOutside(anchor, isOpen, () => setOpen(false));
  const copy = async (isLatest: boolean) => {
    setOpen(false);
    onSay(await copyText(linkAddress(asOf, isLatest), isLatest));
  };
  return (
    <div className="anchor wide" ref={anchor}>
      <button
        type="button"
        className="pick plain"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Copy link
      </button>
      {isOpen && (
        <div className="popover end" role="dialog" aria-label="Copy link">
          <ul>
            <li>
              <button type="button" onClick={() => copy(false)}>
                As it is now: keeps this as-of
              </button>
            </li>
            <li>
              <button type="button" onClick={() => copy(true)}>
                Always latest
              </button>
            </li>
          </ul>
        </div>
      )}
    </div>
  );
}

export async function copyText(text: string, isLatest = false): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return isLatest ? 'Link copied; it follows the latest.' : 'Link copied; it keeps this as-of.';
  } catch {
    return `The browser does not let this page copy. The link is ${text}`;
  }
}
