import { Command, Errors } from '@oclif/core';
import { GlfrError, hasCode } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { type CommonValues, commonFlags } from './flags.ts';
import { type Retype, retypeFor } from './retype.ts';
import { openSession, type Session } from './session.ts';
import type { Output } from './terminal.ts';

/** What every command shares: flags, Ctrl-C, errors and exit codes. */
export abstract class GlfrCommand extends Command {
  static override baseFlags = commonFlags;
  static override usage = '<%= command.id %> [FLAGS]';

  readonly #interrupt = new AbortController();
  #session: Session | undefined;
  #retype: Retype = (text) => text;
  readonly #colour =
    process.stderr.isTTY === true && !process.env.NO_COLOR && !this.argv.includes('--no-color');

  /** Opens the world and the terminal for these flags. */
  protected async open(flags: CommonValues, output: Output): Promise<Session> {
    process.once('SIGINT', () => this.#interruptOnce());
    this.#retype = retypeFor(flags, this.argv, process.env);
    this.#session = await openSession(flags, output, this.#interrupt.signal, this.#retype);
    return this.#session;
  }

  /** The first Ctrl-C ends the work in order; the second at once. */
  #interruptOnce(): void {
    this.#interrupt.abort();
    process.once('SIGINT', () => process.exit(exitCode.interrupted));
  }

  /** Errors: one sentence and the next command on stderr; with `--json` an object on stdout too. */
  protected override async catch(error: Error): Promise<void> {
    await this.#session?.release();
    const known = asGlfrError(error, this.id)?.retyped(this.#retype);
    if (this.#session?.json ?? this.argv.includes('--json')) {
      const { errorLine } = await import('../ui/ndjson.ts');
      process.stdout.write(`${errorLine(known ?? error)}\n`);
    }
    const { errorLines } = await import('../ui/error-text.ts');
    process.stderr.write(`${errorLines(known ?? error, { colour: this.#colour }).join('\n')}\n`);
    process.exitCode = known?.exitCode ?? exitCode.failed;
  }
}

/** oclif's own complaints about flags are wrong usage. */
function asGlfrError(error: Error, command: string | undefined): GlfrError | undefined {
  if (error instanceof GlfrError) return error;
  if (!(error instanceof Errors.CLIError)) return undefined;
  const [message = ''] = error.message.split('\nSee more help');
  const suggestions = [`glfr ${command?.replaceAll(':', ' ') ?? ''} --help`.replace('  ', ' ')];
  return new GlfrError({ code: 'usage', message, suggestions, exitCode: exitCode.usage, cause: error });
}

/** Was this the user's Ctrl-C? */
export const isInterrupt = (error: unknown): boolean => hasCode(error, 'interrupted');
