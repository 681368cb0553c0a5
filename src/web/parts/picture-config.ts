/** The one place where the styles that pictures name get their colours: tokens, so light, dark and paper follow. */

type Look = Readonly<Record<string, string | number | readonly number[]>>;

const text = (fill: string, fontSize: number, fontWeight = 400): Look => ({
  fill: `var(--${fill})`,
  fontSize,
  fontWeight,
});
const line = (stroke: string, strokeWidth: number, more: Look = {}): Look => ({
  stroke: `var(--${stroke})`,
  strokeWidth,
  ...more,
});
const solid = (fill: string): Look => ({ fill: `var(--${fill})` });

export const PICTURE_STYLES: Readonly<Record<string, Look>> = {
  name: text('ink', 14, 550),
  strong: text('ink', 14, 600),
  plain: text('ink2', 14),
  quiet: text('ink3', 12.5),
  header: text('ink3', 12),
  'chip-text': text('ink2', 12.5, 550),
  actual: solid('actual'),
  'actual-line': line('actual', 2),
  dot: { ...solid('actual'), size: 72 },
  'small-dot': { ...solid('actual'), size: 14 },
  'plan-line': line('plan', 1.5, { strokeDash: [6, 4] }),
  'plan-tick': { ...solid('plan'), thickness: 2 },
  'plan-bar': { ...solid('plan'), thickness: 2 },
  forecast: { ...solid('forecast'), ...line('forecast-edge', 1, { strokeDash: [3, 2] }) },
  usual: solid('forecast'),
  'usual-range': line('plan', 5, { strokeOpacity: 0.35 }),
  band: solid('band'),
  takes: solid('takes'),
  adds: { fill: 'var(--bg)', ...line('takes', 1.5) },
  level: { ...solid('actual'), thickness: 2.5 },
  interval: line('actual', 1.5),
  'interval-end': { ...solid('actual'), thickness: 1.5 },
  doubt: line('ink3', 1.5, { strokeDash: [1.5, 3.5] }),
  reference: line('rule2', 1),
  'lag-half': solid('takes'),
  'lag-most': solid('forecast'),
  'phase-research': { fill: 'var(--bg)', ...line('forecast-edge', 1) },
  'phase-develop': { fill: 'var(--forecast)', ...line('forecast-edge', 1) },
  'phase-execute': { fill: 'var(--data)', ...line('data', 1) },
  'phase-market': { fill: 'var(--actual)', ...line('actual', 1) },
  'phase-proposed': { ...line('forecast-edge', 1, { strokeDash: [3, 2] }), fillOpacity: 0.55 },
  planned: line('plan', 1.5),
  today: line('ink', 1.5),
  event: line('ink3', 1, { strokeDash: [1, 3] }),
  'event-days': { fill: 'transparent', ...line('ink3', 1.5) },
  'late-text': text('late', 12.5, 550),
  chip: { fill: 'transparent', ...line('ink3', 1, { strokeDash: [3, 2] }) },
  'row-rule': line('rule', 1),
};

/** Vega-Lite paints with `color` where a mark is filled or drawn, and takes the rest as it is. */
const COLOURED = Object.fromEntries(
  Object.entries(PICTURE_STYLES).map(([name, look]) => [
    name,
    { ...look, color: look.fill ?? look.stroke ?? 'var(--ink)' },
  ]),
);

const LABEL = { labelColor: 'var(--ink3)', labelFontSize: 12, labelPadding: 6 };

export const PICTURE_CONFIG = {
  background: 'transparent',
  font: "'Inter Variable', Inter, system-ui, sans-serif",
  axis: { ...LABEL, gridColor: 'var(--rule)', domainColor: 'var(--rule2)', labelOverlap: true },
  view: { stroke: null },
  mark: { opacity: 1 },
  bar: { cornerRadius: 0 },
  line: { strokeCap: 'butt' },
  style: COLOURED,
};
