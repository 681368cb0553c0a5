/** The key that signs session cookies. */

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../../errors.ts';

const FILE = 'secret';
const SHORTEST = 32;

/**
 * SAMEBOAT_SECRET, or the one in the home, which is made once and readable by its owner only.
 * @throws BadInput when it is too short
 */
export function secretOf(home: string, told = process.env['SAMEBOAT_SECRET']): string {
  if (told !== undefined && told !== '') return longEnough(told.trim(), 'SAMEBOAT_SECRET');
  const file = join(home, FILE);
  const made = create(file);
  return made ?? longEnough(readFileSync(file, 'utf8').trim(), file);
}

/** Null when it is there already, perhaps made by another process just now. */
function create(file: string): string | null {
  const secret = randomBytes(48).toString('base64url');
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
  writeSync(handle, `${secret}\n`);
  fsyncSync(handle);
  closeSync(handle);
  return secret;
}

function longEnough(secret: string, where: string): string {
  if (secret.length >= SHORTEST) return secret;
  throw new BadInput({
    code: 'short_secret',
    message: `The secret that signs sessions has fewer than ${SHORTEST} characters.`,
    where,
    fix: 'Give a longer random one, such as the output of `openssl rand -base64 48`. Everybody signs in anew.',
  });
}
