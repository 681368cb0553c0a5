/** How much a packed file may unpack to, so that a small one cannot fill the disk. */

import { Transform } from 'node:stream';
import { BadInput } from '../../errors.ts';

const MIB = 1024 * 1024;
const MOST_BYTES = 4096 * MIB;
/** Exports unpack to some ten times their size; a bomb to a thousand times. */
const MOST_RATIO = 200;
/** Below this size no ratio is suspicious. */
const HARMLESS_BYTES = 100 * MIB;

/** One per file that was named: everything unpacked from it counts together. */
export class UnpackLimit {
  readonly #name: string;
  readonly #packed: number;
  #unpacked = 0;

  constructor(name: string, packed: number) {
    this.#name = name;
    this.#packed = packed;
  }

  /** @throws BadInput when it is too much */
  add(bytes: number): void {
    this.#unpacked += bytes;
    const tooMuch = this.#unpacked > MOST_BYTES;
    const bomb = this.#unpacked > HARMLESS_BYTES && this.#unpacked > this.#packed * MOST_RATIO;
    if (!tooMuch && !bomb) return;
    throw new BadInput({
      code: 'unpacks_too_large',
      message: tooMuch
        ? 'It unpacks to more than 4 GiB.'
        : `It unpacks to more than ${MOST_RATIO} times its size, as no export does.`,
      where: this.#name,
      fix: 'If it is a real export, unpack it yourself, split it, and import the files.',
    });
  }

  /** A stream that passes everything on, and counts it. */
  counter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        try {
          this.add(chunk.length);
          done(null, chunk);
        } catch (error) {
          done(error as Error);
        }
      },
    });
  }
}
