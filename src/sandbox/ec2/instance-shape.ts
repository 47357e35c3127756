import type { Instance, InstanceStateName } from '@aws-sdk/client-ec2';
import { type Executor, type InstanceState, instanceState } from '../../domain/simulation/executor.ts';
import { owners } from '../fleet/owners.ts';
import type { Launched, Owner } from '../fleet/state.ts';
import { hex } from '../ids.ts';
import type { World } from '../world.ts';
import { addressIn, hostName, interfaceId } from './addresses.ts';
import { looseInstances } from './loose.ts';

const codes: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export const stateOf = (executor: Executor): { Code: number; Name: InstanceStateName } => {
  const Name = instanceState(executor);
  return { Code: codes[Name], Name };
};

/** An instance keeps its addresses until it has ended. */
function addresses(world: World, executor: Executor, { subnetId, publicIp }: Launched): Partial<Instance> {
  if (executor.terminatedAt !== undefined) return { PrivateDnsName: '', PublicDnsName: '' };
  const ip = addressIn(world.network, subnetId, executor.privateAddress);
  const publicAddress = `198.51.100.${Number.parseInt(hex(executor.id, 2), 16)}`;
  return {
    PrivateIpAddress: ip,
    PrivateDnsName: hostName(ip),
    ...(publicIp && { PublicIpAddress: publicAddress }),
    NetworkInterfaces: [{ NetworkInterfaceId: interfaceId(executor.id), Status: 'in-use' }],
    SubnetId: subnetId,
    VpcId: world.network.subnets.find(({ SubnetId }) => SubnetId === subnetId)?.VpcId,
  };
}

function instanceShape(world: World, owner: Owner, executor: Executor, launched: Launched): Instance {
  const ended = executor.terminatingAt ?? executor.stoppingAt;
  const gmt = ended === undefined ? '' : new Date(ended).toISOString().replace('T', ' ').slice(0, 19);
  const zone = world.network.subnets.find(({ SubnetId }) => SubnetId === launched.subnetId)?.AvailabilityZone;
  return {
    InstanceId: executor.id,
    ImageId: launched.imageId,
    InstanceType: launched.type as Instance['InstanceType'],
    LaunchTime: new Date(executor.launchedAt),
    State: stateOf(executor),
    StateTransitionReason: ended === undefined ? '' : `User initiated (${gmt} GMT)`,
    ...(ended !== undefined && {
      StateReason: {
        Code: 'Client.UserInitiatedShutdown',
        Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
      },
    }),
    Placement: { AvailabilityZone: zone, Tenancy: 'default' },
    ...(launched.spot && { InstanceLifecycle: 'spot', SpotInstanceRequestId: `sir-${hex(executor.id, 8)}` }),
    CpuOptions: cpusOf(launched.type),
    Architecture: /^[a-z]+\d+g/.test(launched.type) ? 'arm64' : 'x86_64',
    SecurityGroups: launched.securityGroups.map((GroupId) => ({
      GroupId,
      GroupName: world.network.securityGroups.find((group) => group.GroupId === GroupId)?.GroupName,
    })),
    ...(launched.keyName !== undefined && { KeyName: launched.keyName }),
    ...(launched.profileArn !== undefined && { IamInstanceProfile: { Arn: launched.profileArn } }),
    Tags: owner.tagsOf(executor, launched),
    ...addresses(world, executor, launched),
  };
}

/** A core has two threads, but on Graviton one. */
function cpusOf(type: string): Instance['CpuOptions'] {
  const [, family = '', times, size = ''] = /^([a-z0-9]+)\.(\d*)(\w+)$/.exec(type) ?? [];
  const vCpus = size === 'xlarge' ? 4 * Number(times || 1) : /^t/.test(family) || size === 'large' ? 2 : 1;
  const ThreadsPerCore = vCpus > 1 && !/\dg/.test(family) ? 2 : 1;
  return { CoreCount: vCpus / ThreadsPerCore, ThreadsPerCore };
}

/** Every instance EC2 shows, newest first; groups that are gone are forgotten with their last one. */
export function instancesOf(world: World): Instance[] {
  const owned = owners(world.groups).flatMap((owner) =>
    owner.fleet.executors.flatMap((executor) => {
      const launched = owner.launched.get(executor.id);
      return launched === undefined ? [] : [instanceShape(world, owner, executor, launched)];
    }),
  );
  return [...owned, ...looseInstances(world.loose, world.engine.now)].toSorted(
    (a, b) => (b.LaunchTime?.getTime() ?? 0) - (a.LaunchTime?.getTime() ?? 0),
  );
}
