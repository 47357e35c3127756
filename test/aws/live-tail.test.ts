import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { logsPort } from '../../src/aws/logs.ts';
import type { LiveUpdate } from '../../src/domain/logs/log-event.ts';
import { event, exception } from './event-stream.ts';

let server: Server | undefined;
afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

const group = 'arn:aws:logs:eu-central-1:123456789012:log-group:/glfr/glfr';
const logGroups = [
  { logGroupName: '/glfr/glfr-two', arn: `${group}-two:*` },
  { logGroupName: '/glfr/glfr', arn: `${group}:*` },
];

/** CloudWatch Logs on loopback: it knows two groups, and `tell` has what a session sends, as bytes of the wire. */
async function cloudWatch(tell: (session: ServerResponse) => void) {
  const asked: Record<string, unknown> = {};
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const made = createServer(async (request, response) => {
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    asked[operation] = JSON.parse(Buffer.concat(await request.toArray()).toString());
    if (operation === 'DescribeLogGroups') return void response.end(JSON.stringify({ logGroups }));
    response.once('close', resolve);
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(event('initial-response', {}));
    tell(response);
  });
  server = made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const endpoint = `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
  const { signal } = new AbortController();
  return { asked, gone, logs: logsPort({ region: 'eu-central-1', endpoint, signal }) };
}

test('a session is opened on the group by its ARN, and its updates are read until it times out', async () => {
  const line = { timestamp: 1, ingestionTime: 2, logStreamName: 'manager/manager/a', message: 'hello ✓' };
  const { asked, logs } = await cloudWatch((session) => {
    session.write(event('sessionStart', { sessionId: 'x' }));
    const update = event('sessionUpdate', { sessionMetadata: { sampled: true }, sessionResults: [line] });
    // A message may come in pieces.
    session.write(update.subarray(0, 20));
    setTimeout(() => {
      session.write(update.subarray(20));
      session.write(event('sessionUpdate', {}));
      session.end(exception('SessionTimeoutException', 'three hours'));
    }, 5);
  });
  const updates: LiveUpdate[] = [];
  const reading = async () => {
    for await (const update of await logs.live('/glfr/glfr', 'manager/')) updates.push(update);
  };
  await expect(reading()).rejects.toMatchObject({ name: 'SessionTimeoutException', message: 'three hours' });
  expect(updates).toEqual([
    {
      events: [{ time: 1, ingestedAt: 2, stream: 'manager/manager/a', message: 'hello ✓' }],
      sampled: true,
    },
    { events: [], sampled: false },
  ]);
  expect(asked.StartLiveTail).toEqual({
    logGroupIdentifiers: [group],
    logStreamNamePrefixes: ['manager/'],
  });
});

test('leaving a session ends its connection, which would wait for ever', async () => {
  const { gone, logs } = await cloudWatch((session) => void session.write(event('sessionUpdate', {})));
  for await (const _ of await logs.live('/glfr/glfr', 'manager/')) break;
  await gone;
});
