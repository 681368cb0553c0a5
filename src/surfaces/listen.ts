/** Listens, on this machine only unless told otherwise, and stops without cutting anybody off. */

import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { BadInput } from '../errors.ts';
import type { Doors } from './accounts/signed-env.ts';
import { Desk } from './desk.ts';
import { httpApp } from './http.ts';
import type { OpenHome } from './open-home.ts';
import { BUILT_PAGES } from './pages.ts';

const FIRST_PORT = 4310;
const PORTS_TRIED = 20;
const LOOPBACK = '127.0.0.1';
/** Milliseconds that answers under way are given when it stops. */
const PATIENCE = 1500;

export interface Listening {
  readonly port: number;
  /** Answers what is under way, then closes. */
  readonly stop: () => Promise<void>;
}

interface ListenOptions {
  readonly home: OpenHome;
  /** Null: the first free one from 4310. */
  readonly port: number | null;
  readonly log: (line: string) => void;
  readonly pages?: string;
  /** Null, or left out: nobody signs in. */
  readonly doors?: Doors | null;
  /** Address of this machine to listen on. */
  readonly host?: string;
}

/** @throws BadInput when the port is taken */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { home, port, log, pages = BUILT_PAGES, doors = null, host = LOOPBACK } = options;
  const app = httpApp({ desk: new Desk(home), home, doors, pages, log });
  const server = createAdaptorServer({ fetch: app.fetch, hostname: host }) as Server;
  const last = port ?? FIRST_PORT + PORTS_TRIED - 1;
  for (let candidate = port ?? FIRST_PORT; ; candidate++) {
    const error = await tryPort(server, candidate, host);
    if (error === null) break;
    if (error.code !== 'EADDRINUSE' || candidate >= last) throw cannotListen(error, candidate);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was opened');
  return { port: address.port, stop: () => stop(server) };
}

function tryPort(
  server: Server,
  port: number,
  host: string,
): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(null);
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number): BadInput {
  return new BadInput({
    code: 'port_not_free',
    message:
      error.code === 'EADDRINUSE'
        ? `Something else listens on port ${port} already.`
        : `Port ${port} cannot be opened: ${error.message}`,
    where: `--port ${port}`,
    fix: 'Choose another with --port N, or leave it out.',
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => {
      server.closeAllConnections();
      resolve();
    }, PATIENCE);
    server.close(() => {
      clearTimeout(patience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
