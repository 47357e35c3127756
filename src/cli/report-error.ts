import { Errors } from '@oclif/core';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again } from '../domain/typed-command.ts';
import type { Retype } from './retype.ts';
import { complaintAbout } from './usage-complaint.ts';

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
  if (error instanceof GlfrError) return isBareInterrupt(error) ? nothingChanged() : error;
  if (!(error instanceof Errors.CLIError)) return undefined;
  const [said = ''] = error.message.split('\nSee more help');
  const help = command === '' ? 'glfr --help' : `glfr ${command} --help`;
  const { message, suggestions } = complaintAbout(said, { command, known });
  return new GlfrError({
    code: 'usage',
    message,
    suggestions: [...new Set([...suggestions, help])],
    exitCode: exitCode.usage,
    cause: error,
  });
}

/** Where something was on its way, its operation has said so; anywhere else Ctrl-C came in time. */
const isBareInterrupt = ({ code, suggestions }: GlfrError): boolean =>
  code === 'interrupted' && suggestions.length === 0;

const nothingChanged = (): GlfrError =>
  new GlfrError({
    code: 'interrupted',
    message: 'Interrupted; nothing was changed.',
    suggestions: [again],
    exitCode: exitCode.interrupted,
  });

/** May stderr be coloured, as far as argv and environment say? */
export const mayColour = (argv: readonly string[]): boolean =>
  process.stderr.isTTY === true && !process.env.NO_COLOR && !argv.includes('--no-color');
