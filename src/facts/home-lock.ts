/**
 * One change of a home at a time: a folder whose name holds the process that made it. It appears by
 * one rename, so that two that begin together cannot both have it.
 */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../errors.ts';
import type { Home } from './home.ts';

/** Homes that this very process is changing. */
const held = new Set<string>();

/** @throws BadInput when another import or erasure runs */
export function lockHome(home: Home): () => void {
  const path = join(home.landed, '.lock');
  const holder = existsSync(path) ? readdirSync(path)[0] : undefined;
  if (held.has(path) || (holder !== undefined && isHeld(holder))) throw running(home, holder);
  rmSync(path, { recursive: true, force: true });
  removeLeftovers(home);
  const mine = mkdtempSync(join(home.landed, '.import-'));
  mkdirSync(join(mine, ownName()));
  try {
    renameSync(mine, path);
  } catch {
    rmSync(mine, { recursive: true, force: true });
    throw running(home, readdirSync(path)[0]);
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { recursive: true, force: true });
  };
}

function running(home: Home, holder: string | undefined): BadInput {
  return new BadInput({
    code: 'import_running',
    message: `Another import into this home is running (process ${holder?.split('@')[0] ?? 'unknown'}).`,
    where: home.path,
    fix: 'Wait until it is done, then run this again.',
  });
}

/** A process and when it began: after a restart, in a container always, another may have its number. */
function ownName(): string {
  const began = beginning(process.pid);
  return began === null ? String(process.pid) : `${process.pid}@${began}`;
}

function isHeld(holder: string): boolean {
  const [pid, began] = holder.split('@') as [string, string?];
  if (Number(pid) === process.pid) return false;
  return isRunning(Number(pid)) && (began === undefined || began === beginning(Number(pid)));
}

/** In ticks since the machine started, where the system says so. */
function beginning(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What a change that was killed left behind. Facts that a reader is building are its own. */
function removeLeftovers(home: Home): void {
  for (const name of readdirSync(home.landed)) {
    if (name.startsWith('.import-')) rmSync(join(home.landed, name), { recursive: true });
  }
  for (const name of readdirSync(home.facts)) {
    const pid = /^(?:building|spill)-(\d+)/.exec(name)?.[1];
    if (pid === undefined || (Number(pid) !== process.pid && isRunning(Number(pid)))) continue;
    rmSync(join(home.facts, name), { recursive: true, force: true });
  }
  home.dropReplaced();
}
