import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { BadInput } from '../../errors.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Far more than one machine's curves can use; a file of as many lines is a mistake. */
const MOST_LINES = 200_000_000;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Looks at every byte of a text file once: encoding, line ends, line length, fingerprint. */
export class TextScan {
  readonly #hash = createHash('sha256');
  readonly #name: string;
  readonly #maxLine: number;
  #marked: Encoding | null = null;
  #line = 1;
  #lineLength = 0;
  #carry: Buffer = Buffer.alloc(0);
  #started = false;
  #invalidLine: number | null = null;
  #hasMultibyte = false;
  #crlf = 0;
  #loneReturn = 0;
  #loneNewline = 0;
  #lastByte = 0;
  #hasWrapped = false;

  constructor(name: string, maxLine: number) {
    this.#name = name;
    this.#maxLine = maxLine;
  }

  get sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Whether it may have cells for `unwrapped` to read; a text of two bytes a letter may. */
  get hasWrapped(): boolean {
    return this.#hasWrapped || this.#marked === 'utf-16le' || this.#marked === 'utf-16be';
  }

  /** Makes the stream that rewrites the file as plain UTF-8 with one kind of line end; null if it is. */
  get rewrite(): (() => Transform) | null {
    const encoding = this.#marked ?? (this.#invalidLine === null ? 'utf-8' : 'windows-1252');
    const kinds = [this.#crlf, this.#loneReturn, this.#loneNewline].filter((count) => count > 0);
    return encoding === 'utf-8' && kinds.length <= 1 ? null : () => toUtf8(encoding);
  }

  read(chunk: Buffer): void {
    this.#hash.update(chunk);
    if (!this.#started) this.#start(chunk);
    if (this.#marked === 'utf-16le' || this.#marked === 'utf-16be') return;
    if (chunk.includes(0)) this.#refuse('binary', `There is a NUL byte near line ${this.#line}.`);
    this.#hasWrapped ||= holdsWrapped(chunk, this.#lastByte);
    this.#checkEncoding(chunk);
    this.#checkLines(chunk);
    if (this.#line > MOST_LINES) throw tooManyRows(this.#name);
  }

  /** @throws BadInput when some of the file is UTF-8 and some is not. */
  end(): void {
    if (this.#carry.length > 0) this.#invalidLine ??= this.#line;
    if (this.#invalidLine === null || !this.#hasMultibyte || this.#marked) return;
    throw new BadInput({
      code: 'mixed_encodings',
      message: `Part of the file is UTF-8, but line ${this.#invalidLine} is not.`,
      where: `${this.#name}, line ${this.#invalidLine}`,
      fix: 'Two exports were probably joined. Save each as UTF-8 and import them separately.',
    });
  }

  #start(chunk: Buffer): void {
    this.#started = true;
    if (chunk[0] === 0xff && chunk[1] === 0xfe) this.#marked = 'utf-16le';
    else if (chunk[0] === 0xfe && chunk[1] === 0xff) this.#marked = 'utf-16be';
  }

  #checkEncoding(chunk: Buffer): void {
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const cut = bytes.length - unfinishedTail(bytes);
    const whole = bytes.subarray(0, cut);
    this.#carry = Buffer.from(bytes.subarray(cut));
    if (isAscii(whole)) return;
    if (isUtf8(whole)) {
      this.#hasMultibyte = true;
      return;
    }
    this.#hasMultibyte ||= hasValidMultibyte(whole);
    this.#invalidLine ??= this.#line + countNewlines(whole.subarray(0, firstInvalid(whole)));
  }

  #checkLines(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      this.#checkLength(this.#lineLength + at - from);
      const before = at > 0 ? chunk[at - 1] : this.#lastByte;
      if (before === RETURN) this.#crlf++;
      else this.#loneNewline++;
      this.#line++;
      this.#lineLength = 0;
      from = at + 1;
    }
    this.#countLoneReturns(chunk);
    this.#lineLength += chunk.length - from;
    this.#checkLength(this.#lineLength);
    this.#lastByte = chunk.at(-1) ?? 0;
  }

  #countLoneReturns(chunk: Buffer): void {
    for (let at = chunk.indexOf(RETURN); at !== -1; at = chunk.indexOf(RETURN, at + 1)) {
      if (at + 1 < chunk.length && chunk[at + 1] !== NEWLINE) {
        this.#loneReturn++;
        this.#lineLength = 0;
      }
    }
  }

  #checkLength(length: number): void {
    if (length <= this.#maxLine || this.#loneReturn > 0) return;
    this.#refuse('line_too_long', `Line ${this.#line} is longer than 2 MB.`);
  }

  #refuse(code: string, message: string): never {
    throw new BadInput({
      code,
      message,
      where: `${this.#name}, line ${this.#line}`,
      fix: 'This is not a table of text rows. Export it again as "CSV UTF-8", one record a line.',
    });
  }
}

const WRAPPED = ['="', "'=", "'+", "'-", "'@", "'\t"];

/** Also where the chunk before ended in the first letter of it. */
function holdsWrapped(chunk: Buffer, lastByte: number): boolean {
  const across = String.fromCharCode(lastByte, chunk[0] ?? 0);
  return WRAPPED.some((text) => text === across || chunk.includes(text));
}

function tooManyRows(name: string): BadInput {
  return new BadInput({
    code: 'too_many_rows',
    message: `The file has more than ${MOST_LINES / 1e6} million lines.`,
    where: name,
    fix: 'Export a shorter period, or fewer objects, at a time.',
  });
}

/** Bytes at the end that may be the beginning of a character which the next chunk finishes. */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

function firstInvalid(bytes: Buffer): number {
  const at = bytes.toString('utf8').indexOf('�');
  return Buffer.byteLength(bytes.toString('utf8').slice(0, at));
}

function hasValidMultibyte(bytes: Buffer): boolean {
  return /[^\p{ASCII}\uFFFD]/u.test(bytes.toString('utf8'));
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** Decodes, drops a byte-order mark, and ends every line with a newline. */
function toUtf8(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  let pendingReturn = false;
  const clean = (text: string, last: boolean) => {
    const whole = (pendingReturn ? '\r' : '') + text;
    pendingReturn = !last && whole.endsWith('\r');
    return (pendingReturn ? whole.slice(0, -1) : whole).replace(/\r\n?/g, '\n');
  };
  return new Transform({
    transform(chunk, _encoding, done) {
      done(null, clean(decoder.decode(chunk as Buffer, { stream: true }), false));
    },
    flush(done) {
      done(null, clean(decoder.decode(), true));
    },
  });
}
