import { pageAddress, useAddress } from '../address.ts';
import { PAGE_GROUPS } from '../pages.ts';
import { PageLink } from '../parts/PageLink.tsx';

/** All ten pages in five groups. Those that are not built are named, and lead nowhere. */
export function PageList({ onGo }: { onGo?: () => void }) {
  const address = useAddress();
  return (
    <nav className="pages" aria-label="Pages">
      {PAGE_GROUPS.map((group) => (
        <ul key={group.name} aria-label={group.name}>
          {group.pages.map(({ name, path }) => (
            <li key={name}>
              {path === null ? (
                <span className="off">
                  {name}
                  <span className="sr"> (not built yet)</span>
                </span>
              ) : (
                <PageLink
                  href={pageAddress(path, address.get)}
                  isCurrent={address.path === path}
                  {...(onGo ? { onGo } : {})}
                >
                  {name}
                </PageLink>
              )}
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
