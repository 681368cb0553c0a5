/** Conversion curves in a terminal: the rate with its interval, the lag, or why there is no rate. */

import type { CurveAnswer, CurvesAnswer } from '../operations/curves.ts';
import { footer, nextLines } from './terminal-frame.ts';
import { cell, cut, dim, intervalBar, printable, room, type Style } from './terminal-text.ts';
import { count, counted, ofHundred, plainName, rateText, sentenceCase } from './terminal-words.ts';

/** With more curves than this, only those of the last step are split by trait. */
const MANY_CURVES = 60;

const PLURAL: Readonly<Record<string, string>> = {
  engagement: 'engagements',
  meeting: 'meetings',
  opportunity: 'opportunities',
};

const REACHED: Readonly<Record<string, string>> = {
  meeting: 'led to a meeting',
  opportunity: 'led to an opportunity',
  won: 'been won',
};

const REACH: Readonly<Record<string, string>> = {
  meeting: 'lead to a meeting',
  opportunity: 'lead to an opportunity',
  won: 'are won',
};

export function curvesSentence(answer: CurvesAnswer): string {
  const wholes = answer.curves.filter(isWhole);
  const last = wholes.at(-1);
  if (!last) return 'There is no engagement, meeting or opportunity with a date to follow yet.';
  return curveSentence(last);
}

/** `52 of 100 (51 to 53) opportunities are won; half of those within 59 days, 80 of 100 within 94.` */
function curveSentence(curve: CurveAnswer): string {
  const subjects = PLURAL[curve.from] ?? curve.from;
  if (curve.rate === null) {
    return `How many of 100 ${subjects} ${REACH[curve.to]} cannot be told yet: ${whyNot(curve)}.`;
  }
  const lag = lagText(curve);
  return `${rateText(curve.rate, curve.low, curve.high)} ${subjects} ${REACH[curve.to]}${lag ? `; of those, ${lag}` : ''}.`;
}

function lagText({ lag_days }: CurveAnswer): string | null {
  if (lag_days === null) return null;
  return `half within ${counted(lag_days.p50, 'day')}, 80 of 100 within ${lag_days.p80}`;
}

function whyNot(curve: CurveAnswer): string {
  switch (curve.verdict) {
    case 'too_few':
      return `too few, ${count(curve.entered)} entered and ${count(curve.converted)} got there`;
    case 'too_early':
      return `too early, ${count(curve.open)} of ${count(curve.entered)} are still open`;
    case 'not_identifiable':
      return 'a lower rate and a slower pace fit alike';
    case 'ok':
      return 'nobody was followed long enough';
  }
}

export function curvesLead(answer: CurvesAnswer): string {
  const last = answer.curves.filter(isWhole).at(-1);
  return last ? soFar(last) : '';
}

/** What has happened so far, and why won ÷ closed is no rate. */
function soFar(curve: CurveAnswer): string {
  const subjects = PLURAL[curve.from] ?? curve.from;
  const text = `${ofHundred(curve.so_far_counted)} of 100 of the ${count(curve.entered - curve.set_aside)} ${subjects}${curve.recorded_since ? ` since ${curve.recorded_since}` : ''} have ${REACHED[curve.to]} so far; ${count(curve.open)} are still open.`;
  if (curve.to !== 'won' || curve.from !== 'opportunity' || curve.won_of_closed === null)
    return text;
  return `${text} Won ÷ closed, ${ofHundred(curve.won_of_closed)} of 100, is not the rate: it leaves out those still open.`;
}

function isWhole(curve: CurveAnswer): boolean {
  return Object.keys(curve.segment).length === 0;
}

export function curvesScreen(answer: CurvesAnswer, style: Style): string[] {
  const wholes = answer.curves.filter(isWhole);
  const last = wholes.at(-1);
  const isMany = answer.curves.length > MANY_CURVES && wholes.length > 1 && !style.wide;
  const split = isMany ? wholes.slice(-1) : wholes;
  return [
    ...(last ? summary(wholes, style) : []),
    ...split.flatMap((whole) =>
      byTrait(
        answer.curves.filter((curve) => isSameStep(curve, whole)),
        style,
      ),
    ),
    ...(isMany ? ['', 'The other steps by trait: add --from, --to or --wide.'] : []),
    ...footer(answer, style),
    ...nextLines(
      [
        ['sameboat curves --from opportunity --by segment', 'fewer at once'],
        ['sameboat rows --figure curve --from opportunity --to won', 'the rows behind'],
      ],
      style,
    ),
  ];
}

/** The first lines of a longer answer: every step as a whole. */
export function curvesSummary(answer: CurvesAnswer, style: Style): string[] {
  const wholes = answer.curves.filter(isWhole);
  return [
    ...(wholes.length > 0 ? [...summary(wholes, style), ''] : []),
    ...nextLines(
      [['sameboat curves', 'the same by segment, campaign type, region, team …']],
      style,
    ),
  ];
}

function isSameStep(a: CurveAnswer, b: CurveAnswer): boolean {
  return a.from === b.from && a.to === b.to;
}

const ENTERED = 7;
const RATE = 24;
const HALF = 4;
const MOST = 6;
/** Ends that the axis of a table may have: the first that holds every interval. */
const AXIS_ENDS = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1];

interface Look {
  readonly style: Style;
  readonly label: number;
  readonly bar: number;
  readonly axisEnd: number;
}

function lookOf(curves: readonly CurveAnswer[], style: Style): Look {
  const highest = Math.max(0, ...curves.map(({ rate, high }) => high ?? rate ?? 0));
  const label = style.wide ? 34 : 25;
  return {
    style,
    label,
    bar: room(style) - label - ENTERED - RATE - HALF - MOST - 2,
    axisEnd: AXIS_ENDS.find((end) => end >= highest) ?? 1,
  };
}

function header(title: string, look: Look): string {
  const axis = `0${cell(String(Math.round(look.axisEnd * 100)), look.bar - 1, 'right')}`;
  return `${cell(title, look.label)}${cell('entered', ENTERED, 'right')}${cell('rate', RATE, 'right')} ${axis} ${cell('half', HALF, 'right')}${cell('80 in', MOST, 'right')}`;
}

function summary(wholes: readonly CurveAnswer[], style: Style): string[] {
  const look = lookOf(wholes, style);
  return [
    header('EACH STEP', look),
    ...wholes.map((curve) => curveRow(`${curve.from} → ${curve.to}`, curve, look)),
    dim(`${legendFor(wholes)}half, 80 in: days by which 50 and 80 of 100 came`, style),
  ];
}

function legendFor(curves: readonly CurveAnswer[]): string {
  return curves.some((curve) => curve.rate !== null) ? '● rate  ░ 90 % interval   ' : '';
}

function byTrait(curves: readonly CurveAnswer[], style: Style): string[] {
  const traits = [...new Set(curves.flatMap((curve) => Object.keys(curve.segment)))];
  return traits.flatMap((trait) => {
    const [first] = curves;
    const title = `${first?.from} → ${first?.to}, by ${plainName(trait)}`;
    const rows = curves.filter((curve) => trait in curve.segment);
    const look = lookOf(rows, style);
    return [
      '',
      sentenceCase(title),
      dim(header('', look), style),
      ...rows.map((curve) => curveRow(curve.segment[trait] || 'not recorded', curve, look)),
    ];
  });
}

function curveRow(label: string, curve: CurveAnswer, look: Look): string {
  const name = cell(printable(label), look.label - 1);
  const start = `${name} ${cell(count(curve.entered), ENTERED, 'right')}`;
  if (curve.rate === null) {
    return `${start}  ${cut(chip(curve), room(look.style) - look.label - ENTERED - 2)}`;
  }
  const { rate, low, high, lag_days } = curve;
  const at = (share: number) => share / look.axisEnd;
  const interval = { low: at(low ?? rate), high: at(high ?? rate), point: at(rate) };
  const day = (value: number | undefined, width: number) =>
    cell(value === undefined ? '' : String(value), width, 'right');
  const days = day(lag_days?.p50, HALF) + day(lag_days?.p80, MOST);
  return `${start}${cell(rateText(rate, low, high), RATE, 'right')} ${intervalBar(interval, look.bar)} ${days}`;
}

/** Dotted, with a question mark, and what is known. */
function chip(curve: CurveAnswer): string {
  const known = `${ofHundred(curve.so_far_counted)} of 100 so far`;
  switch (curve.verdict) {
    case 'too_few':
      return `· · ·  ? too few (${count(curve.converted)} of ${count(curve.entered)} so far)`;
    case 'too_early':
      return `· · ·  ? too early (${count(curve.open)} open), ${known}`;
    case 'not_identifiable':
      return '· · ·  ? cannot tell apart: fewer, or only later';
    case 'ok':
      return `· · ·  ? not followed long enough, ${known}`;
  }
}
