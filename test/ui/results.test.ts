import { describe, expect, it } from 'vitest';
import type { DestroyResult } from '../../src/domain/result/destroy.ts';
import type { StatusResult } from '../../src/domain/result/status.ts';
import { destroyLines } from '../../src/ui/results/destroy.ts';
import { statusLines } from '../../src/ui/results/status.ts';
import { at } from './recording.ts';

const terminal = (columns: number) => ({ isTty: true, columns, colour: false });
const block = (lines: readonly string[]): string => `\n${lines.join('\n')}`;

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
