/** Laying out text in a terminal: columns, bars and wrapping, all in one-column characters. */

export interface Style {
  /** Columns. */
  readonly width: number;
  /** Only `# . | *` and letters as marks. */
  readonly ascii: boolean;
  /** Shows intervals and evidence that 80 columns have no room for. */
  readonly wide: boolean;
  readonly colour: boolean;
}

export const PLAIN_STYLE: Style = { width: 80, ascii: false, wide: false, colour: false };

export type Align = 'left' | 'right';

/** How many columns a text takes: letters of East Asia and pictures take two, marks on letters none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const letter of text) columns += lettersWidth(letter);
  return columns;
}

const WIDE_LETTER =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

function lettersWidth(letter: string): number {
  if (/\p{Mark}|\u200b|\u200d/u.test(letter)) return 0;
  return WIDE_LETTER.test(letter) ? 2 : 1;
}

/** Data as it may be printed: nothing in it can move the cursor, ring, or turn the line around. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}

/** Cut to a width, with an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = '';
  let columns = 0;
  for (const letter of text) {
    columns += lettersWidth(letter);
    if (columns > width - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** Exactly `width` columns. */
export function cell(text: string, width: number, align: Align = 'left'): string {
  const short = cut(text, width);
  const space = ' '.repeat(Math.max(0, width - columnsOf(short)));
  return align === 'left' ? short + space : space + short;
}

/** Lines of at most `width` columns, all but the first indented by `hanging`; `$3.54 M` stays whole. */
export function wrap(text: string, width: number, hanging = ''): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.replaceAll(/(\d) (?=[Mk]\b)/g, '$1\u00a0').split(' ');
  for (const word of words.filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > width) {
      lines.push(line);
      line = hanging + word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => cut(each, width));
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of `share` (0 to 1) of `width` columns, with a mark at another share if given. */
export function bar(share: number, width: number, mark: number | null = null): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const drawn = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] as string);
  const cells = [...drawn.padEnd(width)];
  if (mark !== null) cells[columnAt(mark, width)] = '│';
  return cells.join('');
}

/** Where a share of 0 to 1 falls among `width` columns. */
export function columnAt(share: number, width: number): number {
  return Math.min(width - 1, Math.max(0, Math.floor(share * width)));
}

/** An interval with its point: `···░░●░░···`. Shares of 0 to 1; without a point, the strip alone. */
export function intervalBar(
  { low, high, point }: { low: number; high: number; point: number | null },
  width: number,
): string {
  const cells = Array.from({ length: width }, () => '·');
  for (let at = columnAt(low, width); at <= columnAt(high, width); at++) cells[at] = '░';
  if (point !== null) cells[columnAt(point, width)] = '●';
  return cells.join('');
}

const ASCII: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'█▉▊▋▌▍▎▏'].map((mark) => [mark, '#'])),
  '▒': '+',
  '░': '.',
  '│': '|',
  '●': '*',
  '▲': '^',
  '▼': 'v',
  '·': '-',
  '−': '-',
  '–': '-',
  '—': '-',
  '→': '>',
  '÷': '/',
  '…': '~',
  '’': "'",
  '“': '"',
  '”': '"',
  '┘': '|',
  '✓': '+',
};

/** One-column marks become one-column letters, so that nothing moves. */
function toAscii(text: string): string {
  return [...text].map((letter) => ASCII[letter] ?? letter).join('');
}

/** Lines of a screen, indented by two, without trailing blanks. */
export function screen(lines: readonly string[], style: Style): string {
  const text = lines
    .map((line) => (line === '' ? '' : `  ${line}`.trimEnd()))
    .join('\n')
    .replaceAll(/[\u00a0\u202f]/g, ' ');
  return `${style.ascii ? toAscii(text) : text}\n`;
}

/** Columns inside the indent. */
export function room(style: Style): number {
  return style.width - 2;
}

function bold(text: string, style: Style): string {
  return style.colour ? `\u001b[1m${text}\u001b[22m` : text;
}

export function dim(text: string, style: Style): string {
  return style.colour ? `\u001b[2m${text}\u001b[22m` : text;
}

/** The sentence that answers, over as many lines as it needs. */
export function sentenceLines(sentence: string, style: Style): string[] {
  return wrap(sentence, room(style)).map((line) => bold(line, style));
}
