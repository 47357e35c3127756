import { GlfrError, hasCode } from '../domain/error.ts';
import type { LogCursor } from '../domain/logs/cursor.ts';
import type { LogEvent, LogQuery } from '../domain/logs/log-event.ts';
import { again } from '../domain/typed-command.ts';
import type { LogsPort } from './ports.ts';

/** What a pass reads: a query without its window. */
export type PassQuery = Omit<LogQuery, 'from' | 'next'>;

/** How often a token may be refused, or come back, without anything new in between. */
const patience = 3;

/**
 * Everything from the cursor's window on, page by page, each event once. A token that has expired, or comes back a
 * second time, is no end: reading goes on from where it stood. A pass that an error broke off is read on from the
 * page that failed.
 */
export class LogPass {
  readonly #query: PassQuery;
  readonly #cursor: LogCursor;
  readonly isDeep: boolean;
  #from: number;
  #next: string | undefined;
  #fruitless = 0;
  #isFruitful = false;

  constructor(query: PassQuery, cursor: LogCursor, isDeep = false) {
    this.#query = query;
    this.#cursor = cursor;
    this.isDeep = isDeep;
    this.#from = cursor.windowStart(isDeep);
  }

  async *read(
    port: Pick<LogsPort, 'page'>,
    beforePage: () => Promise<void> = async () => {},
  ): AsyncGenerator<readonly LogEvent[], void, void> {
    for (;;) {
      await beforePage();
      const page = await this.#page(port);
      const fresh = this.#cursor.accept(page?.events ?? []);
      this.#isFruitful ||= fresh.length > 0;
      yield fresh;
      if (page !== undefined && page.next === undefined) return;
      if (page !== undefined && page.next !== this.#next) this.#next = page.next;
      else if (this.#isStuck()) return refuse(page === undefined);
    }
  }

  /** A page, or `undefined` where the token was refused. */
  async #page(port: Pick<LogsPort, 'page'>) {
    try {
      return await port.page({ ...this.#query, from: this.#from, next: this.#next });
    } catch (error) {
      if (hasCode(error, 'logs.stale-token')) return undefined;
      throw error;
    }
  }

  /** Begins anew where it stood; true when that has brought nothing too often. */
  #isStuck(): boolean {
    this.#fruitless = this.#isFruitful ? 0 : this.#fruitless + 1;
    this.#isFruitful = false;
    this.#next = undefined;
    this.#from = Math.max(this.#from, this.#cursor.windowStart());
    return this.#fruitless >= patience;
  }
}

/** A token that only comes back is taken for the end; one that is refused is told. */
function refuse(wasRefused: boolean): void {
  if (!wasRefused) return;
  throw new GlfrError({
    code: 'logs.stale-token',
    message: 'CloudWatch refuses the token for its own next page.',
    suggestions: [again],
  });
}
