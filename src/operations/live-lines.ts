import type { GlfrEvent } from '../domain/event.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import { LiveFeed } from './live-feed.ts';
import type { Clock, LogsPort } from './ports.ts';

/** A session that lasted so long is worth another; AWS ends each after three hours. */
const worthMs = 60_000;

/** Live Tail for as long as AWS lets it be; without it the polls are all there is, and lose nothing. */
export class LiveLines {
  readonly #clock: Clock;
  readonly #feed: LiveFeed;
  #openedAt: number;
  #saidSampled = false;
  #isGivenUp = false;

  constructor(port: Pick<LogsPort, 'live'>, group: string, streamPrefix: string, clock: Clock) {
    this.#clock = clock;
    this.#feed = new LiveFeed(port, group, streamPrefix);
    this.#openedAt = clock.now();
  }

  close(): void {
    this.#feed.close();
  }

  take(): LogEvent[] {
    return this.#feed.take();
  }

  unseen(events: readonly LogEvent[]): LogEvent[] {
    return this.#feed.unseen(events);
  }

  /** What became of the session since this was last asked. */
  *news(): Generator<GlfrEvent, void, void> {
    if (this.#feed.wasSampled() && !this.#saidSampled) {
      this.#saidSampled = true;
      const text = 'Live Tail leaves lines out, there are too many; they follow a few seconds later';
      yield { type: 'notice', level: 'info', text };
    }
    const { ended } = this.#feed;
    if (ended === undefined || this.#isGivenUp) return;
    if (this.#clock.now() - this.#openedAt >= worthMs) {
      this.#feed.reopen();
      this.#openedAt = this.#clock.now();
      return;
    }
    this.#isGivenUp = true;
    yield {
      type: 'notice',
      level: 'warning',
      text: `no Live Tail (${ended}); lines come a few seconds later`,
    };
  }
}
