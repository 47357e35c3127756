import type { NetworkDocument } from '../../../domain/network/document/document.ts';
import {
  drawn,
  group,
  instance,
  internetGateway,
  nat,
  nic,
  openAcl,
  type Piece,
  subnet,
  table,
  vpc,
} from './draw.ts';
import {
  awsPrefixList,
  interfaceEndpoint,
  loadBalancer,
  peering,
  privateZone,
  transitGateway,
} from './draw-beyond.ts';
import { knownNetworks } from './known.ts';

const manager = 'sg-0aa00000000000001';
const gitlab = 'sg-0aa00000000000002';
const privateSubnet = 'subnet-0aa0000000000001';
const publicSubnet = 'subnet-0aa0000000000002';

/** One VPC with a private subnet behind NAT and a public one; S3's ranges are known. */
const base = (...routes: (readonly [string, string])[]): Piece[] => [
  vpc('vpc-1', '10.0.0.0/16'),
  subnet(privateSubnet, '10.0.1.0/24'),
  subnet(publicSubnet, '10.0.0.0/24', { MapPublicIpOnLaunch: true }),
  table('rtb-main', [], { '10.0.0.0/16': 'local' }),
  table('rtb-private', [privateSubnet], {
    '10.0.0.0/16': 'local',
    '0.0.0.0/0': 'nat-1',
    ...Object.fromEntries(routes),
  }),
  table('rtb-public', [publicSubnet], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-1' }),
  openAcl('acl-1', 'vpc-1'),
  internetGateway('igw-1'),
  nat('nat-1', publicSubnet),
  awsPrefixList('pl-63a5400a', 's3', ['198.18.0.0/20']),
  group(manager, []),
];

/** GitLab on an instance of the same VPC; `ingress`: what its group lets in. */
const ownGitLab = (ingress: readonly string[], publicIp?: string): Piece[] => [
  group(gitlab, ingress),
  nic('eni-0aa0000000000001', publicSubnet, '10.0.0.20', [gitlab], {
    ...(publicIp && { publicIp }),
    Attachment: { Status: 'attached', InstanceId: 'i-0aa0000000000001' },
  }),
  instance('i-0aa0000000000001', ['eni-0aa0000000000001'], { VpcId: 'vpc-1', SubnetId: publicSubnet }),
];

const zone = privateZone('sandbox.example', ['vpc-1'], { 'gitlab.sandbox.example': '10.0.0.20' });

/** GitLab behind a load balancer of another VPC. */
const farGitLab = (route: Piece, extra: readonly Piece[]): Piece[] => [
  vpc('vpc-2', '10.2.0.0/16'),
  subnet('subnet-0bb0000000000001', '10.2.0.0/24', { VpcId: 'vpc-2' }),
  route,
  openAcl('acl-2', 'vpc-2'),
  group('sg-0bb00000000000001', ['443 10.0.0.0/16'], undefined, { VpcId: 'vpc-2' }),
  nic('eni-0bb0000000000001', 'subnet-0bb0000000000001', '10.2.0.20', ['sg-0bb00000000000001'], {
    VpcId: 'vpc-2',
  }),
  privateZone('sandbox.example', ['vpc-1'], { 'gitlab.sandbox.example': '10.2.0.20' }),
  ...extra,
];

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Networks as real accounts have them, which the sandbox offers by `network:<name>`. */
export const offeredNetworks: Readonly<Record<string, NetworkDocument>> = {
  ...Object.fromEntries(knownNetworks.map(({ name, document }) => [slug(name), document])),
  'own-gitlab': drawn(...base(), ...ownGitLab([`443 ${manager}`]), zone),
  'closed-gitlab': drawn(...base(), ...ownGitLab(['443 10.9.0.0/16']), zone),
  hairpin: drawn(...base(), ...ownGitLab([`443 ${manager}`], '203.0.113.10')),
  'tight-endpoint': drawn(
    ...base(),
    group('sg-0aa00000000000003', ['443 10.9.0.0/16']),
    nic('eni-0aa0000000000003', privateSubnet, '10.0.1.40', ['sg-0aa00000000000003'], {
      InterfaceType: 'vpc_endpoint',
    }),
    interfaceEndpoint('vpce-1', 'logs', ['eni-0aa0000000000003']),
  ),
  peered: drawn(
    ...base(['10.2.0.0/16', 'pcx-1']),
    ...farGitLab(table('rtb-2', [], { '10.2.0.0/16': 'local', '10.0.0.0/16': 'pcx-1' }, { VpcId: 'vpc-2' }), [
      peering('pcx-1', 'vpc-1 10.0.0.0/16', 'vpc-2 10.2.0.0/16'),
    ]),
  ),
  'one-way-peering': drawn(
    ...base(['10.2.0.0/16', 'pcx-1']),
    ...farGitLab(table('rtb-2', [], { '10.2.0.0/16': 'local' }, { VpcId: 'vpc-2' }), [
      peering('pcx-1', 'vpc-1 10.0.0.0/16', 'vpc-2 10.2.0.0/16'),
    ]),
  ),
  transit: drawn(
    ...base(['10.2.0.0/16', 'tgw-1']),
    ...farGitLab(table('rtb-2', [], { '10.2.0.0/16': 'local', '10.0.0.0/16': 'tgw-1' }, { VpcId: 'vpc-2' }), [
      transitGateway(
        'tgw-1',
        {
          'tgw-attach-1': { vpcId: 'vpc-1', subnets: [privateSubnet] },
          'tgw-attach-2': { vpcId: 'vpc-2', subnets: ['subnet-0bb0000000000001'] },
        },
        { '10.0.0.0/16': '~tgw-attach-1', '10.2.0.0/16': '~tgw-attach-2' },
      ),
    ]),
  ),
  'sick-balancer': drawn(
    ...base(),
    group(gitlab, [`443 ${manager}`]),
    nic('eni-0aa0000000000004', privateSubnet, '10.0.1.50', [gitlab], {
      Description: 'ELB app/gitlab/1',
    }),
    loadBalancer('gitlab', 443, { '10.0.1.60': 'unhealthy' }),
    privateZone('sandbox.example', ['vpc-1'], { 'gitlab.sandbox.example': '10.0.1.50' }),
  ),
};
