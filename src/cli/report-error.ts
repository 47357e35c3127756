import { Errors } from '@oclif/core';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { nearest, nearestCommand } from './nearest.ts';
import type { Retype } from './retype.ts';

interface Options {
  json: boolean;
  colour: boolean;
  retype?: Retype;
  /** The command's words, such as `executors ls`; empty when there was no such command. */
  command: string;
  /** What could have been meant: the commands, or the flags of this one. */
  known?: readonly string[];
}

/**
 * Errors: one sentence and the next command on stderr; with `--json` an object on stdout too. Sets the exit
 * code of the process.
 */
export async function reportError(error: Error, options: Options): Promise<void> {
  const known = asGlfrError(error, options)?.retyped(options.retype ?? ((text) => text));
  if (options.json) {
    const { errorLine } = await import('../ui/ndjson.ts');
    process.stdout.write(`${errorLine(known ?? error)}\n`);
  }
  const { errorLines } = await import('../ui/error-text.ts');
  const { columns = 80, isTTY: isTty = false } = process.stderr;
  const lines = errorLines(known ?? error, { isTty, columns, colour: options.colour });
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = known?.exitCode ?? exitCode.failed;
}

/** oclif's own complaints about words and flags are wrong usage. */
function asGlfrError(error: Error, { command, known = [] }: Options): GlfrError | undefined {
  if (error instanceof GlfrError) return isBareInterrupt(error) ? nothingChanged(command) : error;
  if (!(error instanceof Errors.CLIError)) return undefined;
  const [said = ''] = error.message.split('\nSee more help');
  const help = command === '' ? 'glfr --help' : `glfr ${command} --help`;
  const { message, suggestions } = complaint(withoutPreamble(said), known);
  const all = { code: 'usage', message, suggestions: [...suggestions, help] };
  return new GlfrError({ ...all, exitCode: exitCode.usage, cause: error });
}

/** oclif says on a line of its own which flag it was reading, or that there was an error: one sentence names the flag. */
function withoutPreamble(said: string): string {
  const [, flag, sentence = said] =
    /^(?:Parsing (--\S+)|The following errors? occurred:)\s*\n\s*([\s\S]+)/.exec(said) ?? [];
  return flag === undefined || sentence.includes(flag) ? sentence : `${flag}: ${sentence}`;
}

/** oclif's words, or better ones where a word or a flag is not known. */
function complaint(said: string, known: readonly string[]): { message: string; suggestions: string[] } {
  const typed = /^command (\S+) not found\.?$/i.exec(said)?.[1]?.replaceAll(':', ' ');
  if (typed !== undefined) {
    const meant = nearestCommand(typed, known);
    const isTopic = known.some((one) => one.startsWith(`${meant} `));
    const suggestions = meant === undefined ? [] : [`glfr ${meant}${isTopic ? ' --help' : ''}`];
    return { message: `There is no command ${typed}.`, suggestions };
  }
  const flag = /^Nonexistent flags?: --(\S+)$/.exec(said)?.[1];
  const meant = flag === undefined ? undefined : nearest(flag, known);
  return { message: meant === undefined ? said : `${said} (did you mean --${meant}?)`, suggestions: [] };
}

/** Where something was on its way, its operation has said so; anywhere else Ctrl-C came in time. */
const isBareInterrupt = ({ code, suggestions }: GlfrError): boolean =>
  code === 'interrupted' && suggestions.length === 0;

const nothingChanged = (command: string): GlfrError =>
  new GlfrError({
    code: 'interrupted',
    message: 'Interrupted; nothing was changed.',
    suggestions: [`glfr ${command}`],
    exitCode: exitCode.interrupted,
  });

/** May stderr be coloured, as far as argv and environment say? */
export const mayColour = (argv: readonly string[]): boolean =>
  process.stderr.isTTY === true && !process.env.NO_COLOR && !argv.includes('--no-color');
