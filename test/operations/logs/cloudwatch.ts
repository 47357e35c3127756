import { GlfrError } from '../../../src/domain/error.ts';
import type { LiveUpdate, LogEvent, LogPage, LogQuery } from '../../../src/domain/logs/log-event.ts';
import type { Clock, LogsPort } from '../../../src/operations/ports.ts';

/** What one call may meet instead of its page. */
export type Mishap =
  | 'fine'
  | 'empty'
  | 'same-token'
  | 'throttled'
  | 'unavailable'
  | 'unreachable'
  | 'stale'
  | 'gone';

const errors: Partial<Record<Mishap, string>> = {
  throttled: 'aws.throttled',
  unavailable: 'aws.unavailable',
  unreachable: 'aws.unreachable',
  stale: 'logs.stale-token',
  gone: 'logs.group-not-found',
};

interface Options {
  events: readonly LogEvent[];
  start: number;
  /** Events on a page. */
  pageSize: number;
  /** What each call meets, over and over. */
  mishaps?: readonly Mishap[];
  /** How long a call takes. */
  latency?: number;
}

/** A log group and a clock of its own: what was ingested by now is there, in CloudWatch's order. */
export class FakeLogs implements LogsPort {
  readonly #options: Options;
  now: number;
  calls = 0;
  readonly asked: LogQuery[] = [];
  updates: LiveUpdate[] = [];
  liveFails: Error | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.now = options.start;
  }

  readonly clock: Clock = {
    now: () => this.now,
    sleep: async (ms) => {
      this.now += ms;
    },
  };

  async page(query: LogQuery): Promise<LogPage> {
    const { mishaps = ['fine'], pageSize, latency = 0 } = this.#options;
    const mishap = mishaps[this.calls % mishaps.length] ?? 'fine';
    this.calls += 1;
    this.asked.push(query);
    this.now += latency;
    const code = errors[mishap];
    // A token can only be refused where there is one.
    if (code !== undefined && (mishap !== 'stale' || query.next))
      throw new GlfrError({ code, message: mishap });
    const [at = '', rank = '-1'] = query.next?.split('/') ?? [];
    if (mishap === 'empty') return { events: [], next: `${at}/${rank}/${this.calls}` };
    const visible = this.#visible(query).filter((event) => isBehind(event, at, Number(rank)));
    const events = visible.slice(0, pageSize);
    const last = events.at(-1);
    if (mishap === 'same-token' && query.next) return { events, next: query.next };
    return { events, ...(last && visible.length > pageSize && { next: `${last.time}/${rankOf(last)}` }) };
  }

  async streams(): Promise<{ name: string; createdAt: number }[]> {
    const made = new Map<string, number>();
    for (const { stream, time } of this.#options.events)
      made.set(stream, Math.min(time, made.get(stream) ?? time));
    return [...made].map(([name, createdAt]) => ({ name, createdAt }));
  }

  async live(): Promise<AsyncIterable<LiveUpdate>> {
    if (this.liveFails) throw this.liveFails;
    const { updates } = this;
    return (async function* () {
      yield* updates;
      await new Promise(() => undefined);
    })();
  }

  #visible({ from, until = Number.POSITIVE_INFINITY, streamPrefix = '' }: LogQuery): LogEvent[] {
    return this.#options.events
      .filter(({ time, ingestedAt, stream }) => {
        return ingestedAt <= this.now && time >= from && time <= until && stream.startsWith(streamPrefix);
      })
      .toSorted((a, b) => a.time - b.time || rankOf(a) - rankOf(b));
  }
}

const rankOf = ({ id }: LogEvent): number => Number(id.replace(/\D/g, ''));

const isBehind = (event: LogEvent, at: string, rank: number): boolean =>
  at === '' || event.time > Number(at) || (event.time === Number(at) && rankOf(event) > rank);

/** No manager to ask about. */
export const noService = { describe: async () => undefined, tasks: async () => [] };
