import type {
  AttachmentStatus,
  InternetGateway,
  NatGateway,
  NetworkAcl,
  NetworkAclEntry,
  Route,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { hex } from '../ids.ts';
import { networkPlan, type SubnetPlan, type VpcPlan, type WayOut } from './network-plan.ts';

/** The region's network, as EC2 shows it. */
export interface Network {
  vpcs: Vpc[];
  subnets: Subnet[];
  routeTables: RouteTable[];
  networkAcls: NetworkAcl[];
  natGateways: NatGateway[];
  internetGateways: InternetGateway[];
  securityGroups: SecurityGroup[];
  /** Those that stacks made. */
  vpcEndpoints: VpcEndpoint[];
}

export interface Place {
  account: string;
  region: string;
}

// Not from the seed: documentation and tests may name these ids.
const id = (kind: string, name: string): string => `${kind}-0${hex(`${kind}:${name}`, 16)}`;
const tags = (name: string) => (name === '' ? [] : [{ Key: 'Name', Value: name }]);

function addresses(cidr: string): number {
  return 2 ** (32 - Number(cidr.split('/')[1])) - 5;
}

function vpc({ account }: Place, plan: VpcPlan): Vpc {
  return {
    VpcId: id('vpc', plan.cidr),
    CidrBlock: plan.cidr,
    CidrBlockAssociationSet: [
      {
        AssociationId: id('vpc-cidr-assoc', plan.cidr),
        CidrBlock: plan.cidr,
        CidrBlockState: { State: 'associated' },
      },
    ],
    DhcpOptionsId: id('dopt', 'default'),
    InstanceTenancy: 'default',
    IsDefault: plan.isDefault ?? false,
    OwnerId: account,
    State: 'available',
    Tags: tags(plan.name),
  };
}

function subnet({ account, region }: Place, of: VpcPlan, plan: SubnetPlan): Subnet {
  const SubnetId = id('subnet', plan.cidr);
  return {
    SubnetId,
    SubnetArn: `arn:aws:ec2:${region}:${account}:subnet/${SubnetId}`,
    VpcId: id('vpc', of.cidr),
    CidrBlock: plan.cidr,
    AvailabilityZone: `${region}${plan.zone}`,
    AvailabilityZoneId: `use1-az${plan.zone.charCodeAt(0) - 96}`,
    AvailableIpAddressCount: plan.freeAddresses ?? addresses(plan.cidr),
    DefaultForAz: of.isDefault ?? false,
    MapPublicIpOnLaunch: plan.mapPublicIp ?? false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    OwnerId: account,
    State: 'available',
    Tags: tags(plan.name),
  };
}

function wayOut(of: VpcPlan, out: WayOut): Route[] {
  const common = { DestinationCidrBlock: '0.0.0.0/0', Origin: 'CreateRoute', State: 'active' } as const;
  if (out === 'none') return [];
  if (out === 'igw') return [{ ...common, GatewayId: id('igw', of.cidr) }];
  if (out === 'deleted-nat')
    return [{ ...common, NatGatewayId: id('nat', `deleted:${of.cidr}`), State: 'blackhole' }];
  return [{ ...common, NatGatewayId: id('nat', out) }];
}

function routeTable(
  { account }: Place,
  of: VpcPlan,
  out: WayOut,
  subnets: readonly SubnetPlan[],
): RouteTable {
  const main = subnets.length === 0;
  const RouteTableId = id('rtb', `${of.cidr}:${main ? 'main' : out}`);
  const associated = { State: 'associated' } as const;
  const associations = subnets.map(({ cidr }) => ({
    Main: false,
    RouteTableAssociationId: id('rtbassoc', cidr),
    RouteTableId,
    SubnetId: id('subnet', cidr),
    AssociationState: associated,
  }));
  const asMain = {
    Main: true,
    RouteTableAssociationId: id('rtbassoc', of.cidr),
    RouteTableId,
    AssociationState: associated,
  };
  const local: Route = {
    DestinationCidrBlock: of.cidr,
    GatewayId: 'local',
    Origin: 'CreateRouteTable',
    State: 'active',
  };
  return {
    RouteTableId,
    VpcId: id('vpc', of.cidr),
    OwnerId: account,
    Associations: main ? [asMain] : associations,
    PropagatingVgws: [],
    Routes: [local, ...wayOut(of, out)],
    Tags: [],
  };
}

function routeTables(place: Place, of: VpcPlan): RouteTable[] {
  const own = of.subnets.filter(({ out }) => out !== of.main);
  const outs = [...new Set(own.map(({ out }) => out))];
  const tables = outs.map((out) =>
    routeTable(
      place,
      of,
      out,
      own.filter((plan) => plan.out === out),
    ),
  );
  return [routeTable(place, of, of.main, []), ...tables];
}

const allow = (RuleNumber: number, Egress: boolean, port?: number): NetworkAclEntry => ({
  CidrBlock: '0.0.0.0/0',
  Egress,
  Protocol: port === undefined ? '-1' : '6',
  RuleAction: 'allow',
  RuleNumber,
  ...(port !== undefined && { PortRange: { From: port, To: port } }),
});
const denyRest = (Egress: boolean): NetworkAclEntry => ({ ...allow(32_767, Egress), RuleAction: 'deny' });

function networkAcl({ account }: Place, of: VpcPlan, strict: boolean, used: boolean): NetworkAcl {
  const NetworkAclId = id('acl', `${of.cidr}:${strict ? 'strict' : 'default'}`);
  const inbound = strict ? [allow(100, false, 443), allow(110, false, 22)] : [allow(100, false)];
  return {
    NetworkAclId,
    VpcId: id('vpc', of.cidr),
    OwnerId: account,
    IsDefault: !strict,
    Entries: [allow(100, true), denyRest(true), ...inbound, denyRest(false)],
    Associations: (used ? of.subnets : []).map(({ cidr }) => ({
      NetworkAclAssociationId: id('aclassoc', cidr),
      NetworkAclId,
      SubnetId: id('subnet', cidr),
    })),
    Tags: tags(strict ? `${of.name}-hardened` : ''),
  };
}

function natGateways(of: VpcPlan, start: number): NatGateway[] {
  const outs = new Set(of.subnets.map(({ out }) => out).filter((out) => out.startsWith('nat:')));
  return [...outs].map((out) => {
    const at = of.subnets.find(({ name }) => out === `nat:${name}`);
    return {
      NatGatewayId: id('nat', out),
      VpcId: id('vpc', of.cidr),
      SubnetId: id('subnet', at?.cidr ?? ''),
      State: 'available',
      ConnectivityType: 'public',
      CreateTime: new Date(start - 90 * 86_400_000),
      NatGatewayAddresses: [
        {
          AllocationId: id('eipalloc', out),
          NetworkInterfaceId: id('eni', out),
          PublicIp: `192.0.2.${Number.parseInt(hex(out, 2), 16)}`,
          // The first address that EC2 gives out in a subnet.
          PrivateIp: at?.cidr.replace(/\.0\/\d+$/, '.4'),
          IsPrimary: true,
          Status: 'succeeded',
        },
      ],
      Tags: tags(`${at?.name ?? ''}-nat`),
    };
  });
}

function defaultGroup({ account, region }: Place, of: VpcPlan): SecurityGroup {
  const GroupId = id('sg', of.cidr);
  const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], UserIdGroupPairs: [] };
  return {
    GroupId,
    GroupName: 'default',
    Description: 'default VPC security group',
    VpcId: id('vpc', of.cidr),
    OwnerId: account,
    SecurityGroupArn: `arn:aws:ec2:${region}:${account}:security-group/${GroupId}`,
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [], UserIdGroupPairs: [{ GroupId, UserId: account }] }],
    IpPermissionsEgress: [everything],
    Tags: [],
  };
}

/** Lays out the planned networks. */
export function layNetwork(place: Place, start: number): Network {
  return {
    vpcEndpoints: [],
    vpcs: networkPlan.map((plan) => vpc(place, plan)),
    subnets: networkPlan.flatMap((plan) => plan.subnets.map((each) => subnet(place, plan, each))),
    routeTables: networkPlan.flatMap((plan) => routeTables(place, plan)),
    networkAcls: networkPlan.flatMap((plan) => {
      const strict = plan.strictAcl ?? false;
      const byDefault = networkAcl(place, plan, false, !strict);
      return strict ? [byDefault, networkAcl(place, plan, true, true)] : [byDefault];
    }),
    natGateways: networkPlan.flatMap((plan) => natGateways(plan, start)),
    internetGateways: networkPlan
      .filter((plan) => plan.internetGateway)
      .map((plan) => ({
        InternetGatewayId: id('igw', plan.cidr),
        OwnerId: place.account,
        // EC2 says `available`, where its own model knows only `attached`.
        Attachments: [{ State: 'available' as AttachmentStatus, VpcId: id('vpc', plan.cidr) }],
        Tags: tags(plan.name),
      })),
    securityGroups: networkPlan.map((plan) => defaultGroup(place, plan)),
  };
}
