import { useQueryClient } from '@tanstack/react-query';
import { useAddress } from '../address.ts';
import { ACCOUNT_PAGE } from '../pages.ts';
import { PageLink } from '../parts/PageLink.tsx';
import { call, roleName, useWho } from '../who.ts';

const NOBODY = 'Local demo: nobody signs in';

/** Who is signed in, and the way out. */
export function WhoAmI() {
  const client = useQueryClient();
  const who = useWho().data;
  const { path } = useAddress();
  if (!who) return null;
  if (!who.signs_in) return <>{NOBODY}</>;
  if (!who.who) return null;
  const { name, role, is_admin, teams, regions } = who.who;
  const limits = [...teams, ...regions];
  return (
    <>
      <PageLink href={ACCOUNT_PAGE.path} isCurrent={path === ACCOUNT_PAGE.path}>
        {name}
      </PageLink>
      <br />
      {roleName(role)}
      {is_admin && ', admin'}
      {limits.length > 0 && (
        <>
          <br />
          Rows of {limits.join(', ')}
        </>
      )}
      <br />
      <button
        type="button"
        className="link"
        onClick={async () => {
          await call('POST', '/auth/sign-out', {});
          client.clear();
          location.assign('/');
        }}
      >
        Sign out
      </button>
    </>
  );
}

/** On a phone, where the list at the side is not shown. */
export function NobodyLine() {
  const who = useWho().data;
  return who?.signs_in === false ? <aside className="nobody">{NOBODY}</aside> : null;
}
