/** The calendar of campaigns: phases that grow darker, the plan as a thin line where it differs, events as lines. */

import { addDays, daysBetween } from '../calendar.ts';
import type { CampaignsAnswer } from '../operations/campaigns.ts';
import { dayName, type Language } from './numbers.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';
import {
  type CampaignPlan,
  firstDay,
  isOver,
  kindWords,
  lateness,
  PHASE_WORDS,
  PHASES,
  type PlannedCampaign,
  stateWords,
} from './words-campaigns.ts';

type Spec = Record<string, unknown>;

/** What is shown: from three months back to three quarters ahead, and no more rows than a screen or two. */
const BACK = 91;
const AHEAD = 273;
const MOST_ROWS = 24;

const ORIGIN = '2000-01-01';
const number = (day: string) => daysBetween(ORIGIN, day);

interface Span {
  readonly row: string;
  readonly mark: number;
  readonly from: number;
  readonly to: number;
  readonly style: string;
  readonly is_proposal: boolean;
}

interface Window {
  readonly from: string;
  readonly to: string;
}

export function campaignsPicture(answer: CampaignsAnswer, language: Language): Picture[] {
  const today = answer.as_of.slice(0, 10);
  const widest = { from: addDays(today, -BACK), to: addDays(today, AHEAD) };
  const dated = answer.campaigns.filter(({ now }) => isInside(now, widest));
  if (dated.length === 0) return [];
  const shown = mostPressing(dated, today);
  const window = { from: widest.from, to: endOf(shown, today, widest.to) };
  const events = answer.events.filter(
    ({ date, until }) => (until ?? date) >= window.from && date < window.to,
  );
  const rows = [
    ...shown.map((campaign, mark) => campaignRow(campaign, mark, { answer, language })),
    ...events.map(({ id, text, date, until, kind }, index) => ({
      row: `event ${id}`,
      mark: shown.length + index,
      name: text,
      kind: kind === 'market' ? 'Event of the market' : 'Event of the company',
      state: '',
      late: '',
      dates: eventDays({ date, until }, today, language),
      coming: eventDays({ date, until }, today, language),
      event: number(date < window.from ? window.from : date),
      event_to: number(lastOf(until ?? date, window)) + 1,
    })),
  ];
  const title = `What starts when: ${shown.length === 1 ? 'one campaign' : `${shown.length} campaigns`}, from research to the market`;
  const marks = rows.map(
    ({ name, kind, state, late, dates }): Mark => ({
      says: `${name}: ${[kind, state || late, dates].filter(Boolean).join('; ')}`,
      rows_of: null,
    }),
  );
  const hidden = answer.campaigns.length - shown.length;
  const form = { rows, spans: shown.flatMap((each, mark) => spansOf(each, mark, window)), window };
  const planned = shown.flatMap((each, mark) => plannedSpan(each, mark, window));
  return [
    {
      id: 'calendar',
      title,
      note: `From ${dayName(window.from, today, language)} to ${dayName(window.to, today, language)}.${hidden > 0 ? ` ${hidden} more in the table.` : ''}`,
      description: `${title}. ${marks.map(({ says }) => says).join('. ')}.`,
      wide: wideSpec({ ...form, planned, today, title, language }),
      narrow: listSpec(rows, title),
      key: keyOf(shown, { hasPlanned: planned.length > 0, hasEvents: events.length > 0 }),
      marks,
      links: [],
      table: 'campaigns',
    },
  ];
}

/** All that fit; else what is late, then what has its next date soonest. In the order in which they begin. */
function mostPressing(dated: readonly PlannedCampaign[], today: string): PlannedCampaign[] {
  const rank = (campaign: PlannedCampaign) => {
    if (isOver(campaign, today)) return '9';
    const next = PHASES.map((phase) => campaign.now[phase]).find(
      (day) => day !== null && day >= today,
    );
    return `${lateness(campaign) > 0 ? 0 : 1} ${next ?? '9'}`;
  };
  const kept = new Set(dated.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, MOST_ROWS));
  return dated.filter((campaign) => kept.has(campaign));
}

/** Two weeks after the last date that is shown; to the end where something has no last day. */
function endOf(shown: readonly PlannedCampaign[], today: string, latest: string): string {
  const ends = shown.flatMap(({ plan, now }) => [plan.end_date ?? latest, now.end_date ?? latest]);
  const end = [addDays(today, 28), ...ends].toSorted().at(-1) as string;
  return end < addDays(latest, -14) ? addDays(end, 14) : latest;
}

function isInside(plan: CampaignPlan, { from, to }: Window): boolean {
  const first = firstDay(plan);
  if (first === null || first >= to) return false;
  // Without a last day it goes on.
  return plan.end_date === null || plan.end_date >= from;
}

function lastOf(day: string, { to }: Window): string {
  return day < to ? day : addDays(to, -1);
}

function eventDays(
  { date, until }: { date: string; until: string | null },
  today: string,
  language: Language,
): string {
  const from = dayName(date, today, language);
  return until ? `${from} to ${dayName(until, today, language)}` : from;
}

interface CalendarRow {
  readonly row: string;
  readonly mark: number;
  readonly name: string;
  readonly kind: string;
  /** Its state, where nothing is late; else in the words of what is. */
  readonly state: string;
  readonly late: string;
  readonly dates: string;
  /** The next two of them, for where there is no room. */
  readonly coming: string;
  readonly event: number | null;
  readonly event_to: number | null;
}

function campaignRow(
  campaign: PlannedCampaign,
  mark: number,
  { answer, language }: { answer: CampaignsAnswer; language: Language },
): CalendarRow {
  const { now } = campaign;
  const state = stateWords(campaign, answer.as_of, language);
  const isLate = lateness(campaign) > 0;
  const dates = PHASES.flatMap((phase) => {
    const day = now[phase];
    const words = PHASE_WORDS[phase].toLowerCase();
    return day === null ? [] : [{ day, text: `${words} ${shortDay(day, answer.as_of, language)}` }];
  });
  const said = (some: typeof dates) => some.map(({ text }) => text).join(' · ');
  const coming = dates.filter(({ day }) => day >= answer.as_of.slice(0, 10));
  return {
    row: campaign.campaign_id,
    mark,
    name: now.name,
    kind: kindWords(now),
    state: isLate ? '' : state,
    late: isLate ? `◷ ${state}` : '',
    dates: said(dates),
    coming: said(coming.length > 0 ? coming.slice(0, 2) : dates.slice(-1)),
    event: null,
    event_to: null,
  };
}

/** Without the weekday: `14 Sep`. */
function shortDay(day: string, today: string, language: Language): string {
  return dayName(day, today, language).replace(/^\S+ /, '');
}

/** Each phase lasts until the next one that has a date. */
function phasesOf(plan: CampaignPlan, end: string): { from: string; to: string; place: number }[] {
  const starts = PHASES.slice(0, -1).flatMap((phase, place) => {
    const day = plan[phase];
    return day === null ? [] : [{ from: day, place }];
  });
  const last = plan.end_date === null ? end : addDays(plan.end_date, 1);
  return starts.map(({ from, place }, at) => ({ from, place, to: starts[at + 1]?.from ?? last }));
}

const PHASE_STYLES = ['phase-research', 'phase-develop', 'phase-execute', 'phase-market'];

function spansOf(campaign: PlannedCampaign, mark: number, window: Window): Span[] {
  return phasesOf(campaign.now, window.to).flatMap(({ from, to, place }) => {
    const cut = clipped({ from, to }, window);
    if (cut === null) return [];
    return [
      {
        row: campaign.campaign_id,
        mark,
        ...cut,
        style: PHASE_STYLES[place] as string,
        is_proposal: !campaign.is_signed,
      },
    ];
  });
}

/** From the first planned day to the last, where a date is now another. */
function plannedSpan(campaign: PlannedCampaign, mark: number, window: Window) {
  if (campaign.slips.length === 0) return [];
  const phases = phasesOf(campaign.plan, window.to);
  const from = phases[0]?.from;
  const to = phases.at(-1)?.to;
  const cut = from === undefined || to === undefined ? null : clipped({ from, to }, window);
  return cut === null ? [] : [{ row: campaign.campaign_id, mark, ...cut }];
}

function clipped({ from, to }: Window, window: Window): { from: number; to: number } | null {
  const [start, end] = [from < window.from ? window.from : from, to > window.to ? window.to : to];
  return start < end ? { from: number(start), to: number(end) } : null;
}

function keyOf(
  shown: readonly PlannedCampaign[],
  { hasPlanned, hasEvents }: { hasPlanned: boolean; hasEvents: boolean },
): Picture['key'] {
  return [
    { style: 'phase-research', label: 'research' },
    { style: 'phase-develop', label: 'develop' },
    { style: 'phase-execute', label: 'execute' },
    { style: 'phase-market', label: 'in market' },
    ...(hasPlanned ? [{ style: 'planned', label: 'as signed, where it differs' }] : []),
    ...(shown.some(({ is_signed }) => !is_signed)
      ? [{ style: 'phase-proposed', label: 'dashed: proposal, not signed' }]
      : []),
    ...(hasEvents ? [{ style: 'event', label: 'event' }] : []),
  ];
}

const FROM_TOP_TO_BOTTOM = { y: { value: 0 }, y2: { value: { expr: 'height' } } } as const;

interface WideForm {
  readonly rows: readonly object[];
  readonly spans: readonly Span[];
  readonly planned: readonly object[];
  readonly window: Window;
  readonly today: string;
  readonly title: string;
  readonly language: Language;
}

function wideSpec({ rows, spans, planned, window, today, title, language }: WideForm): Spec {
  const texts: TextColumn[] = [
    { field: 'name', header: '', left: 0, align: 'left', style: 'name', down: -8, limit: 232 },
    { field: 'kind', header: '', left: 0, align: 'left', style: 'quiet', down: 10, limit: 150 },
    { field: 'state', header: '', right: 0, align: 'right', style: 'quiet', limit: 118 },
    { field: 'late', header: '', right: 0, align: 'right', style: 'late-text', limit: 118 },
  ];
  const months = monthsIn(window);
  const bars = (style: string, isProposal: boolean): Spec => ({
    data: { values: spans.filter((s) => s.style === style && s.is_proposal === isProposal) },
    mark: {
      type: 'bar',
      style,
      ...(isProposal ? { strokeDash: [3, 2], fillOpacity: 0.45 } : {}),
      height: 13,
      yOffset: -4,
    },
    encoding: { y: ROW, x: along('from'), x2: { field: 'to' } },
  });
  return rowSpec({
    data: rows,
    rowHeight: 46,
    width: WIDE,
    left: 244,
    right: 128,
    domain: [number(window.from), number(window.to)],
    texts,
    marks: [
      {
        data: { values: [{ at: number(today), text: dayName(today, today, language).slice(4) }] },
        mark: { type: 'rule', style: 'today' },
        encoding: { x: along('at'), ...FROM_TOP_TO_BOTTOM },
      },
      {
        data: { values: [{ at: number(today), text: dayName(today, today, language).slice(4) }] },
        mark: { type: 'text', style: 'header', align: 'center', baseline: 'middle' },
        encoding: { x: along('at'), y: { value: -34 }, text: { field: 'text' } },
      },
      {
        transform: [{ filter: 'datum.event !== null' }],
        mark: { type: 'rule', style: 'event' },
        encoding: { x: along('event'), ...FROM_TOP_TO_BOTTOM },
      },
      {
        transform: [{ filter: 'datum.event !== null' }],
        mark: { type: 'bar', style: 'event-days', height: 8 },
        encoding: { y: ROW, x: along('event'), x2: { field: 'event_to' } },
      },
      ...PHASE_STYLES.flatMap((style) => [bars(style, false), bars(style, true)]),
      {
        data: { values: planned },
        mark: { type: 'rule', style: 'planned', yOffset: 9 },
        encoding: { y: ROW, x: along('from'), x2: { field: 'to' } },
      },
    ],
    axis: {
      values: months.map(({ at }) => at),
      grid: true,
      labelExpr: months.reduceRight(
        (rest, { at, text }) => `datum.value === ${at} ? ${JSON.stringify(text)} : ${rest}`,
        "''",
      ),
      labelAlign: 'left',
    },
    plotTitle: '',
    description: title,
  });
}

/** The first day of each month: `Sep`, and `Jan 2027` where a year begins. */
function monthsIn({ from, to }: Window): { at: number; text: string }[] {
  const months: { at: number; text: string }[] = [];
  let day = Temporal.PlainDate.from(from).with({ day: 1 }).add({ months: 1 });
  while (day.toString() < to) {
    const text = day.toLocaleString('en-GB', { month: 'short' }).replace('Sept', 'Sep');
    months.push({
      at: number(day.toString()),
      text: day.month === 1 ? `${text} ${day.year}` : text,
    });
    day = day.add({ months: 1 });
  }
  return months;
}

/** On a phone a list: what it is, its dates, and its state. */
function listSpec(rows: readonly object[], title: string): Spec {
  const line = (field: string, style: string, down: number, limit: number): TextColumn => ({
    field,
    header: '',
    left: 0,
    align: 'left',
    style,
    down,
    limit,
  });
  return rowSpec({
    data: rows,
    rowHeight: 68,
    width: NARROW,
    left: NARROW - 42,
    right: 2,
    domain: [0, 1],
    texts: [
      line('name', 'name', -18, 336),
      line('kind', 'quiet', 0, 200),
      { field: 'state', header: '', right: 0, align: 'right', style: 'quiet', limit: 130 },
      { field: 'late', header: '', right: 0, align: 'right', style: 'late-text', limit: 130 },
      line('coming', 'quiet', 18, 336),
    ],
    marks: [],
    axis: null,
    plotTitle: '',
    description: title,
  });
}
