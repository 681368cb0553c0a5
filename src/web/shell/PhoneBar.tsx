import { useState } from 'react';
import { pageAddress, useAddress } from '../address.ts';
import { BAR_PAGES, PAGES } from '../pages.ts';
import { PageLink } from '../parts/PageLink.tsx';
import { Panel } from '../parts/Panel.tsx';
import { PageList } from './PageList.tsx';
import { WhoAmI } from './WhoAmI.tsx';

export function PhoneBar() {
  const address = useAddress();
  const [isOpen, setOpen] = useState(false);
  const bar = BAR_PAGES.flatMap((name) => PAGES.filter((page) => page.name === name));
  const isElsewhere = !bar.some((page) => page.path === address.path);
  return (
    <>
      <nav className="phone-bar" aria-label="Main pages">
        {bar.map(({ name, path }) =>
          path === null ? (
            <span key={name} className="off">
              {name}
              <span className="sr"> (not built yet)</span>
            </span>
          ) : (
            <PageLink
              key={name}
              href={pageAddress(path, address.get)}
              isCurrent={address.path === path}
            >
              {name}
            </PageLink>
          ),
        )}
        <button
          type="button"
          aria-current={isElsewhere ? 'true' : undefined}
          onClick={() => setOpen(true)}
        >
          More
        </button>
      </nav>
      {isOpen && (
        <Panel title="All pages" onClose={() => setOpen(false)}>
          <PageList onGo={() => setOpen(false)} />
          <p className="where">
            <WhoAmI />
          </p>
        </Panel>
      )}
    </>
  );
}
