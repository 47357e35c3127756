import { describe, expect, it } from 'vitest';
import { type Judged, problemsOf } from '../../../src/domain/stack/problems.ts';

const time = '2026-11-23T09:00:00.000Z';
const fine: Judged = {
  ...{ stackName: 'glfr', region: 'eu-central-1', lacking: [] },
  stack: { status: 'CREATE_COMPLETE', createdAt: time },
  settings: {
    concurrency: 4,
    instanceTypes: ['t3.large'],
    executor: 'docker-autoscaler',
    idle: 0,
    vpc: 'v',
    subnets: [],
  },
  manager: { state: 'running', runningJobs: 1, maxBuilds: 4 },
  executors: { total: 1, busy: 1, idle: 0, booting: 0, removing: 0, orphan: 0 },
  gitlab: { url: 'https://gitlab.example.com', runnerId: 42, state: 'online' },
};
const codes = (more: Partial<Judged>) =>
  problemsOf({ ...fine, ...more }).map(({ level, code }) => `${level} ${code}`);
const stack = (status: string) => ({ stack: { status, createdAt: time } });
const slow = { count: 9, p50: 60, p95: 120, series: [] };

describe('problems', () => {
  it('are none on a good day', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ gitlab: { url: '', state: 'unknown' } })).toEqual([]);
    expect(codes({ jobs: { ended: 9, failed: 4, systemFailures: 0, queueSeconds: slow } })).toEqual([]);
  });

  it.each<[string, Partial<Judged>, string[]]>([
    [
      'a dead stack, once',
      { ...stack('ROLLBACK_COMPLETE'), manager: { state: 'stopped' } },
      ['problem stack.dead'],
    ],
    [
      'a stack being made',
      { ...stack('CREATE_IN_PROGRESS'), manager: { state: 'stopped' } },
      ['problem stack.working'],
    ],
    ['a failed stack', stack('UPDATE_ROLLBACK_FAILED'), ['problem stack.failed']],
    ['an update taken back', stack('UPDATE_ROLLBACK_COMPLETE'), ['note stack.rolled-back']],
    [
      'a manager that is down',
      { manager: { state: 'failed', reason: 'no image' } },
      ['problem manager.down'],
    ],
    ['a manager that starts', { manager: { state: 'starting' } }, ['problem manager.starting']],
    ['a manager nobody may see', { manager: { state: 'unknown' } }, ['problem manager.unknown']],
    ['a refused token', { refusedAt: 1 }, ['problem runner.token-refused']],
    ['a paused runner', { gitlab: { ...fine.gitlab, state: 'paused' } }, ['problem runner.paused']],
    ['a runner that is gone', { gitlab: { ...fine.gitlab, state: 'missing' } }, ['problem runner.missing']],
    ['orphans', { executors: { ...fine.executors!, orphan: 2 } }, ['note executors.orphan']],
    ['system failures', { jobs: { ended: 3, failed: 2, systemFailures: 1 } }, ['note jobs.system-failures']],
    [
      'the limit, while jobs wait',
      {
        manager: { ...fine.manager, runningJobs: 4 },
        jobs: { ended: 9, failed: 0, systemFailures: 0, queueSeconds: slow },
      },
      ['note jobs.at-limit'],
    ],
    [
      'several, worst first',
      {
        ...stack('UPDATE_FAILED'),
        manager: { state: 'failed' },
        gitlab: { ...fine.gitlab, state: 'offline' },
      },
      ['problem stack.failed', 'problem manager.down', 'problem runner.offline'],
    ],
  ])('%s', (_, more, expected) => expect(codes(more)).toEqual(expected));

  it('each names a command', () => {
    const all = problemsOf({
      ...fine,
      refusedAt: 1,
      manager: { state: 'stopped' },
      gitlab: { ...fine.gitlab, state: 'missing' },
    });
    for (const { next } of all) expect(next[0]).toMatch(/^glfr /);
  });
});
