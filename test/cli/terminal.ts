import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isolated, program } from './glfr.ts';

const run = promisify(execFile);

/** A real terminal (tmux's) with glfr in it. */
export interface Terminal {
  /** What a person sees now, without the blank lines at the end. */
  screen(): Promise<string>;
  /** The screen and all that has scrolled off it. */
  everything(): Promise<string>;
  /** The same with its colours, as escape codes; `joined`: lines that the terminal broke are whole again. */
  coloured(how: { joined: boolean }): Promise<string>;
  /** Waits for this to be on the screen, or to have scrolled off it. */
  until(pattern: RegExp): Promise<string>;
  /** Types text as it is. */
  type(text: string): Promise<void>;
  /** Presses keys by tmux's names: Enter, Escape, Down, C-c. */
  press(...keys: string[]): Promise<void>;
  /** Waits for the end; the exit code. */
  ended(): Promise<number>;
  isCursorVisible(): Promise<boolean>;
}

interface Size {
  columns: number;
  rows: number;
}

const opened: { pid: number; folder: string }[] = [];

/** Runs `glfr` in a terminal of this size; `closeTerminals` ends it. */
export const openTerminal = (
  args: readonly string[],
  size: Size,
  env: Readonly<Record<string, string>>,
): Promise<Terminal> => openProgram([process.execPath, program, ...args], size, env);

/** The same with any program. */
export async function openProgram(
  words: readonly string[],
  { columns, rows }: Size,
  env: Readonly<Record<string, string>>,
): Promise<Terminal> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (!folders.some((folder) => existsSync(join(folder, 'tmux'))))
    throw new Error('tmux is missing, and this test needs it: install tmux.');
  const folder = await mkdtemp(join(tmpdir(), 'glfr-tmux-'));
  const options = ['status off', 'history-limit 5000', 'default-terminal xterm-256color'];
  const config = join(folder, 'tmux.conf');
  await writeFile(config, options.map((option) => `set -g ${option}\n`).join(''));
  const tmux = async (...words: string[]): Promise<string> =>
    (await run('tmux', ['-S', join(folder, 'socket'), '-f', config, ...words])).stdout;
  const variables = Object.entries({ ...isolated, TERM: 'xterm-256color', ...env });
  const command = ['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`)];
  // A shell notes the exit code and then keeps the terminal open, as a person's shell does.
  const exitCode = join(folder, 'exit-code');
  const noting = ['sh', '-c', 'trap : INT; "$@"; echo $? > "$0"; cat', exitCode];
  const size = ['-x', String(columns), '-y', String(rows)];
  await tmux('new-session', '-d', ...size, ...command, ...noting, ...words);
  opened.push({ pid: Number(await tmux('display-message', '-p', '#{pid}')), folder });
  return terminalOver(tmux, exitCode);
}

function terminalOver(tmux: (...words: string[]) => Promise<string>, exitCode: string): Terminal {
  const shown = async (...options: string[]) => (await tmux('capture-pane', '-p', ...options)).trimEnd();
  const fact = async (name: string) => (await tmux('display-message', '-p', `#{${name}}`)).trim();
  const everything = () => shown('-S', '-');
  return {
    screen: () => shown(),
    everything,
    coloured: ({ joined }) => shown('-e', ...(joined ? ['-J'] : []), '-S', '-'),
    until: (pattern) => poll(everything, (text) => pattern.test(text), `${pattern}`),
    type: async (text) => void (await tmux('send-keys', '-l', text)),
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    async ended() {
      const status = () => readFile(exitCode, 'utf8').catch(() => '');
      return Number(await poll(status, (text) => text !== '', 'its end', everything));
    },
    isCursorVisible: async () => (await fact('cursor_flag')) === '1',
  };
}

async function poll(
  ask: () => Promise<string>,
  isSo: (text: string) => boolean,
  what: string,
  show = ask,
): Promise<string> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    const text = await ask();
    if (isSo(text)) return text;
    if (Date.now() > deadline) throw new Error(`the terminal never came to ${what}:\n${await show()}`);
    await pause(50);
  }
}

/** For `afterAll`: ends each tmux server, and with it what runs in it, by its process id. */
export async function closeTerminals(): Promise<void> {
  for (const { pid, folder } of opened.splice(0)) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
