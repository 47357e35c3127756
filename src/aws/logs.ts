import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { LogPage, LogQuery } from '../domain/logs/log-event.ts';
import { type Connection, clientConfig, equip } from './connection.ts';

/** CloudWatch Logs: one page at a time, so that the caller decides the pace. */
export function logsPort(connection: Connection) {
  const client = equip(new CloudWatchLogsClient(clientConfig(connection)), connection);
  return {
    async page(query: LogQuery): Promise<LogPage> {
      const command = new FilterLogEventsCommand({
        logGroupName: query.group,
        startTime: query.from,
        ...(query.until !== undefined && { endTime: query.until }),
        ...(query.streamPrefix && { logStreamNamePrefix: query.streamPrefix }),
        ...(query.filter && { filterPattern: query.filter }),
        ...(query.next && { nextToken: query.next }),
        ...(query.limit && { limit: query.limit }),
      });
      const answer = await client
        .send(command, { abortSignal: connection.signal })
        .catch((error: unknown) => {
          throw noSuchGroup(error, query.group);
        });
      const events = (answer.events ?? []).map((raw) => ({
        id: raw.eventId ?? '',
        time: raw.timestamp ?? 0,
        ingestedAt: raw.ingestionTime ?? raw.timestamp ?? 0,
        stream: raw.logStreamName ?? '',
        message: raw.message ?? '',
      }));
      return { events, ...(answer.nextToken && { next: answer.nextToken }) };
    },
  };
}

function noSuchGroup(error: unknown, group: string): unknown {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') return error;
  return new GlfrError({
    code: 'logs.group-not-found',
    message: `There is no log group ${group}.`,
    suggestions: ['glfr status'],
    exitCode: exitCode.notFound,
    cause: error,
  });
}
