import { hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { LogCursor, overlapMs } from '../domain/logs/cursor.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import type { Selection } from '../domain/logs/selection.ts';
import type { Shown } from '../domain/logs/shown.ts';
import { lastLines } from './last-lines.ts';
import { LiveLines } from './live-lines.ts';
import { LogPass, type PassQuery } from './log-pass.ts';
import { LogTrouble } from './log-trouble.ts';
import { ManagerTasks } from './manager-tasks.ts';
import type { Clock, LogsPort, ServicePort } from './ports.ts';
import { readLog } from './read-log.ts';
import type { TailEnd, TailInput, TailResult } from './tail-input.ts';
import { TailPace } from './tail-pace.ts';

export interface TailDeps {
  logs: LogsPort;
  service: Pick<ServicePort, 'describe' | 'tasks'>;
  clock: Clock;
  /** From 0 to 1; default Math.random. */
  random?: () => number;
}

/** So many events are shown at a time, so that Ctrl-C is heard between them. */
const batch = 500;

/** One reading of a log: what was shown, where it stands, how fast it goes on. */
export class LogTail {
  readonly #input: TailInput;
  readonly #deps: TailDeps;
  readonly #query: PassQuery;
  readonly #pace: TailPace;
  readonly #tasks: ManagerTasks;
  readonly #trouble: LogTrouble;
  readonly #live: LiveLines | undefined;
  readonly #streams = new Set<string>();
  readonly #startedAt: number;
  readonly #told = new Set<string>();
  #cursor: LogCursor;
  #selection: Selection;
  #lines = 0;
  #read = 0;
  #restMs = 0;
  /** The one under way: an error breaks it off, and it is read on. */
  #pass: LogPass | undefined;

  constructor(input: TailInput, deps: TailDeps) {
    const { group, streamPrefix, until, filter, follow, manager, taskId } = input;
    this.#input = input;
    this.#deps = deps;
    this.#query = { group, streamPrefix, until, filter, impatient: follow };
    this.#pace = new TailPace(deps.clock, deps.random ?? Math.random);
    this.#tasks = new ManagerTasks({ ...manager, taskId }, deps.service, deps.clock);
    this.#trouble = new LogTrouble(group);
    this.#live = input.live ? new LiveLines(deps.logs, group, streamPrefix, deps.clock) : undefined;
    this.#startedAt = deps.clock.now();
    this.#cursor = new LogCursor(input.from);
    this.#selection = input.newSelection();
  }

  result(ended: TailEnd): TailResult {
    return { lines: this.#lines, hidden: this.#selection.hidden, read: this.#read, ended };
  }

  close(): void {
    this.#live?.close();
  }

  /** The last lines, whenever they were written; a tail goes on behind them. */
  async *last(count: number): AsyncGenerator<GlfrEvent, void, void> {
    const query = { ...this.#query, impatient: false };
    const { from, newSelection } = this.#input;
    const now = Math.min(this.#startedAt, this.#input.until ?? this.#startedAt);
    const found = await lastLines({ query, count, from, now, newSelection }, this.#deps.logs);
    this.#cursor = found.cursor;
    this.#selection = found.selection;
    this.#read += found.read;
    yield* this.#announce(found.lines.map(({ event }) => event));
    yield* this.#print(found.lines);
  }

  /** Once through all of it; an error ends it. */
  async *all(): AsyncGenerator<GlfrEvent, void, void> {
    const span = { from: this.#input.from, now: this.#startedAt };
    yield* this.#take(readLog(this.#query, span, this.#deps.logs));
  }

  /** One look of a followed log. What passes is told once and waited for. */
  async *poll(): AsyncGenerator<GlfrEvent, void, void> {
    const before = this.#read;
    const pass = this.#pass ?? this.#newPass();
    this.#pass = pass;
    try {
      yield* this.#take(pass.read(this.#deps.logs, () => this.#pace.beforePage()));
      this.#cursor.close(pass.isDeep);
      this.#pass = undefined;
      yield* this.#trouble.isOver();
      this.#restMs = this.#pace.restAfter(this.#read > before);
    } catch (error) {
      if (hasCode(error, 'logs.stale-token')) this.#pass = undefined;
      yield* this.#trouble.meet(error);
      this.#restMs = this.#pace.restAfterFailure();
    }
    yield* this.#notes();
    if (this.#lines === 0) yield { type: 'waiting', text: 'the first log line' };
  }

  #newPass(): LogPass {
    const isDeep = this.#cursor.open(this.#deps.clock.now());
    return new LogPass(this.#query, this.#cursor, isDeep);
  }

  async *rest(): AsyncGenerator<GlfrEvent, void, void> {
    const { clock } = this.#deps;
    const end = Math.min(clock.now() + this.#restMs, this.#deadline);
    for (let left = end - clock.now(); left > 0; left = end - clock.now()) {
      await clock.sleep(this.#live ? Math.min(left, 250) : left);
      if (!this.#live) return;
      yield* this.#live.news();
      yield* this.#show(this.#live.take());
    }
  }

  /** Is there a reason to end? */
  async isOver(): Promise<TailEnd | undefined> {
    const { until = Number.POSITIVE_INFINITY, exitWhenStopped } = this.#input;
    const now = this.#deps.clock.now();
    if (now > until + overlapMs) return 'until';
    if (exitWhenStopped && (await this.#tasks.hasStopped())) return 'stopped';
    return now >= this.#deadline ? 'timeout' : undefined;
  }

  get #deadline(): number {
    return this.#startedAt + (this.#input.timeoutMs ?? Number.POSITIVE_INFINITY);
  }

  async *#take(pages: AsyncIterable<readonly LogEvent[]>): AsyncGenerator<GlfrEvent, void, void> {
    for await (const events of pages) {
      this.#read += events.length;
      yield* this.#show(this.#live?.unseen(events) ?? events);
    }
  }

  async *#show(events: readonly LogEvent[]): AsyncGenerator<GlfrEvent, void, void> {
    for (let at = 0; at < events.length; at += batch) {
      const some = events.slice(at, at + batch);
      yield* this.#announce(some);
      yield* this.#print(this.#selection.take(some));
    }
  }

  async *#print(lines: readonly Shown[]): AsyncGenerator<GlfrEvent, void, void> {
    this.#lines += lines.length;
    if (lines.length > 0) yield { type: 'log.lines', lines };
  }

  /** Streams are told of while following: each is a manager, and a new one a redeploy. */
  async *#announce(events: readonly LogEvent[]): AsyncGenerator<GlfrEvent, void, void> {
    if (!this.#input.follow) return;
    for (const { stream, time } of events) {
      if (this.#streams.has(stream)) continue;
      this.#streams.add(stream);
      yield* this.#tasks.announce(stream, time);
    }
  }

  *#notes(): Generator<GlfrEvent, void, void> {
    if (this.#selection.hidden > 0) yield* this.#once('routine lines are left out; --noise shows them');
    const shortened = this.#cursor.shortenedTo;
    if (shortened === undefined) return;
    const text = `so many lines come in that late ones are only caught from ${new Date(shortened).toISOString()} on`;
    yield* this.#once(text, 'warning', 'shortened');
  }

  *#once(text: string, level: 'info' | 'warning' = 'info', key = text): Generator<GlfrEvent, void, void> {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    yield { type: 'notice', level, text };
  }
}
