import {
  DescribeVpcAttributeCommand,
  type EC2Client,
  type Instance,
  type NetworkInterface,
  type Reservation,
  type Subnet,
  type Vpc,
} from '@aws-sdk/client-ec2';
import type { Sweep } from './sweep.ts';

/** The VPCs that subnets, interfaces and instances are in; all of them where none is named. */
export function focusOf(sweep: Sweep, ends: readonly string[]): string[] {
  const all = sweep.list<Vpc>('Vpcs').flatMap(({ VpcId }) => VpcId ?? []);
  const instances = sweep
    .list<Reservation>('Reservations')
    .flatMap(({ Instances = [] }): Instance[] => Instances);
  const inside = [
    ...sweep.list<Subnet>('Subnets').map(({ SubnetId, VpcId }) => [SubnetId, VpcId]),
    ...sweep
      .list<NetworkInterface>('NetworkInterfaces')
      .map(({ NetworkInterfaceId, VpcId }) => [NetworkInterfaceId, VpcId]),
    ...instances.map(({ InstanceId, VpcId }) => [InstanceId, VpcId]),
  ];
  const found = inside.flatMap(([id, vpcId]) => (id && vpcId && ends.includes(id) ? vpcId : []));
  return found.length > 0 ? [...new Set(found)] : all;
}

/** Rule E6: names are answered only with both attributes; each takes a call of its own. */
export async function readAttributes(
  sweep: Sweep,
  client: EC2Client,
  vpcIds: readonly string[],
): Promise<void> {
  const ask = async (VpcId: string, Attribute: 'enableDnsSupport' | 'enableDnsHostnames') => {
    const command = new DescribeVpcAttributeCommand({ VpcId, Attribute });
    const { EnableDnsSupport, EnableDnsHostnames } = await sweep.once(() =>
      client.send(command, sweep.options),
    );
    return {
      VpcId,
      ...(EnableDnsSupport && { EnableDnsSupport }),
      ...(EnableDnsHostnames && { EnableDnsHostnames }),
    };
  };
  const asking = vpcIds.flatMap((id) => [ask(id, 'enableDnsSupport'), ask(id, 'enableDnsHostnames')]);
  await sweep.allow('VpcAttributes', Promise.all(asking));
}
