import type { Engine } from './engine.ts';
import type { LogMessage, LogRecord } from './log-record.ts';

/** What lies between two lines of one millisecond. */
const STEP_MS = 0.0073;

/** Where a manager writes; without a sink no line is even made, which is what makes a month of simulation quick. */
export class Logbook {
  readonly #engine: Engine;
  readonly #sink: ((record: LogRecord) => void) | undefined;
  #last = 0;

  constructor(engine: Engine, sink?: (record: LogRecord) => void) {
    this.#engine = engine;
    this.#sink = sink;
  }

  /** False when lines need not be prepared. */
  get isRead(): boolean {
    return this.#sink !== undefined;
  }

  write(make: () => LogMessage): void {
    if (this.#sink === undefined) return;
    this.#last = Math.max(this.#engine.now, this.#last + STEP_MS);
    this.#sink({ time: this.#last, ...make() });
  }
}
