import { hex } from '../ids.ts';
import { at, texts } from '../values.ts';
import { account, type World } from '../world.ts';
import { hostName, interfaceId } from './addresses.ts';
import { instancesOf } from './instance-shape.ts';

type Shape = Record<string, unknown>;

interface Placed {
  id: string;
  subnetId: string | undefined;
  address: string | undefined;
  publicIp?: string | undefined;
  groups: readonly string[];
  more: Shape;
}

/** Interfaces of tasks, executors and NAT gateways. */
export function interfacesOf(world: World): Shape[] {
  return [...tasks(world), ...executors(world), ...gateways(world)].map((placed) => shape(world, placed));
}

function tasks(world: World): Placed[] {
  return [...world.ecs.services.values()].flatMap((service) => {
    const network = at(service.properties, 'NetworkConfiguration', 'AwsvpcConfiguration');
    const hasPublicIp = at(network, 'AssignPublicIp') === 'ENABLED';
    return service.tasks
      .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      .map((task) => ({
        id: interfaceId(task.arn),
        subnetId: task.subnetId,
        address: task.address,
        publicIp: hasPublicIp ? `198.51.100.${Number.parseInt(hex(task.arn, 2), 16)}` : undefined,
        groups: texts(at(network, 'SecurityGroups')),
        more: { InterfaceType: 'interface', Description: task.arn, RequesterManaged: true },
      }));
  });
}

const executors = (world: World): Placed[] =>
  instancesOf(world)
    .filter(({ PrivateIpAddress }) => PrivateIpAddress !== undefined)
    .map(({ InstanceId = '', SubnetId, PrivateIpAddress, PublicIpAddress, SecurityGroups = [] }) => ({
      id: interfaceId(InstanceId),
      subnetId: SubnetId,
      address: PrivateIpAddress,
      publicIp: PublicIpAddress,
      groups: SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []),
      more: { InterfaceType: 'interface', Attachment: { Status: 'attached', InstanceId } },
    }));

const gateways = ({ network }: World): Placed[] =>
  network.natGateways.flatMap(({ NatGatewayId = '', SubnetId, NatGatewayAddresses = [] }) =>
    NatGatewayAddresses.map(({ PrivateIp, PublicIp, NetworkInterfaceId = '' }) => ({
      id: NetworkInterfaceId,
      subnetId: SubnetId,
      address: PrivateIp,
      publicIp: PublicIp,
      groups: [],
      more: {
        InterfaceType: 'nat_gateway',
        Description: `Interface for NAT Gateway ${NatGatewayId}`,
        SourceDestCheck: false,
      },
    })),
  );

function shape({ network }: World, { id, subnetId, address = '', publicIp, groups, more }: Placed): Shape {
  const subnet = network.subnets.find(({ SubnetId }) => SubnetId === subnetId);
  const association = publicIp === undefined ? {} : { Association: { PublicIp: publicIp } };
  return {
    NetworkInterfaceId: id,
    VpcId: subnet?.VpcId,
    SubnetId: subnetId,
    AvailabilityZone: subnet?.AvailabilityZone,
    OwnerId: account,
    Status: 'in-use',
    PrivateIpAddress: address,
    PrivateDnsName: hostName(address),
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true, ...association }],
    ...association,
    Ipv6Addresses: [],
    Groups: groups.map((GroupId) => ({ GroupId })),
    SourceDestCheck: true,
    TagSet: [],
    Attachment: { Status: 'attached' },
    ...more,
  };
}
