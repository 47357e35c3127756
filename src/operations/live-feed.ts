import type { LiveEvent, LiveUpdate, LogEvent } from '../domain/logs/log-event.ts';
import { Tally } from '../domain/logs/tally.ts';
import type { LogsPort } from './ports.ts';

/**
 * Live Tail beside the polls: what it sends is shown at once, and the poll that finds the same event keeps quiet
 * about it. Live Tail has no event ids, so equal lines are counted. The polls go on: what Live Tail leaves out
 * (it samples above 500 lines a second) or loses is shown by them.
 */
export class LiveFeed {
  readonly #queue: LiveEvent[] = [];
  /** Shown, and not yet found by a poll. */
  readonly #previews = new Tally();
  /** Found by a poll before Live Tail sent them, if it does. */
  readonly #polled = new Tally();
  readonly #connect: () => Promise<AsyncIterable<LiveUpdate>>;
  #session: AsyncIterator<LiveUpdate> | undefined;
  #isClosed = false;
  #sampled = false;
  /** Why it ended, once it has. */
  ended: string | undefined;

  constructor(port: Pick<LogsPort, 'live'>, group: string, streamPrefix: string) {
    this.#connect = () => port.live(group, streamPrefix);
    void this.#run();
  }

  /** Another session; what the last one showed stays known. */
  reopen(): void {
    this.ended = undefined;
    void this.#run();
  }

  /** Was something left out since this was last asked? */
  wasSampled(): boolean {
    const was = this.#sampled;
    this.#sampled = false;
    return was;
  }

  /** Lines to show now, as events without an id. */
  take(): LogEvent[] {
    const events = this.#queue.splice(0).filter((event) => !this.#polled.remove(keyOf(event)));
    for (const event of events) this.#previews.add(keyOf(event));
    return events.map((event) => ({ id: '', ...event }));
  }

  /** The polled events that were not shown as a preview. */
  unseen(events: readonly LogEvent[]): LogEvent[] {
    const fresh = events.filter((event) => !this.#previews.remove(keyOf(event)));
    for (const event of fresh) this.#polled.add(keyOf(event));
    return fresh;
  }

  /** Ends the session; the connection must not outlive the tail. */
  close(): void {
    this.#isClosed = true;
    void this.#session?.return?.()?.catch(() => undefined);
  }

  async #run(): Promise<void> {
    try {
      const session = (await this.#connect())[Symbol.asyncIterator]();
      this.#session = session;
      if (this.#isClosed) return this.close();
      for (let step = await session.next(); !step.done; step = await session.next()) {
        this.#sampled ||= step.value.sampled;
        this.#queue.push(...step.value.events);
      }
      this.ended = 'the session is over';
    } catch (error) {
      this.ended = error instanceof Error ? error.message || error.name : String(error);
    }
  }
}

const keyOf = ({ stream, time, message }: LiveEvent): string => `${time} ${stream} ${message}`;
