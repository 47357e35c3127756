import * as front from './front.ts';
import * as gateways from './gateways.ts';
import * as interfaces from './interfaces.ts';
import * as routes from './routes.ts';
import * as transit from './transit.ts';
import * as vpc from './vpc.ts';

/** Every list of a network document: the shape of an item, the field that names it, the permission to read it. */
export const documentLists = {
  Vpcs: { item: vpc.vpc, key: 'VpcId', permission: 'ec2:DescribeVpcs' },
  VpcAttributes: { item: vpc.vpcAttribute, key: undefined, permission: 'ec2:DescribeVpcAttribute' },
  Subnets: { item: vpc.subnet, key: 'SubnetId', permission: 'ec2:DescribeSubnets' },
  RouteTables: { item: routes.routeTable, key: 'RouteTableId', permission: 'ec2:DescribeRouteTables' },
  NetworkAcls: { item: vpc.networkAcl, key: 'NetworkAclId', permission: 'ec2:DescribeNetworkAcls' },
  SecurityGroups: {
    item: interfaces.securityGroup,
    key: 'GroupId',
    permission: 'ec2:DescribeSecurityGroups',
  },
  NetworkInterfaces: {
    item: interfaces.networkInterface,
    key: 'NetworkInterfaceId',
    permission: 'ec2:DescribeNetworkInterfaces',
  },
  Addresses: { item: interfaces.address, key: 'PublicIp', permission: 'ec2:DescribeAddresses' },
  Reservations: { item: interfaces.reservation, key: undefined, permission: 'ec2:DescribeInstances' },
  InternetGateways: {
    item: gateways.internetGateway,
    key: 'InternetGatewayId',
    permission: 'ec2:DescribeInternetGateways',
  },
  EgressOnlyInternetGateways: {
    item: gateways.egressOnlyGateway,
    key: 'EgressOnlyInternetGatewayId',
    permission: 'ec2:DescribeEgressOnlyInternetGateways',
  },
  NatGateways: { item: gateways.natGateway, key: 'NatGatewayId', permission: 'ec2:DescribeNatGateways' },
  VpcEndpoints: { item: gateways.endpoint, key: 'VpcEndpointId', permission: 'ec2:DescribeVpcEndpoints' },
  PrefixLists: { item: routes.prefixList, key: 'PrefixListId', permission: 'ec2:DescribePrefixLists' },
  ManagedPrefixLists: {
    item: routes.managedPrefixList,
    key: 'PrefixListId',
    permission: 'ec2:GetManagedPrefixListEntries',
  },
  VpcPeeringConnections: {
    item: gateways.peering,
    key: 'VpcPeeringConnectionId',
    permission: 'ec2:DescribeVpcPeeringConnections',
  },
  TransitGateways: {
    item: transit.transitGateway,
    key: 'TransitGatewayId',
    permission: 'ec2:DescribeTransitGateways',
  },
  TransitGatewayAttachments: {
    item: transit.transitAttachment,
    key: 'TransitGatewayAttachmentId',
    permission: 'ec2:DescribeTransitGatewayAttachments',
  },
  TransitGatewayVpcAttachments: {
    item: transit.transitVpcAttachment,
    key: 'TransitGatewayAttachmentId',
    permission: 'ec2:DescribeTransitGatewayVpcAttachments',
  },
  TransitGatewayRouteTables: {
    item: transit.transitRouteTable,
    key: 'TransitGatewayRouteTableId',
    permission: 'ec2:DescribeTransitGatewayRouteTables',
  },
  VpnGateways: { item: gateways.vpnGateway, key: 'VpnGatewayId', permission: 'ec2:DescribeVpnGateways' },
  VpnConnections: {
    item: gateways.vpnConnection,
    key: 'VpnConnectionId',
    permission: 'ec2:DescribeVpnConnections',
  },
  DhcpOptions: { item: vpc.dhcpOptions, key: 'DhcpOptionsId', permission: 'ec2:DescribeDhcpOptions' },
  VpcBlockPublicAccessExclusions: {
    item: vpc.publicAccessExclusion,
    key: 'ExclusionId',
    permission: 'ec2:DescribeVpcBlockPublicAccessExclusions',
  },
  LoadBalancers: {
    item: front.loadBalancer,
    key: 'LoadBalancerArn',
    permission: 'elasticloadbalancing:DescribeLoadBalancers',
  },
  TargetGroups: {
    item: front.targetGroup,
    key: 'TargetGroupArn',
    permission: 'elasticloadbalancing:DescribeTargetGroups',
  },
  HostedZones: { item: front.hostedZone, key: 'Id', permission: 'route53:ListHostedZonesByVPC' },
  ResolverRules: { item: front.resolverRule, key: 'Id', permission: 'route53resolver:ListResolverRules' },
} as const;

export type DocumentList = keyof typeof documentLists;
