/** An answer in the terminal as the tables of its report, and what to do after a decision. */

import type { Caveat } from '../operations/answer.ts';
import type { SignAnswer } from '../operations/sign.ts';
import { present } from './present.ts';
import type { Table } from './report.ts';
import { footer, nextLines, textTable } from './terminal-frame.ts';
import { columnsOf, dim, room, type Style } from './terminal-text.ts';
import { counted } from './terminal-words.ts';

interface Enveloped {
  readonly as_of: string;
  readonly definition_versions: Readonly<Record<string, number>>;
  readonly caveats: readonly Caveat[];
}

/** Told in words of the same report that the pages show. */
export function reportScreen(name: string) {
  return (answer: Enveloped, style: Style): string[] => {
    const tables = present(name, answer, { locale: 'en' })?.tables ?? [];
    const next = nextCommands(name, answer);
    return [
      ...tables.flatMap((table, at) => [
        ...(at > 0 ? [''] : []),
        ...(tables.length > 1 ? [`${table.title}:`] : []),
        ...tableLines(table, style),
      ]),
      ...footer(answer, style).slice(tables.length > 0 ? 0 : 1),
      ...(next.length > 0 ? nextLines(next, style) : []),
    ];
  };
}

/** More would only scroll by. */
const MOST_ROWS = 30;
/** Up to here all columns are squeezed a little; beyond, the last ones go. */
const SQUEEZE = 1.25;
const FEWEST_COLUMNS = 3;

/** Columns in which nothing stands are left out. */
function tableLines({ columns, rows }: Table, style: Style): string[] {
  const used = columns.filter(({ key }) => rows.some(({ cells }) => cells[key]));
  const shown = style.wide ? rows : rows.slice(0, MOST_ROWS);
  const kept = style.wide ? used : fitting(used, shown, style);
  const [leftRows, leftColumns] = [rows.length - shown.length, used.length - kept.length];
  const left = [
    ...(leftRows > 0 ? [counted(leftRows, 'more row')] : []),
    ...(leftColumns > 0 ? [counted(leftColumns, 'more column')] : []),
  ];
  return [
    ...textTable(
      kept.map(({ label, align }, at) => ({
        label: at === 0 ? label.toUpperCase() : label,
        align,
      })),
      shown.map(({ cells }) => kept.map(({ key }) => cells[key] ?? '')),
      style,
    ),
    ...(left.length > 0 ? [dim(`${left.join(', ')}: --wide or --json`, style)] : []),
  ];
}

function fitting(columns: Table['columns'], rows: Table['rows'], style: Style): Table['columns'] {
  const widthOf = ({ key, label }: Table['columns'][number]) =>
    2 + Math.max(columnsOf(label), ...rows.map(({ cells }) => columnsOf(cells[key] ?? '')));
  let kept = columns;
  while (
    kept.length > FEWEST_COLUMNS &&
    kept.reduce((sum, column) => sum + widthOf(column), 0) > room(style) * SQUEEZE
  ) {
    kept = kept.slice(0, -1);
  }
  return kept;
}

type Command = readonly [string, string];

function nextCommands(name: string, answer: Enveloped): readonly Command[] {
  if (name === 'set-plan' || name === 'plan-campaign' || name === 'define') {
    const { entries } = answer as Enveloped & Written;
    const sides = entries.length > 0 ? ['sales', 'marketing'] : [];
    return sides.map((side) => signCommand(aboutOf(entries), side));
  }
  if (name !== 'sign') return [];
  const { entries, side, signed, withdraws } = answer as Enveloped & SignAnswer;
  const isWaiting = signed.some(({ holds_from }) => holds_from === null);
  if (!isWaiting || withdraws) return [];
  return [signCommand(aboutOf(entries), side === 'sales' ? 'marketing' : 'sales')];
}

type Written = Pick<SignAnswer, 'entries'>;

function aboutOf(entries: Written['entries']): string {
  return entries.length === 1 ? (entries[0]?.about ?? '') : 'campaigns';
}

function signCommand(about: string, side: string): Command {
  return [`sameboat sign --about ${about} --side ${side}`, `signs for ${side}`];
}
