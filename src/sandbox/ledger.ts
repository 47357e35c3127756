import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { GlfrError } from '../domain/error.ts';

const format = 'glfr-sandbox';
const version = 1;

interface Header {
  format: string;
  version: number;
  seed: string;
  /** World time at which the world begins, epoch milliseconds. */
  start: number;
}

/** From this wall time on, the world's clock runs at this speed. */
export interface ClockEntry {
  at: number;
  clock: { wall: number; speed: number };
}

/** A call that changed something; secrets are hashes by the time it gets here. */
export interface ActionEntry {
  at: number;
  service: string;
  command: string;
  input: unknown;
  faults?: readonly string[];
}

export type Entry = ClockEntry | ActionEntry;

function read(path: string, from: number): { text: string; size: number; inode: number } | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size, ino } = fstatSync(file);
    const bytes = Buffer.alloc(Math.max(0, size - from));
    readSync(file, bytes, 0, bytes.length, from);
    return { text: bytes.toString('utf8'), size, inode: ino };
  } finally {
    closeSync(file);
  }
}

/**
 * The stored world: a header and the actions taken, one JSON value a line, only ever appended to. Callers hold
 * the lock.
 */
export class Ledger {
  readonly path: string;
  header: Header | undefined;
  entries: Entry[] = [];
  private size = 0;
  private inode = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Takes in what other processes wrote. `false`: nothing new. */
  refresh(): boolean {
    const found = read(this.path, this.size);
    if (found === undefined) return this.forget();
    if (found.inode !== this.inode || found.size < this.size) {
      this.forget();
      return this.take(read(this.path, 0) ?? found);
    }
    return found.text !== '' && this.take(found);
  }

  begin(seed: string, start: number): void {
    this.write({ format, version, seed, start });
  }

  append(entry: Entry): void {
    this.write(entry);
  }

  private write(line: Header | Entry): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    // Taken in as the others will see it, so that nothing depends on who wrote it.
    this.refresh();
  }

  private forget(): boolean {
    const had = this.header !== undefined;
    this.header = undefined;
    this.entries = [];
    this.size = 0;
    this.inode = 0;
    return had;
  }

  private take(found: { text: string; size: number; inode: number }): boolean {
    const lines = found.text.split('\n');
    if (lines.pop() !== '') throw this.unreadable('its last line is not complete');
    for (const line of lines) this.takeLine(this.parse(line));
    this.size = found.size;
    this.inode = found.inode;
    return lines.length > 0;
  }

  private takeLine(value: Partial<Header> & Partial<Entry>): void {
    if (this.header !== undefined) {
      if (typeof value.at !== 'number') throw this.unreadable('a line has no time');
      this.entries.push(value as Entry);
      return;
    }
    if (value.format !== format || typeof value.seed !== 'string' || typeof value.start !== 'number') {
      throw this.unreadable('it does not begin as one');
    }
    if (value.version !== version) {
      throw this.unreadable(
        `it has format version ${String(value.version)}, and this glfr reads version ${version}`,
      );
    }
    this.header = value as Header;
  }

  private parse(line: string): Partial<Header> & Partial<Entry> {
    try {
      return JSON.parse(line) as Partial<Header> & Partial<Entry>;
    } catch {
      throw this.unreadable('a line is not JSON');
    }
  }

  private unreadable(why: string): GlfrError {
    return new GlfrError({
      code: 'sandbox.unreadable',
      message: `${this.path} cannot be read as a sandbox: ${why}.`,
      suggestions: [`rm '${this.path}' (the sandbox then starts anew)`],
    });
  }
}
