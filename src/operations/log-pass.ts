import { GlfrError, hasCode } from '../domain/error.ts';
import type { LogCursor } from '../domain/logs/cursor.ts';
import type { LogEvent, LogQuery } from '../domain/logs/log-event.ts';
import type { LogsPort } from './ports.ts';

/** What a pass reads: a query without its window. */
export type PassQuery = Omit<LogQuery, 'from' | 'next'>;

/**
 * Everything from the cursor's window on, page by page, each event once. A token that has expired, or comes back a
 * second time, is no end: reading goes on from where it stood, as long as that brings anything new.
 */
export async function* readPass(
  query: PassQuery,
  cursor: LogCursor,
  port: Pick<LogsPort, 'page'>,
  options: { isDeep?: boolean; beforePage?: () => Promise<void> } = {},
): AsyncGenerator<readonly LogEvent[], void, void> {
  let from = cursor.windowStart(options.isDeep);
  let next: string | undefined;
  let isFruitful = false;
  for (;;) {
    await options.beforePage?.();
    const page = await port.page({ ...query, from, next }).catch((error: unknown) => {
      if (hasCode(error, 'logs.stale-token')) return undefined;
      throw error;
    });
    const fresh = cursor.accept(page?.events ?? []);
    isFruitful ||= fresh.length > 0;
    yield fresh;
    if (page !== undefined && page.next === undefined) return;
    if (page !== undefined && page.next !== next) {
      next = page.next;
      continue;
    }
    if (!isFruitful) {
      if (page === undefined) throw staleToken();
      return;
    }
    from = cursor.windowStart();
    next = undefined;
    isFruitful = false;
  }
}

const staleToken = (): GlfrError =>
  new GlfrError({
    code: 'logs.stale-token',
    message: 'CloudWatch refuses the token for its own next page.',
    suggestions: ['the same command again'],
  });
