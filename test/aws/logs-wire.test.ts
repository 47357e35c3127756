import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '../../src/cli/wiring.ts';
import type { LogEvent } from '../../src/domain/logs/log-event.ts';
import { Selection } from '../../src/domain/logs/selection.ts';
import type { LogsPort } from '../../src/operations/ports.ts';
import type { TailInput } from '../../src/operations/tail-input.ts';
import { tailLogs } from '../../src/operations/tail-logs.ts';

/** What a request gets instead of its page. */
type Mishap = (request: IncomingMessage, response: ServerResponse) => void;

const fail =
  (status: number, type: string): Mishap =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: type, message: 'as told by the test' }));
  };
const reset: Mishap = (request) => request.socket.resetAndDestroy();
const throttled = fail(400, 'ThrottlingException');
const broken = fail(503, 'ServiceUnavailableException');
const expired = fail(400, 'ExpiredTokenException');
/** Only where there is something to refuse. */
const staleToken = fail(400, 'InvalidParameterException');

let server: Server;
let mishaps: (Mishap | undefined)[];
let stored: LogEvent[];
let requests: Record<string, unknown>[];
let logs: LogsPort;
const pageSize = 10_000;

/** A CloudWatch Logs of loopback: pages of 10,000 events, and whatever the test wants to go wrong. */
beforeEach(async () => {
  [mishaps, stored, requests] = [[], [], []];
  server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    requests.push(body);
    const mishap = mishaps.shift();
    if (mishap && (mishap !== staleToken || body.nextToken || body.filterPattern))
      return mishap(request, response);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(page(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  Object.assign(process.env, keys);
  const endpoint = `http://127.0.0.1:${port}`;
  const { signal } = new AbortController();
  const world = await connect({ sandbox: false, region: 'eu-central-1', endpoint, signal, env: keys });
  logs = world.ports.logs;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Asked {
  startTime: number;
  endTime?: number;
  nextToken?: string;
}

function page({ startTime, endTime = Number.POSITIVE_INFINITY, nextToken = '0' }: Asked) {
  const from = stored.filter(({ time }) => time >= startTime && time <= endTime);
  const at = Number(nextToken);
  const events = from.slice(at, at + pageSize).map(({ id, time, ingestedAt, stream, message }) => ({
    ...{ eventId: id, timestamp: time, ingestionTime: ingestedAt, logStreamName: stream, message },
  }));
  return { events, ...(at + pageSize < from.length && { nextToken: String(at + pageSize) }) };
}

const start = Date.now() - 60_000;
/** Three in each millisecond, with texts a terminal or a parser could stumble over. */
const many = (count: number): LogEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{
      id: String(index).padStart(56, '0'),
      time: start + Math.floor(index / 3),
      ingestedAt: start + index,
    },
    ...{
      stream: 'manager/manager/a1',
      message: index % 7 ? `line ${index}` : `\u001b[2J "}\n\ufffd ${index}`,
    },
  }));

async function tail(input: Partial<TailInput>) {
  const shown: LogEvent[] = [];
  const said: string[] = [];
  const clock = {
    now: Date.now,
    sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms / 50)),
  };
  const service = { describe: async () => undefined, tasks: async () => [] };
  const full: TailInput = {
    ...{ group: 'g', streamPrefix: 'manager/', from: start, follow: false },
    newSelection: () => new Selection({ noise: true, context: 0 }),
    ...{ manager: { cluster: 'c', service: 's' }, ...input },
  };
  for await (const event of tailLogs(full, { logs, clock, service })) {
    if (event.type === 'log.lines') shown.push(...event.lines.map((line) => line.event));
    if (event.type === 'notice') said.push(event.text);
  }
  return { shown, said };
}

test('10,000-event pages once through, over a reset, a 503, a throttle and a token that has expired', async () => {
  stored = many(35_000);
  mishaps = [reset, broken, undefined, throttled, undefined, staleToken];
  const { shown } = await tail({});
  expect(shown).toEqual(stored);
});

test('followed: the same, whatever happens, and nothing twice', async () => {
  stored = many(25_000);
  mishaps = [undefined, reset, reset, reset, undefined, broken, broken, broken, staleToken, throttled];
  const { shown, said } = await tail({ follow: true, timeoutMs: 4000 });
  expect(shown).toEqual(stored);
  expect(said).toEqual([]);
  expect(requests[0]).toMatchObject({ logGroupName: 'g', logStreamNamePrefix: 'manager/', startTime: start });
});

test('credentials that have expired are asked for once more, and then told', async () => {
  stored = many(3);
  mishaps = [expired];
  expect((await tail({})).shown).toHaveLength(3);
  mishaps = Array.from({ length: 9 }, () => expired);
  await expect(tail({ follow: true })).rejects.toMatchObject({
    code: 'aws.credentials-expired',
    exitCode: 4,
  });
});

test('AWS’s own words come out as glfr’s', async () => {
  mishaps = [fail(400, 'ResourceNotFoundException')];
  await expect(tail({})).rejects.toMatchObject({ code: 'logs.group-not-found', exitCode: 3 });
  mishaps = [staleToken];
  await expect(tail({ filter: '{' })).rejects.toMatchObject({ code: 'logs.filter', exitCode: 2 });
  mishaps = [fail(400, 'AccessDeniedException')];
  await expect(tail({ follow: true })).rejects.toMatchObject({ code: 'aws.denied', exitCode: 4 });
  mishaps = Array.from({ length: 9 }, () => broken);
  await expect(logs.page({ group: 'g', from: 0, impatient: true })).rejects.toMatchObject({
    code: 'aws.unavailable',
  });
});
