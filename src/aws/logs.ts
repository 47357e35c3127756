import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GlfrError, hasCode } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { LiveUpdate, LogPage, LogQuery, LogStream } from '../domain/logs/log-event.ts';
import { type Connection, clientConfig, equip } from './connection.ts';

type Logs = CloudWatchLogsClient;
/** `live`: a session has a client of its own, which ends with it. */
type Kind = 'patient' | 'impatient' | 'live';

/** CloudWatch Logs: one page at a time, so that the caller decides the pace. */
export function logsPort(connection: Connection) {
  const clients = new Clients(connection);
  const options = { abortSignal: connection.signal };
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
      const kind = query.impatient ? 'impatient' : 'patient';
      const answer = await clients.use(kind, (client) => client.send(command, options)).catch(named(query));
      const events = (answer.events ?? []).map((raw) => ({
        id: raw.eventId ?? '',
        time: raw.timestamp ?? 0,
        ingestedAt: raw.ingestionTime ?? raw.timestamp ?? 0,
        stream: raw.logStreamName ?? '',
        message: raw.message ?? '',
      }));
      return { events, ...(answer.nextToken && { next: answer.nextToken }) };
    },

    /** Every stream whose name begins so. Not chosen by their last event, which AWS tells up to an hour late. */
    async streams(group: string, prefix: string): Promise<LogStream[]> {
      const found: LogStream[] = [];
      let nextToken: string | undefined;
      do {
        const input = { logGroupName: group, logStreamNamePrefix: prefix, ...(nextToken && { nextToken }) };
        const send = (client: Logs) => client.send(new DescribeLogStreamsCommand(input), options);
        const answer = await clients.use('patient', send).catch(named({ group }));
        for (const { logStreamName: name = '', creationTime = 0 } of answer.logStreams ?? [])
          found.push({ name, createdAt: creationTime });
        nextToken = answer.nextToken;
      } while (nextToken !== undefined);
      return found;
    },

    async live(group: string, streamPrefix: string): Promise<AsyncIterable<LiveUpdate>> {
      const { liveTail } = await import('./live-tail.ts');
      clients.forget('live');
      return clients.use('live', (client) => liveTail(client, { group, streamPrefix }, options));
    },
  };
}

/** A client that tries as often as glfr does elsewhere, and one whose caller tries again himself. */
class Clients {
  readonly #connection: Connection;
  readonly #made = new Map<Kind, Logs>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Credentials that have expired are asked for once more, in case someone has renewed them. */
  async use<T>(kind: Kind, send: (client: Logs) => Promise<T>): Promise<T> {
    try {
      return await send(this.#client(kind));
    } catch (error) {
      if (!hasCode(error, 'aws.credentials-expired')) throw error;
      this.#made.clear();
      return await send(this.#client(kind));
    }
  }

  /** The next call gets a new one. */
  forget(kind: Kind): void {
    this.#made.delete(kind);
  }

  #client(kind: Kind): Logs {
    const made = this.#made.get(kind);
    if (made) return made;
    const config = clientConfig(this.#connection);
    const attempts = kind === 'patient' ? {} : { maxAttempts: 3 };
    const client = equip(new CloudWatchLogsClient({ ...config, ...attempts }), this.#connection);
    this.#made.set(kind, client);
    return client;
  }
}

/** Throws what went wrong with a group in glfr's words. */
const named =
  ({ group, next, filter }: Pick<LogQuery, 'group' | 'next' | 'filter'>) =>
  (error: unknown): never => {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') throw noSuchGroup(group, error);
    if (error instanceof Error && error.name === 'InvalidParameterException') {
      if (next !== undefined) throw staleToken(error);
      if (filter !== undefined) throw badFilter(filter, error);
    }
    throw error;
  };

const noSuchGroup = (group: string, cause: Error) =>
  new GlfrError({
    code: 'logs.group-not-found',
    message: `There is no log group ${group}.`,
    suggestions: ['glfr status'],
    exitCode: exitCode.notFound,
    cause,
  });

/** A token lives for a day. */
const staleToken = (cause: Error) =>
  new GlfrError({ code: 'logs.stale-token', message: 'The token for the next page has expired.', cause });

const badFilter = (filter: string, cause: Error) =>
  new GlfrError({
    code: 'logs.filter',
    message: `CloudWatch does not take --filter ${filter}: ${cause.message}`,
    suggestions: [
      '--filter \'"Job failed"\' (words, ?either, -without)',
      '--filter \'{ $.level = "error" }\'',
    ],
    exitCode: exitCode.usage,
    cause,
  });
