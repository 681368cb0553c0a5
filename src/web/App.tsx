import { useEffect, useMemo, useState } from 'react';
import type { RowsOf } from '../reports/report.ts';
import { change, goTo, pageAddress, useAddress } from './address.ts';
import { type Answer, useAnswer } from './api.ts';
import { latestWeek } from './days.ts';
import { type KeyActions, useKeys } from './keys.ts';
import { Account } from './pages/Account.tsx';
import { Agreements } from './pages/Agreements.tsx';
import { Data } from './pages/Data.tsx';
import { Forecast } from './pages/Forecast.tsx';
import { Import } from './pages/Import.tsx';
import { Plan } from './pages/Plan.tsx';
import { Settings } from './pages/Settings.tsx';
import { ThisWeek } from './pages/ThisWeek.tsx';
import { WhatWorks } from './pages/WhatWorks.tsx';
import { ACCOUNT_PAGE, BRING_PAGE, PAGES } from './pages.ts';
import { RowsDrawer } from './parts/RowsDrawer.tsx';
import { RowsContext } from './parts/rows-context.ts';
import { copyText, linkAddress } from './shell/CopyLink.tsx';
import { KeyList } from './shell/KeyList.tsx';
import { PhoneBar } from './shell/PhoneBar.tsx';
import { SideList } from './shell/SideList.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { NobodyLine } from './shell/WhoAmI.tsx';

export function App() {
  const overview = useAnswer('overview', {}).data;
  const [rows, setRows] = useState<RowsOf | null>(null);
  const [isAsOfOpen, setAsOfOpen] = useState(false);
  const [hasKeyList, setKeyList] = useState(false);
  const [said, setSaid] = useState('');
  const { path } = useAddress();
  useTitle(path, overview);
  useKeys(useKeyActions(overview, { setAsOfOpen, setKeyList, setSaid }));
  return (
    <RowsContext value={setRows}>
      <a className="skip" href="#main">
        Skip to the answer
      </a>
      <div className="app">
        <SideList />
        <div>
          <NobodyLine />
          <TopBar
            overview={overview}
            isAsOfOpen={isAsOfOpen}
            onAsOf={setAsOfOpen}
            said={said}
            onSay={setSaid}
          />
          <main id="main" tabIndex={-1}>
            <Page path={path} />
          </main>
        </div>
      </div>
      <PhoneBar />
      {rows && <RowsDrawer rows={rows} onClose={() => setRows(null)} />}
      {hasKeyList && <KeyList onClose={() => setKeyList(false)} />}
    </RowsContext>
  );
}

function Page({ path }: { path: string }) {
  switch (path) {
    case '/':
      return <ThisWeek />;
    case '/what-works':
      return <WhatWorks />;
    case '/plan':
      return <Plan />;
    case '/forecast':
      return <Forecast />;
    case '/agreements':
      return <Agreements />;
    case '/settings':
      return <Settings />;
    case '/data':
      return <Data />;
    case ACCOUNT_PAGE.path:
      return <Account />;
    case BRING_PAGE.path:
      return <Import />;
    default:
      return (
        <>
          <h1>There is no page at this address.</h1>
          <p className="lead">
            <a href="/">This week</a> is the place to begin.
          </p>
        </>
      );
  }
}

function useTitle(path: string, overview: Answer<'overview'> | undefined): void {
  const page =
    [...PAGES, BRING_PAGE, ACCOUNT_PAGE].find((each) => each.path === path)?.name ?? 'No such page';
  useEffect(() => {
    document.title = [page, overview?.company, 'Sameboat'].filter(Boolean).join(' · ');
  }, [page, overview?.company]);
}

interface Setters {
  readonly setAsOfOpen: (isOpen: boolean) => void;
  readonly setKeyList: (isOpen: boolean) => void;
  readonly setSaid: (text: string) => void;
}

function useKeyActions(overview: Answer<'overview'> | undefined, setters: Setters): KeyActions {
  const address = useAddress();
  const { setAsOfOpen, setKeyList, setSaid } = setters;
  return useMemo(() => {
    const isTable = address.get('view') === 'table';
    return {
      page: (path) => goTo(pageAddress(path, address.get)),
      single: {
        '[': () => movePeriod(overview, address.get('period'), 1),
        ']': () => movePeriod(overview, address.get('period'), -1),
        '.': () => {
          setAsOfOpen(true);
          document.getElementById('as-of')?.focus();
        },
        v: () => change({ view: isTable ? null : 'table' }),
        c: async () => setSaid(await copyText(linkAddress(overview?.as_of, false))),
        '?': () => setKeyList(true),
      },
    };
  }, [overview, address, setAsOfOpen, setKeyList, setSaid]);
}

/** Quarters come with the last first. */
function movePeriod(
  overview: Answer<'overview'> | undefined,
  period: string | null,
  step: number,
): void {
  const latest = overview && latestWeek(overview);
  if (!overview || !latest) return;
  const names = overview.quarters.map((quarter) => quarter.name);
  const next = names[names.indexOf(period ?? latest.quarter.name) + step];
  if (!next || names.indexOf(next) < names.indexOf(latest.quarter.name)) return;
  change({ period: next === latest.quarter.name ? null : next, week: null });
}
