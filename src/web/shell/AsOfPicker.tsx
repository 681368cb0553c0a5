import { useEffect, useRef } from 'react';
import { change, useAddress } from '../address.ts';
import type { Answer } from '../api.ts';
import { addDays, longDay, quarterLabel } from '../days.ts';
import { ChevronIcon, LockIcon } from '../parts/Icons.tsx';

interface Props {
  readonly overview: Answer<'overview'> | undefined;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}

/** Whose knowledge counts: today's, that at the end of a quarter, or that of any day. */
export function AsOfPicker({ overview, isOpen, onToggle }: Props) {
  const asOf = useAddress().get('as_of');
  const anchor = useRef<HTMLDivElement>(null);
  useOutside(anchor, isOpen, () => onToggle(false));
  const choose = (day: string | null) => {
    change({ as_of: day });
    onToggle(false);
    anchor.current?.querySelector('button')?.focus();
  };
  const shown = asOf ?? overview?.as_of;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes, wherever the focus is inside
    <div
      className="anchor"
      ref={anchor}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        onToggle(false);
        anchor.current?.querySelector('button')?.focus();
      }}
    >
      <button
        type="button"
        className="pick"
        id="as-of"
        aria-expanded={isOpen}
        onClick={() => onToggle(!isOpen)}
      >
        {asOf !== null && <LockIcon />}
        <span className="dim wide">As of</span>
        {asOf === null && <span>Now </span>}
        <span className={asOf === null ? 'dim' : ''}>{shown && <AsOfDay day={shown} />}</span>
        <ChevronIcon />
      </button>
      {isOpen && <Choices overview={overview} asOf={asOf} onChoose={choose} />}
    </div>
  );
}

/** The weekday only where there is room. */
function AsOfDay({ day }: { day: string }) {
  const [weekday, ...rest] = longDay(day).split(' ');
  const isThisYear = day.slice(0, 4) === new Date().toISOString().slice(0, 4);
  return (
    <>
      <span className="wide">{weekday} </span>
      {(isThisYear ? rest.slice(0, 2) : rest).join(' ')}
    </>
  );
}

function Choices(props: {
  overview: Answer<'overview'> | undefined;
  asOf: string | null;
  onChoose: (day: string | null) => void;
}) {
  const { overview, asOf, onChoose } = props;
  const ends = (overview?.quarters ?? []).slice(1, 4).map((quarter) => ({
    day: addDays(quarter.end, -1),
    label: `End of ${quarterLabel(quarter.name)}`,
  }));
  return (
    <div className="popover" role="dialog" aria-label="As of">
      <ul>
        <li>
          <button type="button" aria-pressed={asOf === null} onClick={() => onChoose(null)}>
            Now
          </button>
        </li>
        {ends.map(({ day, label }) => (
          <li key={day}>
            <button type="button" aria-pressed={asOf === day} onClick={() => onChoose(day)}>
              {label} <span className="dim">({longDay(day)})</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const day = new FormData(event.currentTarget).get('day');
          if (typeof day === 'string' && day !== '') onChoose(day);
        }}
      >
        <label>
          Any date
          <input
            type="date"
            name="day"
            defaultValue={asOf ?? overview?.as_of.slice(0, 10)}
            required
          />
          <button type="submit" className="pick">
            Go
          </button>
        </label>
      </form>
    </div>
  );
}

export function useOutside(
  anchor: React.RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const pressed = (event: PointerEvent) => {
      if (event.target instanceof Node && !anchor.current?.contains(event.target)) close();
    };
    addEventListener('pointerdown', pressed);
    return () => removeEventListener('pointerdown', pressed);
  });
}
