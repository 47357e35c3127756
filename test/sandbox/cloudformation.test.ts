import type { DescribeChangeSetCommandOutput, Parameter } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { Bench, template } from './harness.ts';

const given = (values: Record<string, string>): Parameter[] =>
  Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

const describeSet = (bench: Bench, ChangeSetName: string): Promise<DescribeChangeSetCommandOutput> =>
  bench.aws('cloudformation', 'DescribeChangeSet', { ChangeSetName });

describe('a change set', () => {
  test('becomes ready in its time, and tells in pages what it would do', async () => {
    const bench = await Bench.open();
    const Parameters = given(await bench.parameters());
    const { Id, StackId } = await bench.aws('cloudformation', 'CreateChangeSet', {
      StackName: 'glfr',
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      TemplateBody: template,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters,
    });
    expect(await bench.status()).toBe('REVIEW_IN_PROGRESS');
    expect(await describeSet(bench, Id)).toMatchObject({
      Status: 'CREATE_PENDING',
      ExecutionStatus: 'UNAVAILABLE',
      StackId,
    });
    await expect(
      bench.aws('cloudformation', 'ExecuteChangeSet', { ChangeSetName: Id }),
    ).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
    });
    bench.pass(1);
    expect((await describeSet(bench, Id)).Status).toBe('CREATE_IN_PROGRESS');
    bench.pass(1);
    const ready = await describeSet(bench, Id);
    expect(ready).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
    expect(ready.Changes).toHaveLength(5);
    const changes = await bench.all<{ ResourceChange: { Action: string } }>(
      'cloudformation',
      'DescribeChangeSet',
      { ChangeSetName: 'first', StackName: 'glfr' },
      'Changes',
    );
    expect(changes.length).toBeGreaterThan(10);
    expect(new Set(changes.map(({ ResourceChange }) => ResourceChange.Action))).toEqual(new Set(['Add']));
    await bench.aws('cloudformation', 'DeleteChangeSet', { ChangeSetName: Id });
    await expect(describeSet(bench, Id)).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    await expect(bench.status()).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id glfr does not exist',
    });
  });

  test('of an update names what changes, and what that replaces', async () => {
    const bench = await Bench.open();
    await bench.create();
    const keep = Object.keys(await bench.parameters()).map((ParameterKey) => ({
      ParameterKey,
      UsePreviousValue: true,
    }));
    const changesOf = async (...changed: Parameter[]) => {
      const names = changed.map(({ ParameterKey }) => ParameterKey);
      const id = await bench.changeSet('UPDATE', [
        ...keep.filter(({ ParameterKey }) => !names.includes(ParameterKey)),
        ...changed,
      ]);
      const { Changes = [] } = await describeSet(bench, id);
      return Changes.map(({ ResourceChange: r }) => `${r?.Action} ${r?.LogicalResourceId} ${r?.Replacement}`);
    };
    const concurrency = { ParameterKey: 'Concurrency', ParameterValue: '8' };
    const manager = ['Modify ManagerTaskDefinition True', 'Modify ManagerService False'];
    expect(await changesOf(concurrency)).toEqual(manager);
    const more = { ParameterKey: 'MaxExecutors', ParameterValue: '10' };
    expect(await changesOf(concurrency, more)).toEqual(['Modify ExecutorGroup False', ...manager]);
    expect(await changesOf({ ParameterKey: 'DiskGb', ParameterValue: '60' })).toEqual([
      'Modify ExecutorLaunchTemplate False',
      'Modify ExecutorGroup False',
    ]);
    const { token } = await bench.runner();
    expect(await changesOf({ ParameterKey: 'RunnerToken', ParameterValue: token })).toEqual([
      'Modify TokenSecret False',
    ]);
    const same = await bench.changeSet('UPDATE', keep);
    expect(await describeSet(bench, same)).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
  });

  test('with a VPC that is not there fails', async () => {
    const bench = await Bench.open();
    const id = await bench.changeSet('CREATE', given(await bench.parameters({ VpcId: 'vpc-0123456789' })));
    expect(await describeSet(bench, id)).toMatchObject({
      Status: 'FAILED',
      StatusReason:
        'Parameter validation failed: parameter value vpc-0123456789 for parameter name VpcId does not exist',
    });
  });

  test.each<[string, Record<string, string | undefined>, object, string, string | RegExp]>([
    [
      'a missing parameter',
      { VpcId: undefined },
      {},
      'ValidationError',
      'Parameters: [VpcId] must have values',
    ],
    [
      'an unknown one',
      { Colour: 'red' },
      {},
      'ValidationError',
      'Parameters: [Colour] do not exist in the template',
    ],
    [
      'a value not allowed',
      { Executor: 'shell' },
      {},
      'ValidationError',
      "Parameter 'Executor' must be one of AllowedValues",
    ],
    [
      'a number too small',
      { Concurrency: '0' },
      {},
      'ValidationError',
      "Parameter 'Concurrency' must be a number not less than 1",
    ],
    [
      'a number too large',
      { Concurrency: '1001' },
      {},
      'ValidationError',
      "Parameter 'Concurrency' must be a number not greater than 1000",
    ],
    ['no number', { Concurrency: 'many' }, {}, 'ValidationError', "Parameter 'Concurrency' must be a number"],
    [
      'a secret of the wrong form',
      { RunnerToken: 'GR1348941' },
      {},
      'ValidationError',
      /^Parameter RunnerToken failed to satisfy constraint: /,
    ],
    [
      'no capability',
      {},
      { Capabilities: [] },
      'InsufficientCapabilitiesException',
      'Requires capabilities : [CAPABILITY_IAM]',
    ],
    [
      'a template too large',
      {},
      { TemplateBody: `${template}#${'x'.repeat(52_000)}` },
      'ValidationError',
      /less than or equal to 51200$/,
    ],
    ['a template that is none', {}, { TemplateBody: 'Resources: [' }, 'ValidationError', /template/i],
    [
      'a reference to nothing',
      {},
      { TemplateBody: 'Conditions: { A: !Equals [!Ref B, c] }\nResources: { R: { Type: T, Condition: A } }' },
      'ValidationError',
      /./,
    ],
  ])('is refused for %s', async (_, changed, more, name, message) => {
    const bench = await Bench.open();
    const values = Object.entries({ ...(await bench.parameters()), ...changed });
    const asked = values.flatMap(([key, value]) => (value === undefined ? [] : given({ [key]: value })));
    const refused = bench.changeSet(
      'CREATE',
      name === 'ValidationError' && 'TemplateBody' in more && String(more.TemplateBody).length < 200
        ? []
        : asked,
      more,
    );
    await expect(refused).rejects.toMatchObject({
      name,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    await expect(bench.status()).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('a stack', () => {
  test('that is worked on takes no other work', async () => {
    const bench = await Bench.open();
    await bench.create();
    await bench.startUpdate({ Concurrency: '8' });
    await expect(bench.startUpdate({ Concurrency: '9' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(
        /^Stack:arn:.* is in UPDATE_IN_PROGRESS state and can not be updated\.$/,
      ),
    });
    await expect(bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/cannot be deleted while in status UPDATE_IN_PROGRESS$/),
    });
    expect(await bench.settle()).toBe('UPDATE_COMPLETE');
  });

  test('can be deleted while it is being created', async () => {
    const bench = await Bench.open();
    await bench.create({}, 75);
    expect(await bench.status()).toBe('CREATE_IN_PROGRESS');
    const { StackId } = (await bench.aws('cloudformation', 'DescribeStacks')).Stacks[0];
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    expect(await bench.settle()).toBe('DELETE_COMPLETE');
    bench.pass(4 * 3600);
    const events = await bench.all<{ ResourceStatus: string }>(
      'cloudformation',
      'DescribeStackEvents',
      { StackName: StackId },
      'StackEvents',
    );
    expect(events[0]?.ResourceStatus).toBe('DELETE_COMPLETE');
    expect(await bench.create()).toBe('CREATE_COMPLETE');
  });

  test('whose group still has protected executors cannot be deleted before they are gone', async () => {
    const bench = await Bench.open();
    await bench.create({ IdleCount: '2' });
    await bench.api('PUT', '/runners/41', { paused: 'true' });
    bench.pass(1800);
    const { ExecutorGroupName } = await bench.outputs();
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    while ((await bench.service()).status === 'ACTIVE') bench.pass(1);
    // The manager takes its executors along; what is launched behind its back stays.
    await bench.aws('auto-scaling', 'UpdateAutoScalingGroup', {
      AutoScalingGroupName: ExecutorGroupName,
      DesiredCapacity: 3,
    });
    expect(await bench.settle(3 * 3600)).toBe('DELETE_FAILED');
    const failed = (await bench.events()).find(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
    expect(failed?.ResourceStatusReason).toMatch(/^Group did not stabilize\./);
    const { AutoScalingGroups } = await bench.aws('auto-scaling', 'DescribeAutoScalingGroups');
    for (const { InstanceId } of AutoScalingGroups[0].Instances) {
      await bench.aws('ec2', 'TerminateInstances', { InstanceIds: [InstanceId] });
    }
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    expect(await bench.settle()).toBe('DELETE_COMPLETE');
  });

  test('hands out its events newest first, five at a time, also while new ones come', async () => {
    const bench = await Bench.open();
    await bench.create({}, 30);
    const first = await bench.aws('cloudformation', 'DescribeStackEvents', { StackName: 'glfr' });
    expect(first.StackEvents).toHaveLength(5);
    bench.pass(60);
    const second = await bench.aws('cloudformation', 'DescribeStackEvents', {
      StackName: 'glfr',
      NextToken: first.NextToken,
    });
    const ids = [...first.StackEvents, ...second.StackEvents].map(({ EventId }) => EventId);
    expect(new Set(ids).size).toBe(10);
    const times = (await bench.events()).map(({ Timestamp }) => Number(Timestamp));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await expect(
      bench.aws('cloudformation', 'DescribeStackEvents', { StackName: 'glfr', NextToken: 'nonsense' }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('lists its resources, and gives its template back', async () => {
    const bench = await Bench.open();
    await bench.create();
    const resources = await bench.all<{ LogicalResourceId: string; PhysicalResourceId: string }>(
      'cloudformation',
      'ListStackResources',
      { StackName: 'glfr' },
      'StackResourceSummaries',
    );
    const { StackResources } = await bench.aws('cloudformation', 'DescribeStackResources', {
      StackName: 'glfr',
    });
    expect(resources.map(({ LogicalResourceId }) => LogicalResourceId)).toHaveLength(StackResources.length);
    expect(resources.every(({ PhysicalResourceId }) => PhysicalResourceId.length > 0)).toBe(true);
    expect((await bench.aws('cloudformation', 'GetTemplate', { StackName: 'glfr' })).TemplateBody).toBe(
      template,
    );
  });
});
