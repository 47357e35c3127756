import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** glfr's package folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
export const program = join(root, 'bin/run.js');

/** A folder of this test file's own; `closeGlfr` removes it. */
export const place = mkdtempSync(join(tmpdir(), 'glfr-test-'));
for (const folder of ['home', 'state']) mkdirSync(join(place, folder));

/** AWS credentials that only a stand-in takes. */
export const standInKeys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

/** Nothing of the machine's own AWS account, GitLab, proxy or CI gets in. */
export const isolated: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '',
  HOME: join(place, 'home'),
  XDG_STATE_HOME: join(place, 'state'),
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  AWS_EC2_METADATA_DISABLED: 'true',
};

export interface Options {
  env?: Readonly<Record<string, string>>;
  /** Goes to standard input, which is then closed. */
  input?: string;
  cwd?: string;
}

export interface Ran {
  /** `null` when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

const running = new Set<ChildProcess>();

/** Runs `glfr` to its end, in a process of its own without a terminal. */
export const glfr = (args: readonly string[], options: Options = {}): Promise<Ran> =>
  startGlfr(args, options).ended;

/** A `glfr` that still runs. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ran>;
  stdout(): string;
  stderr(): string;
  /** Waits until its output, stdout or stderr, matches; fails when it ends without. */
  until(pattern: RegExp): Promise<void>;
  /** Ctrl-C, as the terminal sends it. */
  interrupt(): void;
}

export function startGlfr(args: readonly string[], { env = {}, input, cwd = place }: Options = {}): Running {
  if (!existsSync(join(root, 'dist/main.js')))
    throw new Error('dist/main.js is missing: run `npm run build`.');
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...isolated, ...env } });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  // Not every command reads its input.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, ...said });
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    until: (pattern) => until(pattern, said, () => !running.has(child)),
    interrupt: () => void child.kill('SIGINT'),
  };
}

/** `glfr … | head -1`: what a reader that stops early sees, and how glfr itself ends. */
export async function glfrIntoHead(args: readonly string[], env: Options['env'] = {}): Promise<Ran> {
  const script = '"$@" | head -1; echo $PIPESTATUS > "$0"';
  const note = join(place, 'exit-code');
  const command = ['-c', script, note, process.execPath, program, ...args];
  const { stdout, stderr } = await promisify(execFile)('bash', command, { env: { ...isolated, ...env } });
  return { code: Number(readFileSync(note, 'utf8')), stdout, stderr };
}

async function until(pattern: RegExp, said: Omit<Ran, 'code'>, isOver: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const over = isOver();
    if (pattern.test(said.stdout) || pattern.test(said.stderr)) return;
    if (over || Date.now() > deadline)
      throw new Error(`glfr never said ${pattern}:\n${said.stdout}\n${said.stderr}`);
    await pause(20);
  }
}

/** For `afterAll`: ends what still runs, by its process id, and removes this file's folder. */
export async function closeGlfr(): Promise<void> {
  const ends = [...running].map((child) => {
    const end = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    return end;
  });
  await Promise.all(ends);
  await rm(place, { recursive: true, force: true, maxRetries: 10 });
}

/** Fails with the program's words when the exit code is another. */
export function expectCode(ran: Ran, code: number): Ran {
  if (ran.code === code) return ran;
  throw new Error(`exit code ${ran.code} instead of ${code}:\n${ran.stdout}\n${ran.stderr}`);
}

/** NDJSON's values; fails on anything on stdout that is not JSON. */
export const jsonLines = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The arguments of a process as everyone on the machine can read them. */
export const argumentsOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');
