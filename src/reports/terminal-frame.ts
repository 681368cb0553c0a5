/** What every screen ends with, and tables of any columns. */

import type { Caveat } from '../operations/answer.ts';
import {
  type Align,
  cell,
  columnsOf,
  dim,
  printable,
  room,
  type Style,
  wrap,
} from './terminal-text.ts';
import { counted } from './terminal-words.ts';

interface Enveloped {
  readonly as_of: string;
  readonly definition_versions: Readonly<Record<string, number>>;
  readonly caveats: readonly Caveat[];
}

/** Cautions in full, then the date and the versions that the answer rests on. */
export function footer(answer: Enveloped, style: Style): string[] {
  const cautions = answer.caveats.flatMap(({ message }) =>
    wrap(`! ${printable(message)}`, room(style), '  '),
  );
  const versions = Object.values(answer.definition_versions);
  const definitions = versions.length === 0 ? [] : [definitionsText(versions)];
  const facts = [`as of ${answer.as_of}`, ...definitions];
  if (answer.caveats.length > 0) facts.push(counted(answer.caveats.length, 'caution'));
  return ['', ...cautions, dim(facts.join(' · '), style)];
}

function definitionsText(versions: readonly number[]): string {
  return versions.every((version) => version === 0)
    ? 'built-in definitions, signed by nobody'
    : `definitions v${Math.max(...versions)}`;
}

/** Lines that say how to ask on, each `command  what it gives`. */
export function nextLines(
  commands: readonly (readonly [string, string])[],
  style: Style,
): string[] {
  const width = Math.max(...commands.map(([command]) => columnsOf(command))) + 3;
  return commands.map(([command, gives]) => dim(`${cell(command, width)}${gives}`, style));
}

export interface TextColumn {
  readonly label: string;
  readonly align: Align;
}

const GAP = 2;
const NARROWEST = 5;

/** A table that fits: the widest columns give way first; the last columns go when nothing is left. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  style: Style,
): string[] {
  const clean = rows.map((row) => row.map(printable));
  const natural = columns.map((column, at) =>
    Math.max(columnsOf(column.label), ...clean.map((row) => columnsOf(row[at] ?? ''))),
  );
  const widths = fitted(natural, room(style));
  const lineOf = (cells: readonly string[]) =>
    widths
      .map((width, at) => cell(cells[at] ?? '', width, columns[at]?.align ?? 'left'))
      .join(' '.repeat(GAP));
  const left = columns.length - widths.length;
  return [
    dim(lineOf(columns.map((column) => column.label)), style),
    ...clean.map(lineOf),
    ...(left > 0 ? [dim(`${counted(left, 'more column')}: --wide or --json`, style)] : []),
  ];
}

function fitted(natural: readonly number[], width: number): number[] {
  const most = Math.floor((width + GAP) / (NARROWEST + GAP));
  const widths = natural.slice(0, most);
  const total = () => widths.reduce((sum, each) => sum + each + GAP, -GAP);
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}
