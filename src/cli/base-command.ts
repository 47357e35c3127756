import { Command } from '@oclif/core';
import { exitCode } from '../domain/exit-code.ts';
import { type CommonValues, commonFlags } from './flags.ts';
import { mayColour, reportError } from './report-error.ts';
import { type Retype, retypeFor } from './retype.ts';
import { openSession, type Session } from './session.ts';
import type { Output } from './terminal.ts';

/** What every command shares: flags, Ctrl-C, errors and exit codes. */
export abstract class GlfrCommand extends Command {
  static override baseFlags = commonFlags;
  static override usage = '<%= command.id %> [FLAGS]';
  /** What a run changes, for --help. */
  static changes: string | undefined;
  /** What has to be there for it, for --help. */
  static needs: string | undefined;

  readonly #interrupt = new AbortController();
  #session: Session | undefined;
  #retype: Retype | undefined;
  #json: boolean | undefined;

  /** Opens the world and the terminal for these flags. */
  protected async open(flags: CommonValues, output: Output): Promise<Session> {
    process.once('SIGINT', () => this.#interruptOnce());
    this.#retype = this.#retypeFor(flags);
    this.#json = flags.json === true || ('output' in flags && flags.output === 'json');
    this.#session = await openSession(flags, output, this.#interrupt.signal, this.#retype);
    return this.#session;
  }

  #retypeFor(flags: CommonValues): Retype {
    const { argv } = this;
    const flagNamed = (name: string) => ({ ...this.ctor.baseFlags, ...this.ctor.flags })[name];
    return retypeFor(flags, { command: this.#words, argv, flagNamed }, process.env);
  }

  get #words(): string {
    return this.id?.replaceAll(':', ' ') ?? '';
  }

  /** The first Ctrl-C ends the work in order; the second at once. */
  #interruptOnce(): void {
    this.#interrupt.abort();
    process.once('SIGINT', () => process.exit(exitCode.interrupted));
  }

  protected override async catch(error: Error): Promise<void> {
    await this.#session?.release();
    await reportError(error, {
      json: this.#json ?? this.argv.includes('--json'),
      colour: mayColour(this.argv),
      retype: this.#retype ?? this.#retypeFor({}),
      command: this.#words,
      known: Object.keys({ ...this.ctor.baseFlags, ...this.ctor.flags }),
    });
  }
}
