import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { StatusResult } from '../../src/domain/result/status.ts';
import { statusLines } from '../../src/ui/results/status.ts';
import { at } from './recording.ts';

const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const terminal = (columns: number) => ({ isTty: true, columns, colour: false });
const block = (lines: readonly string[]): string => `\n${lines.join('\n')}`;

const busy: StatusResult = {
  ...{ stackName: 'glfr', region: 'eu-central-1', healthy: true, lacking: [] },
  problems: [
    {
      ...{ code: 'jobs.at-limit', level: 'note', next: ['glfr scale --concurrency 5'] },
      text: 'the manager runs 4 of 4 jobs, and jobs wait up to 131 s in GitLab (p95)',
    },
  ],
  stack: { status: 'UPDATE_COMPLETE', createdAt: iso(-90_000), updatedAt: iso(-7200) },
  settings: {
    ...{ concurrency: 4, instanceTypes: ['t3.large'], executor: 'docker-autoscaler', idle: 0 },
    ...{ vpc: 'vpc-1', subnets: ['subnet-1', 'subnet-2'] },
  },
  manager: {
    ...{ state: 'running', since: iso(-3600), version: '19.3.0', taskDefinition: 'glfr-manager:3' },
    ...{ maxBuilds: 4, runningJobs: 4, lastLogAt: iso(-14) },
  },
  executors: { total: 4, busy: 3, idle: 0, booting: 1, removing: 0, orphan: 0 },
  gitlab: {
    ...{ url: 'https://gitlab.example.com', runnerId: 42, state: 'online' },
    ...{ contactedAt: iso(-1), runningJobs: 4 },
  },
  jobs: {
    ...{ ended: 61, failed: 8, systemFailures: 0 },
    queueSeconds: { count: 65, p50: 0, p95: 131, series: [null, 0, 0, 0, 0, 0, 0, 5, 10, 40, 90, 131] },
    bootSeconds: { count: 65, p50: 37, p95: 43, series: [null, 37, 38, 38, 37, 36, 37, 38, 40, 43, 37, 37] },
  },
  cost: {
    ...{ currency: 'USD', pricesDated: '2026-01-19', pricesRegion: 'us-east-1' },
    now: { perHour: 0.37, managerPerHour: 0.0198, executorsPerHour: 0.3502, unpriced: 1 },
    month: {
      ...{ soFar: 12.345, manager: 2, executors: 10.345, executorHours: 118.1 },
      ...{ since: '2026-11-01T00:00:00.000Z', executorsSince: '2026-11-12T00:00:00.000Z' },
    },
  },
  next: ['glfr scale --concurrency 5'],
};

describe('status', () => {
  it('is one screen, what is wrong first', () => {
    expect(block(statusLines(busy, terminal(80), at(0)))).toMatchInlineSnapshot(`
      "
      ✔ glfr in eu-central-1: all is well
        ! the manager runs 4 of 4 jobs, and jobs wait up to 131 s in GitLab (p95)
        Stack      UPDATE_COMPLETE, updated 2h00m ago
        Manager    running for 1h00m, gitlab-runner 19.3.0, glfr-manager:3, 4 of 4
                   jobs, last log line 14s ago
        Runner     runner 42 in https://gitlab.example.com, online, last contact 1s
                   ago, 4 jobs running
        Executors  4: 3 busy, 1 booting
        Jobs       61 ended in the last hour, 8 failed
        Queue      p50 0s, p95 2m11s  ·▁▁▁▁▁▁▁▂▃▆█  65 jobs
        Boot       p50 37s, p95 43s  ·▇▇▇▇▇▇▇██▇▇  65 executors
        Cost       $0.37 an hour now: manager $0.0198, executors $0.35, 1 executor of
                   unknown price
                   $12.35 since 2026-11-01 00:00: executors $10.35 for 118.1 hours;
                   executors since 2026-11-12 00:00 only
                   (prices of us-east-1, 2026-01-19; without NAT, traffic, logs and
                   storage)
        Settings   up to 4 jobs at a time on t3.large, 0 idle (docker-autoscaler)
        Network    vpc-1: subnet-1, subnet-2

      What next
        glfr scale --concurrency 5"
    `);
  });

  it('is one column of words at 40', () => {
    expect(block(statusLines(busy, terminal(40), at(0)))).toMatchInlineSnapshot(`
      "
      ✔ glfr in eu-central-1: all is well
        ! the manager runs 4 of 4 jobs, and
          jobs wait up to 131 s in GitLab
          (p95)
        Stack      UPDATE_COMPLETE, updated
                   2h00m ago
        Manager    running for 1h00m,
                   gitlab-runner 19.3.0,
                   glfr-manager:3, 4 of 4
                   jobs, last log line 14s ago
        Runner     runner 42 in
                   https://gitlab.example.com,
                   online, last contact 1s
                   ago, 4 jobs running
        Executors  4: 3 busy, 1 booting
        Jobs       61 ended in the last hour,
                   8 failed
        Queue      p50 0s, p95 2m11s
                   ·▁▁▁▁▁▁▁▂▃▆█  65 jobs
        Boot       p50 37s, p95 43s
                   ·▇▇▇▇▇▇▇██▇▇  65 executors
        Cost       $0.37 an hour now: manager
                   $0.0198, executors $0.35, 1
                   executor of unknown price
                   $12.35 since 2026-11-01
                   00:00: executors $10.35 for
                   118.1 hours; executors
                   since 2026-11-12 00:00 only
                   (prices of us-east-1,
                   2026-01-19; without NAT,
                   traffic, logs and storage)
        Settings   up to 4 jobs at a time on
                   t3.large, 0 idle
                   (docker-autoscaler)
        Network    vpc-1: subnet-1, subnet-2

      What next
        glfr scale --concurrency 5"
    `);
  });

  it('names what could not be read, and shows nothing for it', () => {
    const { executors: _, jobs: __, cost: ___, ...rest } = busy;
    const lacking = [{ what: 'the log', text: 'AWS does not allow logs:FilterLogEvents.\x1b[2J' }];
    const lines = statusLines({ ...rest, problems: [], lacking }, terminal(80), at(0));
    expect(lines[0]).toBe('✔ glfr in eu-central-1: what could be read is well');
    expect(lines.join('\n')).toContain('Lacks     the log: AWS does not allow logs:FilterLogEvents.');
    expect(lines.join('\n')).not.toMatch(/Executors|Queue|Boot|Cost|\x1b/);
  });

  it.each([40, 60, 80, 200])('fits %i columns', (columns) => {
    const lines = statusLines(busy, terminal(columns), at(0));
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  });
});
