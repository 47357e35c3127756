import { GlfrError, hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';

const passing: Readonly<Record<string, string>> = {
  'aws.throttled': 'AWS refuses requests for being too many in this account',
  'aws.unavailable': 'AWS has a fault of its own',
  'aws.unreachable': 'AWS cannot be reached',
  'logs.stale-token': 'CloudWatch refuses its own token',
};

/** One failure or two are no news. */
const patience = 3;

/** What goes wrong while a log is followed: what passes is told once and waited for, the rest ends it. */
export class LogTrouble {
  readonly #group: string;
  #said: string | undefined;
  #failures = 0;
  #wasThere = false;

  constructor(group: string) {
    this.#group = group;
  }

  /** A poll went well. */
  *isOver(): Generator<GlfrEvent, void, void> {
    this.#wasThere = true;
    this.#failures = 0;
    if (this.#said === undefined) return;
    this.#said = undefined;
    yield { type: 'notice', level: 'info', text: 'the log can be read again; nothing is left out' };
  }

  /** A poll failed. Throws what no waiting mends. Error: `logs.group-not-found` for a group that was there. */
  *meet(error: unknown): Generator<GlfrEvent, void, void> {
    if (hasCode(error, 'logs.group-not-found')) {
      if (this.#wasThere) throw deleted(this.#group, error);
      yield* this.#say(`there is no log group ${this.#group} yet; waiting for it`);
      return;
    }
    const text = error instanceof GlfrError ? passing[error.code] : undefined;
    if (text === undefined) throw error;
    this.#failures += 1;
    if (this.#failures >= patience) yield* this.#say(`${text}; trying on, and nothing will be left out`);
  }

  *#say(text: string): Generator<GlfrEvent, void, void> {
    if (this.#said !== undefined) return;
    this.#said = text;
    yield { type: 'notice', level: 'warning', text };
  }
}

const deleted = (group: string, cause: unknown): GlfrError =>
  new GlfrError({
    code: 'logs.group-not-found',
    message: `The log group ${group} was deleted while it was followed.`,
    suggestions: ['glfr status'],
    exitCode: exitCode.notFound,
    cause,
  });
