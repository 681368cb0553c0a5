/** Data sets that are not part of the project: tests that use them skip, visibly, without them. */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../shared/', import.meta.url);

/** The path of a shared file or folder, or null where it is absent. */
export function sharedPath(path: string): string | null {
  const url = new URL(path, ROOT);
  return existsSync(url) ? fileURLToPath(url) : null;
}

/** Options of a test that needs it. */
export function needs(path: string): { skip: string | false } {
  return { skip: sharedPath(path) === null ? `${path} is not on this machine` : false };
}
