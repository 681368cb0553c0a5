/** Files that a browser brought, until they are imported: uploads/<id>/<name> in the home. */

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NotFound } from '../errors.ts';
import type { Home } from './home.ts';

const ID = /^[a-z0-9][a-z0-9-]{7,63}$/;

export function isUploadId(id: string): boolean {
  return ID.test(id);
}

export function uploadsFolder(home: Home): string {
  return join(home.path, 'uploads');
}

/** The complete files of an upload, by name. @throws NotFound */
export function uploadedFiles(home: Home, id: string): string[] {
  const folder = join(uploadsFolder(home), id);
  const names =
    isUploadId(id) && existsSync(folder)
      ? readdirSync(folder).filter((name) => !name.startsWith('.'))
      : [];
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  throw new NotFound({
    code: 'no_such_upload',
    message: 'There are no uploaded files of this id.',
    where: 'upload',
    fix: 'Bring the files again: they are removed when they were imported, and after a day.',
  });
}

export function removeUpload(home: Home, id: string): void {
  if (isUploadId(id)) rmSync(join(uploadsFolder(home), id), { recursive: true, force: true });
}
