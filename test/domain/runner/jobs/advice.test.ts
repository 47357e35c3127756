import { describe, expect, it } from 'vitest';
import { type AdviceFacts, adviceFor } from '../../../../src/domain/runner/jobs/advice.ts';
import { phasesIn } from '../../../../src/domain/runner/jobs/job-row.ts';
import { secondsAtLimit } from '../../../../src/domain/runner/jobs/limit.ts';
import { jobLog, life, type Said, start } from './log.ts';

function advice(lines: readonly Said[], facts: AdviceFacts = {}) {
  const log = jobLog(lines);
  const job = log.jobs.get(7)!;
  return adviceFor(job, log, phasesIn(job, log, { now: start + 900_000, namesExecutors: true }), facts);
}
const queued = (seconds: number, ...before: Said[]): Said[] => [
  ...before,
  [300, 'Added job to processing list', { job: 7, time_in_queue_seconds: seconds, builds: 2, max_builds: 2 }],
  [301, 'Dialing instance', { job: 7, 'instance-id': 'i-1' }],
  [320, 'Job succeeded', { job: 7 }],
];

describe('advice', () => {
  it('names the boot, and what an idle executor would do', () => {
    expect(advice(life)).toEqual({
      phase: 'boot',
      text: 'Most of it was the boot of an instance (38 s): no executor is kept idle. An idle executor spares a job this wait, and costs while it waits.',
      next: ['glfr deploy --idle 1'],
    });
    expect(advice(life, { idle: 2 }).text).toContain(
      '2 idle executors are kept, and none was free. More idle',
    );
  });

  it('names the limit when the manager was at it, and not when it was not', () => {
    const full: Said = [100, 'x', { builds: 2, max_builds: 2 }];
    expect(advice(queued(240, full))).toEqual({
      phase: 'queue',
      text: 'Most of it was waiting in GitLab: the manager ran 2 jobs, as many as it may, for 200 s of these 240 s. A higher concurrency would have let it start earlier.',
      next: ['glfr scale --concurrency 3'],
    });
    const roomy = advice(queued(240, [10, 'x', { builds: 1, max_builds: 2 }]));
    expect(roomy.text).toMatch(/does not show why: the manager had room/);
    expect(roomy.next).toEqual(['glfr runner check']);
  });

  it('names a change of managers', () => {
    const again: Said = [280, 'Starting multi-runner from x', { builds: 0, max_builds: 0 }];
    expect(advice(queued(240, again)).text).toMatch(/one manager took the place of another/);
  });

  it('does not blame the stack for what the job does', () => {
    const long = life.map(
      ([at, msg, fields]) => [msg.startsWith('Job failed') ? 700 : at, msg, fields] as Said,
    );
    expect(advice(long)).toMatchObject({ phase: 'run', next: [] });
  });

  it('says when it was not the script that failed', () => {
    const broken = life.map(
      ([at, msg, fields]) =>
        [at, msg.startsWith('Job failed') ? 'Job failed (system failure): EOF' : msg, fields] as Said,
    );
    expect(advice(broken)).toMatchObject({
      text: expect.stringMatching(
        /^It failed by its executor, not by its script; the log .+ Most of it was the boot/,
      ),
      next: ['glfr logs --since 1h', 'glfr deploy --idle 1'],
    });
    const lost = [...life.slice(0, 8), [70, 'Starting multi-runner from x', {}] as Said];
    expect(advice(lost).text).toMatch(/^Its manager went before it ended/);
  });

  it('names a slow way in, and preparations that failed', () => {
    const slow: Said[] = [
      ...life.slice(0, 7),
      [55, 'Preparation failed: timeout', { job: 7 }],
      [150, 'Dialing instance', { job: 7, 'instance-id': 'i-1' }],
      [160, 'Job succeeded', { job: 7 }],
    ];
    const said = advice(slow, { ssh: 'instance-connect' });
    expect(said).toMatchObject({ phase: 'connect', next: ['glfr deploy --ssh key'] });
    expect(said.text).toContain('Its preparation failed once before it went well.');
  });
});

describe('time at the limit', () => {
  it('is measured within the wait only', () => {
    const loads = [
      { at: 0, builds: 1, maxBuilds: 2 },
      { at: 10_000, builds: 2, maxBuilds: 2 },
      { at: 30_000, builds: 1, maxBuilds: 2 },
      { at: 40_000, builds: 2, maxBuilds: 2 },
    ];
    expect(secondsAtLimit(loads, 20_000, 50_000)).toBe(20);
    expect(secondsAtLimit(loads, 0, 9_000)).toBe(0);
    expect(secondsAtLimit([], 0, 9_000)).toBe(0);
  });
});
