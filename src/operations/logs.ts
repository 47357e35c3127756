import type { Operation } from '../domain/event.ts';
import { deepOverlapMs, LogCursor, overlapMs } from '../domain/logs/cursor.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import type { Clock, LogsPort } from './ports.ts';

export interface LogsInput {
  group: string;
  streamPrefix: string;
  /** Epoch milliseconds, inclusive. */
  from: number;
  until?: number | undefined;
  /** CloudWatch's own filter pattern. */
  filter?: string | undefined;
  follow: boolean;
}

interface Deps {
  logs: LogsPort;
  clock: Clock;
}

const busyMs = 2000;
const idleMs = 5000;
const deepEveryMs = 60_000;

/** The manager's log: once through, or for ever. Ends only by the user's Ctrl-C when it follows. */
export async function* logs(input: LogsInput, deps: Deps): Operation<{ lines: number }> {
  const cursor = new LogCursor(input.from);
  const streams = new Set<string>();
  let lines = 0;
  let lastDeep = deps.clock.now();
  for (;;) {
    const isDeep = deps.clock.now() - lastDeep > deepEveryMs;
    if (isDeep) lastDeep = deps.clock.now();
    const before = lines;
    for await (const page of pages(
      input,
      cursor.windowStart(isDeep ? deepOverlapMs : overlapMs),
      deps.logs,
    )) {
      for (const event of cursor.accept(page)) {
        if (input.follow && !streams.has(event.stream))
          yield { type: 'log.stream-started', stream: event.stream };
        streams.add(event.stream);
        lines += 1;
        yield { type: 'log.line', event };
      }
    }
    if (!input.follow) return { lines };
    cursor.evict();
    if (lines === 0) yield { type: 'waiting', text: 'the first log line' };
    await deps.clock.sleep(lines > before ? busyMs : idleMs);
  }
}

/** Pages of one window to their end; empty pages with a token are normal. */
export async function* pages(
  input: Pick<LogsInput, 'group' | 'streamPrefix' | 'until' | 'filter'>,
  from: number,
  port: Pick<LogsPort, 'page'>,
): AsyncGenerator<readonly LogEvent[]> {
  let next: string | undefined;
  do {
    const { group, streamPrefix, until, filter } = input;
    const page = await port.page({
      group,
      streamPrefix,
      from,
      ...(until !== undefined && { until }),
      ...(filter !== undefined && { filter }),
      ...(next !== undefined && { next }),
    });
    yield page.events;
    next = page.next;
  } while (next !== undefined);
}
