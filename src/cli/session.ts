import { once } from 'node:events';
import type { GlfrEvent, Operation } from '../domain/event.ts';
import type { Prompter } from '../operations/ports.ts';
import type { Screen, Tone } from '../ui/paint.ts';
import { wrap } from '../ui/wrap.ts';
import { asideStyle } from './aside-style.ts';
import type { CommonValues } from './flags.ts';
import type { Retype } from './retype.ts';
import { type Output, openTerminal, usesColour } from './terminal.ts';
import { connect, type World } from './wiring.ts';

/** One command line's world, terminal and result. */
export interface Session {
  world: World;
  deps: World['ports'] & { prompter: Prompter };
  /** How stdout looks. */
  screen: Screen;
  json: boolean;
  /** Runs an operation and shows its events; `line` may turn some of them into stdout lines instead. */
  perform<R>(operation: Operation<R>, line?: (event: GlfrEvent) => string | undefined): Promise<R>;
  /** The result to stdout: JSON with `--json`, else these lines. */
  finish<R extends object>(result: R, human: (result: R) => Promise<readonly string[]>): Promise<void>;
  /** A result as it is shown: its commands as they can be typed here, and marked where it is the sandbox's. */
  shown<R extends object>(result: R): R;
  /** Makes a command of glfr one that can be typed here. */
  retype: Retype;
  /** Lines of stdout, as fast as their reader. */
  print(lines: readonly string[]): Promise<void>;
  /** Waits for it, and says so on a terminal when it takes long. */
  patiently<T>(work: Promise<T>): Promise<T>;
  /** A word beside the result, on stderr, as wide and coloured as that is. */
  aside(text: string, tone?: Tone): void;
  /** Gives the terminal back. */
  release(): Promise<void>;
}

/** Opens the world and the view that these flags ask for. */
export async function openSession(
  flags: CommonValues,
  output: Output,
  signal: AbortSignal,
  retype: Retype,
): Promise<Session> {
  const json = flags.json ?? false;
  const sandbox = flags.sandbox ?? false;
  const world = await connect({
    ...{ region: flags.region, profile: flags.profile, endpoint: flags['endpoint-url'] },
    ...{ sandbox, signal, env: process.env },
  });
  // inquirer's colours know only this.
  if (flags.color === false) process.env.NO_COLOR = '1';
  const now = () => world.ports.clock.now();
  const { view, prompter } = await openTerminal({ ...flags, json, sandbox, output, now, signal });
  const { stdout, stderr } = process;
  const colour = usesColour(flags);
  const screen = {
    isTty: stdout.isTTY === true,
    columns: stdout.columns ?? 80,
    colour: colour && stdout.isTTY === true,
  };
  const shown = <R extends object>(result: R): R => {
    const typable = withTypableNext(result, retype);
    return json && sandbox && !Array.isArray(typable) ? { ...typable, sandbox } : typable;
  };
  return {
    ...{ world, screen, json, deps: { ...world.ports, prompter } },
    perform: (operation, line) =>
      perform(
        operation,
        { handle: (event) => view.handle(withTypableNext(event, retype)), release: () => view.release() },
        line,
      ),
    ...{ shown, retype },
    async finish(result, human) {
      if (!json) return printLines(await human(shown(result)));
      const { resultLine, toJson } = await import('../ui/ndjson.ts');
      return print(output === 'stream' ? resultLine(shown(result)) : toJson(shown(result)));
    },
    print: printLines,
    patiently: async (work) =>
      stderr.isTTY && !json ? (await import('../ui/patience.ts')).patiently(work, stderr) : work,
    aside: (text, tone) => {
      const { columns, paint } = asideStyle(flags);
      const painted = tone === undefined ? text : paint(tone, text);
      stderr.write(`${wrap(painted, columns, '  ').join('\n')}\n`);
    },
    release: () => view.release(),
  };
}

async function perform<R>(
  operation: Operation<R>,
  view: { handle(event: GlfrEvent): void; release(): Promise<void> },
  line: (event: GlfrEvent) => string | undefined = () => undefined,
): Promise<R> {
  try {
    for (;;) {
      const step = await operation.next();
      if (step.done) return step.value;
      const own = line(step.value);
      if (own === undefined) view.handle(step.value);
      else await print(own);
    }
  } finally {
    await view.release();
  }
}

/** `next` holds commands to type: in a result a list, in a notice one. */
function withTypableNext<T extends object>(value: T, retype: Retype): T {
  if (!('next' in value)) return value;
  const { next } = value;
  if (Array.isArray(next)) return { ...value, next: next.map(retype) };
  return typeof next === 'string' ? { ...value, next: retype(next) } : value;
}

const printLines = async (lines: readonly string[]): Promise<void> =>
  lines.length > 0 ? print(lines.join('\n')) : undefined;

/** One write path to stdout, as fast as its reader. */
async function print(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}
