import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { ExecutorRow } from '../../src/domain/fleet/executors.ts';
import type { DestroyResult } from '../../src/domain/result/destroy.ts';
import type { StatusResult } from '../../src/domain/result/status.ts';
import { destroyLines } from '../../src/ui/results/destroy.ts';
import { executorLines, executorSummary } from '../../src/ui/results/executors.ts';
import { statusLines } from '../../src/ui/results/status.ts';
import { at } from './recording.ts';

const row = (id: string, more: Partial<ExecutorRow> = {}): ExecutorRow => ({
  ...{ id, name: 'glfr-executor', type: 't3.large', state: 'idle', lifecycle: 'on-demand' },
  ...{ zone: 'eu-central-1a', ageSeconds: 75, tags: {}, ...more },
});
const rows = [
  row('i-0a1b2c3d4e5f60718', { state: 'busy', job: { id: 4711, project: 'group/app' }, ageSeconds: 7500 }),
  row('i-0b1b2c3d4e5f60719', { lifecycle: 'spot', type: 'm7g.xlarge\x1b[2J' }),
];
const terminal = (columns: number) => ({ isTty: true, columns, colour: false });
const block = (lines: readonly string[]): string => `\n${lines.join('\n')}`;

describe('executors', () => {
  it('are aligned columns on a terminal', async () => {
    expect(block(await executorLines(rows, terminal(100)))).toMatchInlineSnapshot(`
      "
      ID                   STATE  TYPE        MARKET     ZONE           AGE    JOB   PROJECT
      i-0a1b2c3d4e5f60718  busy   t3.large    on-demand  eu-central-1a  2h05m  4711  group/app
      i-0b1b2c3d4e5f60719  idle   m7g.xlarge  spot       eu-central-1a  1m15s"
    `);
  });

  it('lose the least important columns when it is narrow', async () => {
    expect(block(await executorLines(rows, terminal(40)))).toMatchInlineSnapshot(`
      "
      ID                   STATE  AGE    JOB
      i-0a1b2c3d4e5f60718  busy   2h05m  4711
      i-0b1b2c3d4e5f60719  idle   1m15s"
    `);
  });

  it.each([30, 40, 60, 80, 200])('fit %i columns', async (columns) => {
    expect(
      Math.max(...(await executorLines(rows, terminal(columns))).map((line) => stringWidth(line))),
    ).toBeLessThanOrEqual(columns);
  });

  it('are tab-separated in a pipe, whole and without a heading', async () => {
    expect(await executorLines(rows)).toEqual([
      'i-0a1b2c3d4e5f60718\tbusy\tt3.large\ton-demand\teu-central-1a\t2h05m\t4711\tgroup/app',
      'i-0b1b2c3d4e5f60719\tidle\tm7g.xlarge\tspot\teu-central-1a\t1m15s\t\t',
    ]);
  });

  it('may be none', async () => {
    expect(await executorLines([], terminal(80))).toEqual([]);
    expect(await executorLines([])).toEqual([]);
    expect(executorSummary([])).toMatch(/^No executors/);
    expect(executorSummary(rows)).toBe('2 executors: 1 busy, 1 idle');
  });
});

describe('results', () => {
  it('status: one screen', () => {
    const result: StatusResult = {
      ...{ stackName: 'glfr', region: 'eu-central-1', healthy: false },
      stack: { status: 'UPDATE_COMPLETE', createdAt: new Date(at(-90_000)).toISOString() },
      settings: {
        ...{ concurrency: 4, instanceTypes: ['t3.large'], executor: 'docker-autoscaler', idle: 0 },
        ...{ vpc: 'vpc-1', subnets: ['subnet-1', 'subnet-2'] },
      },
      manager: {
        ...{ state: 'failed', taskDefinition: 'glfr-manager:3', reason: 'CannotPullContainerError' },
        ...{ lastLogAt: new Date(at(-65)).toISOString() },
      },
      executors: { total: 3, busy: 2, idle: 1, booting: 0, removing: 0, orphan: 0 },
      ...{ problems: [], lacking: [] },
      gitlab: { url: 'https://gitlab.example.com', runnerId: 42, state: 'offline' },
      next: ['glfr logs --since 15m'],
    };
    expect(block(statusLines(result, terminal(60), at(0)))).toMatchInlineSnapshot(`
      "
      ! glfr in eu-central-1: needs a look
        Stack      UPDATE_COMPLETE, created 1d01h ago
        Manager    failed: CannotPullContainerError,
                   glfr-manager:3, last log line 1m05s ago
        Runner     runner 42 in https://gitlab.example.com,
                   offline
        Executors  3: 2 busy, 1 idle
        Settings   up to 4 jobs at a time on t3.large, 0 idle
                   (docker-autoscaler)
        Network    vpc-1: subnet-1, subnet-2

      What next
        glfr logs --since 15m"
    `);
  });

  it('destroy: what is gone, what is still there, and the way back', () => {
    const result: DestroyResult = {
      ...{
        stackName: 'glfr',
        region: 'eu-central-1',
        status: 'DELETE_COMPLETE',
        seconds: 130,
        next: ['glfr init'],
      },
      ...{
        executorsEnded: ['i-1', 'i-2'],
        runner: 'deleted',
        keeps: ['the log group /glfr/manager', 'the bucket glfr-cache'],
      },
    };
    expect(block(destroyLines(result, terminal(80)))).toMatchInlineSnapshot(`
      "
      ✔ glfr is gone from eu-central-1 (2m10s)
        Executors    2 executors ended: i-1, i-2
        Runner       deleted in GitLab
        Still there  the log group /glfr/manager
                     the bucket glfr-cache

      What next
        glfr init"
    `);
  });
});
