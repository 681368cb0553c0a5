/** The product as its users have it: a command line in a process of its own. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { type Asked, readAnswer } from './answers.ts';

export interface Ran {
  /** Null when it was stopped by a signal or took too long. */
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export type Product = (args: readonly string[]) => Promise<Ran>;

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const LONGEST = 15 * 60_000;

/** @param cwd a folder of the scenario's own, so that no home of anybody is touched */
export function commandLine(cwd: string): Product {
  return (args) =>
    new Promise((resolve, reject) => {
      const env = { ...process.env };
      delete env.SAMEBOAT_HOME;
      const child = spawn(process.execPath, [MAIN, ...args], {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: LONGEST,
      });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.on('error', reject);
      child.on('close', (status) => {
        resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
      });
    });
}

/** Why a command did not answer, in one line. */
export function refusal({ status, err }: Ran): string {
  if (status === null) return 'took too long or was stopped';
  const detail = /"detail": ("(?:[^"\\]|\\.)*")/.exec(err)?.[1];
  const said = detail === undefined ? err.trim().split('\n').at(-1) : JSON.parse(detail);
  return `exit ${status}: ${said ?? ''}`.trim();
}

/** Asks one question; an unknown command is a refusal like any other. */
export async function ask<T>(
  product: Product,
  schema: z.ZodType<T>,
  args: readonly string[],
): Promise<Asked<T>> {
  const ran = await product([...args, '--json']);
  return ran.status === 0 ? readAnswer(schema, ran.out) : { refused: refusal(ran) };
}
