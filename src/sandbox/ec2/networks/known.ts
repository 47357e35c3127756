import type { NetworkDocument } from '../../../domain/network/document/document.ts';
import {
  acl,
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
  gatewayEndpoint,
  interfaceEndpoint,
  loadBalancer,
  peering,
  privateZone,
  transitGateway,
} from './draw-beyond.ts';

/** A network as people have it, good or broken, with what the manager in it should be told about GitLab. */
export interface KnownNetwork {
  name: string;
  document: NetworkDocument;
  /** Where the manager is. */
  subnetId: string;
  publicIp?: boolean;
  /** GitLab's address as seen from outside. */
  gitlab: string;
  verdict: 'REACHABLE' | 'PARTIAL' | 'BLOCKED' | 'UNKNOWN';
  /** Codes it comes with. */
  codes: readonly string[];
}

const saas = '198.51.100.7';
const two: readonly Piece[] = [
  vpc('vpc-1', '10.0.0.0/16'),
  subnet('subnet-public', '10.0.0.0/24', { MapPublicIpOnLaunch: true }),
  subnet('subnet-private', '10.0.1.0/24'),
  internetGateway('igw-1'),
  table('rtb-main', [], { '10.0.0.0/16': 'local' }),
  table('rtb-public', ['subnet-public'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-1' }),
];
const privateTable = (routes: Record<string, string>): Piece =>
  table('rtb-private', ['subnet-private'], { '10.0.0.0/16': 'local', ...routes });
const open = openAcl('acl-open', 'vpc-1');
const withNat: readonly Piece[] = [
  ...two,
  nat('nat-1', 'subnet-public'),
  privateTable({ '0.0.0.0/0': 'nat-1' }),
];

const other: readonly Piece[] = [
  vpc('vpc-2', '10.1.0.0/16'),
  subnet('subnet-gitlab', '10.1.0.0/24', { VpcId: 'vpc-2' }),
  openAcl('acl-other', 'vpc-2'),
  group('sg-gitlab', ['443 10.0.0.0/16'], ['*'], { VpcId: 'vpc-2' }),
  nic('eni-gitlab', 'subnet-gitlab', '10.1.0.20', ['sg-gitlab'], { VpcId: 'vpc-2' }),
];
const back = (routes: Record<string, string>): Piece =>
  table('rtb-gitlab', ['subnet-gitlab'], { '10.1.0.0/16': 'local', ...routes }, { VpcId: 'vpc-2' });
const pcx = peering('pcx-1', 'vpc-1 10.0.0.0/16', 'vpc-2 10.1.0.0/16');
const attachments = {
  'tgw-attach-1': { vpcId: 'vpc-1', subnets: ['subnet-private'] },
  'tgw-attach-2': { vpcId: 'vpc-2', subnets: ['subnet-gitlab'] },
};
const here = (ingress: readonly string[], publicIp = '198.51.100.20'): readonly Piece[] => [
  group('sg-gitlab', ingress),
  nic('eni-gitlab', 'subnet-public', '10.0.0.20', ['sg-gitlab'], { publicIp }),
];
const fromPrivate = { subnetId: 'subnet-private', gitlab: saas };

/** Networks that work. */
const good: readonly KnownNetwork[] = [
  {
    ...fromPrivate,
    name: 'private subnet behind NAT',
    document: drawn(...withNat, open),
    verdict: 'REACHABLE',
    codes: [],
  },
  {
    ...fromPrivate,
    name: 'public subnet',
    subnetId: 'subnet-public',
    publicIp: true,
    document: drawn(...two, open),
    verdict: 'REACHABLE',
    codes: [],
  },
  {
    ...fromPrivate,
    name: 'GitLab in a peered VPC',
    document: drawn(
      ...two,
      open,
      privateTable({ '10.1.0.0/16': 'pcx-1' }),
      ...other,
      back({ '10.0.0.0/16': 'pcx-1' }),
      pcx,
    ),
    gitlab: '10.1.0.20',
    verdict: 'REACHABLE',
    codes: [],
  },
  {
    ...fromPrivate,
    name: 'GitLab behind a transit gateway',
    document: drawn(
      ...two,
      open,
      privateTable({ '10.0.0.0/8': 'tgw-1' }),
      ...other,
      back({ '10.0.0.0/8': 'tgw-1' }),
      transitGateway('tgw-1', attachments, {
        '10.0.0.0/16': '~tgw-attach-1',
        '10.1.0.0/16': '~tgw-attach-2',
      }),
    ),
    gitlab: '10.1.0.20',
    verdict: 'REACHABLE',
    codes: [],
  },
  {
    ...fromPrivate,
    name: 'GitLab behind a load balancer',
    document: drawn(
      ...withNat,
      open,
      group('sg-lb', ['443 10.0.0.0/16']),
      group('sg-gitlab', ['8080 sg-lb']),
      nic('eni-lb', 'subnet-public', '10.0.0.40', ['sg-lb'], { Description: 'ELB app/gitlab/1' }),
      nic('eni-gitlab', 'subnet-private', '10.0.1.20', ['sg-gitlab']),
      instance('i-1', ['eni-gitlab']),
      loadBalancer('gitlab', 443, { 'i-1': 'healthy' }),
    ),
    gitlab: '10.0.0.40',
    verdict: 'REACHABLE',
    codes: [],
  },
  {
    ...fromPrivate,
    name: 'a private zone for GitLab',
    document: drawn(
      ...withNat,
      open,
      ...here(['443 10.0.0.0/16']),
      privateZone('example.com', ['vpc-1'], { 'gitlab.example.com': '10.0.0.20' }),
    ),
    gitlab: '198.51.100.20',
    verdict: 'REACHABLE',
    codes: ['GLFR_DNS_VIEW_DIFFERS'],
  },
  {
    ...fromPrivate,
    name: 'endpoints for AWS, NAT for the rest',
    document: drawn(
      ...two,
      open,
      nat('nat-1', 'subnet-public'),
      privateTable({ '0.0.0.0/0': 'nat-1', 'pl-s3': 'vpce-s3' }),
      awsPrefixList('pl-s3', 's3', ['52.216.0.0/15']),
      gatewayEndpoint('vpce-s3', 's3', ['rtb-private']),
      group('sg-endpoint', ['443 10.0.0.0/16']),
      nic('eni-ecr', 'subnet-private', '10.0.1.30', ['sg-endpoint'], { InterfaceType: 'vpc_endpoint' }),
      interfaceEndpoint('vpce-ecr', 'ecr.api', ['eni-ecr']),
    ),
    verdict: 'REACHABLE',
    codes: [],
  },
];

/** The ways networks are broken in real accounts (facts: reachability, section 5). */
const broken: readonly KnownNetwork[] = [
  {
    ...fromPrivate,
    name: 'public subnet, no public address',
    subnetId: 'subnet-public',
    document: drawn(...two, open),
    verdict: 'BLOCKED',
    codes: ['IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
  },
  {
    ...fromPrivate,
    name: 'no way out',
    document: drawn(...two, open),
    verdict: 'BLOCKED',
    codes: ['NO_ROUTE_TO_DESTINATION'],
  },
  {
    ...fromPrivate,
    name: 'NAT in the private subnet',
    document: drawn(...two, open, nat('nat-1', 'subnet-private'), privateTable({ '0.0.0.0/0': 'nat-1' })),
    verdict: 'BLOCKED',
    codes: ['GLFR_NAT_IN_PRIVATE_SUBNET'],
  },
  {
    ...fromPrivate,
    name: 'NAT that was deleted',
    document: drawn(...two, open, privateTable({ '0.0.0.0/0': '!nat-9' })),
    verdict: 'BLOCKED',
    codes: ['BAD_STATE_ROUTE'],
  },
  {
    ...fromPrivate,
    name: 'an ACL that lets no answers in',
    document: drawn(...withNat, open, acl('acl-strict', ['subnet-private'], ['out allow', 'in allow 443'])),
    verdict: 'BLOCKED',
    codes: ['SUBNET_ACL_RESTRICTION'],
  },
  {
    ...fromPrivate,
    name: 'an ACL with the range of another system',
    document: drawn(
      ...withNat,
      open,
      acl('acl-windows', ['subnet-private'], ['out allow', 'in allow 49152-65535']),
    ),
    verdict: 'PARTIAL',
    codes: ['GLFR_NACL_EPHEMERAL_PARTIAL'],
  },
  {
    ...fromPrivate,
    name: 'peering without a way back',
    document: drawn(...two, open, privateTable({ '10.1.0.0/16': 'pcx-1' }), ...other, back({}), pcx),
    gitlab: '10.1.0.20',
    verdict: 'BLOCKED',
    codes: ['NO_ROUTE_TO_DESTINATION'],
  },
  {
    ...fromPrivate,
    name: 'GitLab in the same VPC, by its public name',
    document: drawn(...withNat, open, ...here(['443 sg-manager'])),
    gitlab: '198.51.100.20',
    verdict: 'BLOCKED',
    codes: ['ENI_SG_RULES_MISMATCH'],
  },
  {
    ...fromPrivate,
    name: 'a VPN',
    document: drawn(...two, open, privateTable({ '192.168.0.0/16': 'vgw-1' })),
    gitlab: '192.168.5.5',
    verdict: 'UNKNOWN',
    codes: ['UNKNOWN_DESTINATION'],
  },
];

export const knownNetworks: readonly KnownNetwork[] = [...good, ...broken];
