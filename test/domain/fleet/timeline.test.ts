import { expect, it } from 'vitest';
import { linesAbout, type ReadLine, timelineOf } from '../../../src/domain/fleet/timeline.ts';
import { message } from '../../../src/domain/runner/message.ts';
import type { Field } from '../../../src/domain/runner/runner-line.ts';

const line = (time: number, msg: string, fields: Record<string, Field> = {}): ReadLine => ({
  ...{ time, text: `${msg} ${JSON.stringify(fields)}` },
  line: { kind: 'runner', time, level: 'info', msg, fields },
});
const about = { job: 7, project_full_path: 'acme/x' };

it('tells the life of an instance of a group, and nothing of its neighbour', () => {
  const lines = [
    line(500, message.jobAdded, { ...about, time_in_queue_seconds: 3 }),
    line(2000, message.instanceDiscovery, { id: 'i-1' }),
    line(2000, message.instanceDiscovery, { id: 'i-2' }),
    line(2500, message.instanceDiscovery, { id: 'i-1' }),
    line(40_000, message.instanceReady, { instance: 'i-1', took: '38s' }),
    line(40_100, message.dialingInstance, { ...about, 'instance-id': 'i-1' }),
    line(41_000, message.dialingInstance, { job: 8, 'instance-id': 'i-2' }),
    line(90_200, message.jobFailed, { job: 7, duration_s: 89.7, failure_reason: 'script_failure' }),
    line(90_300, message.jobRemoved, { job: 7 }),
    line(90_900, message.decreasing, { instances: '[i-1]' }),
  ];
  expect(timelineOf({ launchedAt: 1000, endedAt: 90_000 }, ['i-1'], lines)).toEqual([
    { time: 500, what: 'job-taken', job: 7, project: 'acme/x', queuedSeconds: 3 },
    { time: 1000, what: 'launched' },
    { time: 2000, what: 'discovered' },
    { time: 40_000, what: 'ready', bootSeconds: 38 },
    { time: 40_100, what: 'job-started', job: 7, project: 'acme/x' },
    { time: 90_200, what: 'job-ended', job: 7, outcome: 'failed', seconds: 89.7, failure: 'script_failure' },
    { time: 90_900, what: 'given-up' },
    // EC2 knows only the second.
    { time: 90_000, what: 'ended' },
  ]);
  expect(linesAbout(['i-1'], new Set([7]), lines)).toHaveLength(8);
});

it('tells the life of a machine, which is known by its name', () => {
  const name = 'runner-abc123def-glfr-0a1b2c3d-1795431600-0123abcd';
  const lines = [
    line(30_000, message.machineCreated, { name, duration: '1m5s' }),
    line(31_000, message.machineBuildStarted, { ...about, name }),
    line(60_000, message.jobSucceeded, { ...about, name, duration_s: 29 }),
    line(61_000, message.machineRemoval, { name, reason: 'Too many builds' }),
  ];
  const moments = timelineOf({ launchedAt: 1000 }, ['i-9', name], lines);
  expect(moments.map(({ what }) => what)).toEqual([
    ...['launched', 'ready', 'job-started', 'job-ended', 'given-up'],
  ]);
  expect(moments[1]).toMatchObject({ bootSeconds: 65 });
});
