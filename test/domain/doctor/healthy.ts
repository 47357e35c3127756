import { known } from '../../../src/domain/doctor/fact.ts';
import type { Facts } from '../../../src/domain/doctor/facts.ts';
import type { ExecutorRow } from '../../../src/domain/fleet/executor-row.ts';
import { everydayActions } from '../../../src/domain/iam/everyday.ts';
import { serviceRolesFor } from '../../../src/domain/iam/service-roles.ts';
import { shapeSnapshot } from '../../../src/domain/network/document/shape.ts';
import type { ReachPath } from '../../../src/domain/network/result.ts';
import type { Draft } from '../../../src/domain/settings/declaration.ts';
import type { Deployment, Service, Task } from '../../../src/domain/stack/service.ts';
import type { Stack } from '../../../src/domain/stack/stack.ts';

export const now = Date.UTC(2026, 10, 24, 12);
export const day = 86_400_000;

const subnet = (letter: string, free = 200) => ({
  ...{ SubnetId: `subnet-0000000${letter}`, VpcId: 'vpc-1', AvailabilityZone: `eu-central-1${letter}` },
  ...{ CidrBlock: `10.0.${letter.charCodeAt(0)}.0/24`, AvailableIpAddressCount: free },
});

/** Two subnets of two zones, with so many free addresses each. */
export const snapshot = (free = 200) =>
  shapeSnapshot({
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }],
    Subnets: [subnet('a', free), subnet('b', free)],
  });

export const stack = (parameters: Record<string, string> = {}, more: Partial<Stack> = {}): Stack => ({
  ...{ name: 'ci', id: 'arn:ci', status: 'UPDATE_COMPLETE', outputs: {}, createdAt: now - day },
  tags: { 'glfr:stack': 'ci', 'glfr:version': '1.2.3' },
  parameters: {
    ...{
      VpcId: 'vpc-1',
      SubnetIds: 'subnet-0000000a,subnet-0000000b',
      GitLabUrl: 'https://gitlab.example.com',
    },
    ...{ Executor: 'docker-autoscaler', InstanceTypes: 't3.large', Concurrency: '4', MaxExecutors: '6' },
    ...{ RunnerId: '41', ManagerCpu: '512', ...parameters },
  },
  ...more,
});

export const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  ...{ id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: 'ci-manager:3' },
  ...{ desired: 1, running: 1, failedTasks: 0, createdAt: now - day },
  ...more,
});

export const service = (more: Partial<Service> = {}): Service => ({
  ...{ cluster: 'ci-Cluster', name: 'ci-Service', status: 'ACTIVE', desired: 1, running: 1, pending: 0 },
  ...{ deployments: [deployment()], events: [], zoneRebalancing: false },
  ...more,
});

export const task = (more: Partial<Task> = {}): Task => ({
  ...{ id: 't1', lastStatus: 'RUNNING', desiredStatus: 'RUNNING', startedBy: 'ecs-svc/1' },
  ...{ taskDefinition: 'ci-manager:3', createdAt: now - day, containers: [] },
  ...more,
});

/** It could not even start. */
export const failed = (stoppedReason: string): Task =>
  task({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason, stoppedAt: now - 60_000 });

export const row = (more: Partial<ExecutorRow> = {}): ExecutorRow => ({
  ...{ id: 'i-1', type: 't3.large', state: 'busy', lifecycle: 'on-demand', zone: 'eu-central-1a', tags: {} },
  ...more,
});

export const path = (more: Partial<ReachPath> = {}): ReachPath => ({
  ...{ purpose: 'manager → GitLab', from: 'subnet-a', to: 'gitlab.example.com:443' },
  ...{ verdict: 'REACHABLE', hops: [], findings: [] },
  ...more,
});

export const owner = 'arn:aws:iam::123456789012:user/me';

/** The roles that a stack with these settings works with, without one. */
export const roles = (settings: Draft = {}, without = '') =>
  serviceRolesFor(settings).map((role) => ({ ...role, isThere: role.name !== without }));

/** A stack of which nothing is wrong. */
export const healthy = (more: Partial<Facts> = {}): Facts => ({
  ...{ now, version: '1.2.3', stack: known(stack()), drift: known({ isInSync: true, drifted: [] }) },
  identity: known({
    account: '123456789012',
    arn: owner,
    region: 'eu-central-1',
  }),
  allowance: known({ owner, commands: everydayActions(false), denials: [] }),
  serviceRoles: known(roles()),
  instanceQuotas: known({ 'L-1216C47A': 12, 'L-34B43A08': 12 }),
  fargateQuotas: known({ 'L-3032A538': 6, 'L-36FBB829': 6 }),
  resources: known([
    { logicalId: 'TokenSecret', physicalId: 'arn:s', resourceType: 'AWS::X', status: 'CREATE_COMPLETE' },
  ]),
  snapshot: known(snapshot()),
  reach: known({ verdict: 'REACHABLE', paths: [path()] }),
  offerings: known([
    { type: 't3.large', architectures: ['x86_64'], vcpus: 2, zones: ['eu-central-1a', 'eu-central-1b'] },
  ]),
  ...{ service: known(service()), tasks: known([task()]), refusal: known('never') },
  logDriver: known({ driver: 'awslogs', mode: 'blocking' }),
  runner: known({ id: 41, paused: false, online: true, tags: [], runUntagged: true, tokenExpiresAt: null }),
  managers: known([{ id: 1, systemId: 'r_1', version: '19.3.0', status: 'online', contactedAt: now }]),
  gitlabVersion: known('19.3.1-ee'),
  executorGroup: known({ name: 'ci-Group', suspended: ['AZRebalance'] }),
  image: known({ id: 'ami-0a1b2c3d', createdAt: now - 10 * day }),
  executors: known([row()]),
  ...more,
});
