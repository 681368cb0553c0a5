/** Pictures made of rows: words in columns left and right, marks between them on one shared scale. */

type Spec = Record<string, unknown>;

export interface TextColumn {
  readonly field: string;
  /** Above the column; empty for none. */
  readonly header: string;
  /** Pixels from the left edge of the picture, or from the right one. */
  readonly left?: number;
  readonly right?: number;
  readonly align: 'left' | 'right';
  readonly style: string;
  /** Pixels below the middle of the row. */
  readonly down?: number;
  /** Pixels after which it is cut with …; the table has it in full. */
  readonly limit?: number;
}

export interface RowPicture {
  /** Each has `row`, its own text, in the order in which they are drawn. */
  readonly data: readonly object[];
  readonly rowHeight: number;
  /** Of the whole picture, in pixels; the page stretches it. */
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly domain: readonly [number, number];
  readonly texts: readonly TextColumn[];
  readonly marks: readonly Spec[];
  readonly axis: Spec | null;
  /** Above the plot. */
  readonly plotTitle: string;
  readonly description: string;
}

const TOP = 46;

/** Widths of a picture that nobody stretches. */
export const WIDE = 720;
export const NARROW = 340;

export const ROW = { field: 'row', type: 'nominal' } as const;

/** The scale along which the marks of a picture lie. */
export function along(field: string): Spec {
  return { field, type: 'quantitative' };
}

/** Layered so that it stretches: only the plot grows with the width, the columns stay. */
export function rowSpec(picture: RowPicture): Spec {
  const headed = picture.axis !== null || picture.texts.some((text) => text.header !== '');
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: picture.description,
    width: picture.width - picture.left - picture.right,
    height: picture.data.length * picture.rowHeight,
    autosize: 'none',
    padding: { left: picture.left, right: picture.right, top: headed ? TOP : 6, bottom: 4 },
    view: { stroke: null },
    data: { values: picture.data },
    encoding: {
      y: { ...ROW, sort: null, axis: null, scale: { paddingInner: 0, paddingOuter: 0 } },
    },
    layer: [
      plotScale(picture),
      rowRules(picture),
      ...headers(picture),
      ...picture.texts.map((text) => column(picture, text)),
      ...picture.marks,
    ],
  };
}

/** Draws nothing: it fixes the scale and its axis for all other marks. */
function plotScale({ domain, axis }: RowPicture): Spec {
  return {
    mark: { type: 'rule', opacity: 0 },
    encoding: {
      x: {
        datum: domain[0],
        type: 'quantitative',
        scale: { domain: [...domain], nice: false, zero: false },
        axis: axis && { orient: 'top', title: null, ticks: false, domain: false, ...axis },
      },
    },
  };
}

function rowRules({ left, right }: RowPicture): Spec {
  const y = { ...ROW, bandPosition: 1 };
  const x2 = { value: { expr: `width + ${right}` } };
  return {
    mark: { type: 'rule', style: 'row-rule' },
    encoding: { x: { value: -left }, x2, y },
  };
}

function headers(picture: RowPicture): Spec[] {
  const named = picture.texts.filter((text) => text.header !== '');
  const texts = named.map(
    (text): Spec => headerText(text.header, text.align, place(picture, text)),
  );
  const plot = picture.plotTitle
    ? [headerText(picture.plotTitle, 'left', { value: 0 }, picture.axis ? -34 : -14)]
    : [];
  return [...texts, ...plot];
}

function headerText(text: string, align: string, x: Spec, y = -14): Spec {
  return {
    data: { values: [{ header: text }] },
    mark: { type: 'text', style: 'header', align, baseline: 'middle' },
    encoding: { text: { field: 'header' }, x, y: { value: y } },
  };
}

function column(picture: RowPicture, text: TextColumn): Spec {
  const { field, align, style, down = 0, limit } = text;
  return {
    mark: {
      type: 'text',
      style,
      align,
      baseline: 'middle',
      dy: down,
      ...(limit === undefined ? {} : { limit }),
    },
    encoding: { text: { field, type: 'nominal' }, x: place(picture, text), y: ROW },
  };
}

function place(picture: RowPicture, text: TextColumn): Spec {
  return text.right === undefined
    ? { value: (text.left ?? 0) - picture.left }
    : { value: { expr: `width + ${picture.right - text.right}` } };
}
