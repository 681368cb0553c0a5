/** Sends files one by one, and says how far each is. */

import { Problem } from './api.ts';

/** A name for one set of files, which nobody else has. */
export function newUploadId(): string {
  return crypto.randomUUID();
}

function addressOf(upload: string, name: string): string {
  return `/api/uploads/${upload}/${encodeURIComponent(name)}`;
}

/** fetch does not tell how much was sent. @throws Problem */
export function sendFile(
  upload: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', addressOf(upload, file.name));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 1);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(problemIn(request.responseText, request.status));
    };
    request.onerror = () => reject(broken());
    request.send(file);
  });
}

export async function dropFile(upload: string, name: string): Promise<void> {
  await fetch(addressOf(upload, name), { method: 'DELETE' }).catch(() => null);
}

function problemIn(text: string, status: number): Problem {
  let told: Partial<Record<'detail' | 'code' | 'fix', string>> = {};
  try {
    told = JSON.parse(text);
  } catch {}
  return new Problem({
    title: told.detail ?? 'The file could not be sent.',
    status,
    code: told.code ?? `http_${status}`,
    fix: told.fix ?? 'Try again; if it stays, look at the server’s log.',
  });
}

function broken(): Problem {
  return new Problem({
    title: 'The connection broke off while the file was sent.',
    status: 0,
    code: 'unreachable',
    fix: 'See whether the server runs, then choose the file again.',
  });
}
