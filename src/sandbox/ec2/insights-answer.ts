import type { NetworkInsightsAnalysis, NetworkInsightsPath, PathComponent } from '@aws-sdk/client-ec2';
import type { Request } from '../handler.ts';
import type { World } from '../world.ts';
import { listFor, networkFor } from './lists.ts';
import { hasWayOut, tableOf } from './way-out.ts';

type Shape = Record<string, unknown>;

const component = (Id: string | undefined, number: number): PathComponent => ({
  SequenceNumber: number,
  Component: { Id },
});

const isPrivate = (address: string): boolean => /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(address);

/**
 * What Reachability Analyzer would say, by the sandbox's own look at its network; glfr's analyser is not asked. It sees
 * routes, groups of both ends and the way to the internet, and that is all.
 */
export function secondOpinion(
  world: World,
  path: NetworkInsightsPath,
  request: Request,
): Pick<NetworkInsightsAnalysis, 'NetworkPathFound' | 'ForwardPathComponents' | 'Explanations'> {
  const interfaces = listFor(world, request, 'NetworkInterfaces');
  const at = (id: string | undefined) => interfaces.find((one) => one.NetworkInterfaceId === id);
  const address = path.FilterAtSource?.DestinationAddress;
  const source = at(path.Source);
  const target = at(path.Destination) ?? interfaces.find((one) => one.PrivateIpAddress === address);
  if (source === undefined) return explained('NO_SOURCE_OR_DESTINATION', path.Source);
  if (path.Destination && !target) return explained('NO_SOURCE_OR_DESTINATION', path.Destination);
  const network = networkFor(world, request);
  const subnetId = String(source.SubnetId);
  const table = tableOf(network, subnetId);
  const steps = [path.Source, ...groupsOf(source), table?.RouteTableId];
  if (target !== undefined) {
    const port = path.DestinationPort ?? path.FilterAtSource?.DestinationPortRange?.FromPort ?? 443;
    const letsIn = groupsOf(target).some((id) => admits(world, request, id, source, port));
    if (!letsIn && groupsOf(target).length > 0)
      return explained('ENI_SG_RULES_MISMATCH', groupsOf(target)[0]);
    return found([...steps, ...groupsOf(target), String(target.NetworkInterfaceId)]);
  }
  if (address === undefined || isPrivate(address))
    return explained('NO_ROUTE_TO_DESTINATION', table?.RouteTableId);
  const hasPublicIp = (source.Association as Shape | undefined)?.PublicIp !== undefined;
  const route = table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
  if (route === undefined) return explained('NO_ROUTE_TO_DESTINATION', table?.RouteTableId);
  const next = route.NatGatewayId ?? route.GatewayId;
  if (!hasWayOut(network, subnetId, hasPublicIp)) return explained('BAD_STATE_ROUTE', next);
  const gateway = network.internetGateways.find(({ Attachments = [] }) =>
    Attachments.some(({ VpcId }) => VpcId === source.VpcId),
  );
  return found([...steps, ...new Set([next, gateway?.InternetGatewayId])]);
}

const groupsOf = ({ Groups }: Shape): string[] =>
  ((Groups ?? []) as { GroupId?: string }[]).flatMap(({ GroupId }) => GroupId ?? []);

/** By group, or by a range that is written for everybody or begins as the sender's address does. */
function admits(world: World, request: Request, id: string, source: Shape, port: number): boolean {
  const rules =
    networkFor(world, request).securityGroups.find(({ GroupId }) => GroupId === id)?.IpPermissions ?? [];
  const sender = String(source.PrivateIpAddress).split('.').slice(0, 2).join('.');
  return rules.some(
    ({ IpProtocol, FromPort = 0, ToPort = 65_535, IpRanges = [], UserIdGroupPairs = [] }) =>
      (IpProtocol === '-1' || (FromPort <= port && port <= ToPort)) &&
      (UserIdGroupPairs.some(({ GroupId }) => groupsOf(source).includes(GroupId ?? '')) ||
        IpRanges.some(({ CidrIp = '' }) => CidrIp === '0.0.0.0/0' || CidrIp.startsWith(`${sender}.`))),
  );
}

const found = (ids: readonly (string | undefined)[]) => ({
  NetworkPathFound: true,
  ForwardPathComponents: ids.flatMap((id, index) => (id === undefined ? [] : [component(id, index + 1)])),
  Explanations: [],
});

const explained = (ExplanationCode: string, Id: string | undefined) => ({
  NetworkPathFound: false,
  ForwardPathComponents: [],
  Explanations: [{ ExplanationCode, Component: { Id }, Direction: 'egress' }],
});
