import type {
  AutoScalingGroup,
  DescribeAutoScalingGroupsCommandInput,
  DescribeAutoScalingGroupsCommandOutput,
  LifecycleState,
  SuspendProcessesCommandInput,
  SuspendProcessesCommandOutput,
  TerminateInstanceInAutoScalingGroupCommandInput,
  TerminateInstanceInAutoScalingGroupCommandOutput,
  UpdateAutoScalingGroupCommandInput,
  UpdateAutoScalingGroupCommandOutput,
} from '@aws-sdk/client-auto-scaling';
import { type Executor, type InstanceState, instanceState } from '../../domain/simulation/executor.ts';
import { validationError } from '../aws-error.ts';
import { filtered } from '../ec2/filters.ts';
import { changes, type Handlers, type Request, reads } from '../handler.ts';
import { uuid } from '../ids.ts';
import { page } from '../pages.ts';
import type { World } from '../world.ts';
import { findGroup, type Group } from './state.ts';

const lifecycle: Readonly<Record<InstanceState, LifecycleState>> = {
  pending: 'Pending',
  running: 'InService',
  stopping: 'Terminating',
  stopped: 'Terminating',
  'shutting-down': 'Terminating',
  terminated: 'Terminated',
};

function groupOrError({ groups }: World, name: string | undefined): Group {
  const group = findGroup(groups, name);
  if (group === undefined)
    throw validationError(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
  return group;
}

const zonesOf = ({ network }: World, group: Group): string[] =>
  group.subnets.map((id) => network.subnets.find(({ SubnetId }) => SubnetId === id)?.AvailabilityZone ?? '');

function instanceShape(world: World, group: Group, executor: Executor) {
  const launched = group.launched.get(executor.id);
  return {
    InstanceId: executor.id,
    InstanceType: launched?.type,
    AvailabilityZone: zonesOf(world, group)[executor.zone] ?? '',
    LifecycleState: lifecycle[instanceState(executor)],
    HealthStatus: 'Healthy',
    LaunchTemplate: { LaunchTemplateId: launched?.templateId, Version: launched?.templateVersion },
    ProtectedFromScaleIn: launched?.isProtected ?? false,
  };
}

/** What the group launches, as its properties name it. */
function launchOf({ properties }: Group): Pick<AutoScalingGroup, 'LaunchTemplate' | 'MixedInstancesPolicy'> {
  const { LaunchTemplate, MixedInstancesPolicy } = properties;
  return {
    ...(LaunchTemplate !== undefined && { LaunchTemplate }),
    ...(MixedInstancesPolicy !== undefined && { MixedInstancesPolicy }),
  } as Pick<AutoScalingGroup, 'LaunchTemplate' | 'MixedInstancesPolicy'>;
}

function groupShape(world: World, group: Group, faults: readonly string[]): AutoScalingGroup {
  const { fleet, properties } = group;
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    MinSize: group.min,
    MaxSize: fleet.most,
    DesiredCapacity: fleet.desired,
    DefaultCooldown: 300,
    AvailabilityZones: [...new Set(zonesOf(world, group))],
    LoadBalancerNames: [],
    HealthCheckType: 'EC2',
    HealthCheckGracePeriod: Number(properties.HealthCheckGracePeriod ?? 0),
    Instances: fleet.executors
      .filter(({ id, terminatedAt }) => terminatedAt === undefined && group.launched.has(id))
      .map((executor) => instanceShape(world, group, executor)),
    CreatedTime: new Date(group.createdAt),
    SuspendedProcesses: [...group.suspended]
      .filter(([name]) => name !== 'AZRebalance' || !faults.includes('rebalancing'))
      .map(([ProcessName, SuspensionReason]) => ({ ProcessName, SuspensionReason })),
    ...launchOf(group),
    VPCZoneIdentifier: group.subnets.join(','),
    NewInstancesProtectedFromScaleIn: properties.NewInstancesProtectedFromScaleIn === true,
    CapacityRebalance: properties.CapacityRebalance === true,
    TerminationPolicies: ['Default'],
    Tags: [...group.tags],
    ...(group.status !== undefined && { Status: group.status }),
  };
}

function describeGroups(world: World, input: DescribeAutoScalingGroupsCommandInput, { faults }: Request) {
  const names = input.AutoScalingGroupNames ?? [];
  const living = world.groups.all.filter(({ status }) => status !== 'Deleted');
  const wanted = living.filter(({ name }) => names.length === 0 || names.includes(name));
  const chosen = filtered(
    wanted.map((group) => ({ group, Tags: [...group.tags] })),
    input.Filters,
    {},
  );
  const invalid = (): Error => validationError('The token is invalid.');
  const { items, next } = page(chosen, input.NextToken, input.MaxRecords, invalid);
  return { AutoScalingGroups: items.map(({ group }) => groupShape(world, group, faults)), NextToken: next };
}

const processes = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
];

function suspend(world: World, input: SuspendProcessesCommandInput) {
  const group = groupOrError(world, input.AutoScalingGroupName);
  const wanted = input.ScalingProcesses?.length ? input.ScalingProcesses : processes;
  const unknown = wanted.find((name) => !processes.includes(name));
  if (unknown !== undefined) throw validationError(`Invalid scaling process type: ${unknown}`);
  const when = new Date(world.engine.now).toISOString();
  for (const name of wanted) group.suspended.set(name, `User suspended at ${when}`);
  return {};
}

/** Ends instances behind the manager's back, oldest first, until no more than `count` are left. */
function shrink(group: Group, count: number): void {
  const living = group.fleet.executors.filter(({ terminatingAt }) => terminatingAt === undefined);
  const free = living.filter(({ id }) => !group.launched.get(id)?.isProtected);
  for (const { id } of free.slice(0, Math.max(0, living.length - count))) group.fleet.terminate(id);
}

function updateGroup(world: World, input: UpdateAutoScalingGroupCommandInput) {
  const group = groupOrError(world, input.AutoScalingGroupName);
  const { MinSize: min = group.min, MaxSize: max = group.fleet.most, DesiredCapacity: desired } = input;
  if (min > max)
    throw validationError(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  if (desired !== undefined && (desired < min || desired > max)) {
    const bound = desired > max ? `above max value ${max}` : `below min value ${min}`;
    throw validationError(
      `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max} (${bound})`,
    );
  }
  group.min = min;
  group.fleet.most = max;
  if (desired === undefined) return {};
  shrink(group, desired);
  const missing = desired - group.fleet.desired;
  if (missing > 0) group.fleet.launch(missing);
  return {};
}

function terminateInGroup(world: World, input: TerminateInstanceInAutoScalingGroupCommandInput) {
  const { InstanceId: id = '' } = input;
  const group = world.groups.all.find(({ fleet }) => fleet.get(id) !== undefined);
  const executor = group?.fleet.get(id);
  if (!group || executor === undefined || executor.terminatedAt !== undefined) {
    throw validationError(`Instance Id not found - No managed instance found for instance ID: ${id}`);
  }
  group.fleet.terminate(id);
  const now = new Date(world.engine.now);
  return {
    Activity: {
      ActivityId: uuid(`${id}:terminate`),
      AutoScalingGroupName: group.name,
      Description: `Terminating EC2 instance: ${id}`,
      Cause: `At ${now.toISOString()} instance ${id} was taken out of service in response to a user request.`,
      StartTime: now,
      StatusCode: 'InProgress' as const,
      Progress: 0,
    },
  };
}

export const autoScalingHandlers: Handlers = {
  DescribeAutoScalingGroups: reads<
    DescribeAutoScalingGroupsCommandInput,
    DescribeAutoScalingGroupsCommandOutput
  >(describeGroups),
  SuspendProcesses: changes<SuspendProcessesCommandInput, SuspendProcessesCommandOutput>(suspend),
  UpdateAutoScalingGroup: changes<UpdateAutoScalingGroupCommandInput, UpdateAutoScalingGroupCommandOutput>(
    updateGroup,
  ),
  TerminateInstanceInAutoScalingGroup: changes<
    TerminateInstanceInAutoScalingGroupCommandInput,
    TerminateInstanceInAutoScalingGroupCommandOutput
  >(terminateInGroup),
};
