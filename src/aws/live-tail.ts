import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  StartLiveTailCommand,
  type StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LiveUpdate } from '../domain/logs/log-event.ts';

interface Options {
  abortSignal: AbortSignal;
}

/**
 * A Live Tail session. It ends after three hours at the latest, by an error or quietly; it has no history, shows at
 * most 500 events a second, and drops what a slow reader does not take. Only a preview, then. The client is the
 * session's own.
 */
export async function liveTail(
  client: CloudWatchLogsClient,
  { group, streamPrefix }: { group: string; streamPrefix: string },
  options: Options,
): Promise<AsyncIterable<LiveUpdate>> {
  const arn = await groupArn(client, group, options);
  const input = { logGroupIdentifiers: [arn], logStreamNamePrefixes: [streamPrefix] };
  const { responseStream } = await client.send(new StartLiveTailCommand(input), options);
  const session = updates(responseStream ?? noStream());
  return { [Symbol.asyncIterator]: () => ({ next: () => session.next(), return: () => hangUp(client) }) };
}

/** A stream that waits for its next update cannot be ended any other way. */
async function hangUp(client: CloudWatchLogsClient): Promise<IteratorReturnResult<undefined>> {
  client.destroy();
  return { done: true, value: undefined };
}

/** Live Tail wants an ARN, and one that does not end in `:*`. */
async function groupArn(client: CloudWatchLogsClient, group: string, options: Options): Promise<string> {
  const answer = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: group }), options);
  const found = answer.logGroups?.find(({ logGroupName }) => logGroupName === group);
  return (found?.logGroupArn ?? found?.arn ?? group).replace(/:\*$/, '');
}

async function* updates(stream: AsyncIterable<StartLiveTailResponseStream>): AsyncGenerator<LiveUpdate> {
  for await (const { sessionUpdate, SessionTimeoutException, SessionStreamingException } of stream) {
    const ended = SessionTimeoutException ?? SessionStreamingException;
    if (ended) throw ended;
    if (!sessionUpdate) continue;
    const events = (sessionUpdate.sessionResults ?? []).map((raw) => ({
      time: raw.timestamp ?? 0,
      ingestedAt: raw.ingestionTime ?? raw.timestamp ?? 0,
      stream: raw.logStreamName ?? '',
      message: raw.message ?? '',
    }));
    yield { events, sampled: sessionUpdate.sessionMetadata?.sampled ?? false };
  }
}

async function* noStream(): AsyncGenerator<StartLiveTailResponseStream> {}
