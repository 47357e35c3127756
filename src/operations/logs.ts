import type { LogEvent, LogQuery } from '../domain/logs/log-event.ts';
import type { LogsPort } from './ports.ts';

/** Pages of one window to their end; empty pages with a token are normal, and a token that repeats is the end. */
export async function* pages(
  input: Omit<LogQuery, 'from' | 'next'>,
  from: number,
  port: Pick<LogsPort, 'page'>,
): AsyncGenerator<readonly LogEvent[]> {
  let next: string | undefined;
  for (;;) {
    const page = await port.page({ ...input, from, next });
    yield page.events;
    if (page.next === undefined || page.next === next) return;
    next = page.next;
  }
}
