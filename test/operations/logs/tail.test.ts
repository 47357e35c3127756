import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interrupted } from '../../../src/domain/error.ts';
import type { GlfrEvent } from '../../../src/domain/event.ts';
import type { LogEvent } from '../../../src/domain/logs/log-event.ts';
import { Selection } from '../../../src/domain/logs/selection.ts';
import type { Task } from '../../../src/domain/stack/service.ts';
import type { TailInput, TailResult } from '../../../src/operations/tail-input.ts';
import { tailLogs } from '../../../src/operations/tail-logs.ts';
import { FakeLogs, type Mishap, noService } from './cloudwatch.ts';

const start = 1_700_000_000_000;
const minute = 60_000;
const everything = () => new Selection({ noise: true, context: 0 });

const base: TailInput = {
  ...{ group: '/glfr/glfr', streamPrefix: 'manager/', from: start, follow: false },
  ...{ newSelection: everything, manager: { cluster: 'c', service: 's' } },
};

interface Recorded {
  shown: LogEvent[];
  events: GlfrEvent[];
  result: TailResult;
}

async function run(
  logs: FakeLogs,
  input: Partial<TailInput>,
  service: object = noService,
): Promise<Recorded> {
  const deps = { logs, clock: logs.clock, service: { ...noService, ...service }, random: () => 0.5 };
  const operation = tailLogs({ ...base, ...input }, deps);
  const events: GlfrEvent[] = [];
  for (;;) {
    const step = await operation.next();
    if (!step.done) {
      events.push(step.value);
      // A macrotask, as between real calls.
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    const shown = events.flatMap((event) =>
      event.type === 'log.lines' ? event.lines.map((line) => line.event) : [],
    );
    return { shown, events, result: step.value };
  }
}

const ids = (events: readonly LogEvent[]): string[] => events.map(({ id }) => id);
const notices = (events: readonly GlfrEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'notice' ? [event.text] : []));

/** Few moments, texts and streams, so that many are equal; `lateness`: up to so much. */
const stored = (lateness: number, span: number) =>
  fc
    .array(
      fc.record({
        after: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: span })),
        late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: lateness })),
        stream: fc.constantFrom('manager/manager/a1', 'manager/manager/b2', 'other/x'),
        message: fc.constantFrom('same', 'other', ''),
      }),
      { maxLength: 80 },
    )
    .map((lines) =>
      lines.map(
        ({ after, late, stream, message }, index): LogEvent => ({
          ...{ id: `e${index}`, time: start + after, ingestedAt: start + after + late, stream, message },
        }),
      ),
    );

/** Whoever is refused three times without a new line gives up, which another test shows. */
const mishaps = (...kinds: Mishap[]) =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constant<Mishap>('fine') }, fc.constantFrom(...kinds)), {
      minLength: 1,
      maxLength: 12,
    })
    .filter((met) => met.filter((one) => one === 'stale').length < 3);

/** In order within each stream, as far as lines did not come late. */
const perStream = (events: readonly LogEvent[], stream: string) =>
  events.filter((event) => event.stream === stream);

describe('what is printed is what is stored', () => {
  test('once through: over any pages, empty ones, tokens that expire or repeat', async () => {
    await fc.assert(
      fc.asyncProperty(
        stored(0, minute),
        fc.integer({ min: 1, max: 9 }),
        mishaps('empty', 'stale'),
        async (events, pageSize, meets) => {
          const logs = new FakeLogs({ events, start, pageSize, mishaps: [...meets, ...fine(20)] });
          logs.now = start + 2 * minute;
          const { shown, result } = await run(logs, {});
          const wanted = events.filter(({ stream }) => stream.startsWith('manager/'));
          expect(ids(shown).toSorted()).toEqual(ids(wanted).toSorted());
          expect(shown).toEqual(shown.toSorted((a, b) => a.time - b.time));
          expect(result).toMatchObject({ lines: wanted.length, read: wanted.length, ended: 'read' });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a minute', minute],
    ['ten minutes', 10 * minute],
  ])('followed: late by up to %s, throttled, broken, cut off, in any order', async (_what, lateness) => {
    await fc.assert(
      fc.asyncProperty(
        stored(lateness, 3 * minute),
        fc.integer({ min: 1, max: 9 }),
        mishaps('empty', 'stale', 'same-token', 'throttled', 'unavailable', 'unreachable'),
        fc.constantFrom(0, 150, 4000),
        async (events, pageSize, meets, latency) => {
          const logs = new FakeLogs({ events, start, pageSize, mishaps: [...meets, ...fine(100)], latency });
          const { shown, result } = await run(logs, { follow: true, timeoutMs: 20 * minute });
          const wanted = events.filter(({ stream }) => stream.startsWith('manager/'));
          expect(ids(shown).toSorted()).toEqual(ids(wanted).toSorted());
          for (const stream of ['manager/manager/a1', 'manager/manager/b2']) {
            const onTime = perStream(shown, stream).filter(({ time, ingestedAt }) => time === ingestedAt);
            expect(onTime).toEqual(onTime.toSorted((a, b) => a.time - b.time));
          }
          expect(result.ended).toBe('timeout');
        },
      ),
      { numRuns: 500 },
    );
  });

  test('with Live Tail beside it, which leaves out and repeats nothing that is not stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        stored(0, minute),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
        async (events, sent) => {
          const logs = new FakeLogs({ events, start, pageSize: 7 });
          const wanted = events.filter(({ stream }) => stream.startsWith('manager/'));
          const previewed = wanted.filter((_, index) => sent[index % sent.length]);
          logs.updates = previewed.map(({ id: _, ...event }) => ({ events: [event], sampled: false }));
          const input = { follow: true, live: true, timeoutMs: 3 * minute };
          const { shown } = await run(logs, input);
          const keys = (all: readonly LogEvent[]) =>
            all.map(({ time, stream, message }) => `${time} ${stream} ${message}`).toSorted();
          expect(keys(shown)).toEqual(keys(wanted));
        },
      ),
      { numRuns: 300 },
    );
  });
});

const fine = (count: number): Mishap[] => Array.from({ length: count }, () => 'fine' as const);

const line = (index: number, time: number, message = `line ${index}`): LogEvent => ({
  ...{ id: `e${index}`, time, ingestedAt: time, stream: 'manager/manager/a1', message },
});

describe('requests', () => {
  test('an idle tail asks at most once in two seconds', async () => {
    const logs = new FakeLogs({ events: [line(0, start)], start, pageSize: 100 });
    await run(logs, { follow: true, timeoutMs: 60 * minute });
    expect(logs.calls / 3600).toBeLessThanOrEqual(0.5);
    expect(logs.calls / 3600).toBeGreaterThan(0.15);
  });

  test('a long backlog and endless empty pages are read at two a second, after a few at once', async () => {
    const logs = new FakeLogs({ events: [], start, pageSize: 1, mishaps: ['empty'] });
    logs.now = start + 60 * minute;
    const sleep = async (ms: number) => {
      if (logs.calls >= 200) throw interrupted();
      logs.now += ms;
    };
    const deps = { logs, clock: { now: () => logs.now, sleep }, service: noService };
    const operation = tailLogs({ ...base, follow: true }, deps);
    await expect(operation.next()).rejects.toMatchObject({ code: 'interrupted' });
    expect(logs.now - start - 60 * minute).toBeGreaterThanOrEqual(95_000);
  });

  test('a log read once through has the next page on its way, and asks for nothing twice', async () => {
    const events = Array.from({ length: 4000 }, (_, index) => line(index, start + index * 10));
    const logs = new FakeLogs({ events, start, pageSize: 100 });
    logs.now = start + 60 * minute;
    const { shown } = await run(logs, {});
    expect(ids(shown)).toEqual(ids(events));
    expect(logs.calls).toBeLessThan(90);
  });
});

describe('trouble while following', () => {
  test('is told once, waited for, and told to be over', async () => {
    const refused = Array.from({ length: 6 }, (): Mishap => 'throttled');
    const logs = new FakeLogs({
      ...{ events: [line(0, start), line(1, start + 20_000)], start, pageSize: 9 },
      mishaps: ['fine', ...refused, ...Array.from({ length: 60 }, (): Mishap => 'fine')],
    });
    const { events, shown } = await run(logs, { follow: true, timeoutMs: 3 * minute });
    expect(shown).toHaveLength(2);
    expect(notices(events)).toEqual([
      'AWS refuses requests for being too many in this account; trying on, and nothing will be left out',
      'the log can be read again; nothing is left out',
    ]);
  });

  test('a group that is deleted ends it; one that is not there yet is waited for', async () => {
    const events = [line(0, start)];
    const deleted = new FakeLogs({ events, start, pageSize: 9, mishaps: ['fine', 'gone'] });
    await expect(run(deleted, { follow: true })).rejects.toMatchObject({
      ...{ code: 'logs.group-not-found', exitCode: 3 },
      message: 'The log group /glfr/glfr was deleted while it was followed.',
    });
    const later = new FakeLogs({ events, start, pageSize: 9, mishaps: ['gone', 'gone', ...fine(90)] });
    const waited = await run(later, { follow: true, timeoutMs: minute });
    expect(waited.shown).toHaveLength(1);
    expect(notices(waited.events)[0]).toBe('there is no log group /glfr/glfr yet; waiting for it');
    const once = new FakeLogs({ events, start, pageSize: 9, mishaps: ['gone'] });
    await expect(run(once, {})).rejects.toMatchObject({ code: 'logs.group-not-found' });
  });

  test('a Live Tail that fails costs a word and no line', async () => {
    const logs = new FakeLogs({ events: [line(0, start), line(1, start + 5000)], start, pageSize: 9 });
    logs.liveFails = new Error('AWS does not allow logs:StartLiveTail with these credentials.');
    const { shown, events } = await run(logs, { follow: true, live: true, timeoutMs: minute });
    expect(shown).toHaveLength(2);
    expect(notices(events)).toEqual([expect.stringMatching(/^no Live Tail \(AWS does not allow/)]);
  });
});

describe('where to begin and to end', () => {
  const events = Array.from({ length: 300 }, (_, index) => line(index, start + index * minute));

  test.each([0, 1, 7, 300, 1000])('the last %d lines, however long ago', async (lines) => {
    const logs = new FakeLogs({ events, start, pageSize: 40 });
    logs.now = start + 20 * 24 * 60 * minute;
    const { shown } = await run(logs, { lines, from: 0 });
    expect(ids(shown)).toEqual(ids(lines === 0 ? [] : events.slice(-lines)));
  });

  test('the last lines of those that are wanted, and then the new ones', async () => {
    const logs = new FakeLogs({ events, start, pageSize: 40 });
    logs.now = start + 100 * minute;
    const newSelection = () =>
      new Selection({
        ...{ noise: true, context: 0 },
        matches: (lines) => lines.map(({ event }) => /5$/.test(event.message)),
      });
    const input = { lines: 3, from: 0, follow: true, timeoutMs: 20 * minute, newSelection };
    const { shown } = await run(logs, input);
    expect(shown.map(({ message }) => message)).toEqual([
      ...['line 75', 'line 85', 'line 95'],
      ...['line 105', 'line 115'],
    ]);
  });

  test('-n 0 --follow: only what comes from now on', async () => {
    const logs = new FakeLogs({ events, start, pageSize: 40 });
    logs.now = start + 100 * minute + 1;
    const { shown } = await run(logs, { lines: 0, from: 0, follow: true, timeoutMs: 5 * minute });
    expect(shown[0]?.message).toBe('line 101');
  });

  test('both bounds are included, once through and followed', async () => {
    const bounds = { from: start + 10 * minute, until: start + 20 * minute };
    for (const follow of [false, true]) {
      const logs = new FakeLogs({ events, start, pageSize: 4 });
      logs.now = start + (follow ? 9 : 300) * minute;
      const { shown, result } = await run(logs, { ...bounds, follow });
      expect(ids(shown)).toEqual(ids(events.slice(10, 21)));
      expect(result.ended).toBe(follow ? 'until' : 'read');
    }
  });

  test('a new manager is announced with its revision, and the end of the old one with its reason', async () => {
    const old = 'manager/manager/a1';
    const replaced = [
      line(0, start),
      { ...line(1, start + minute), stream: 'manager/manager/b2' },
      { ...line(2, start + 2 * minute), stream: 'manager/manager/b2' },
    ];
    const task = (id: string, lastStatus: string, revision: number): Task => ({
      ...{ id, lastStatus, desiredStatus: lastStatus, taskDefinition: `glfr-manager:${revision}` },
      ...{ containers: [], ...(lastStatus === 'STOPPED' && { stoppedReason: 'Scaling activity' }) },
    });
    const tasks = async () => [task('b2', 'RUNNING', 12), task('a1', 'STOPPED', 11)];
    const logs = new FakeLogs({ events: replaced, start, pageSize: 9 });
    const { events: said } = await run(logs, { follow: true, timeoutMs: 5 * minute }, { tasks });
    expect(said.filter(({ type }) => type.startsWith('log.stream'))).toEqual([
      { type: 'log.stream-started', stream: old },
      { type: 'log.stream-ended', stream: old, reason: 'Scaling activity' },
      { type: 'log.stream-started', stream: 'manager/manager/b2', revision: '12' },
    ]);
  });

  test('--exit-when-stopped ends behind the last lines of the task', async () => {
    const logs = new FakeLogs({ events, start, pageSize: 9 });
    const stopsAt = start + 10 * minute;
    const tasks = async (): Promise<Task[]> => {
      const lastStatus = logs.now < stopsAt ? 'RUNNING' : 'STOPPED';
      return [{ id: 'a1', lastStatus, desiredStatus: '', taskDefinition: 'x:1', containers: [] }];
    };
    const { result } = await run(logs, { follow: true, exitWhenStopped: true }, { tasks });
    expect(result.ended).toBe('stopped');
    expect(logs.now - stopsAt).toBeLessThan(45_000);
  });
});
