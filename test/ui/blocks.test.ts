import { describe, expect, it } from 'vitest';
import type { GlfrEvent } from '../../src/domain/event.ts';
import { blockLines } from '../../src/ui/blocks/block.ts';
import { fatesText } from '../../src/ui/blocks/jobs.ts';
import { styleFor } from '../../src/ui/paint.ts';

const shown = (event: GlfrEvent, columns = 40) =>
  `\n${blockLines(event, styleFor({ isTty: true, columns, colour: false }), 3_600_000)?.join('\n')}`;

const jobs = [
  { id: 4711, project: 'acme/web', seconds: 754 },
  { id: 4712, seconds: 3 },
];

describe('blocks of scale at 40 columns', () => {
  it('jobs that end first, that die, or none', () => {
    expect(
      shown({ type: 'jobs.in-hand', jobs, fate: 'end-first' }) +
        shown({ type: 'jobs.in-hand', jobs: [{ id: 1, project: 'a\u001b[2Jb', seconds: 1 }], fate: 'die' }) +
        shown({ type: 'jobs.in-hand', jobs: [], fate: 'die' }),
    ).toMatchInlineSnapshot(`
      "
        Jobs       2 jobs run now, and end
                   first: 4711 of acme/web
                   (12m34s), 4712 (3s)
      ! 1 job runs now and will die: 1 of ab
        (1s)
        Jobs       none runs now"
    `);
  });

  it('names a few of many', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ id: index, seconds: 1 }));
    expect(shown({ type: 'jobs.in-hand', jobs: many, fate: 'die' }, 80)).toMatchInlineSnapshot(`
      "
      ! 300 jobs run now and will die: 0 (1s), 1 (1s), 2 (1s), 3 (1s), 4 (1s), 5 (1s),
        6 (1s), 7 (1s), 292 more"
    `);
  });

  it('a change set', () => {
    const changes = [
      {
        action: 'Modify',
        logicalId: 'ManagerTaskDefinition',
        resourceType: 'AWS::ECS::TaskDefinition',
        replacement: 'True',
      },
      {
        action: 'Modify',
        logicalId: 'ManagerService',
        resourceType: 'AWS::ECS::Service',
        replacement: 'False',
      },
      { action: 'Add', logicalId: 'Alarm', resourceType: 'AWS::CloudWatch::Alarm' },
      { action: 'Add', logicalId: 'ExecutorGroup', resourceType: 'AWS::AutoScaling::AutoScalingGroup' },
      {
        action: 'Add',
        logicalId: 'CacheNamespace',
        resourceType: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
      },
    ];
    expect(shown({ type: 'change-set.read', changes })).toMatchInlineSnapshot(`
      "
        Change set 5 resources
          ~ change ManagerTaskDefinition
            (ECS::TaskDefinition), replaced by
            a new one
          ~ change ManagerService
            (ECS::Service)
          + add Alarm (CloudWatch::Alarm)
          + add ExecutorGroup
            (AutoScaling::AutoScalingGroup)
          + add CacheNamespace
            (ServiceDiscovery::
            PrivateDnsNamespace)"
    `);
  });

  it('what is left over', () => {
    const reason = { code: 'not-named', sinceAt: 0 } as const;
    const found = [{ kind: 'instance', id: 'i-1', reason, costPerHour: 0.0832 } as const];
    expect(shown({ type: 'leftovers.found', found })).toMatchInlineSnapshot(`
      "
        Left over, and nobody knows it any more:
        instance i-1
          no line of the log names it since
          its launch 1h00m ago; $0.0832/h"
    `);
  });

  it('what became of jobs', () => {
    const fates = (['succeeded', 'killed', 'killed', 'failed', 'running', 'unknown'] as const).map(
      (fate, index) => ({ id: index, project: 'a/b', fate }),
    );
    expect([fatesText(fates), fatesText([])]).toMatchInlineSnapshot(`
      [
        "6 ran: 1 succeeded, 1 failed, 2 killed (1 of a/b, 2 of a/b), 1 still running, 1 of unknown end",
        "none ran, none was killed",
      ]
    `);
  });
});
