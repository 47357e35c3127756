import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { GlfrError } from '../domain/error.ts';

const patience = 30_000;
const pause = 4;

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead process's lock aside; a live one that slipped in between is put back. */
function clearStale(path: string): void {
  const owner = (file: string): number => {
    try {
      return Number(readFileSync(file, 'utf8'));
    } catch {
      return 0;
    }
  };
  const pid = owner(path);
  if (pid === 0 || alive(pid)) return;
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (owner(aside) !== pid) linkSync(aside, path);
  } catch {
    // Another process cleared it first.
  }
  rmSync(aside, { force: true });
}

/** Runs `body` while no other process holds the lock; `body` is synchronous, so it is held for moments only. */
export async function withLock<T>(path: string, body: () => T): Promise<T> {
  const started = performance.now();
  while (!take(path)) {
    clearStale(path);
    if (performance.now() - started > patience) {
      throw new GlfrError({
        code: 'sandbox.locked',
        message: `The sandbox is in use by another glfr that does not let go of it (${path}).`,
        suggestions: [`rm ${path}`],
      });
    }
    await wait(pause);
  }
  try {
    return body();
  } finally {
    rmSync(path, { force: true });
  }
}
