/** Draws a Vega-Lite specification as SVG. A part of its own, loaded after the sentence stands. */

import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { PICTURE_CONFIG } from './picture-config.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  /** The mark under the pointer, or null. */
  readonly markAt: (event: MouseEvent) => number | null;
  /** Around all that belongs to a mark. */
  readonly boxOf: (mark: number) => Box | null;
  readonly showIn: (host: HTMLElement) => void;
  readonly end: () => void;
}

/** @param room width of the whole picture: its plot is stretched to it */
export async function draw(
  spec: Readonly<Record<string, unknown>>,
  room: number,
): Promise<Drawing> {
  await document.fonts.load("14px 'Inter Variable'");
  const { left = 0, right = 0 } = (spec.padding ?? {}) as { left?: number; right?: number };
  const width = Math.max(40, room - left - right);
  const { description: _, ...rest } = spec;
  const stretched = { ...rest, width } as unknown as TopLevelSpec;
  const compiled = compile(stretched, { config: PICTURE_CONFIG as object }).spec;
  const place = document.createElement('div');
  // Expressions are walked, not compiled: the page may not evaluate text as code.
  const view = new View(parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'svg',
    container: place,
    hover: false,
  });
  await view.runAsync();
  const hovered: { mark: number | null } = { mark: null };
  view.addEventListener('mousemove', (_event, item) => {
    hovered.mark = markOf(item);
    place.style.cursor = hovered.mark === null ? '' : 'pointer';
  });
  return {
    markAt: () => hovered.mark,
    boxOf: (mark) => boxOf(place, mark),
    showIn: (host) => host.replaceChildren(place),
    end: () => {
      view.finalize();
      place.remove();
    },
  };
}

function markOf(item: unknown): number | null {
  const mark = (item as { datum?: { mark?: unknown } } | null | undefined)?.datum?.mark;
  return typeof mark === 'number' ? mark : null;
}

/** Rules and lines reach across the picture: they do not say where a mark is. */
const OWN_SHAPES = '.mark-rect path, .mark-symbol path, .mark-text text';

function boxOf(place: HTMLElement, mark: number): Box | null {
  const shapes = [...place.querySelectorAll(OWN_SHAPES)].filter(
    (shape) => markOf((shape as unknown as { __data__?: unknown }).__data__) === mark,
  );
  const boxes = shapes.map((shape) => shape.getBoundingClientRect()).filter((box) => box.width > 0);
  if (boxes.length === 0) return null;
  const origin = place.getBoundingClientRect();
  const left = Math.min(...boxes.map((box) => box.left)) - origin.left - 4;
  const top = Math.min(...boxes.map((box) => box.top)) - origin.top - 4;
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.right)) - origin.left + 4 - left,
    height: Math.max(...boxes.map((box) => box.bottom)) - origin.top + 4 - top,
  };
}
