import { describe, expect, test } from 'vitest';
import { Bench } from './harness.ts';

const reasons = async (bench: Bench, id: string, status: string) =>
  (await bench.events())
    .filter((event) => event.LogicalResourceId === id && event.ResourceStatus === status)
    .map(({ ResourceStatusReason }) => ResourceStatusReason);

const breaker =
  /^Resource handler returned message: "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'\." \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: GeneralServiceException\)$/;

describe('faults of the world', () => {
  test('resource: that resource fails, the stack is rolled back, and only a delete is left', async () => {
    const bench = await Bench.open();
    bench.faults('resource:LogGroup');
    expect(await bench.create()).toBe('ROLLBACK_COMPLETE');
    expect(await reasons(bench, 'LogGroup', 'CREATE_FAILED')).toEqual([
      expect.stringMatching(/^Resource handler returned message: "/),
    ]);
    const cancelled = await reasons(bench, 'ManagerSecurityGroup', 'CREATE_FAILED');
    expect(cancelled).toEqual(['Resource creation cancelled']);
    expect((await reasons(bench, 'glfr', 'ROLLBACK_IN_PROGRESS'))[0]).toMatch(
      /^The following resource\(s\) failed to create: \[LogGroup, .*\]\. Rollback requested by user\.$/,
    );
    bench.faults();
    await expect(bench.changeSet('UPDATE', [])).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/^Stack:arn:.* is in ROLLBACK_COMPLETE state and can not be updated\.$/),
    });
    await expect(bench.changeSet('CREATE', [])).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    expect(await bench.settle()).toBe('DELETE_COMPLETE');
    expect(await bench.create()).toBe('CREATE_COMPLETE');
  });

  test('image: three tasks cannot pull, the circuit breaker trips, the stack is rolled back', async () => {
    const bench = await Bench.open();
    bench.faults('image');
    expect(await bench.create({}, 120)).toBe('CREATE_IN_PROGRESS');
    const { PhysicalResourceId: cluster = '' } = (await bench.events()).find(
      ({ LogicalResourceId, ResourceStatus }) =>
        LogicalResourceId === 'Cluster' && ResourceStatus === 'CREATE_COMPLETE',
    )!;
    bench.faults();
    const seen = new Map<string, unknown>();
    let failedTasks = 0;
    while ((await bench.status()) === 'CREATE_IN_PROGRESS') {
      bench.pass(2);
      for (const task of await bench.tasks(cluster)) seen.set(task.taskArn!, task);
      const { events } = { events: await bench.events() };
      const service = events.find(
        ({ LogicalResourceId, PhysicalResourceId }) =>
          LogicalResourceId === 'ManagerService' && PhysicalResourceId,
      );
      const { services } = await bench.aws('ecs', 'DescribeServices', {
        cluster,
        services: [service?.PhysicalResourceId],
      });
      failedTasks = Math.max(failedTasks, services[0].deployments[0]?.failedTasks ?? 0);
    }
    expect(failedTasks).toBe(3);
    expect(await bench.settle()).toBe('ROLLBACK_COMPLETE');
    expect(await reasons(bench, 'ManagerService', 'CREATE_FAILED')).toEqual([expect.stringMatching(breaker)]);
    expect([...seen.values()]).toHaveLength(3);
    for (const task of seen.values()) {
      expect(task).toMatchObject({
        stopCode: 'TaskFailedToStart',
        stoppedReason: expect.stringContaining('CannotPullContainerError'),
        containers: [{ reason: expect.stringContaining('CannotPullContainerError') }],
      });
    }
  });

  test('crash during an update: ECS and CloudFormation both go back to what worked', async () => {
    const bench = await Bench.open();
    await bench.create();
    bench.faults('crash');
    await bench.startUpdate({ Concurrency: '8' });
    bench.faults();
    const states = new Set<string>();
    for (let passed = 0; passed < 7200 && (await bench.status()).endsWith('_IN_PROGRESS'); passed += 5) {
      bench.pass(5);
      for (const { rolloutState, rolloutStateReason } of (await bench.service()).deployments ?? []) {
        states.add(`${rolloutState} ${rolloutStateReason?.replace(/ecs-svc\/\d+/, 'ID')}`);
      }
    }
    expect(await bench.status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(states).toContain('FAILED ECS deployment circuit breaker: tasks failed to start.');
    expect(states).toContain('IN_PROGRESS ECS deployment circuit breaker: rolling back to deploymentId ID.');
    expect(await reasons(bench, 'ManagerService', 'UPDATE_FAILED')).toEqual([expect.stringMatching(breaker)]);
    const service = await bench.service();
    expect(service.deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 1 }]);
    expect(service.taskDefinition).toMatch(/glfr-manager:1$/);
    const { ClusterName: cluster = '' } = await bench.outputs();
    const crashed = (await bench.tasks(cluster)).filter(({ containers }) => containers?.[0]?.exitCode === 1);
    expect(crashed).toHaveLength(3);
    expect(crashed[0]).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    });
    const { Stacks } = await bench.aws('cloudformation', 'DescribeStacks', { StackName: 'glfr' });
    expect(Stacks[0].Parameters).toContainEqual({ ParameterKey: 'Concurrency', ParameterValue: '4' });
    await bench.startUpdate({ Concurrency: '8' });
    expect(await bench.settle()).toBe('UPDATE_COMPLETE');
    const { taskDefinition } = await bench.aws('ecs', 'DescribeTaskDefinition', {
      taskDefinition: 'glfr-manager',
    });
    expect(taskDefinition.revision).toBe(3);
  });

  test('a stored fault acts on its own action only, whoever looks', async () => {
    const bench = await Bench.open();
    bench.faults('image');
    expect(await bench.create()).toBe('ROLLBACK_COMPLETE');
    const other = await Bench.open({ like: bench });
    expect(await other.events()).toEqual(await bench.events());
  });

  test('subnets without a way out are what they are in AWS', async () => {
    const bench = await Bench.open();
    for (const name of ['isolated', 'legacy-nat', 'blackhole', 'strict-acl']) {
      const { vpcId, subnetIds } = await bench.network(name);
      expect(await bench.create({ VpcId: vpcId, SubnetIds: subnetIds.join(',') })).toBe('ROLLBACK_COMPLETE');
      await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
      await bench.settle();
    }
  });
});

describe('faults of a request', () => {
  test.each([
    ['ec2', 'DescribeVpcs', 'RequestLimitExceeded'],
    ['ecs', 'ListTasks', 'ThrottlingException'],
    ['cloudformation', 'DescribeStacks', 'Throttling'],
  ])('throttle: %s is refused twice, then answers', async (service, command, name) => {
    const bench = await Bench.open();
    await bench.create();
    const { ClusterName: cluster } = await bench.outputs();
    bench.faults('throttle');
    const input = service === 'ecs' ? { cluster } : {};
    for (let call = 0; call < 2; call += 1) {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const refused = bench.aws(service, command, input);
        await expect(refused).rejects.toMatchObject({ name, $retryable: { throttling: true } });
      }
      await expect(bench.aws(service, command, input)).resolves.toBeDefined();
    }
    bench.faults('throttle:logs');
    await expect(bench.aws(service, command, input)).resolves.toBeDefined();
  });

  test.each([
    ['ec2:DescribeNetworkAcls', 'ec2', 'DescribeNetworkAcls', 'UnauthorizedOperation'],
    ['logs:FilterLogEvents', 'cloudwatch-logs', 'FilterLogEvents', 'AccessDeniedException'],
    ['ecs:DescribeServices', 'ecs', 'DescribeServices', 'AccessDeniedException'],
    ['cloudformation:CreateChangeSet', 'cloudformation', 'CreateChangeSet', 'AccessDenied'],
    ['autoscaling:DescribeAutoScalingGroups', 'auto-scaling', 'DescribeAutoScalingGroups', 'AccessDenied'],
  ])('deny:%s', async (action, service, command, name) => {
    const bench = await Bench.open();
    bench.faults(`deny:${action}`);
    const message = expect.stringContaining(
      `User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: ${action}`,
    );
    await expect(bench.aws(service, command)).rejects.toMatchObject({ name, message });
    expect(await bench.aws('sts', 'GetCallerIdentity')).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:user/sandbox',
    });
  });

  test('expired', async () => {
    const bench = await Bench.open();
    bench.faults('expired');
    await expect(bench.aws('sts', 'GetCallerIdentity')).rejects.toMatchObject({ name: 'ExpiredToken' });
    await expect(bench.aws('ecs', 'ListTasks')).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await expect(bench.aws('ec2', 'DescribeVpcs')).rejects.toMatchObject({ name: 'RequestExpired' });
  });

  test('no-vpc', async () => {
    const bench = await Bench.open();
    bench.faults('no-vpc');
    expect((await bench.aws('ec2', 'DescribeVpcs')).Vpcs).toEqual([]);
    expect((await bench.aws('ec2', 'DescribeSubnets')).Subnets).toEqual([]);
  });

  test('late-logs: some events arrive up to 25 s late, and none is lost', async () => {
    const bench = await Bench.open();
    await bench.create();
    bench.pass(3600);
    const onTime = await bench.log();
    bench.faults('late-logs');
    bench.pass(60);
    const all = (await bench.log()).slice(0, onTime.length);
    const lag = all.map(({ ingestionTime = 0, timestamp = 0 }) => ingestionTime - timestamp);
    const late = lag.filter((ms) => ms > 6000);
    expect(Math.max(...lag)).toBeLessThanOrEqual(25_000);
    expect(late.length / all.length).toBeGreaterThan(0.02);
    expect(late.length / all.length).toBeLessThan(0.09);
    expect(all.map(({ eventId }) => eventId).toSorted()).toEqual(
      onTime.map(({ eventId }) => eventId).toSorted(),
    );
  });

  test('gitlab-down, gitlab-self-signed and gitlab-401', async () => {
    const bench = await Bench.open();
    bench.faults('gitlab-down');
    await expect(bench.api('GET', '/version')).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNREFUSED' },
    });
    bench.faults('gitlab-self-signed');
    await expect(bench.api('GET', '/version')).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    bench.faults('gitlab-401');
    expect(await bench.api('GET', '/version')).toMatchObject({
      status: 401,
      json: { message: '401 Unauthorized' },
    });
    bench.faults();
    expect((await bench.api('GET', '/version')).status).toBe(200);
  });

  test('a fault nobody knows is said at once, with those there are', async () => {
    const opened = Bench.open({ env: { GLFR_SANDBOX_FAULTS: 'image,explode' } });
    await expect(opened).rejects.toMatchObject({
      code: 'sandbox.unknown-fault',
      exitCode: 2,
      message: expect.stringContaining('explode'),
      suggestions: expect.arrayContaining([expect.stringMatching(/^throttle:/)]),
    });
  });
});
