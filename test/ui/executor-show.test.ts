import { describe, expect, it } from 'vitest';
import type { ExecutorRow } from '../../src/domain/fleet/executor-row.ts';
import type { Moment } from '../../src/domain/fleet/timeline.ts';
import { momentWords } from '../../src/ui/executors/moment-words.ts';
import { bareScreen } from '../../src/ui/paint.ts';
import { showLines } from '../../src/ui/results/executor-show.ts';
import { at } from './recording.ts';

const id = 'i-0a1b2c3d4e5f60718';
const row: ExecutorRow = {
  ...{ id, type: 't3.large', state: 'busy', lifecycle: 'on-demand', zone: 'eu-central-1a', tags: {} },
  ...{ launchedAt: at(-3600), ageSeconds: 3600, costPerHour: 0.0876, costSoFar: 0.05 },
};
const shown = (more: Partial<ExecutorRow>, timeline: Moment[] = []): string =>
  showLines(
    { stackName: 'glfr', id, executor: { ...row, ...more }, timeline, log: [], lacking: [], next: [] },
    bareScreen,
    { now: at(0), mostLog: 20 },
  ).join('\n');

describe('an executor', () => {
  it('that goes on has an age, and costs so far', () => {
    expect(shown({})).toMatch(/^ {2}Age +1h00m$/m);
    expect(shown({})).toMatch(/^ {2}Cost +\$0\.05\d* so far, \$0\.0876\/h$/m);
    // Its disk is still paid for.
    expect(shown({ state: 'stopped', endedAt: at(-60) })).toMatch(/^ {2}Age .*\n.* so far/m);
  });

  it.each(['terminated', 'removing'] as const)('that is %s lived for a time, and cost a sum', (state) => {
    const text = shown({ state, endedAt: at(-3502) });
    expect(text).toMatch(/^ {2}Lived +1m38s$/m);
    expect(text).toMatch(/^ {2}Cost +\$0\.05\d*, \$0\.0876\/h$/m);
    expect(text).not.toMatch(/Age|so far/);
  });

  it('of which EC2 does not say when it ended was launched some time ago', () => {
    const { costSoFar: _, ...unknown } = row;
    const text = showLines(
      {
        ...{ stackName: 'glfr', id, timeline: [], log: [], lacking: [], next: [] },
        executor: { ...unknown, state: 'terminated' },
      },
      bareScreen,
      { now: at(0), mostLog: 20 },
    ).join('\n');
    expect(text).toMatch(/^ {2}Launched +1h00m ago$/m);
    expect(text).not.toMatch(/Age|Lived|Cost/);
  });

  it('has each duration once', () => {
    const timeline: Moment[] = [
      { time: at(0), what: 'job-taken', job: 7, queuedSeconds: 98 },
      { time: at(40), what: 'ready', bootSeconds: 40 },
      { time: at(98), what: 'job-ended', job: 7, outcome: 'success', seconds: 98 },
      { time: at(150), what: 'job-ended', job: 8, outcome: 'failed', seconds: 52, failure: 'script_failure' },
    ];
    expect(shown({}, timeline).match(/(?<= {2}\+).*$/gm)).toEqual([
      '0s  job 7 taken from GitLab, where it waited 1m38s',
      '40s  ready',
      '1m38s  job 7 succeeded',
      '2m30s  job 8 failed after 52s (script_failure)',
    ]);
  });

  it('says once that it was the system', () => {
    const about = { time: at(0), what: 'job-ended', job: 7, outcome: 'system-failure' } as const;
    expect(momentWords({ ...about, failure: 'runner_system_failure' })).toBe('job 7 failed by the system');
  });
});
