import type { CloudWatchLogsClient, StartLiveTailResponseStream } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { liveTail } from '../../src/aws/live-tail.ts';
import type { LiveUpdate } from '../../src/domain/logs/log-event.ts';

/** Answers as AWS's client does; a session's stream is what the test gives it. */
function clientWith(stream: StartLiveTailResponseStream[]) {
  const sent: object[] = [];
  let isDestroyed = false;
  const client = {
    async send(command: { input: object; constructor: { name: string } }) {
      sent.push(command.input);
      if (command.constructor.name === 'StartLiveTailCommand') return { responseStream: asStream(stream) };
      const group = 'arn:aws:logs:eu-central-1:123456789012:log-group:/glfr/glfr';
      return {
        logGroups: [
          { logGroupName: '/glfr/glfr-two', arn: `${group}-two:*` },
          { logGroupName: '/glfr/glfr', arn: `${group}:*` },
        ],
      };
    },
    destroy() {
      isDestroyed = true;
    },
  } as unknown as CloudWatchLogsClient;
  return { client, sent, isDestroyed: () => isDestroyed };
}

async function* asStream(parts: StartLiveTailResponseStream[]) {
  yield* parts;
}

const open = (client: CloudWatchLogsClient) =>
  liveTail(
    client,
    { group: '/glfr/glfr', streamPrefix: 'manager/' },
    { abortSignal: new AbortController().signal },
  );

test('a session is opened on the group by its ARN, and its updates are read until it times out', async () => {
  const result = { timestamp: 1, ingestionTime: 2, logStreamName: 'manager/manager/a', message: 'hello' };
  const timeout = Object.assign(new Error('three hours'), { name: 'SessionTimeoutException' });
  const { client, sent } = clientWith([
    { sessionStart: { sessionId: 'x' } },
    { sessionUpdate: { sessionMetadata: { sampled: true }, sessionResults: [result] } },
    { sessionUpdate: {} },
    { SessionTimeoutException: timeout as never },
  ]);
  const updates: LiveUpdate[] = [];
  const reading = async () => {
    for await (const update of await open(client)) updates.push(update);
  };
  await expect(reading()).rejects.toBe(timeout);
  expect(updates).toEqual([
    {
      events: [{ time: 1, ingestedAt: 2, stream: 'manager/manager/a', message: 'hello' }],
      sampled: true,
    },
    { events: [], sampled: false },
  ]);
  expect(sent.at(-1)).toEqual({
    logGroupIdentifiers: ['arn:aws:logs:eu-central-1:123456789012:log-group:/glfr/glfr'],
    logStreamNamePrefixes: ['manager/'],
  });
});

test('leaving a session ends its connection', async () => {
  const { client, isDestroyed } = clientWith([{ sessionUpdate: {} }]);
  for await (const _ of await open(client)) break;
  expect(isDestroyed()).toBe(true);
});
