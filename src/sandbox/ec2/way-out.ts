import type { RouteTable } from '@aws-sdk/client-ec2';
import type { Network } from './network.ts';

/** The table of a subnet: its own, else the main one. */
export function tableOf({ routeTables, subnets }: Network, subnetId: string): RouteTable | undefined {
  const own = routeTables.find(({ Associations }) => Associations?.some((a) => a.SubnetId === subnetId));
  const vpcId = subnets.find(({ SubnetId }) => SubnetId === subnetId)?.VpcId;
  const isMain = (table: RouteTable): boolean => table.Associations?.some(({ Main }) => Main) ?? false;
  return own ?? routeTables.find((table) => table.VpcId === vpcId && isMain(table));
}

function answersComeBack({ networkAcls }: Network, subnetId: string): boolean {
  const acl = networkAcls.find(({ Associations }) => Associations?.some((a) => a.SubnetId === subnetId));
  return (acl?.Entries ?? []).some(
    ({ Egress, RuleAction, Protocol, PortRange }) =>
      !Egress && RuleAction === 'allow' && (Protocol === '-1' || (PortRange?.To ?? 0) >= 61_000),
  );
}

/** Can something in this subnet talk to the internet? As a packet sees it; glfr's own analyser is not asked. */
export function hasWayOut(network: Network, subnetId: string, hasPublicIp: boolean): boolean {
  if (!answersComeBack(network, subnetId)) return false;
  const route = tableOf(network, subnetId)?.Routes?.find(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0',
  );
  if (route === undefined || route.State !== 'active') return false;
  if (route.GatewayId?.startsWith('igw-')) return hasPublicIp;
  const nat = network.natGateways.find(({ NatGatewayId }) => NatGatewayId === route.NatGatewayId);
  return nat?.SubnetId !== undefined && nat.SubnetId !== subnetId && hasWayOut(network, nat.SubnetId, true);
}
