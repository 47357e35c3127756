import type { Instance, SecurityGroup } from '@aws-sdk/client-ec2';
import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { prepare } from '../../src/sandbox/ecs/workplace.ts';
import { machinesOf } from '../../src/sandbox/fleet/machines.ts';
import { makeWorld } from '../../src/sandbox/world.ts';
import { Bench } from './harness.ts';

async function stackOf(kind: ExecutorKind, parameters: Record<string, string> = {}): Promise<Bench> {
  const bench = await Bench.open();
  bench.kind = kind;
  const { subnetIds } = await bench.network();
  const one: Record<string, string> = kind === 'docker-autoscaler' ? {} : { SubnetIds: subnetIds[0] ?? '' };
  expect(await bench.create({ ...one, ...parameters })).toBe('CREATE_COMPLETE');
  return bench;
}

async function instances(bench: Bench, Filters: object[] = []): Promise<Instance[]> {
  const found = await bench.all<{ Instances: Instance[] }>(
    'ec2',
    'DescribeInstances',
    { Filters },
    'Reservations',
  );
  return found.flatMap(({ Instances }) => Instances);
}

const using = (GroupId: string) => ({ Name: 'instance.group-id', Values: [GroupId] });
const living = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };

const textsOf = async (bench: Bench): Promise<string[]> =>
  (await bench.log()).map(({ message = '' }) => JSON.parse(message).msg);

async function until<T>(bench: Bench, look: () => Promise<T | undefined>, step = 5): Promise<T> {
  for (let passed = 0; passed < 7200; passed += step) {
    const found = await look();
    if (found !== undefined) return found;
    bench.pass(step);
  }
  throw new Error('two hours went by');
}

describe('docker-machine', () => {
  test('makes instances that get their tags once they run, and are known before by key and group', async () => {
    const bench = await stackOf('docker-machine', { OnDemandPercent: '0' });
    const { ExecutorSecurityGroupId = '' } = await bench.outputs();
    const look = async () => (await instances(bench, [using(ExecutorSecurityGroupId)]))[0];
    const pending = await until(bench, look, 1);
    expect(pending).toMatchObject({ State: { Name: 'pending' }, Tags: [], InstanceLifecycle: 'spot' });
    expect(pending.KeyName).toMatch(/^runner-[a-z0-9-]+-glfr-[0-9a-f]{8}-\d{10}-[0-9a-f]{8}$/);
    bench.pass(30);
    const [running] = await instances(bench, [{ Name: 'key-name', Values: [`${pending.KeyName}*`] }]);
    expect(running).toMatchObject({
      ...{ InstanceId: pending.InstanceId, State: { Name: 'running' }, InstanceType: 't3.large' },
      ...{ SubnetId: (await bench.network()).subnetIds[0], KeyName: pending.KeyName },
      SecurityGroups: [{ GroupId: ExecutorSecurityGroupId, GroupName: 'glfr-executor' }],
      IamInstanceProfile: { Arn: expect.stringContaining(':instance-profile/') },
      Tags: expect.arrayContaining([
        { Key: 'Name', Value: pending.KeyName },
        { Key: 'glfr:stack', Value: 'glfr' },
      ]),
    });
    expect(running).not.toHaveProperty('PublicIpAddress');
    expect(await textsOf(bench)).toContain(
      'glfr: docker-machine ends with GitLab 20.0 (May 2027); docker-autoscaler is its successor',
    );
  });

  test('ends what an earlier manager left, and says so', () => {
    const world = makeWorld('sweep', Date.UTC(2026, 10, 23));
    const { fleet } = machinesOf(world, 'sg-1', new Map());
    fleet.create('runner-a');
    world.engine.runUntil(world.engine.now + 60_000);
    const said: string[] = [];
    const environment = { GLFR_EXECUTOR: 'docker-machine', GLFR_SECURITY_GROUP: 'sg-1' };
    const place = prepare({ world, environment, say: (_, words) => said.push(words) });
    expect(place?.fleet).toBe(fleet);
    const [left] = fleet.executors;
    expect(said.slice(1)).toEqual([
      `ended ${left?.id}, which an earlier manager left`,
      'deleted the key pair runner-a',
    ]);
    expect(left?.terminatingAt).toBe(world.engine.now);
  });

  test('a manager that is stopped ends its machines; another one in their security group keeps it', async () => {
    const bench = await stackOf('docker-machine');
    const { ExecutorSecurityGroupId = '' } = await bench.outputs();
    const isBusy = async () => {
      const running: { id: number }[] = (await bench.api('GET', '/runners/41/jobs?status=running')).json;
      return running.length > 3 || undefined;
    };
    await until(bench, isBusy);
    const { subnetIds } = await bench.network();
    const { Instances } = await bench.aws('ec2', 'RunInstances', {
      ...{ ImageId: 'ami-1', InstanceType: 't3.large', MinCount: 1, MaxCount: 1, SubnetId: subnetIds[0] },
      SecurityGroupIds: [ExecutorSecurityGroupId],
    });
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    expect(await bench.settle(2 * 3600)).toBe('DELETE_FAILED');
    const failed = (await bench.events()).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
    expect(failed.map(({ LogicalResourceId }) => LogicalResourceId)).toContain('ExecutorSecurityGroup');
    expect(failed[0]?.ResourceStatusReason).toMatch(/^resource sg-\w+ has a dependent object/);
    const left = await instances(bench, [using(ExecutorSecurityGroupId), living]);
    expect(left.map(({ InstanceId }) => InstanceId)).toEqual([Instances[0].InstanceId]);
    const InstanceIds = left.map(({ InstanceId }) => InstanceId);
    await bench.aws('ec2', 'TerminateInstances', { InstanceIds });
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    expect(await bench.settle()).toBe('DELETE_COMPLETE');
    const { SecurityGroups } = await bench.aws('ec2', 'DescribeSecurityGroups', {
      Filters: [{ Name: 'group-name', Values: ['glfr-executor'] }],
    });
    expect(SecurityGroups as SecurityGroup[]).toEqual([]);
  });
});

describe('fargate', () => {
  test('runs a task of its family for each job, of no service; a manager that is stopped ends them', async () => {
    const bench = await stackOf('fargate', { JobImage: 'registry.example.com/ci:1' });
    const { ClusterName: cluster, ServiceName: serviceName } = await bench.outputs();
    const list = (more: object) =>
      bench.all<string>('ecs', 'ListTasks', { cluster, ...more }, 'taskArns', 'nextToken');
    const arn = await until(bench, async () => (await list({ family: 'glfr-job' }))[0]);
    expect(await list({ serviceName })).toHaveLength(1);
    bench.pass(60);
    const { tasks } = await bench.aws('ecs', 'DescribeTasks', { cluster, tasks: [arn] });
    expect(tasks as Task[]).toMatchObject([
      {
        ...{ lastStatus: 'RUNNING', group: 'family:glfr-job', launchType: 'FARGATE', cpu: '1024' },
        taskDefinitionArn: expect.stringMatching(/task-definition\/glfr-job:1$/),
        containers: [{ name: 'ci-coordinator', image: 'registry.example.com/ci:1' }],
      },
    ]);
    expect(await instances(bench)).toEqual([]);
    const isBusy = async () => (await list({ family: 'glfr-job' })).length > 2 || undefined;
    await until(bench, isBusy);
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    // Only the cache, which is not empty, keeps the stack.
    expect(await bench.settle(2 * 3600)).toBe('DELETE_FAILED');
    await expect(list({ family: 'glfr-job' })).rejects.toThrow('Cluster not found');
    await bench.emptyCache();
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    expect(await bench.settle()).toBe('DELETE_COMPLETE');
  });
});

describe('settings that reach the manager by its config.toml', () => {
  test.for(['docker-autoscaler', 'docker-machine'] as const)('schedules of %s', async (kind) => {
    // The world begins at nine; twelve in Berlin is eleven.
    const Schedules = '* 10-11 * * *=3:600@UTC;* 12 * * mon-fri=1:60@Europe/Berlin';
    const bench = await stackOf(kind, { Schedules });
    await bench.api('PUT', '/runners/41', { paused: 'true' });
    const sizes: number[] = [];
    for (const hours of [0.5, 1, 0.5, 1]) {
      bench.pass(hours * 3600);
      sizes.push((await instances(bench, [living])).length);
    }
    expect(sizes).toEqual([0, 3, 1, 0]);
  });

  test('max_instances leaves room for executors that end', async () => {
    const bench = await stackOf('docker-autoscaler', { Concurrency: '4', MaxExecutors: '6' });
    bench.pass(3600);
    const info = (await bench.log()).flatMap(({ message = '' }) => {
      const [, most, acquired] = /max_instance_count:(\d+),acquired:(\d+)/.exec(message) ?? [];
      return most === undefined ? [] : [{ most, acquired: Number(acquired) }];
    });
    expect(new Set(info.map(({ most }) => most))).toEqual(new Set(['6']));
    expect(Math.max(...info.map(({ acquired }) => acquired))).toBe(4);
  });

  test('a config.toml that cannot be read ends the manager, with the reason in its log', async () => {
    const bench = await Bench.open();
    expect(await bench.create({ RunnerToml: 'limit = = 4' }, 10)).toBe('CREATE_IN_PROGRESS');
    const isTold = async () => {
      const texts = await textsOf(bench).catch((): string[] => []);
      return texts.includes('Failed to load config') || undefined;
    };
    expect(await until(bench, isTold)).toBe(true);
    expect(await bench.settle()).toBe('ROLLBACK_COMPLETE');
  });
});
