import { describe, expect, test } from 'vitest';
import type { NetworkDocument } from '../../../src/domain/network/document/document.ts';
import {
  acl,
  drawn,
  egressOnlyGateway,
  group,
  instance,
  internetGateway,
  ipv6Range,
  nat,
  nic,
  openAcl,
  subnet,
  table,
  vpc,
} from '../../../src/sandbox/ec2/networks/draw.ts';
import {
  awsPrefixList,
  gatewayEndpoint,
  interfaceEndpoint,
  loadBalancer,
  ownPrefixList,
  peering,
  privateZone,
  transitGateway,
} from '../../../src/sandbox/ec2/networks/draw-beyond.ts';
import { ask, gitlabAddress, mainTable, open, privateTable, publicTable, usual, whole } from './ask.ts';

type Asked = NonNullable<Parameters<typeof ask>[1]>;
type Case = [name: string, document: NetworkDocument, asked: Asked, verdict: string, codes: string[]];

const check = (cases: Case[]) =>
  test.each(cases)('%s', (_, document, asked, verdict, codes) => {
    const answer = ask(document, asked);
    expect({ verdict: answer.verdict, codes: [...new Set(answer.codes)] }).toEqual({ verdict, codes });
  });

const publicAsk: Asked = { from: 'subnet-public', publicIp: true };
const gitlab = (groups: string[], more: Record<string, unknown> = {}) =>
  nic('eni-gitlab', 'subnet-isolated', '10.0.2.20', groups, more);
const inside: Asked = { to: '10.0.2.20' };
const rerouted = (routes: Record<string, string>) => [
  ...usual,
  mainTable,
  publicTable,
  open,
  privateTable(routes),
];
const guarded = (...lines: string[]) => [
  ...usual,
  mainTable,
  publicTable,
  privateTable(),
  open,
  acl('acl-private', ['subnet-private'], lines),
];

describe('association and state', () => {
  check([
    [
      'A1 the main table for a subnet without one',
      drawn(...whole),
      { from: 'subnet-isolated' },
      'BLOCKED',
      ['NO_ROUTE_TO_DESTINATION'],
    ],
    ['A2 the default ACL for a subnet without one', drawn(...whole), {}, 'REACHABLE', []],
    ['A2 its own ACL otherwise', drawn(...guarded('in allow')), {}, 'BLOCKED', ['SUBNET_ACL_RESTRICTION']],
    [
      'A3 a range that was taken away does not count',
      drawn(
        ...whole,
        vpc('vpc-2', '10.1.0.0/16', {
          CidrBlockAssociationSet: [{ CidrBlock: '10.1.0.0/16', CidrBlockState: { State: 'disassociated' } }],
        }),
      ),
      {},
      'REACHABLE',
      [],
    ],
    [
      'A3 a NAT gateway that is pending',
      drawn(
        ...whole.slice(0, 5),
        mainTable,
        publicTable,
        privateTable(),
        open,
        nat('nat-1', 'subnet-public', { State: 'pending' }),
      ),
      {},
      'BLOCKED',
      ['BAD_STATE'],
    ],
    [
      'A3 an internet gateway of another VPC',
      drawn(...usual.slice(0, 4), internetGateway('igw-1', 'vpc-9'), mainTable, publicTable, open),
      publicAsk,
      'BLOCKED',
      ['BAD_STATE_ATTACHMENT'],
    ],
    [
      'A3 a stopped instance',
      drawn(
        ...whole,
        group('sg-g', ['*']),
        gitlab(['sg-g'], { Attachment: { Status: 'attached', InstanceId: 'i-1' } }),
        instance('i-1', ['eni-gitlab'], { State: { Name: 'stopped' } }),
      ),
      inside,
      'BLOCKED',
      ['BAD_STATE'],
    ],
    [
      'A4 a black hole wins and drops',
      drawn(...rerouted({ '198.51.0.0/16': '!nat-9', '0.0.0.0/0': 'nat-1' })),
      {},
      'BLOCKED',
      ['BAD_STATE_ROUTE'],
    ],
    [
      'A4 a state nobody knows is no good one',
      drawn(
        ...usual,
        publicTable,
        open,
        table(
          'rtb-private',
          ['subnet-private'],
          {},
          { Routes: [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'filtered' }] },
        ),
      ),
      {},
      'BLOCKED',
      ['BAD_STATE_ROUTE'],
    ],
  ]);
});

describe('security groups', () => {
  const own = { groups: ['sg-own'] };
  const to = (ingress: string[], egress?: string[]) =>
    drawn(
      ...whole,
      group('sg-own', ['*'], egress),
      group('sg-other', []),
      group('sg-g', ingress),
      gitlab(['sg-g']),
    );
  const beyondNat = drawn(
    ...whole,
    group('sg-own', []),
    group('sg-g', ['443 sg-own']),
    nic('eni-gitlab', 'subnet-public', '10.0.0.20', ['sg-g'], { publicIp: '198.51.100.20' }),
  );
  check([
    ['G1 groups are united', to(['443']), { ...inside, groups: ['sg-other', 'sg-own'] }, 'REACHABLE', []],
    [
      'G2 the sender must let it out',
      to(['443'], ['22']),
      { ...inside, ...own },
      'BLOCKED',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'G2 the receiver must let it in',
      to(['22']),
      { ...inside, ...own },
      'BLOCKED',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    ['G2 replies need no rule', to(['443'], ['443']), { ...inside, ...own }, 'REACHABLE', []],
    ['G3 no rules deny everything', to([]), { ...inside, ...own }, 'BLOCKED', ['SG_HAS_NO_RULES']],
    ['G3 a port range', to(['400-443']), { ...inside, ...own }, 'REACHABLE', []],
    [
      'G4 half of the clients by range',
      to(['443 10.0.1.0/25']),
      { ...inside, ...own },
      'PARTIAL',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'G4 0.0.0.0/0 is not IPv6',
      to(['443 ::/0']),
      { ...inside, ...own },
      'BLOCKED',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'G4 by prefix list',
      drawn(
        ...whole,
        group('sg-own', []),
        group('sg-g', ['443 pl-1']),
        ownPrefixList('pl-1', ['10.0.1.0/24']),
        gitlab(['sg-g']),
      ),
      { ...inside, ...own },
      'REACHABLE',
      [],
    ],
    [
      'G4 a list whose entries are not known',
      drawn(
        ...whole,
        group('sg-own', []),
        group('sg-g', ['443 pl-1']),
        ownPrefixList('pl-1', undefined),
        gitlab(['sg-g']),
      ),
      { ...inside, ...own },
      'UNKNOWN',
      ['GLFR_NOT_READABLE'],
    ],
    ['G5 by reference', to(['443 sg-own']), { ...inside, ...own }, 'REACHABLE', []],
    [
      'G5 to itself',
      drawn(...whole, group('sg-own', ['443 sg-own']), gitlab(['sg-own'])),
      { ...inside, ...own },
      'REACHABLE',
      [],
    ],
    [
      'G5 a reference to somebody else',
      to(['443 sg-other']),
      { ...inside, ...own },
      'BLOCKED',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'G5, E8 no reference under a public address',
      beyondNat,
      { ...own, to: '198.51.100.20' },
      'BLOCKED',
      ['GLFR_HAIRPIN_SG_REFERENCE'],
    ],
    [
      'G6 a stale reference',
      drawn(
        ...whole,
        group('sg-own', []),
        group('sg-g', [], [], {
          IpPermissions: [
            { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-own', PeeringStatus: 'deleted' }] },
          ],
        }),
        gitlab(['sg-g']),
      ),
      { ...inside, ...own },
      'BLOCKED',
      ['GLFR_STALE_SG_RULE', 'ENI_SG_RULES_MISMATCH'],
    ],
    ...['10.0.0.2', '169.254.169.253'].map(
      (dns): Case => [
        `G7 neither groups nor ACLs stop Amazon's DNS: ${dns}`,
        drawn(...guarded(), group('sg-own', [], [])),
        { to: dns, port: 53, groups: ['sg-own'] },
        'REACHABLE',
        [],
      ],
    ),
    [
      'G7 the same address on another port is no DNS',
      drawn(...whole),
      { to: '10.0.0.2', port: 443 },
      'BLOCKED',
      ['NO_POSSIBLE_DESTINATION'],
    ],
    [
      'G7 a DNS server of one’s own is like any other',
      to(['443']),
      { ...inside, ...own, port: 53 },
      'BLOCKED',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'G8 a NAT gateway takes no connections',
      drawn(...whole, nic('eni-nat', 'subnet-public', '10.0.0.10', [], { InterfaceType: 'nat_gateway' })),
      { to: '10.0.0.10' },
      'BLOCKED',
      ['NO_POSSIBLE_DESTINATION'],
    ],
    [
      'E10 a group that is not shown',
      drawn(...whole),
      { groups: ['sg-hidden'] },
      'UNKNOWN',
      ['UNKNOWN_RESOURCE'],
    ],
  ]);
});

describe('network ACLs', () => {
  check([
    [
      'N1 not within one subnet',
      drawn(...guarded(), group('sg-g', ['*']), nic('eni-1', 'subnet-private', '10.0.1.20', ['sg-g'])),
      { to: '10.0.1.20' },
      'REACHABLE',
      [],
    ],
    [
      'N2 the first match wins',
      drawn(...guarded('out deny 443', 'out allow', 'in allow')),
      {},
      'BLOCKED',
      ['SUBNET_ACL_RESTRICTION'],
    ],
    [
      'N2 the destination port counts, also of a reply',
      drawn(...guarded('out allow 443', 'in allow 443')),
      {},
      'BLOCKED',
      ['SUBNET_ACL_RESTRICTION'],
    ],
    [
      'N3 a deny of a part is PARTIAL',
      drawn(...guarded('out allow', 'in deny 40000-50000', 'in allow')),
      {},
      'PARTIAL',
      ['GLFR_NACL_EPHEMERAL_PARTIAL'],
    ],
    [
      'N4 Linux replies on 32768 to 60999',
      drawn(...guarded('out allow 443', 'in allow 32768-60999')),
      {},
      'REACHABLE',
      ['GLFR_PATH_MTU'],
    ],
    [
      'N4 too narrow',
      drawn(...guarded('out allow 443', 'in allow 49152-65535')),
      {},
      'PARTIAL',
      ['GLFR_NACL_EPHEMERAL_PARTIAL'],
    ],
    [
      'N5 the subnet of the NAT gateway is asked four times',
      drawn(...whole, acl('acl-public', ['subnet-public'], ['in allow 1024-65535', 'out allow'])),
      {},
      'BLOCKED',
      ['SUBNET_ACL_RESTRICTION'],
    ],
    [
      'N5 and is open with both',
      drawn(
        ...whole,
        acl(
          'acl-public',
          ['subnet-public'],
          ['in allow 443 10.0.0.0/16', 'in allow 1024-65535', 'out allow'],
        ),
      ),
      {},
      'REACHABLE',
      ['GLFR_PATH_MTU'],
    ],
    [
      'N8 no word from routers is worth a warning',
      drawn(...guarded('out allow 443', 'in allow 32768-60999')),
      {},
      'REACHABLE',
      ['GLFR_PATH_MTU'],
    ],
    [
      'N8 no warning where everything may pass',
      drawn(...guarded('out allow', 'in allow')),
      {},
      'REACHABLE',
      [],
    ],
    [
      'N9 the client, not the server',
      drawn(...guarded('out allow 1024-65535', 'in allow 443')),
      {},
      'BLOCKED',
      ['SUBNET_ACL_RESTRICTION'],
    ],
  ]);
});

describe('routes', () => {
  const lists = [ownPrefixList('pl-1', ['198.51.100.0/24']), ownPrefixList('pl-2', ['198.51.100.0/24'])];
  check([
    ['R1 a prefix list', drawn(...rerouted({ 'pl-1': 'nat-1' }), ...lists), {}, 'REACHABLE', []],
    [
      'R1 a static range before a list',
      drawn(...rerouted({ 'pl-1': '!nat-9', '198.51.100.0/24': 'nat-1' }), ...lists),
      {},
      'REACHABLE',
      [],
    ],
    [
      'R1 a list before what was propagated',
      drawn(...rerouted({ '198.51.100.0/24': '~vgw-1', 'pl-1': 'nat-1' }), ...lists),
      {},
      'REACHABLE',
      [],
    ],
    [
      'R1 two lists',
      drawn(...rerouted({ 'pl-1': 'nat-1', 'pl-2': 'igw-1' }), ...lists),
      {},
      'UNKNOWN',
      ['HIGHER_PRIORITY_ROUTE'],
    ],
    [
      'R1 a list that cannot be read',
      drawn(...rerouted({ 'pl-9': 'tgw-1', '0.0.0.0/0': 'nat-1' }), ownPrefixList('pl-9', undefined)),
      {},
      'UNKNOWN',
      ['GLFR_NOT_READABLE'],
    ],
    [
      'R2 more specific before propagated or not',
      drawn(...rerouted({ '198.51.100.0/24': '~vgw-1', '198.51.0.0/16': 'nat-1' })),
      {},
      'UNKNOWN',
      ['UNKNOWN_DESTINATION'],
    ],
    [
      'R3 a public address of the same VPC goes by the table',
      drawn(
        ...whole,
        group('sg-g', ['*']),
        nic('eni-1', 'subnet-public', '10.0.0.20', ['sg-g'], { publicIp: '198.51.100.20' }),
      ),
      { from: 'subnet-isolated', to: '198.51.100.20' },
      'BLOCKED',
      ['NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'R4 in the VPC, but in no subnet',
      drawn(...whole),
      { to: '10.0.200.1' },
      'BLOCKED',
      ['NO_POSSIBLE_DESTINATION'],
    ],
    [
      'R4 in a subnet, but nothing there',
      drawn(...whole),
      { to: '10.0.2.77' },
      'BLOCKED',
      ['NO_POSSIBLE_DESTINATION'],
    ],
    [
      'R5 an edge table',
      drawn(
        ...whole,
        table(
          'rtb-edge',
          ['x'],
          {},
          {
            Associations: [{ GatewayId: 'igw-1' }],
            Routes: [{ DestinationCidrBlock: '10.0.0.0/24', NetworkInterfaceId: 'eni-9', State: 'active' }],
          },
        ),
      ),
      publicAsk,
      'UNKNOWN',
      ['INGRESS_RTB_TRAFFIC_REDIRECTION'],
    ],
    ...['169.254.169.254', '169.254.170.2', '169.254.169.123'].map(
      (address): Case => [
        `R6 metadata and time are answered on the spot: ${address}`,
        drawn(...guarded(), group('sg-own', [], [])),
        { from: 'subnet-isolated', to: address, port: 80, groups: ['sg-own'] },
        'REACHABLE',
        [],
      ],
    ),
    [
      'R6 the rest of 169.254.0.0/16 is routed like anything else',
      drawn(...whole),
      { from: 'subnet-isolated', to: '169.254.1.1', port: 80 },
      'BLOCKED',
      ['NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'R7 a NAT instance',
      drawn(
        ...rerouted({ '0.0.0.0/0': 'eni-n' }),
        group('sg-n', ['443 10.0.0.0/16']),
        nic('eni-n', 'subnet-public', '10.0.0.30', ['sg-n'], {
          SourceDestCheck: false,
          publicIp: '192.0.2.30',
        }),
      ),
      {},
      'REACHABLE',
      ['GLFR_ASSUMES_FORWARDING'],
    ],
    [
      'R7 a NAT instance with the check on',
      drawn(
        ...rerouted({ '0.0.0.0/0': 'eni-n' }),
        group('sg-n', ['443 10.0.0.0/16']),
        nic('eni-n', 'subnet-public', '10.0.0.30', ['sg-n'], { publicIp: '192.0.2.30' }),
      ),
      {},
      'BLOCKED',
      ['ENI_SOURCE_DEST_CHECK_RESTRICTION', 'GLFR_ASSUMES_FORWARDING'],
    ],
  ]);
});

describe('gateways', () => {
  const six: Asked = { ipv6: true, to: '2001:db8::7' };
  const withSix = [
    vpc('vpc-1', '10.0.0.0/16', ipv6Range('2600:1f00::/56')),
    subnet('subnet-private', '10.0.1.0/24', ipv6Range('2600:1f00:0:1::/64')),
    open,
  ];
  const blockAccess = (mode: string) => [
    vpc('vpc-1', '10.0.0.0/16', { BlockPublicAccessStates: { InternetGatewayBlockMode: mode } }),
    ...whole.slice(1),
  ];
  const excluded = {
    VpcBlockPublicAccessExclusions: [
      {
        ExclusionId: 'x',
        ResourceArn: 'arn:aws:ec2:us-east-1:1:subnet/subnet-public',
        InternetGatewayExclusionMode: 'allow-egress',
        State: 'create-complete',
      },
    ],
  };
  const natAt = (at: string | undefined, more: Record<string, unknown> = {}) =>
    drawn(...usual.slice(0, 5), nat('nat-1', at, more), mainTable, publicTable, privateTable(), open);
  check([
    ['W1 with a public address', drawn(...whole), publicAsk, 'REACHABLE', []],
    [
      'W1 without',
      drawn(...whole),
      { from: 'subnet-public' },
      'BLOCKED',
      ['IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
    ],
    [
      'W1 to a private address',
      drawn(...whole),
      { ...publicAsk, to: '10.9.0.1' },
      'BLOCKED',
      ['IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
    ],
    [
      'W1 to a shared address',
      drawn(...whole),
      { ...publicAsk, to: '100.64.0.1' },
      'BLOCKED',
      ['IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS'],
    ],
    [
      'W2 the receiver sees the public address as the sender',
      drawn(
        ...whole,
        group('sg-g', ['443 198.51.100.30/32']),
        nic('eni-g', 'subnet-isolated', '10.0.2.20', ['sg-g'], { publicIp: '198.51.100.20' }),
        nic('eni-own', 'subnet-public', '10.0.0.30', ['sg-own'], { publicIp: '198.51.100.30' }),
        group('sg-own', []),
        table('rtb-isolated', ['subnet-isolated'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-1' }),
      ),
      { from: { kind: 'interface', interfaceId: 'eni-own' }, to: '198.51.100.20' },
      'REACHABLE',
      [],
    ],
    [
      'W2 and not its private one',
      drawn(
        ...whole,
        group('sg-g', ['443 10.0.0.0/16']),
        nic('eni-g', 'subnet-isolated', '10.0.2.20', ['sg-g'], { publicIp: '198.51.100.20' }),
        nic('eni-own', 'subnet-public', '10.0.0.30', ['sg-own'], { publicIp: '198.51.100.30' }),
        group('sg-own', []),
        table('rtb-isolated', ['subnet-isolated'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-1' }),
      ),
      { from: { kind: 'interface', interfaceId: 'eni-own' }, to: '198.51.100.20' },
      'BLOCKED',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'W3 a private NAT gateway',
      natAt('subnet-public', { ConnectivityType: 'private' }),
      {},
      'BLOCKED',
      ['GLFR_NAT_PRIVATE_TO_IGW'],
    ],
    [
      'W4 NAT in the subnet it serves',
      natAt('subnet-private'),
      {},
      'BLOCKED',
      ['GLFR_NAT_IN_PRIVATE_SUBNET'],
    ],
    [
      'W4 NAT where nothing leads out',
      natAt('subnet-isolated'),
      {},
      'BLOCKED',
      ['GLFR_NAT_IN_PRIVATE_SUBNET'],
    ],
    [
      'W5 a regional one',
      drawn(
        ...usual.slice(0, 5),
        mainTable,
        privateTable(),
        open,
        nat('nat-1', undefined, {
          AvailabilityMode: 'regional',
          RouteTableId: 'rtb-nat',
          NatGatewayAddresses: [{ PublicIp: '192.0.2.1', AvailabilityZone: 'us-east-1a' }],
        }),
        table('rtb-nat', ['none'], { '0.0.0.0/0': 'igw-1' }),
      ),
      {},
      'REACHABLE',
      [],
    ],
    [
      'W5 a regional one elsewhere',
      drawn(
        ...usual.slice(0, 5),
        mainTable,
        privateTable(),
        open,
        nat('nat-1', undefined, {
          AvailabilityMode: 'regional',
          RouteTableId: 'rtb-nat',
          NatGatewayAddresses: [{ AvailabilityZone: 'us-east-1b' }],
        }),
        table('rtb-nat', ['none'], { '0.0.0.0/0': 'igw-1' }),
      ),
      {},
      'BLOCKED',
      ['REGIONAL_NGW_ROUTE_AZ_RESTRICTION'],
    ],
    [
      'W6 egress-only',
      drawn(
        ...withSix,
        egressOnlyGateway('eigw-1'),
        table('rtb-private', ['subnet-private'], { '::/0': 'eigw-1' }),
      ),
      six,
      'REACHABLE',
      [],
    ],
    [
      'W6 IPv6 only, and DNS64',
      drawn(
        vpc('vpc-1', '10.0.0.0/16', ipv6Range('2600:1f00::/56')),
        ...usual.slice(1, 2),
        ...usual.slice(4),
        publicTable,
        open,
        subnet('subnet-six', undefined, { ...ipv6Range('2600:1f00:0:6::/64'), EnableDns64: true }),
        table('rtb-six', ['subnet-six'], { '64:ff9b::/96': 'nat-1', '2600:1f00::/56': 'local' }),
        table('rtb-x', [], {}),
      ),
      { from: 'subnet-six' },
      'REACHABLE',
      [],
    ],
    [
      'W6 IPv6 only, and no DNS64',
      drawn(...withSix, subnet('subnet-six', undefined, ipv6Range('2600:1f00:0:6::/64'))),
      { from: 'subnet-six' },
      'BLOCKED',
      ['GLFR_IPV6_ONLY_BROKEN'],
    ],
    [
      'W7 block all',
      drawn(...blockAccess('block-bidirectional')),
      {},
      'BLOCKED',
      ['VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    ],
    ['W7 block what comes in: NAT works', drawn(...blockAccess('block-ingress')), {}, 'REACHABLE', []],
    [
      'W7 block what comes in: a public address does not',
      drawn(...blockAccess('block-ingress')),
      publicAsk,
      'BLOCKED',
      ['VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    ],
    ['W7 an exclusion', drawn(...blockAccess('block-bidirectional'), excluded), {}, 'REACHABLE', []],
    [
      'W10 a VPN',
      drawn(...rerouted({ '192.168.0.0/16': 'vgw-1' }), {
        VpnGateways: [
          {
            VpnGatewayId: 'vgw-1',
            State: 'available',
            VpcAttachments: [{ State: 'attached', VpcId: 'vpc-1' }],
          },
        ],
      }),
      { to: '192.168.1.1' },
      'UNKNOWN',
      ['UNKNOWN_DESTINATION'],
    ],
    [
      'W10 a VPN that is down',
      drawn(...rerouted({ '192.168.0.0/16': 'vgw-1' }), {
        VpnGateways: [{ VpnGatewayId: 'vgw-1', VpcAttachments: [{ State: 'attached', VpcId: 'vpc-1' }] }],
        VpnConnections: [
          { VpnConnectionId: 'vpn-1', VpnGatewayId: 'vgw-1', VgwTelemetry: [{ Status: 'DOWN' }] },
        ],
      }),
      { to: '192.168.1.1' },
      'BLOCKED',
      ['BAD_STATE_VPN'],
    ],
    [
      'W11 a firewall endpoint',
      drawn(
        ...rerouted({ '0.0.0.0/0': 'vpce-fw' }),
        gatewayEndpoint('vpce-fw', 'x', [], { VpcEndpointType: 'GatewayLoadBalancer' }),
      ),
      {},
      'UNKNOWN',
      ['UNKNOWN_RESOURCE'],
    ],
    [
      'an Outpost or whatever comes',
      drawn(...rerouted({ '0.0.0.0/0': 'lgw-1' })),
      {},
      'UNKNOWN',
      ['UNKNOWN_RESOURCE'],
    ],
  ]);
});

const peer = [
  vpc('vpc-2', '10.1.0.0/16'),
  subnet('subnet-peer', '10.1.0.0/24', { VpcId: 'vpc-2' }),
  openAcl('acl-peer', 'vpc-2'),
  group('sg-g', ['443 10.0.0.0/16'], ['*'], { VpcId: 'vpc-2' }),
  nic('eni-gitlab', 'subnet-peer', '10.1.0.20', ['sg-g'], { VpcId: 'vpc-2' }),
];
const peerTable = (routes: Record<string, string>) =>
  table('rtb-peer', ['subnet-peer'], { '10.1.0.0/16': 'local', ...routes }, { VpcId: 'vpc-2' });

describe('peering', () => {
  const to = { to: '10.1.0.20' };
  const pcx = peering('pcx-1', 'vpc-1 10.0.0.0/16', 'vpc-2 10.1.0.0/16');
  const there = rerouted({ '10.1.0.0/16': 'pcx-1' });
  check([
    [
      'W8 both ways',
      drawn(...there, ...peer, pcx, peerTable({ '10.0.0.0/16': 'pcx-1' })),
      to,
      'REACHABLE',
      [],
    ],
    [
      'W8 no way back',
      drawn(...there, ...peer, pcx, peerTable({})),
      to,
      'BLOCKED',
      ['NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'W8 not active',
      drawn(
        ...there,
        ...peer,
        peering('pcx-1', 'vpc-1 10.0.0.0/16', 'vpc-2 10.1.0.0/16', {
          Status: { Code: 'pending-acceptance' },
        }),
      ),
      to,
      'BLOCKED',
      ['BAD_STATE'],
    ],
    [
      'W8 no further than the peer',
      drawn(...rerouted({ '0.0.0.0/0': 'pcx-1' }), ...peer, pcx),
      {},
      'BLOCKED',
      ['PCX_REQUIRES_ADDRESS_IN_VPC_CIDR'],
    ],
    ['W8 a peer nobody can read', drawn(...there, pcx), to, 'UNKNOWN', ['UNKNOWN_DESTINATION']],
    [
      'G6 a reference over peering',
      drawn(
        ...there,
        ...peer.slice(0, 3),
        ...peer.slice(4),
        pcx,
        peerTable({ '10.0.0.0/16': 'pcx-1' }),
        group('sg-own', []),
        group('sg-g', ['443 sg-own']),
      ),
      { ...to, groups: ['sg-own'] },
      'REACHABLE',
      [],
    ],
  ]);
});

describe('transit gateway', () => {
  const to = { to: '10.1.0.20' };
  const there = rerouted({ '10.1.0.0/16': 'tgw-1' });
  const back = peerTable({ '10.0.0.0/16': 'tgw-1' });
  const both = {
    'tgw-attach-1': { vpcId: 'vpc-1', subnets: ['subnet-private'] },
    'tgw-attach-2': { vpcId: 'vpc-2', subnets: ['subnet-peer'] },
  };
  const routes = { '10.0.0.0/16': '~tgw-attach-1', '10.1.0.0/16': '~tgw-attach-2' };
  const tgw = transitGateway('tgw-1', both, routes);
  const unassociated = ['tgw-attach-1', 'tgw-attach-2'].map((TransitGatewayAttachmentId) => ({
    TransitGatewayAttachmentId,
    TransitGatewayId: 'tgw-1',
    ResourceType: 'vpc',
    State: 'available',
  }));
  const elsewhere = subnet('subnet-b', '10.0.9.0/24', { AvailabilityZone: 'us-east-1b' });
  check([
    ['W9 both ways', drawn(...there, ...peer, back, tgw), to, 'REACHABLE', []],
    [
      'W9 no subnet in the zone',
      drawn(
        ...there,
        ...peer,
        back,
        elsewhere,
        transitGateway(
          'tgw-1',
          { ...both, 'tgw-attach-1': { vpcId: 'vpc-1', subnets: ['subnet-b'] } },
          routes,
        ),
      ),
      to,
      'BLOCKED',
      ['TGW_ROUTE_AZ_RESTRICTION'],
    ],
    [
      'W9 no route',
      drawn(...there, ...peer, back, transitGateway('tgw-1', both, {})),
      to,
      'BLOCKED',
      ['TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
    ],
    [
      'W9 a black hole',
      drawn(...there, ...peer, back, transitGateway('tgw-1', both, { '10.1.0.0/16': '!tgw-attach-2' })),
      to,
      'BLOCKED',
      ['TGW_RTB_BAD_STATE_ROUTE'],
    ],
    [
      'W9 no way back',
      drawn(...there, ...peer, peerTable({}), tgw),
      to,
      'BLOCKED',
      ['NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'W9 not associated',
      { ...drawn(...there, ...peer, back, tgw), TransitGatewayAttachments: unassociated },
      to,
      'BLOCKED',
      ['TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
    ],
    [
      'W9 routes nobody could read',
      { ...drawn(...there, ...peer, back, tgw), TransitGatewayRouteTables: undefined },
      to,
      'UNKNOWN',
      ['TGW_RTB_ROUTES_ARE_UNKNOWN'],
    ],
    [
      'N6 the subnet of the attachment has an ACL too',
      drawn(
        ...there,
        ...peer,
        back,
        elsewhere,
        subnet('subnet-t', '10.0.8.0/28'),
        acl('acl-t', ['subnet-t'], ['out allow']),
        transitGateway(
          'tgw-1',
          { ...both, 'tgw-attach-1': { vpcId: 'vpc-1', subnets: ['subnet-t'] } },
          routes,
        ),
      ),
      to,
      'BLOCKED',
      ['SUBNET_ACL_RESTRICTION'],
    ],
    [
      'G6 no reference unless it is switched on',
      drawn(
        ...there,
        ...peer.slice(0, 3),
        ...peer.slice(4),
        back,
        tgw,
        group('sg-own', []),
        group('sg-g', ['443 sg-own']),
      ),
      { ...to, groups: ['sg-own'] },
      'BLOCKED',
      ['SG_REFERENCING_SUPPORT'],
    ],
    [
      'G6 switched on',
      drawn(
        ...there,
        ...peer.slice(0, 3),
        ...peer.slice(4),
        back,
        transitGateway('tgw-1', both, routes, { Options: { SecurityGroupReferencingSupport: 'enable' } }),
        group('sg-own', []),
        group('sg-g', ['443 sg-own']),
      ),
      { ...to, groups: ['sg-own'] },
      'REACHABLE',
      [],
    ],
  ]);
});

describe('endpoints, DNS and fronts', () => {
  const s3: Asked = { to: { kind: 'service', service: 's3', region: 'us-east-1' } };
  const ecr: Asked = { to: { kind: 'service', service: 'ecr.api', region: 'us-east-1' } };
  const list = awsPrefixList('pl-s3', 's3', ['52.216.0.0/15', '3.5.0.0/19']);
  const point = (ingress: string[], more: Record<string, unknown> = {}) => [
    group('sg-e', ingress),
    nic('eni-e', 'subnet-isolated', '10.0.2.30', ['sg-e'], { InterfaceType: 'vpc_endpoint' }),
    interfaceEndpoint('vpce-e', 'ecr.api', ['eni-e'], more),
  ];
  const dnsOff = { VpcAttributes: [{ VpcId: 'vpc-1', EnableDnsSupport: { Value: false } }] };
  const zone = privateZone('example.com', ['vpc-1'], { 'gitlab.example.com': '10.0.2.20' });
  const balanced = (health: string, port = 443) =>
    drawn(
      ...whole,
      group('sg-lb', ['443']),
      group('sg-g', ['8080 sg-lb']),
      nic('eni-lb', 'subnet-public', '10.0.0.40', ['sg-lb'], { Description: 'ELB app/gitlab/1' }),
      gitlab(['sg-g'], { Attachment: { Status: 'attached', InstanceId: 'i-1' } }),
      instance('i-1', ['eni-gitlab']),
      loadBalancer('gitlab', port, { 'i-1': health }),
    );
  check([
    [
      'E1 a gateway endpoint',
      drawn(...rerouted({ 'pl-s3': 'vpce-s3' }), list, gatewayEndpoint('vpce-s3', 's3', ['rtb-private'])),
      s3,
      'REACHABLE',
      [],
    ],
    [
      'E1 not for this route table',
      drawn(...rerouted({}), list, gatewayEndpoint('vpce-s3', 's3', [])),
      s3,
      'BLOCKED',
      ['NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'E1 a policy is not judged',
      drawn(
        ...rerouted({ 'pl-s3': 'vpce-s3' }),
        list,
        gatewayEndpoint('vpce-s3', 's3', ['rtb-private'], { PolicyDocument: '{"Statement":[]}' }),
      ),
      s3,
      'REACHABLE',
      ['GLFR_ENDPOINT_POLICY'],
    ],
    [
      'N7 an ACL must hold all ranges of S3',
      drawn(...guarded('out allow 443 52.216.0.0/15', 'in allow'), list),
      s3,
      'PARTIAL',
      ['SUBNET_ACL_RESTRICTION'],
    ],
    [
      'E2 an interface endpoint in another subnet',
      drawn(...whole, ...point(['443 10.0.0.0/16'])),
      ecr,
      'REACHABLE',
      [],
    ],
    [
      'E2, E3 its group breaks a subnet that has NAT',
      drawn(...whole, ...point(['443 10.0.0.0/24'])),
      ecr,
      'BLOCKED',
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'E3 without private DNS the name stays public',
      drawn(...whole, ...point([], { PrivateDnsEnabled: false })),
      ecr,
      'REACHABLE',
      ['GLFR_ENDPOINT_PRIVATE_DNS_OFF'],
    ],
    [
      'E4 no endpoint and no way out',
      drawn(...rerouted({})),
      ecr,
      'BLOCKED',
      ['NO_ROUTE_TO_DESTINATION', 'GLFR_ENDPOINT_MISSING'],
    ],
    ['E6 DNS switched off', { ...drawn(...whole), ...dnsOff }, {}, 'BLOCKED', ['GLFR_DNS_SUPPORT_OFF']],
    [
      'E6 the private zone answers',
      drawn(...whole, zone, group('sg-g', ['443']), gitlab(['sg-g'])),
      {},
      'REACHABLE',
      ['GLFR_DNS_VIEW_DIFFERS'],
    ],
    [
      'E6 the private zone hides the name',
      drawn(...whole, privateZone('example.com', ['vpc-1'], {})),
      {},
      'BLOCKED',
      ['GLFR_DNS_NO_ANSWER'],
    ],
    ['E6 loopback', drawn(...whole), { to: '127.0.0.1' }, 'UNKNOWN', ['GLFR_DNS_VIEW_DIFFERS']],
    ['E6 no address', drawn(...whole), { to: [] }, 'UNKNOWN', ['GLFR_DNS_NO_ANSWER']],
    [
      'E7 one of two addresses',
      drawn(...rerouted({ '198.51.100.0/24': 'nat-1' })),
      { to: [gitlabAddress, '203.0.113.9'] },
      'PARTIAL',
      ['NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'E8 in by the public address, allowed for the NAT gateway',
      drawn(
        ...whole,
        group('sg-g', ['443 192.0.2.10/32']),
        nic('eni-g', 'subnet-public', '10.0.0.20', ['sg-g'], { publicIp: '198.51.100.20' }),
      ),
      { to: '198.51.100.20' },
      'REACHABLE',
      [],
    ],
    [
      'E8 one’s own addresses were not read: a word, no more',
      { ...drawn(...whole), Addresses: undefined, NetworkInterfaces: undefined },
      {},
      'REACHABLE',
      ['GLFR_NOT_READABLE'],
    ],
    ['E9 a load balancer', balanced('healthy'), { to: '10.0.0.40' }, 'REACHABLE', []],
    [
      'E9 no such listener',
      balanced('healthy', 80),
      { to: '10.0.0.40' },
      'BLOCKED',
      ['ELBV2_LISTENERS_MISMATCH'],
    ],
    ['E9 unhealthy', balanced('unhealthy'), { to: '10.0.0.40' }, 'BLOCKED', ['GLFR_LB_TARGET_UNHEALTHY']],
    [
      'E10 a subnet of another account',
      drawn(...whole, subnet('subnet-shared', '10.0.7.0/24', { OwnerId: '999999999999' })),
      { to: '10.0.7.9' },
      'UNKNOWN',
      ['UNKNOWN_DESTINATION'],
    ],
    [
      'a full subnet',
      drawn(
        ...whole.slice(0, 2),
        ...whole.slice(3),
        subnet('subnet-private', '10.0.1.0/24', { AvailableIpAddressCount: 0 }),
      ),
      {},
      'BLOCKED',
      ['GLFR_SUBNET_FULL'],
    ],
  ]);
});
