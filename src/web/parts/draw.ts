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
    boxOf: (mark) => boxOf(view, mark),
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

interface SceneItem {
  readonly datum?: { mark?: unknown };
  readonly bounds?: { x1: number; y1: number; x2: number; y2: number };
  readonly x?: number;
  readonly y?: number;
  readonly items?: readonly SceneMark[];
}

interface SceneMark {
  readonly marktype: string;
  readonly items: readonly SceneItem[];
}

/** Rules and lines reach across the picture: they do not say where a mark is. */
const WIDE_MARKS = new Set(['rule', 'line', 'area']);

function boxOf(view: View, mark: number): Box | null {
  const root = (view.scenegraph() as unknown as { root: SceneMark }).root;
  const found: { x1: number; y1: number; x2: number; y2: number }[] = [];
  const visit = (scene: SceneMark, x: number, y: number) => {
    for (const item of scene.items) {
      if (scene.marktype === 'group') {
        for (const child of item.items ?? []) visit(child, x + (item.x ?? 0), y + (item.y ?? 0));
      } else if (markOf(item) === mark && item.bounds && !WIDE_MARKS.has(scene.marktype)) {
        const { x1, y1, x2, y2 } = item.bounds;
        if (x2 > x1) found.push({ x1: x1 + x, x2: x2 + x, y1: y1 + y, y2: y2 + y });
      }
    }
  };
  const [originX, originY] = view.origin();
  visit(root, originX, originY);
  if (found.length === 0) return null;
  const left = Math.min(...found.map((box) => box.x1)) - 4;
  const top = Math.min(...found.map((box) => box.y1)) - 4;
  return {
    left,
    top,
    width: Math.max(...found.map((box) => box.x2)) + 4 - left,
    height: Math.max(...found.map((box) => box.y2)) + 4 - top,
  };
}
