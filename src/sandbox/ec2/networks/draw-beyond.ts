import type { Piece } from './draw.ts';

type More = Readonly<Record<string, unknown>>;

/** `vpc-1 10.0.0.0/16`: the two ends of a peering connection. */
export const peering = (
  VpcPeeringConnectionId: string,
  requester: string,
  accepter: string,
  more: More = {},
): Piece => {
  const side = (text: string) => {
    const [VpcId, CidrBlock] = text.split(' ');
    return { VpcId, CidrBlock, CidrBlockSet: [{ CidrBlock }], Region: 'us-east-1' };
  };
  return {
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId,
        Status: { Code: 'active' },
        RequesterVpcInfo: side(requester),
        AccepterVpcInfo: side(accepter),
        ...more,
      },
    ],
  };
};

/** A transit gateway with one route table for all its attachments. `routes`: CIDR → attachment. */
export const transitGateway = (
  TransitGatewayId: string,
  attachments: Readonly<Record<string, { vpcId: string; subnets: readonly string[] }>>,
  routes: Readonly<Record<string, string>>,
  more: More = {},
): Piece => {
  const TransitGatewayRouteTableId = TransitGatewayId.replace('tgw-', 'tgw-rtb-');
  const each = Object.entries(attachments);
  return {
    TransitGateways: [{ TransitGatewayId, ...more }],
    TransitGatewayAttachments: each.map(([TransitGatewayAttachmentId, { vpcId }]) => ({
      TransitGatewayAttachmentId,
      TransitGatewayId,
      ResourceType: 'vpc',
      ResourceId: vpcId,
      State: 'available',
      Association: { TransitGatewayRouteTableId, State: 'associated' },
    })),
    TransitGatewayVpcAttachments: each.map(([TransitGatewayAttachmentId, { vpcId, subnets }]) => ({
      TransitGatewayAttachmentId,
      TransitGatewayId,
      VpcId: vpcId,
      State: 'available',
      SubnetIds: subnets,
    })),
    TransitGatewayRouteTables: [
      {
        TransitGatewayRouteTableId,
        TransitGatewayId,
        Routes: Object.entries(routes).map(([DestinationCidrBlock, written]) => ({
          DestinationCidrBlock,
          Type: written.startsWith('~') ? 'propagated' : 'static',
          State: written.startsWith('!') ? 'blackhole' : 'active',
          TransitGatewayAttachments: [
            {
              TransitGatewayAttachmentId: written.replace(/^[!~]/, ''),
              ResourceType: /vpn/.test(written) ? 'vpn' : 'vpc',
            },
          ],
        })),
      },
    ],
  };
};

export const gatewayEndpoint = (
  VpcEndpointId: string,
  service: string,
  tables: readonly string[],
  more: More = {},
): Piece => ({
  VpcEndpoints: [
    {
      VpcEndpointId,
      VpcEndpointType: 'Gateway',
      VpcId: 'vpc-1',
      ServiceName: `com.amazonaws.us-east-1.${service}`,
      State: 'available',
      RouteTableIds: tables,
      ...more,
    },
  ],
});

export const interfaceEndpoint = (
  VpcEndpointId: string,
  service: string,
  interfaces: readonly string[],
  more: More = {},
): Piece => ({
  VpcEndpoints: [
    {
      VpcEndpointId,
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-1',
      ServiceName: `com.amazonaws.us-east-1.${service}`,
      State: 'available',
      PrivateDnsEnabled: true,
      NetworkInterfaceIds: interfaces,
      ...more,
    },
  ],
});

export const awsPrefixList = (PrefixListId: string, service: string, Cidrs: readonly string[]): Piece => ({
  PrefixLists: [{ PrefixListId, PrefixListName: `com.amazonaws.us-east-1.${service}`, Cidrs }],
});

export const ownPrefixList = (PrefixListId: string, cidrs: readonly string[] | undefined): Piece => ({
  ManagedPrefixLists: [
    {
      PrefixListId,
      PrefixListName: PrefixListId,
      ...(cidrs && { Entries: cidrs.map((Cidr) => ({ Cidr })) }),
    },
  ],
});

/** `targets`: instance or address → health. */
export const loadBalancer = (
  name: string,
  port: number,
  targets: Readonly<Record<string, string>>,
  more: More = {},
): Piece => {
  const TargetGroupArn = `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`;
  return {
    LoadBalancers: [
      {
        LoadBalancerArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/${name}/1`,
        LoadBalancerName: name,
        DNSName: `${name}.us-east-1.elb.amazonaws.com`,
        Type: 'application',
        VpcId: 'vpc-1',
        State: { Code: 'active' },
        Listeners: [{ Port: port, Protocol: 'HTTPS', DefaultActions: [{ Type: 'forward', TargetGroupArn }] }],
        ...more,
      },
    ],
    TargetGroups: [
      {
        TargetGroupArn,
        TargetGroupName: name,
        Port: 8080,
        TargetType: Object.keys(targets).every((id) => id.startsWith('i-')) ? 'instance' : 'ip',
        TargetHealthDescriptions: Object.entries(targets).map(([Id, State]) => ({
          Target: { Id, Port: 8080 },
          TargetHealth: { State },
        })),
      },
    ],
  };
};

export const privateZone = (
  Name: string,
  vpcs: readonly string[],
  records: Readonly<Record<string, string>>,
): Piece => ({
  HostedZones: [
    {
      Id: `/hostedzone/Z${Name.replaceAll('.', '')}`,
      Name: `${Name}.`,
      Config: { PrivateZone: true },
      VPCs: vpcs.map((VPCId) => ({ VPCId, VPCRegion: 'us-east-1' })),
      ResourceRecordSets: Object.entries(records).map(([name, Value]) => ({
        Name: `${name}.`,
        Type: Value.includes(':') ? 'AAAA' : /^\d/.test(Value) ? 'A' : 'CNAME',
        ResourceRecords: [{ Value }],
      })),
    },
  ],
});
