import { useState } from 'react';
import { change, useAddress } from '../address.ts';
import type { Answer } from '../api.ts';
import { latestWeek, quarterLabel, weeksOf } from '../days.ts';
import { Select } from '../parts/Select.tsx';
import { switchTheme } from '../theme.ts';
import { AsOfPicker } from './AsOfPicker.tsx';
import { CopyLink } from './CopyLink.tsx';

interface Props {
  readonly overview: Answer<'overview'> | undefined;
  readonly isAsOfOpen: boolean;
  readonly onAsOf: (isOpen: boolean) => void;
  readonly said: string;
  readonly onSay: (text: string) => void;
}

export function TopBar({ overview, isAsOfOpen, onAsOf, said, onSay }: Props) {
  const [theme, setTheme] = useState<string>('');
  const hasWeeks = useAddress().path === '/';
  return (
    <section className="bar" aria-label="Period, as-of date and tools">
      {overview && hasWeeks && <PeriodPickers overview={overview} />}
      <AsOfPicker overview={overview} isOpen={isAsOfOpen} onToggle={onAsOf} />
      <span className="grow" />
      <span className="dim wide" role="status">
        {said}
      </span>
      <CopyLink asOf={overview?.as_of} onSay={onSay} />
      <button type="button" className="pick plain wide" onClick={() => print()}>
        Print
      </button>
      <button
        type="button"
        className="pick plain"
        aria-label={`Theme: switch between light and dark${theme && `; now ${theme}`}`}
        onClick={() => setTheme(switchTheme())}
      >
        <span aria-hidden="true">◐</span>
        <span className="wide">Theme</span>
      </button>
    </section>
  );
}

function PeriodPickers({ overview }: { overview: Answer<'overview'> }) {
  const address = useAddress();
  const latest = latestWeek(overview);
  if (!latest) return null;
  const chosen =
    overview.quarters.find((quarter) => quarter.name === address.get('period')) ?? latest.quarter;
  const isLatest = chosen.name === latest.quarter.name;
  const weeks = isLatest ? latest.week : weeksOf(chosen);
  const week = address.get('week') ?? String(weeks);
  const numbers = Array.from({ length: weeks }, (_, index) => String(index + 1));
  return (
    <>
      <Select
        label="Period"
        value={chosen.name}
        options={overview.quarters
          .filter((quarter) => quarter.start <= latest.quarter.start)
          .map(({ name }) => [name, quarterLabel(name)])}
        onChange={(period) =>
          change({ period: period === latest.quarter.name ? null : period, week: null })
        }
      />
      <Select
        label="Week"
        value={week}
        options={numbers.map((number) => [number, `Week ${number}`])}
        onChange={(number) => change({ period: chosen.name, week: number })}
      />
    </>
  );
}
