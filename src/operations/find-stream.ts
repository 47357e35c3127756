import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { type LogStream, taskOf } from '../domain/logs/log-event.ts';
import type { LogsPort } from './ports.ts';

/** Which task's log: one by its id (the beginning is enough) or ARN, or the one before the newest. */
export type WhichTask = { id: string } | 'previous';

interface Where {
  group: string;
  streamPrefix: string;
}

const shown = 5;

/**
 * The stream of one task. Streams are told apart by when they were made; their last event AWS tells up to an hour
 * late. Errors: `logs.task-not-found` (3), `logs.task-ambiguous` (2).
 */
export async function findStream(
  which: WhichTask,
  where: Where,
  port: Pick<LogsPort, 'streams'>,
): Promise<LogStream> {
  const streams = (await port.streams(where.group, where.streamPrefix)).toSorted(
    (a, b) => b.createdAt - a.createdAt,
  );
  if (which === 'previous') {
    const before = streams[1];
    if (before) return before;
    throw missing('There was no manager before this one, as far as the log goes back.', ['glfr logs -n 50']);
  }
  const id = taskOf(which.id);
  const [found, ...others] = streams.filter(({ name }) => taskOf(name).startsWith(id));
  if (!found) throw missing(`No task ${id} has written to this log.`, suggestionsOf(streams));
  if (others.length === 0) return found;
  throw new GlfrError({
    code: 'logs.task-ambiguous',
    message: `${others.length + 1} tasks have ids that begin with ${id}.`,
    suggestions: suggestionsOf([found, ...others]),
    exitCode: exitCode.usage,
  });
}

const suggestionsOf = (streams: readonly LogStream[]): string[] =>
  streams.length === 0
    ? ['glfr status']
    : streams.slice(0, shown).map(({ name }) => `glfr logs --task ${taskOf(name)}`);

const missing = (message: string, suggestions: readonly string[]): GlfrError =>
  new GlfrError({ code: 'logs.task-not-found', message, suggestions, exitCode: exitCode.notFound });
