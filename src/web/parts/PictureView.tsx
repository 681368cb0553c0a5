import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Picture, Table } from '../../reports/report.ts';
import { useAddress } from '../address.ts';
import type { Box, Drawing } from './draw.ts';
import { KeySign } from './KeySign.tsx';
import { useRows } from './rows-context.ts';
import { TableView } from './TableView.tsx';

interface Props {
  readonly picture: Picture;
  /** The table with the same data, where it is offered under the picture. */
  readonly table?: Table | undefined;
  /** Title and note stand elsewhere, such as in a section's heading. */
  readonly isUntitled?: boolean;
  /** Narrower than this the narrow variant is drawn. */
  readonly wideFrom?: number;
}

export function PictureView({ picture, table, isUntitled = false, wideFrom = 600 }: Props) {
  const [asTable, setAsTable] = useState<boolean | null>(null);
  const allTables = useAddress().get('view') === 'table';
  const isTable = table !== undefined && (asTable ?? allTables);
  return (
    <figure id={`picture-${picture.id}`}>
      {!isUntitled && (
        <figcaption>
          <b>{picture.title}</b>
          {picture.note && <small>{picture.note}</small>}
        </figcaption>
      )}
      {isTable ? <TableView table={table} /> : <Canvas picture={picture} wideFrom={wideFrom} />}
      {!isTable && <PictureKey picture={picture} />}
      {(picture.links.length > 0 || table) && (
        <p className="tools">
          <RowsLinks picture={picture} />
          {table && (
            <button
              type="button"
              className="link"
              aria-pressed={isTable}
              onClick={() => setAsTable(!isTable)}
            >
              {isTable ? 'As a picture' : 'As a table'}
            </button>
          )}
        </p>
      )}
    </figure>
  );
}

/** What the forms in a picture mean. */
export function PictureKey({ picture }: { picture: Picture }) {
  if (picture.key.length === 0) return null;
  return (
    <p className="key">
      {picture.key.map(({ style, label }) => (
        <span key={style}>
          <KeySign style={style} />
          {label}
        </span>
      ))}
    </p>
  );
}

export function RowsLinks({ picture }: { picture: Picture }) {
  const openRows = useRows();
  return picture.links.map((link) => (
    <button key={link.label} type="button" className="link" onClick={() => openRows(link.rows_of)}>
      {link.label}
    </button>
  ));
}

function Canvas({ picture, wideFrom }: { picture: Picture; wideFrom: number }) {
  const host = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(host, picture, wideFrom);
  const { focused, keyPressed, setFocused } = useMarks(picture, drawing);
  const openRows = useRows();
  const hint = useId();
  const clicked = (mark: number) => {
    const rows = picture.marks[mark]?.rows_of;
    if (rows) openRows(rows);
  };
  const box: Box | null = focused === null || !drawing ? null : drawing.boxOf(focused);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture with marks to walk through; fieldset is no picture
    <div
      role="group"
      className={drawing ? 'canvas' : 'canvas waiting'}
      style={drawing ? {} : { minHeight: Number(picture.wide.height ?? 120) + 30 }}
      aria-label={picture.title}
      aria-describedby={hint}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one stop; the arrow keys move from mark to mark
      tabIndex={0}
      onKeyDown={keyPressed}
      onBlur={() => setFocused(null)}
      onClick={(event) => {
        const mark = drawing?.markAt(event.nativeEvent);
        if (mark !== null && mark !== undefined) clicked(mark);
      }}
    >
      <div aria-hidden="true" ref={host} />
      {box && <div className="mark-focus" style={box} />}
      <p id={hint} className="sr">
        {picture.description}
        {picture.marks.length > 0 && ' Arrow keys move from mark to mark; Enter opens the rows.'}
      </p>
      <p className="sr" aria-live="polite">
        {focused === null ? '' : picture.marks[focused]?.says}
      </p>
    </div>
  );
}

function useDrawing(
  host: React.RefObject<HTMLDivElement | null>,
  picture: Picture,
  wideFrom: number,
): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let isGone = false;
    let current: Drawing | null = null;
    let width = 0;
    const redraw = async () => {
      const room = Math.floor(element.clientWidth);
      if (room === width || room === 0) return;
      width = room;
      const { draw } = await import('./draw.ts');
      const spec = room >= wideFrom ? picture.wide : picture.narrow;
      const next = await draw(spec, room);
      if (isGone || room !== width) return next.end();
      current?.end();
      current = next;
      next.showIn(element);
      setDrawing(next);
    };
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    return () => {
      isGone = true;
      observer.disconnect();
      current?.end();
    };
  }, [host, picture, wideFrom]);
  return drawing;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

function useMarks(picture: Picture, drawing: Drawing | null) {
  const [focused, setFocused] = useState<number | null>(null);
  const openRows = useRows();
  const last = picture.marks.length - 1;
  const keyPressed = (event: KeyboardEvent) => {
    if (last < 0 || !drawing) return;
    const rows = focused === null ? null : picture.marks[focused]?.rows_of;
    if ((event.key === 'Enter' || event.key === 'r') && rows) openRows(rows);
    else if (event.key === 'Home') setFocused(0);
    else if (event.key === 'End') setFocused(last);
    else if (event.key in STEPS) {
      const next = focused === null ? 0 : focused + (STEPS[event.key] ?? 0);
      setFocused(Math.min(last, Math.max(0, next)));
    } else return;
    event.preventDefault();
  };
  return { focused, keyPressed, setFocused };
}
