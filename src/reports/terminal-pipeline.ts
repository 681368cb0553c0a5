/** The pipeline as a waterfall in a terminal. */

import { shortMoney, wholeMoney } from '../money.ts';
import type { PipelineAnswer } from '../operations/pipeline.ts';
import { footer, nextLines } from './terminal-frame.ts';
import { cell, columnAt, dim, room, type Style } from './terminal-text.ts';
import { count, counted, listed, moveName, periodText, withSign } from './terminal-words.ts';

type Move = PipelineAnswer['moves'][number];

const NAME = 18;
const DEALS = 7;
const AMOUNT = 18;

export function pipelineSentence(answer: PipelineAnswer): string {
  const [start, end] = [named(answer, 'start'), named(answer, 'end')];
  const change = end.amount.amount - start.amount.amount;
  const scope = answer.quarter ? `pipeline that is to close in ${answer.quarter}` : 'open pipeline';
  if (end.unknown_amounts === end.opportunities && end.opportunities > 0) {
    return `The ${scope} holds ${counted(end.opportunities, 'opportunity', 'opportunities')}, and none of them has an amount.`;
  }
  if (change === 0) return `The ${scope} stands at ${shortMoney(end.amount)}, as at the start.`;
  const size = shortMoney({ ...end.amount, amount: Math.abs(change) });
  const verb = change > 0 ? 'grew' : 'shrank';
  return `The ${scope} ${verb} by ${size} to ${shortMoney(end.amount)}${because(answer, change)}.`;
}

/** The two largest moves in the direction of the change. */
function because(answer: PipelineAnswer, change: number): string {
  const causes = between(answer)
    .filter((move) => Math.sign(move.amount.amount) === Math.sign(change))
    .sort((a, b) => Math.abs(b.amount.amount) - Math.abs(a.amount.amount))
    .slice(0, 2)
    .map((move) => `${moveName(move.move).toLowerCase()} ${signedShort(move)}`);
  return causes.length === 0 ? '' : `: ${listed(causes)}`;
}

function signedShort({ amount }: Move): string {
  return withSign(shortMoney(amount), amount.amount);
}

export function pipelineScreen(answer: PipelineAnswer, style: Style): string[] {
  const scope = answer.quarter ? `  closing in ${answer.quarter}` : '';
  return [
    `OPEN PIPELINE  ${periodText(answer.from, answer.to)}${scope}`,
    ...waterfall(answer, style),
    '',
    dim('│ stands at   ▒ adds   █ takes away   amounts known only; the bars add up', style),
    ...unknown(answer),
    ...footer(answer, style),
    ...nextLines([['sameboat rows --figure pipeline --move won', 'the deals behind a bar']], style),
  ];
}

function named(answer: PipelineAnswer, name: string): Move {
  return answer.moves.find((move) => move.move === name) as Move;
}

function between(answer: PipelineAnswer): Move[] {
  return answer.moves.filter(({ move }) => move !== 'start' && move !== 'end');
}

function waterfall(answer: PipelineAnswer, style: Style): string[] {
  const width = room(style) - NAME - DEALS - AMOUNT - 4;
  const heights = [named(answer, 'start').amount.amount];
  for (const move of between(answer)) {
    heights.push((heights.at(-1) as number) + move.amount.amount);
  }
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const share = (value: number) => (high === low ? 0.5 : (value - low) / (high - low));
  let at = 0;
  const header = `${' '.repeat(NAME)} ${cell('deals', DEALS, 'right')}  ${' '.repeat(width)} ${cell(`amount, ${named(answer, 'start').amount.currency}`, AMOUNT, 'right')}`;
  const rows = answer.moves.map((move) => {
    const stands = move.move === 'start' || move.move === 'end';
    const [from, to] = stands
      ? [share(move.amount.amount), share(move.amount.amount)]
      : [share(heights[at] as number), share(heights[++at] as number)];
    const drawn = stands ? mark(from, width) : block(from, to, width);
    return waterfallRow(move, stands, drawn);
  });
  return [dim(header, style), ...rows];
}

function waterfallRow(move: Move, stands: boolean, drawn: string): string {
  const money = wholeMoney(move.amount);
  const amount = stands ? money : withSign(money, move.amount.amount);
  return `${cell(moveName(move.move), NAME)} ${cell(count(move.opportunities), DEALS, 'right')}  ${drawn} ${cell(amount, AMOUNT, 'right')}`;
}

function mark(at: number, width: number): string {
  return cell(`${' '.repeat(columnAt(at, width))}│`, width);
}

function block(from: number, to: number, width: number): string {
  if (from === to) return ' '.repeat(width);
  const [first, last] = [columnAt(Math.min(from, to), width), columnAt(Math.max(from, to), width)];
  const ink = to > from ? '▒' : '█';
  return cell(' '.repeat(first) + ink.repeat(Math.max(1, last - first)), width);
}

function unknown(answer: PipelineAnswer): string[] {
  const { unknown_amounts, opportunities } = named(answer, 'end');
  if (unknown_amounts === 0) return [];
  return [
    `${count(unknown_amounts)} of the ${count(opportunities)} open at the end have no amount: not counted, and not zero.`,
  ];
}
