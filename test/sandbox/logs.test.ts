import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, expect, test } from 'vitest';
import { Bench } from './harness.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
  await bench.create();
  bench.pass(7200);
});

const page = (input: object) =>
  bench.aws('cloudwatch-logs', 'FilterLogEvents', { logGroupName: '/glfr/glfr', ...input });

test('pages are partial, and together they are everything, once and in order', async () => {
  const first = await page({});
  expect(first.events).toHaveLength(500);
  const all = await bench.log();
  expect(all.length).toBeGreaterThan(1000);
  expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(all.length);
  const keys = all.map(({ timestamp = 0 }) => timestamp);
  expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  const small = await bench.log({ limit: 7 });
  expect(small).toEqual(all);
  expect(all[0]?.eventId).toMatch(/^\d{56}$/);
});

test('start and end are both included', async () => {
  const all = await bench.log();
  const from = all[300]?.timestamp ?? 0;
  const to = all[600]?.timestamp ?? 0;
  const expected = all.filter(({ timestamp = 0 }) => timestamp >= from && timestamp <= to);
  expect(await bench.log({ startTime: from, endTime: to })).toEqual(expected);
  expect(await bench.log({ startTime: to + 86_400_000 })).toEqual([]);
});

test('streams and words choose', async () => {
  const all = await bench.log();
  const stream = all[0]?.logStreamName ?? '';
  expect(stream).toMatch(/^manager\/manager\/[0-9a-f]{32}$/);
  expect(await bench.log({ logStreamNamePrefix: 'manager/manager/' })).toHaveLength(all.length);
  expect(await bench.log({ logStreamNames: ['another'] })).toEqual([]);
  const both = bench.aws('cloudwatch-logs', 'FilterLogEvents', {
    logGroupName: '/glfr/glfr',
    logStreamNames: [stream],
    logStreamNamePrefix: 'm',
  });
  await expect(both).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const succeeded = await bench.log({ filterPattern: '"Job succeeded" -failed' });
  expect(succeeded).toEqual(all.filter(({ message }) => message?.includes('Job succeeded')));
});

test('an event is there only once it has arrived, and by then it is some seconds old', async () => {
  const known = new Map<string, FilteredLogEvent>();
  for (let second = 0; second < 240; second += 1) {
    bench.pass(1);
    const now = bench.sandbox.now();
    for (const event of await bench.log({ startTime: now - 30_000 })) {
      expect(event.ingestionTime).toBeLessThanOrEqual(now);
      expect((event.ingestionTime ?? 0) - (event.timestamp ?? 0)).toBeLessThan(6000);
      known.set(event.eventId ?? '', event);
    }
  }
  const since = bench.sandbox.now() - 200_000;
  for (const event of await bench.log({ startTime: since }))
    expect(known.get(event.eventId ?? '')).toEqual(event);
});

test('a quiet stretch is a page with a token and nothing else', async () => {
  await bench.api('PUT', '/runners/41', { paused: 'true' });
  const from = bench.sandbox.now() + 3_600_000;
  bench.pass(20 * 3600);
  const empty = await page({ startTime: from });
  expect(empty.events).toEqual([]);
  await bench.api('PUT', '/runners/41', { paused: 'false' });
  bench.pass(3600);
  const first = await page({ startTime: from });
  expect([first.events, typeof first.nextToken]).toEqual([[], 'string']);
  expect((await bench.log({ startTime: from })).length).toBeGreaterThan(100);
  await expect(page({ nextToken: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('groups', async () => {
  const { logGroups } = await bench.aws('cloudwatch-logs', 'DescribeLogGroups', {
    logGroupNamePrefix: '/glfr',
  });
  expect(logGroups).toMatchObject([{ logGroupName: '/glfr/glfr', retentionInDays: 14 }]);
  const missing = bench.aws('cloudwatch-logs', 'FilterLogEvents', { logGroupName: '/none' });
  await expect(missing).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
});
