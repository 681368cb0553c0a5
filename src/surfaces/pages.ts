/** The built web app, as files. */

import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BUILT_PAGES: string = fileURLToPath(new URL('../../dist/web', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sameboat</title>
<h1>The pages are not built yet.</h1>
<p>Run <code>npm run build</code>, then load this page again. The terminal and the API work without.</p>
</html>
`;

/** The file at a path of the app; its start page for paths without an extension; null if none. */
export async function page(path: string, folder: string): Promise<Response | null> {
  if (!existsSync(join(folder, 'index.html'))) return html(NOT_BUILT, 503);
  const name = decoded(path);
  if (name === null) return null;
  const file = resolve(folder, `.${name}`);
  if (file !== folder && !file.startsWith(folder + sep)) return null;
  if (extname(file) === '') return html(await readFile(join(folder, 'index.html'), 'utf8'), 200);
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return null;
  return new Response(await readFile(file), {
    headers: {
      'content-type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': name.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
    },
  });
}

function decoded(path: string): string | null {
  try {
    const name = decodeURIComponent(path);
    return name.includes('\0') ? null : name;
  } catch {
    return null;
  }
}

function html(text: string, status: number): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
