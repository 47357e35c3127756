import type { GlfrEvent } from '../domain/event.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import type { Task } from '../domain/stack/service.ts';
import { pages } from './logs.ts';
import type { LogsPort } from './ports.ts';

const lines = 8;

/** What a task that failed wrote last: told while its log group still exists, for a rollback takes it along. */
export async function* lastWords(
  group: string,
  task: Task,
  port: LogsPort,
): AsyncGenerator<GlfrEvent, void, void> {
  const newest: LogEvent[] = [];
  const query = { group, streamPrefix: `manager/manager/${task.id}` };
  try {
    for await (const page of pages(query, task.createdAt ?? 0, port)) newest.push(...page.slice(-lines));
  } catch {
    // The failure itself is told; a log that cannot be read adds nothing to it.
    return;
  }
  for (const event of newest.slice(-lines)) yield { type: 'log.line', event };
}
