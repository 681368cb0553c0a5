import { pageAddress, useAddress } from '../address.ts';
import { useAnswer } from '../api.ts';
import { BoatIcon } from '../parts/Icons.tsx';
import { PageList } from './PageList.tsx';
import { WhoAmI } from './WhoAmI.tsx';

export function SideList() {
  const address = useAddress();
  const overview = useAnswer('overview', {}).data;
  return (
    <header className="side">
      <div>
        <a className="brand" href={pageAddress('/', address.get)}>
          <BoatIcon />
          <b>Sameboat</b>
          <small>{overview?.company ?? ' '}</small>
        </a>
        <PageList />
        <p className="where">
          {overview?.is_sample && (
            <>
              Sample company
              <br />
            </>
          )}
          <WhoAmI />
        </p>
      </div>
    </header>
  );
}
