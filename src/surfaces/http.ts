/** HTTP: every operation that is not local as `POST /api/<operation>`, uploads, assistants at /mcp, the pages. */

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { NotFound, SameboatError } from '../errors.ts';
import { callerOf, notSignedIn } from './accounts/callers.ts';
import { ASSERTIONS } from './accounts/company-routes.ts';
import { signInRoutes } from './accounts/routes.ts';
import type { Doors, SignedEnv } from './accounts/signed-env.ts';
import { foreignRequest, insistMayRun, LOCAL_CALLER } from './auth.ts';
import { type Desk, OFFERED, offered } from './desk.ts';
import { answerInLines, LINES, wantsLines } from './http-progress.ts';
import { LARGEST_BODY } from './limits.ts';
import { mcpOverHttp } from './mcp.ts';
import type { OpenHome } from './open-home.ts';
import { openApi } from './openapi.ts';
import { page } from './pages.ts';
import { asSameboatError, callerGone, problemDocument, storyOf } from './problem.ts';
import { dropUpload, keepUpload } from './uploads.ts';
import { VERSION } from './version.ts';

type Env = SignedEnv;

export interface HttpOptions {
  readonly desk: Desk;
  readonly home: OpenHome;
  /** Null where nobody signs in. */
  readonly doors: Doors | null;
  /** The folder of the built web app. */
  readonly pages: string;
  readonly log: (line: string) => void;
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export function httpApp({ desk, home, doors, pages, log }: HttpOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.use(logged(log));
  app.use(async (c, next) => {
    const refused = foreignRequest({
      host: c.req.header('host') ?? null,
      origin: c.req.path.startsWith(ASSERTIONS) ? null : (c.req.header('origin') ?? null),
      port: c.env.incoming.socket.localPort ?? 0,
      publicUrl: home.publicUrl,
    });
    if (refused) throw refused;
    await next();
  });
  identify(app, doors);
  uploads(app, home);
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => problem(c, tooLarge()) }));
  signInRoutes(app, doors);
  api(app, { desk, log });
  const assistants = mcpOverHttp(desk);
  app.all('/mcp', (c) => assistants(c.req.raw, c.get('caller')));
  app.get('*', async (c) => (await page(c.req.path, pages)) ?? problem(c, noSuchPath(c.req.path)));
  app.notFound((c) => problem(c, noSuchPath(c.req.path)));
  app.onError((error, c) => {
    if (c.req.raw.signal.aborted) return problem(c, callerGone());
    const story = storyOf(error);
    if (story !== null) log(story);
    return problem(c, asSameboatError(error));
  });
  return app;
}

/** What says nothing of the company. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set(['/api/health', '/api/openapi.json']);

/** Finds out who asks before anything else is looked at. */
function identify(app: Hono<Env>, doors: Doors | null): void {
  const who = async (c: Context<Env>, next: () => Promise<void>) => {
    if (doors === null) {
      c.set('caller', LOCAL_CALLER);
    } else if (!OPEN_TO_ALL.has(c.req.path)) {
      const found = await callerOf(doors.accounts, c.req.raw.headers);
      if (!found) throw notSignedIn();
      for (const cookie of found.cookies) c.header('set-cookie', cookie, { append: true });
      c.set('caller', found.caller);
    }
    await next();
  };
  app.use('/api/*', who);
  app.use('/mcp', who);
}

function api(app: Hono<Env>, { desk, log }: Pick<HttpOptions, 'desk' | 'log'>): void {
  app.get('/api/health', (c) => c.json({ status: 'ok', version: VERSION }));
  app.get('/api/openapi.json', (c) => c.json(openApi(OFFERED)));
  app.post('/api/:name', async (c) => {
    const { name } = offered(c.req.param('name'));
    const input = await jsonBody(c);
    const question = { name, input, caller: c.get('caller'), signal: c.req.raw.signal };
    const answered = (type: string) => ({ 'content-type': type, 'cache-control': 'no-store' });
    if (wantsLines(c.req.header('accept'))) {
      const lines = answerInLines((progress) => desk.ask({ ...question, progress }), {
        path: c.req.path,
        log,
      });
      return c.body(lines, 200, answered(LINES));
    }
    const { text } = await desk.ask(question);
    return c.body(text, 200, answered('application/json'));
  });
  app.all('/api/:name', (c) => {
    const reads = ['health', 'openapi.json'].includes(c.req.param('name'));
    if (!reads) offered(c.req.param('name'));
    c.header('allow', reads ? 'GET' : 'POST');
    return problem(c, wrongMethod(reads ? 'GET' : 'POST'));
  });
  app.all('/api/*', (c) => problem(c, noSuchPath(c.req.path)));
}

/** Before the limit of other bodies: files are streamed to disk, within a limit of their own. */
function uploads(app: Hono<Env>, home: OpenHome): void {
  const path = '/api/uploads/:id/:name';
  app.use(path, async (c, next) => {
    insistMayRun(c.get('caller'), offered('import-files'));
    await next();
  });
  app.put(path, async (c) => {
    const length = c.req.header('content-length');
    const { id, name } = c.req.param();
    const upload = { id, name, body: c.req.raw.body, length: length ? Number(length) : null };
    return c.json(await keepUpload(home.home(), upload), 200, { 'cache-control': 'no-store' });
  });
  app.delete(path, (c) => {
    dropUpload(home.home(), c.req.param());
    return c.body(null, 204);
  });
  app.all(path, (c) => {
    c.header('allow', 'PUT, DELETE');
    return problem(c, wrongMethod('PUT or DELETE'));
  });
}

/** One line a request; what was asked stays out of it. */
function logged(log: (line: string) => void) {
  return async (c: Context<Env>, next: () => Promise<void>) => {
    const start = performance.now();
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    const path = nameless(c.req.path)
      .replaceAll(/[^\x21-\x7e]/g, '?')
      .slice(0, 200);
    log(`${c.req.method} ${path} ${c.res.status} ${Math.round(performance.now() - start)} ms`);
  };
}

/** The name of an uploaded file may say more than a log should. */
function nameless(path: string): string {
  return path.replace(/^(\/api\/uploads\/[^/]*\/).*/, '$1…');
}

async function jsonBody(c: Context<Env>): Promise<Record<string, unknown>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw wrongType();
  const text = await c.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badBody(400, 'The body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badBody(422, 'The body has to be a JSON object.');
  }
  return body as Record<string, unknown>;
}

/** Refused before the body was read: the connection is not used again. */
const UNREAD: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 415]);

function problem(c: Context, error: SameboatError): Response {
  const document = problemDocument(error, c.req.path);
  const isUnread = c.req.method === 'POST' && UNREAD.has(error.status);
  if (isUnread || c.req.method === 'PUT') c.header('connection', 'close');
  return c.body(JSON.stringify(document), error.status as 400, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
}

function badBody(status: number, message: string): SameboatError {
  const fix = 'Send the parameters as an object, such as {"as_of": "2026-08-31"}, or {}.';
  return new SameboatError(status, { code: 'bad_body', message, where: 'body', fix });
}

function wrongType(): SameboatError {
  return new SameboatError(415, {
    code: 'wrong_content_type',
    message: 'The body has to be JSON.',
    where: 'Content-Type header',
    fix: 'Send it with Content-Type: application/json.',
  });
}

function tooLarge(): SameboatError {
  return new SameboatError(413, {
    code: 'body_too_large',
    message: 'The body is larger than 1 MB.',
    where: 'body',
    fix: 'Send less. Files go to /api/uploads/ID/NAME, or are imported in the terminal.',
  });
}

function wrongMethod(allowed: string): SameboatError {
  return new SameboatError(405, {
    code: 'wrong_method',
    message: `This path takes ${allowed} only.`,
    where: 'method',
    fix: `Use ${allowed}; /api/openapi.json lists every path.`,
  });
}

function noSuchPath(path: string): NotFound {
  return new NotFound({
    code: 'no_such_path',
    message: 'There is nothing at this path.',
    where: path,
    fix: 'See /api/openapi.json for the paths of the API.',
  });
}
