import type { NetworkDocument } from '../../../../src/domain/network/document/document.ts';
import * as draw from '../../../../src/sandbox/ec2/networks/draw.ts';
import {
  gatewayEndpoint,
  interfaceEndpoint,
  ownPrefixList,
  peering,
} from '../../../../src/sandbox/ec2/networks/draw-beyond.ts';

/** A network small enough to try every packet. */
export interface Toy {
  /**
   * All of it is IPv6. Addresses are written as IPv4 all the same, and stand at the top of an IPv6 one
   * (`10.0.0.9` is `2600:a00:9::`), so what is in what stays as it is.
   */
  six: boolean;
  subnets: { id: string; vpc: string; cidr: string; zone: 'a' | 'b'; table: string; acl: string }[];
  tables: Record<string, Record<string, string>>;
  /** Prefix lists, which routes and groups' rules may name instead of a range. */
  lists: Record<string, string[]>;
  acls: Record<string, string[]>;
  groups: Record<string, { in: string[]; out: string[] }>;
  nics: { id: string; subnet: string; ip: string; groups: string[]; pub?: string }[];
  igws: Record<string, string>;
  nat: { id: string; subnet: string; ip: string; pub: string; isPublic: boolean; isUp: boolean };
  /** VPC Block Public Access: the mode of a VPC, and exclusions of VPCs and subnets. */
  access: { modes: Record<string, string>; exclusions: Record<string, string> };
  isPeered: boolean;
  tgw: {
    attachments: Record<string, { vpc: string; subnets: string[]; isUp: boolean; isAssociated: boolean }>;
    routes: Record<string, string>;
    supportsReferences: boolean;
  };
  client: { subnet: string; groups: string[]; publicIp: boolean } | { nic: string };
  /** The interfaces of vpc-a's endpoint for `ecr.api`, which takes over the service's name. */
  endpoint: { nics: string[]; isUp: boolean };
  /** An address, `ecr.api` for the service of the endpoint, or an interface that is yet to be made. */
  to: string | { subnet: string; groups: string[] };
  port: number;
}

export const vpcs: Readonly<Record<string, string>> = { 'vpc-a': '10.0.0.0/26', 'vpc-b': '10.0.1.0/26' };

type Pick = <T>(...options: readonly T[]) => T;

const cidrs = [
  '0.0.0.0/0',
  '10.0.0.0/26',
  '10.0.0.0/28',
  '10.0.0.8/29',
  '10.0.1.0/26',
  '10.0.1.16/28',
  '198.51.100.0/24',
  '192.0.2.0/24',
];
const lists = ['pl-1', 'pl-2', 'pl-s3'];
const ports = ['*', '443', '22', '1024-65535', '32768-60999', '40000-65535', '0-39999'];

const aclLines = (pick: Pick): string[] =>
  pick<() => string[]>(
    ...Array.from({ length: 4 }, () => () => ['in allow', 'out allow']),
    () =>
      Array.from({ length: pick(2, 3, 5) }, () =>
        [pick('in', 'out'), pick('allow', 'allow', 'deny'), pick(...ports), pick(...cidrs)].join(' '),
      ),
    () => [[pick('in', 'out'), 'deny', pick(...ports), pick(...cidrs)].join(' '), 'in allow', 'out allow'],
    ...Array.from({ length: 4 }, () => () => [
      `${pick('in', 'out')} deny ${pick('40000-65535', '0-39999', '443')} ${pick('10.0.0.8/29', '10.0.1.24/29', '0.0.0.0/0')}`,
      'in allow',
      'out allow',
    ]),
  )();

const rules = (pick: Pick, isCalm: boolean): string[] =>
  pick<() => string[]>(
    ...Array.from({ length: isCalm ? 30 : 0 }, () => () => ['*']),
    ...Array.from({ length: 6 }, () => () => ['*']),
    ...Array.from({ length: 3 }, () => () => ['* sg-1', `* ${pick('sg-2', 'sg-3')}`]),
    () => [],
    () =>
      Array.from({ length: pick(1, 2) }, () =>
        [pick('*', '443', '22', '400-500'), pick(...cidrs, 'sg-1', 'sg-2', 'sg-3', ...lists)].join(' '),
      ),
  )();

const routes = (pick: Pick, vpc: string, works: () => boolean): Record<string, string> => {
  const target = (): string =>
    (works() ? '' : pick('', '!')) +
    pick(
      'pcx-1',
      'pcx-1',
      'tgw-1',
      'tgw-1',
      `igw-${vpc.at(-1)}`,
      ...(vpc === 'vpc-a' ? ['nat-1', 'nat-1'] : ['tgw-1']),
    );
  const made: Record<string, string> = { [vpcs[vpc] ?? '']: 'local' };
  const usual = vpc === 'vpc-a' ? ['nat-1', 'igw-a', 'nat-1', 'igw-a'] : ['igw-b', 'igw-b', 'tgw-1'];
  if (works()) made['0.0.0.0/0'] = pick(...usual, target());
  if (pick(true, false))
    made[vpc === 'vpc-a' ? '10.0.1.0/26' : '10.0.0.0/26'] = pick('pcx-1', 'tgw-1', target());
  if (pick(true, false, false))
    made[pick('10.0.1.16/28', '10.0.0.16/28', '198.51.100.0/24', '192.0.2.0/24', '10.0.0.8/29')] = target();
  if (pick(true, false, false)) made[pick('pl-1', 'pl-2')] = target();
  if (pick(true, false, false, false)) made[pick('pl-1', 'pl-2')] = target();
  // A black hole is its target's, so it is one in every route.
  const [one, other] = [made['pl-1'], made['pl-2']];
  if (one !== undefined && one.replace('!', '') === other?.replace('!', '')) made['pl-2'] = one;
  if (pick(true, false, false, false)) made['pl-s3'] = works() ? 'vpce-1' : target();
  return made;
};

/** NAT gateways take no IPv6 and egress-only ones nothing else; of gateway endpoints no rule tells. */
const ofFamily = (pick: Pick, six: boolean, made: Record<string, string>): Record<string, string> =>
  six
    ? Object.fromEntries(
        Object.entries(made)
          .filter(([to]) => to !== 'pl-s3')
          .map(([to, target]) => [to, target.replace('nat-1', pick('eigw-1', 'eigw-1', 'nat-1'))]),
      )
    : made;

/** Picks that follow from one number, so that a number is all there is to keep of a network (mulberry32). */
export function picksOf(seed: number): Pick {
  let state = seed;
  return (...options) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const chance = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return options[Math.floor(chance * options.length)] as (typeof options)[0];
  };
}

/** A random network and a question about it; half of them have nothing broken but their ACLs. */
export function makeToy(pick: Pick): Toy {
  const isCalm = pick(true, false);
  const works = (): boolean => isCalm || pick(true, true, true, true, true, true, false);
  const six = pick(true, false, false);
  const subnets: Toy['subnets'] = Object.keys(vpcs).flatMap((vpc) =>
    [0, 16].map((offset, index) => ({
      id: `subnet-${vpc.at(-1)}${index}`,
      vpc,
      cidr: `${(vpcs[vpc] ?? '').replace(/\d+\/.*/, '')}${offset}/28`,
      zone: pick<'a' | 'b'>('a', 'b'),
      table: `rtb-${vpc.at(-1)}${index}`,
      acl: `acl-${vpc.at(-1)}${pick(0, index)}`,
    })),
  );
  const attachment = (vpc: string) => {
    const own = subnets.filter((one) => one.vpc === vpc);
    const [first] = own;
    const other = own.find(({ zone }) => zone !== first?.zone);
    const ids = pick([first], [first, other], [other ?? first]).flatMap((one) => one?.id ?? []);
    return { vpc, subnets: ids, isUp: works(), isAssociated: works() };
  };
  const nics: Toy['nics'] = subnets.map(({ id, cidr }, index) => ({
    id: `eni-${index}`,
    subnet: id,
    ip: cidr.replace(/\d+\/28/, (text) => String(Number.parseInt(text, 10) + 9)),
    groups: pick(['sg-1'], ['sg-2'], ['sg-1', 'sg-3'], ['sg-3']),
    ...(pick(true, false) && { pub: `198.51.100.${index + 1}` }),
  }));
  const host = pick(...subnets.filter(({ vpc }) => vpc === 'vpc-a'));
  const tgwTarget = (): string => (works() ? '' : pick('', '!')) + pick('tgw-attach-a', 'tgw-attach-b');
  const client = pick<() => Toy['client']>(
    () => ({
      subnet: pick(...subnets).id,
      groups: pick(['sg-1'], ['sg-2'], ['sg-2', 'sg-3']),
      publicIp: false,
    }),
    () => ({ nic: pick(...nics).id }),
  )();
  const isInA = JSON.stringify(client).match(/subnet-a|eni-[01]/) !== null;
  return {
    six,
    subnets,
    nics,
    tables: Object.fromEntries(
      subnets.map(({ table, vpc }) => [table, ofFamily(pick, six, routes(pick, vpc, works))]),
    ),
    lists: {
      'pl-1': pick(
        ['10.0.1.0/26'],
        ['10.0.1.16/28', '10.0.0.0/28'],
        ['203.0.113.8/29'],
        ['10.0.1.16/29', '10.0.1.24/29', '10.0.0.0/29', '10.0.0.8/29'],
        ['10.0.1.24/29', '198.51.100.0/24'],
      ),
      'pl-2': pick(
        ['10.0.1.0/26', '10.0.0.0/26'],
        ['10.0.1.24/29', '10.0.0.8/29'],
        ['0.0.0.0/0'],
        ['10.0.0.8/29', '192.0.2.0/24'],
      ),
      'pl-s3': ['203.0.113.0/24'],
    },
    acls: Object.fromEntries(['acl-a0', 'acl-a1', 'acl-b0', 'acl-b1'].map((id) => [id, aclLines(pick)])),
    groups: Object.fromEntries(
      ['sg-1', 'sg-2', 'sg-3'].map((id) => [id, { in: rules(pick, isCalm), out: rules(pick, isCalm) }]),
    ),
    igws: {
      'igw-a': works() ? 'vpc-a' : 'vpc-b',
      'igw-b': works() ? 'vpc-b' : 'vpc-a',
    },
    nat: {
      id: 'nat-1',
      subnet: host.id,
      ip: host.cidr.replace(/\d+\/28/, (text) => String(Number.parseInt(text, 10) + 10)),
      pub: '192.0.2.10',
      isPublic: works(),
      isUp: works(),
    },
    access: {
      modes: Object.fromEntries(
        Object.keys(vpcs).map((vpc) => [
          vpc,
          pick('off', 'off', 'off', 'off', 'block-ingress', 'block-bidirectional'),
        ]),
      ),
      exclusions: Object.fromEntries(
        [...Object.keys(vpcs), ...subnets.map(({ id }) => id)]
          .filter(() => pick(true, false, false, false))
          .map((id) => [id, pick('allow-egress', 'allow-bidirectional')]),
      ),
    },
    isPeered: works(),
    tgw: {
      attachments: { 'tgw-attach-a': attachment('vpc-a'), 'tgw-attach-b': attachment('vpc-b') },
      routes: {
        ...(pick(true, true, false) && { '10.0.0.0/26': pick('tgw-attach-a', 'tgw-attach-a', tgwTarget()) }),
        ...(pick(true, true, false) && { '10.0.1.0/26': pick('tgw-attach-b', 'tgw-attach-b', tgwTarget()) }),
        ...(pick(true, false, false) && {
          [pick('0.0.0.0/0', '10.0.1.16/28', '198.51.100.0/24')]: tgwTarget(),
        }),
      },
      supportsReferences: pick(true, false),
    },
    client,
    endpoint: { nics: pick(['eni-0'], ['eni-1'], ['eni-0', 'eni-1']), isUp: works() },
    to: pick<Toy['to']>(
      '203.0.113.9',
      '203.0.113.9',
      '10.0.1.20',
      '10.0.5.5',
      ...nics.map(({ ip }) => ip),
      ...nics.flatMap(({ pub }) => pub ?? []),
      ...subnets.map(({ id }) => ({ subnet: id, groups: [pick('sg-1', 'sg-2', 'sg-3')] })),
      // Elsewhere the name is public, and may be any address of the internet.
      ...(isInA && !six ? ['ecr.api', 'ecr.api'] : []),
    ),
    port: pick(443, 443, 22),
  };
}

/** An address or a range as IPv6. */
export function asSix(text: string): string {
  const [address = '', length] = text.split('/');
  if (length === '0') return '::/0';
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const hex = [a * 256 + b, c * 256 + d].map((part) => part.toString(16)).join(':');
  return `2600:${hex}::${length === undefined ? '' : `/${16 + Number(length)}`}`;
}

const sixIn = (text: string): string => text.replace(/\d+\.\d+\.\d+\.\d+(\/\d+)?/, asSix);

const keysAsSix = (routes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(routes).map(([to, target]) => [sixIn(to), target]));

/** All that a toy says about addresses, in IPv6. */
const toyAsSix = (toy: Toy): Toy => ({
  ...toy,
  tables: Object.fromEntries(Object.entries(toy.tables).map(([id, routes]) => [id, keysAsSix(routes)])),
  lists: Object.fromEntries(Object.entries(toy.lists).map(([id, cidrs]) => [id, cidrs.map(asSix)])),
  acls: Object.fromEntries(
    Object.entries(toy.acls).map(([id, lines]) => [
      id,
      lines.map((line) => {
        const [way, action, ports = '*', cidr = '0.0.0.0/0'] = line.split(' ');
        return [way, action, ports, asSix(cidr)].join(' ');
      }),
    ]),
  ),
  groups: Object.fromEntries(
    Object.entries(toy.groups).map(([id, own]) => {
      const rule = (line: string): string => sixIn(line.includes(' ') ? line : `${line} 0.0.0.0/0`);
      return [id, { in: own.in.map(rule), out: own.out.map(rule) }];
    }),
  ),
  tgw: { ...toy.tgw, routes: keysAsSix(toy.tgw.routes) },
});

/** The same network as AWS would describe it. */
export function toyDocument(written: Toy): NetworkDocument {
  const { six } = written;
  const toy = six ? toyAsSix(written) : written;
  const vpcOf = (id: string): string => (id.includes('-a') ? 'vpc-a' : 'vpc-b');
  const subnetById = (id: string) => toy.subnets.find((one) => one.id === id);
  const { tgw, nat } = toy;
  return draw.drawn(
    ...Object.entries(vpcs).map(([id, cidr]) =>
      draw.vpc(id, cidr, {
        BlockPublicAccessStates: { InternetGatewayBlockMode: toy.access.modes[id] },
        ...(six && draw.ipv6Range(asSix(cidr))),
      }),
    ),
    {
      VpcBlockPublicAccessExclusions: Object.entries(toy.access.exclusions).map(([id, mode]) => ({
        ResourceArn: `arn:aws:ec2:us-east-1:123456789012:${id.split('-')[0]}/${id}`,
        InternetGatewayExclusionMode: mode,
        State: 'create-complete',
      })),
    },
    ...toy.subnets.map(({ id, vpc, cidr, zone }) =>
      draw.subnet(id, six ? undefined : cidr, {
        VpcId: vpc,
        AvailabilityZone: `us-east-1${zone}`,
        ...(six && draw.ipv6Range(asSix(cidr))),
      }),
    ),
    ...toy.subnets.map(({ id, table, vpc }) =>
      draw.table(table, [id], toy.tables[table] ?? {}, { VpcId: vpc }),
    ),
    ...Object.entries(toy.acls).map(([id, lines]) =>
      draw.acl(
        id,
        toy.subnets.filter(({ acl }) => acl === id).map((one) => one.id),
        lines,
        { VpcId: vpcOf(id), IsDefault: false },
      ),
    ),
    ...Object.entries(toy.lists).map(([id, entries]) => ownPrefixList(id, entries)),
    interfaceEndpoint('vpce-2', 'ecr.api', toy.endpoint.nics, {
      VpcId: 'vpc-a',
      State: toy.endpoint.isUp ? 'available' : 'pending',
    }),
    gatewayEndpoint('vpce-1', 's3', [], { VpcId: 'vpc-a' }),
    ...Object.entries(toy.groups).map(([id, own]) => draw.group(id, own.in, own.out)),
    ...toy.nics.map(({ id, subnet, ip, groups, pub }) =>
      draw.nic(id, subnet, ip, groups, {
        VpcId: subnetById(subnet)?.vpc,
        publicIp: pub,
        ...(six && { Ipv6Addresses: [{ Ipv6Address: asSix(ip) }] }),
      }),
    ),
    ...Object.entries(toy.igws).map(([id, vpc]) => draw.internetGateway(id, vpc)),
    draw.egressOnlyGateway('eigw-1', 'vpc-a'),
    draw.nat(nat.id, nat.subnet, {
      VpcId: 'vpc-a',
      State: nat.isUp ? 'available' : 'failed',
      ConnectivityType: nat.isPublic ? 'public' : 'private',
      NatGatewayAddresses: [{ PublicIp: nat.pub, PrivateIp: nat.ip }],
    }),
    peering('pcx-1', `vpc-a ${vpcs['vpc-a']}`, `vpc-b ${vpcs['vpc-b']}`, {
      Status: { Code: toy.isPeered ? 'active' : 'deleted' },
    }),
    transit(tgw),
  );
}

function transit(tgw: Toy['tgw']): draw.Piece {
  const each = Object.entries(tgw.attachments);
  return {
    TransitGateways: [
      {
        TransitGatewayId: 'tgw-1',
        Options: { SecurityGroupReferencingSupport: tgw.supportsReferences ? 'enable' : 'disable' },
      },
    ],
    TransitGatewayAttachments: each.map(([TransitGatewayAttachmentId, { vpc, isAssociated }]) => ({
      TransitGatewayAttachmentId,
      TransitGatewayId: 'tgw-1',
      ResourceType: 'vpc',
      ResourceId: vpc,
      State: 'available',
      ...(isAssociated && { Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' } }),
    })),
    TransitGatewayVpcAttachments: each.map(([TransitGatewayAttachmentId, { vpc, subnets, isUp }]) => ({
      TransitGatewayAttachmentId,
      TransitGatewayId: 'tgw-1',
      VpcId: vpc,
      State: isUp ? 'available' : 'failing',
      SubnetIds: subnets,
    })),
    TransitGatewayRouteTables: [
      {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        TransitGatewayId: 'tgw-1',
        Routes: Object.entries(tgw.routes).map(([DestinationCidrBlock, written]) => ({
          DestinationCidrBlock,
          Type: 'static',
          State: written.startsWith('!') ? 'blackhole' : 'active',
          TransitGatewayAttachments: [
            { TransitGatewayAttachmentId: written.replace('!', ''), ResourceType: 'vpc' },
          ],
        })),
      },
    ],
  };
}
