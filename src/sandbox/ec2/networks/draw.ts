import type { NetworkDocument } from '../../../domain/network/document/document.ts';
import { type DocumentList, documentLists } from '../../../domain/network/document/lists.ts';

/** Pieces of a network, in AWS's own words; `drawn` puts them together. */
export type Piece = NetworkDocument;

const owner = '123456789012';
const region = 'us-east-1';

/** One network of many pieces. Everything was read: a kind that no piece has, is not there. */
export function drawn(...pieces: readonly Piece[]): NetworkDocument {
  const lists = Object.keys(documentLists) as DocumentList[];
  return {
    Account: owner,
    ...Object.fromEntries(lists.map((list) => [list, pieces.flatMap((piece) => piece[list] ?? [])])),
  };
}

type More = Readonly<Record<string, unknown>>;

export const vpc = (VpcId: string, CidrBlock: string, more: More = {}): Piece => ({
  Vpcs: [
    {
      VpcId,
      CidrBlock,
      CidrBlockAssociationSet: [{ CidrBlock, CidrBlockState: { State: 'associated' } }],
      DhcpOptionsId: 'dopt-1',
      IsDefault: false,
      OwnerId: owner,
      State: 'available',
      ...more,
    },
  ],
  VpcAttributes: [
    { VpcId, EnableDnsSupport: { Value: true } },
    { VpcId, EnableDnsHostnames: { Value: true } },
  ],
});

export const ipv6Range = (Ipv6CidrBlock: string): More => ({
  Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } }],
});

export const subnet = (SubnetId: string, CidrBlock: string | undefined, more: More = {}): Piece => ({
  Subnets: [
    {
      SubnetId,
      VpcId: 'vpc-1',
      CidrBlock,
      AvailabilityZone: `${region}a`,
      AvailableIpAddressCount: 200,
      MapPublicIpOnLaunch: false,
      OwnerId: owner,
      ...more,
    },
  ],
});

const fieldOf: readonly (readonly [RegExp, string])[] = [
  [/^nat-/, 'NatGatewayId'],
  [/^tgw-/, 'TransitGatewayId'],
  [/^pcx-/, 'VpcPeeringConnectionId'],
  [/^eigw-/, 'EgressOnlyInternetGatewayId'],
  [/^eni-/, 'NetworkInterfaceId'],
  [/./, 'GatewayId'],
];

/** A target that begins with `!` is gone; one with `~` was propagated. */
const route = ([destination, written]: [string, string]): More => {
  const target = written.replace(/^[!~]/, '');
  const field = fieldOf.find(([form]) => form.test(target))?.[1] ?? 'GatewayId';
  const kind = destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';
  return {
    [kind]: destination,
    [field]: target,
    State: written.startsWith('!') ? 'blackhole' : 'active',
    Origin: written.startsWith('~') ? 'EnableVgwRoutePropagation' : 'CreateRoute',
  };
};

/** The main table of its VPC where no subnet is named. */
export const table = (
  RouteTableId: string,
  subnets: readonly string[],
  routes: Readonly<Record<string, string>>,
  more: More = {},
): Piece => ({
  RouteTables: [
    {
      RouteTableId,
      VpcId: 'vpc-1',
      Associations:
        subnets.length === 0
          ? [{ Main: true, AssociationState: { State: 'associated' } }]
          : subnets.map((SubnetId) => ({ Main: false, SubnetId, AssociationState: { State: 'associated' } })),
      Routes: Object.entries(routes).map(route),
      ...more,
    },
  ],
});

/** `in allow 443 10.0.0.0/8`, `out deny * 0.0.0.0/0` …: entries in the order of their numbers, 100, 200 … */
function entry(line: string, index: number): More {
  const [way, RuleAction, ports = '*', cidr = '0.0.0.0/0'] = line.split(' ');
  const [From = 0, To = From] = ports.split('-').map(Number);
  return {
    RuleNumber: 100 * (index + 1),
    Egress: way === 'out',
    RuleAction,
    Protocol: ports === '*' ? '-1' : '6',
    [cidr.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: cidr,
    ...(ports !== '*' && { PortRange: { From, To } }),
  };
}

/** The default one of its VPC where no subnet is named. */
export const acl = (
  NetworkAclId: string,
  subnets: readonly string[],
  lines: readonly string[],
  more: More = {},
): Piece => ({
  NetworkAcls: [
    {
      NetworkAclId,
      VpcId: 'vpc-1',
      IsDefault: subnets.length === 0,
      Associations: subnets.map((SubnetId) => ({ SubnetId, NetworkAclId })),
      Entries: [
        ...lines.map(entry),
        ...[true, false].map((Egress) => ({
          RuleNumber: 32_767,
          Egress,
          RuleAction: 'deny',
          Protocol: '-1',
          CidrBlock: '0.0.0.0/0',
        })),
      ],
      ...more,
    },
  ],
});

export const openAcl = (NetworkAclId: string, VpcId: string): Piece =>
  acl(NetworkAclId, [], ['in allow', 'out allow', 'in allow * ::/0', 'out allow * ::/0'], { VpcId });

/** `443 10.0.0.0/8`, `* sg-1`, `22-23 pl-1`: ports and who it is for. */
function permission(line: string): More {
  const [ports = '*', peer = '0.0.0.0/0'] = line.split(' ');
  const [FromPort = 0, ToPort = FromPort] = ports.split('-').map(Number);
  return {
    IpProtocol: ports === '*' ? '-1' : 'tcp',
    ...(ports !== '*' && { FromPort, ToPort }),
    IpRanges: /^\d+\./.test(peer) ? [{ CidrIp: peer }] : [],
    Ipv6Ranges: peer.includes(':') ? [{ CidrIpv6: peer }] : [],
    PrefixListIds: peer.startsWith('pl-') ? [{ PrefixListId: peer }] : [],
    UserIdGroupPairs: peer.startsWith('sg-') ? [{ GroupId: peer, UserId: owner }] : [],
  };
}

export const group = (
  GroupId: string,
  ingress: readonly string[],
  egress: readonly string[] = ['*', '* ::/0'],
  more: More = {},
): Piece => ({
  SecurityGroups: [
    {
      GroupId,
      GroupName: GroupId,
      VpcId: 'vpc-1',
      OwnerId: owner,
      IpPermissions: ingress.map(permission),
      IpPermissionsEgress: egress.map(permission),
      ...more,
    },
  ],
});

/** An interface that is attached and in use. */
export const nic = (
  NetworkInterfaceId: string,
  SubnetId: string,
  address: string,
  groups: readonly string[],
  more: More & { publicIp?: string } = {},
): Piece => {
  const { publicIp, ...rest } = more;
  const association = publicIp === undefined ? {} : { Association: { PublicIp: publicIp } };
  return {
    NetworkInterfaces: [
      {
        NetworkInterfaceId,
        VpcId: 'vpc-1',
        SubnetId,
        InterfaceType: 'interface',
        PrivateIpAddress: address,
        PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true, ...association }],
        Groups: groups.map((GroupId) => ({ GroupId, GroupName: GroupId })),
        SourceDestCheck: true,
        Status: 'in-use',
        Attachment: { Status: 'attached' },
        ...rest,
      },
    ],
  };
};

export const instance = (InstanceId: string, interfaces: readonly string[], more: More = {}): Piece => ({
  Reservations: [
    {
      Instances: [
        {
          InstanceId,
          State: { Name: 'running' },
          NetworkInterfaces: interfaces.map((NetworkInterfaceId) => ({ NetworkInterfaceId })),
          ...more,
        },
      ],
    },
  ],
});

export const internetGateway = (InternetGatewayId: string, VpcId = 'vpc-1'): Piece => ({
  InternetGateways: [{ InternetGatewayId, Attachments: [{ State: 'available', VpcId }] }],
});

export const egressOnlyGateway = (EgressOnlyInternetGatewayId: string, VpcId = 'vpc-1'): Piece => ({
  EgressOnlyInternetGateways: [{ EgressOnlyInternetGatewayId, Attachments: [{ State: 'attached', VpcId }] }],
});

export const nat = (NatGatewayId: string, SubnetId: string | undefined, more: More = {}): Piece => ({
  NatGateways: [
    {
      NatGatewayId,
      VpcId: 'vpc-1',
      SubnetId,
      State: 'available',
      ConnectivityType: 'public',
      NatGatewayAddresses: [{ PublicIp: '192.0.2.10', PrivateIp: '10.0.0.10' }],
      ...more,
    },
  ],
});
