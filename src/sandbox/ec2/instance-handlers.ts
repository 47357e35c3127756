import type {
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput,
  Instance,
  InstanceStateChange,
  Reservation,
  TerminateInstancesCommandInput,
  TerminateInstancesCommandOutput,
} from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { owners } from '../fleet/owners.ts';
import { changes, type Handlers, type Request, reads } from '../handler.ts';
import { hex } from '../ids.ts';
import { page } from '../pages.ts';
import { account, type World } from '../world.ts';
import { type Facets, filtered } from './filters.ts';
import { instancesOf, stateOf } from './instance-shape.ts';
import { offeredIn } from './lists.ts';

const facets: Facets<Instance> = {
  'instance-state-name': ({ State }) => [State?.Name],
  'instance-id': ({ InstanceId }) => [InstanceId],
  'instance-type': ({ InstanceType }) => [InstanceType],
  'instance-lifecycle': ({ InstanceLifecycle }) => [InstanceLifecycle],
  'availability-zone': ({ Placement }) => [Placement?.AvailabilityZone],
  'private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
  'subnet-id': ({ SubnetId }) => [SubnetId],
  'vpc-id': ({ VpcId }) => [VpcId],
  'key-name': ({ KeyName }) => [KeyName],
  'instance.group-id': ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupId }) => GroupId),
  'instance.group-name': ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupName }) => GroupName),
  'iam-instance-profile.arn': ({ IamInstanceProfile }) => [IamInstanceProfile?.Arn],
  'image-id': ({ ImageId }) => [ImageId],
};

const missing = (ids: readonly string[]): Error =>
  awsError(
    'InvalidInstanceID.NotFound',
    `The instance ID${ids.length > 1 ? 's' : ''} '${ids.join(', ')}' do${ids.length > 1 ? '' : 'es'} not exist`,
  );

function describeInstances(world: World, input: DescribeInstancesCommandInput, { faults }: Request) {
  const drawn = offeredIn(world, faults)?.Reservations;
  const all = drawn
    ? (drawn as Reservation[]).flatMap(({ Instances = [] }) => Instances)
    : instancesOf(world);
  const ids = input.InstanceIds ?? [];
  const unknown = ids.filter((id) => !all.some(({ InstanceId }) => InstanceId === id));
  if (unknown.length > 0) throw missing(unknown);
  const wanted = ids.length === 0 ? all : all.filter(({ InstanceId }) => ids.includes(InstanceId ?? ''));
  const invalid = (): Error => awsError('InvalidPaginationToken', 'The pagination token is invalid');
  const matching = filtered(wanted, input.Filters, facets);
  const { items, next } = page(matching, input.NextToken, input.MaxResults, invalid);
  return {
    Reservations: items.map((instance) => ({
      ReservationId: `r-0${hex(instance.InstanceId ?? '', 16)}`,
      OwnerId: account,
      RequesterId: account,
      Groups: [],
      Instances: [instance],
    })),
    NextToken: next,
  };
}

function terminateInstances(world: World, input: TerminateInstancesCommandInput) {
  const ids = input.InstanceIds ?? [];
  const found = ids.map((id) => {
    const owner = owners(world.groups).find(({ fleet }) => fleet.get(id) !== undefined);
    const loose = world.loose.instances.find(({ shape }) => shape.InstanceId === id);
    return { id, fleet: owner?.fleet, executor: owner?.fleet.get(id), loose };
  });
  const unknown = found.filter(({ executor, loose }) => !executor && !loose).map(({ id }) => id);
  if (unknown.length > 0) throw missing(unknown);
  return {
    TerminatingInstances: found.flatMap(({ id, fleet, executor, loose }): InstanceStateChange[] => {
      if (loose) {
        loose.endedAt ??= world.engine.now;
        return [{ InstanceId: id, CurrentState: { Code: 32, Name: 'shutting-down' as const } }];
      }
      if (!fleet || !executor) return [];
      const PreviousState = stateOf(executor);
      fleet.terminate(id);
      return [{ InstanceId: id, PreviousState, CurrentState: stateOf(executor) }];
    }),
  };
}

export const instanceHandlers: Handlers = {
  DescribeInstances: reads<DescribeInstancesCommandInput, DescribeInstancesCommandOutput>(describeInstances),
  TerminateInstances: changes<TerminateInstancesCommandInput, TerminateInstancesCommandOutput>(
    terminateInstances,
  ),
};
