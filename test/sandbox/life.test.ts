import { beforeAll, expect, test } from 'vitest';
import { Bench } from './harness.ts';

interface Line {
  msg: string;
  job?: number;
  max_builds?: number;
  failure_reason?: string;
  stream: string;
}

async function lines(bench: Bench): Promise<Line[]> {
  const events = await bench.log();
  return events.map(({ message = '', logStreamName: stream = '' }) => ({ ...JSON.parse(message), stream }));
}

const jobsIn = (found: readonly Line[], msg: string | RegExp): number[] =>
  found.filter((line) => line.msg.match(msg)).map(({ job }) => job ?? 0);

async function instances(bench: Bench, ...states: string[]) {
  const Filters = [
    { Name: 'tag:glfr:stack', Values: ['glfr'] },
    { Name: 'instance-state-name', Values: states },
  ];
  const reservations = await bench.all<{
    Instances: { InstanceId: string; InstanceType: string; PrivateIpAddress: string }[];
  }>('ec2', 'DescribeInstances', { Filters }, 'Reservations');
  return reservations.flatMap(({ Instances }) => Instances);
}

let bench: Bench;

beforeAll(async () => {
  bench = await Bench.open();
});

// One world in order: each test goes on where the one before it stopped.

test('a change set makes a stack, in the order of its dependencies', async () => {
  expect(await bench.create()).toBe('CREATE_COMPLETE');
  const events = await bench.events();
  const firstOf = (id: string, status: string, reason?: string) =>
    events.findIndex(
      (event) =>
        event.LogicalResourceId === id &&
        event.ResourceStatus === status &&
        (!reason || event.ResourceStatusReason === reason),
    );
  expect(
    events
      .map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`)
      .slice(0, 2),
  ).toEqual(['glfr REVIEW_IN_PROGRESS', 'glfr CREATE_IN_PROGRESS']);
  expect(firstOf('Cluster', 'CREATE_IN_PROGRESS', 'Resource creation Initiated')).toBeGreaterThan(
    firstOf('Cluster', 'CREATE_IN_PROGRESS'),
  );
  expect(firstOf('ManagerService', 'CREATE_IN_PROGRESS')).toBeGreaterThan(
    firstOf('ManagerTaskDefinition', 'CREATE_COMPLETE'),
  );
  expect(firstOf('ManagerTaskDefinition', 'CREATE_IN_PROGRESS')).toBeGreaterThan(
    firstOf('ManagerRole', 'CREATE_COMPLETE'),
  );
  expect(firstOf('LogGroup', 'CREATE_IN_PROGRESS')).toBeLessThan(firstOf('Cluster', 'CREATE_COMPLETE'));
  const outputs = await bench.outputs();
  expect(outputs).toMatchObject({ LogGroupName: '/glfr/glfr', GitLabUrl: bench.sandbox.gitlabUrl });
});

test('the service runs one healthy manager that GitLab sees', async () => {
  const service = await bench.service();
  expect(service).toMatchObject({ status: 'ACTIVE', desiredCount: 1, runningCount: 1 });
  expect(service.deployments).toMatchObject([
    { status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 1, failedTasks: 0 },
  ]);
  const { ClusterName: cluster = '' } = await bench.outputs();
  const [task] = await bench.tasks(cluster);
  expect(task).toMatchObject({
    lastStatus: 'RUNNING',
    healthStatus: 'HEALTHY',
    startedBy: service.deployments?.[0]?.id,
  });
  expect((await bench.api('GET', '/runners/41')).json).toMatchObject({ online: true, status: 'online' });
  expect((await bench.api('GET', '/runners/41/managers')).json).toMatchObject([
    { status: 'online', version: '19.3.0', architecture: 'arm64' },
  ]);
});

test('jobs arrive, and executors come and go with them', async () => {
  const seen = new Set<string>();
  let most = 0;
  for (let minute = 0; minute < 60; minute += 1) {
    bench.pass(60);
    const living = await instances(bench, 'pending', 'running');
    most = Math.max(most, living.length);
    for (const { InstanceId } of living) seen.add(InstanceId);
  }
  expect(most).toBeLessThanOrEqual(6);
  expect(seen.size).toBeGreaterThan(20);
  const [one] = await instances(bench, 'terminated', 'running', 'pending', 'shutting-down');
  expect(one).toMatchObject({ InstanceType: 't3.large' });
  const said = await lines(bench);
  expect(said[0]?.msg).toBe('glfr: installing the plugin');
  expect(said.find(({ msg }) => msg === 'Configuration loaded')).toMatchObject({ max_builds: 4 });
  expect(jobsIn(said, /^Job succeeded/).length).toBeGreaterThan(30);
});

test('GitLab and the log tell of the same running jobs', async () => {
  let running: { id: number }[] = [];
  while (running.length === 0) {
    bench.pass(20);
    running = (await bench.api('GET', '/runners/41/jobs?status=running')).json;
  }
  bench.pass(10);
  const received = jobsIn(await lines(bench), /received$/);
  for (const { id } of running) expect(received).toContain(id);
});

test('an update to 8 rolls out without losing a job', async () => {
  const { ClusterName: cluster = '', ServiceName } = await bench.outputs();
  let busy = 0;
  while (busy < 2) {
    bench.pass(15);
    busy = (await bench.api('GET', '/runners/41/jobs?status=running')).json.length;
  }
  const before = await bench.service();
  await bench.startUpdate({ Concurrency: '8', MaxExecutors: '10' });
  let overlap = 0;
  let waited = false;
  while ((await bench.status()).endsWith('_IN_PROGRESS')) {
    bench.pass(5);
    const tasks = await bench.tasks(cluster);
    overlap = Math.max(overlap, tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length);
    const { services } = await bench.aws('ecs', 'DescribeServices', { cluster, services: [ServiceName] });
    waited ||= services[0].deployments.length === 2 && services[0].deployments[1].runningCount === 1;
  }
  expect(await bench.status()).toBe('UPDATE_COMPLETE');
  expect(overlap).toBe(1);
  expect(waited).toBe(true);
  const service = await bench.service();
  expect(service.deployments?.[0]?.id).not.toBe(before.deployments?.[0]?.id);
  expect(service.deployments?.[0]?.taskDefinition).toMatch(/glfr-manager:2$/);
  const changed = (await bench.events()).filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_COMPLETE');
  expect(changed.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
    'ExecutorGroup',
    'ManagerTaskDefinition',
    'ManagerService',
    'glfr',
  ]);
  const old = (await bench.tasks(cluster)).find(({ startedBy }) => startedBy === before.deployments?.[0]?.id);
  expect(old).toMatchObject({ lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] });
});

test('every job that was taken was ended by its own script', async () => {
  bench.pass(3600);
  await bench.api('PUT', '/runners/41', { paused: 'true' });
  bench.pass(7 * 3600);
  const said = await lines(bench);
  const taken = jobsIn(said, /received$/);
  const ended = said.filter(({ msg }) => /^Job (succeeded|failed)/.test(msg));
  expect(new Set(taken).size).toBe(taken.length);
  expect(ended.map(({ job }) => job).toSorted()).toEqual(taken.toSorted());
  expect(new Set(ended.map(({ failure_reason }) => failure_reason))).toEqual(
    new Set([undefined, 'script_failure']),
  );
  expect(new Set(said.map(({ stream }) => stream)).size).toBe(2);
  expect(Math.max(...said.slice(-200).map(({ max_builds }) => max_builds ?? 0))).toBe(8);
  expect(await instances(bench, 'pending', 'running')).toEqual([]);
  const { AutoScalingGroups } = await bench.aws('auto-scaling', 'DescribeAutoScalingGroups');
  expect(AutoScalingGroups).toMatchObject([{ MaxSize: 10, DesiredCapacity: 0, Instances: [] }]);
});

test('an executor that a person ends takes its job with it', async () => {
  await bench.api('PUT', '/runners/41', { paused: 'false' });
  let ids: string[] = [];
  while (ids.length === 0) {
    bench.pass(30);
    const said = await lines(bench);
    const running = (await bench.api('GET', '/runners/41/jobs?status=running')).json.map(
      ({ id }: { id: number }) => id,
    );
    const dialed = said.filter(({ msg, job }) => msg === 'Dialing instance' && running.includes(job));
    ids = dialed.map((line) => (line as unknown as { 'instance-id': string })['instance-id']);
  }
  const [InstanceId] = ids;
  const { TerminatingInstances } = await bench.aws('ec2', 'TerminateInstances', {
    InstanceIds: [InstanceId],
  });
  expect(TerminatingInstances).toMatchObject([
    { PreviousState: { Name: 'running' }, CurrentState: { Name: 'shutting-down' } },
  ]);
  bench.pass(120);
  const lost = (await lines(bench)).filter(
    ({ failure_reason }) => failure_reason === 'runner_system_failure',
  );
  expect(lost).toHaveLength(1);
});

test('destroying it: group emptied, stack deleted in reverse, runner gone', async () => {
  const { ClusterName: cluster } = await bench.outputs();
  await bench.empty();
  const { Stacks } = await bench.aws('cloudformation', 'DescribeStacks', { StackName: 'glfr' });
  const { StackId } = Stacks[0];
  await bench.emptyCache();
  await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
  expect(await bench.settle()).toBe('DELETE_COMPLETE');
  const byId = await bench.aws('cloudformation', 'DescribeStacks', { StackName: StackId });
  expect(byId.Stacks[0].StackStatus).toBe('DELETE_COMPLETE');
  const events = await bench.all<{ LogicalResourceId: string; ResourceStatus: string }>(
    'cloudformation',
    'DescribeStackEvents',
    { StackName: StackId },
    'StackEvents',
  );
  const gone = events
    .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_COMPLETE')
    .map(({ LogicalResourceId }) => LogicalResourceId);
  expect(gone.indexOf('ManagerService')).toBeGreaterThan(gone.indexOf('Cluster'));
  await expect(bench.aws('ecs', 'ListTasks', { cluster })).rejects.toMatchObject({
    name: 'ClusterNotFoundException',
  });
  await expect(bench.log()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect((await bench.api('DELETE', '/runners/41')).status).toBe(204);
  expect((await bench.api('GET', '/runners/41')).status).toBe(404);
});
