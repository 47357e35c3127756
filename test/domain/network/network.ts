import { shapeSnapshot } from '../../../src/domain/network/document/shape.ts';
import type { Read } from '../../../src/domain/network/read.ts';
import type {
  AclEntry,
  NetworkAcl,
  NetworkSnapshot,
  Route,
  RouteTable,
  Subnet,
} from '../../../src/domain/network/snapshot.ts';
import type { NatGateway } from '../../../src/domain/network/snapshot-gateways.ts';

export const read = <T>(...items: T[]): Read<T> => ({ readable: true, items });
export const denied: Read<never> = { readable: false, permission: 'ec2:Describe' };

export const subnet = (id: string, cidr: string, more: Partial<Subnet> = {}): Subnet => ({
  id,
  vpcId: 'vpc-1',
  zone: 'eu-central-1a',
  cidr,
  freeAddresses: 200,
  mapPublicIp: false,
  ipv6Cidrs: [],
  assignIpv6: false,
  dns64: false,
  ...more,
});

/** A table of these subnets; a target that begins with `!` is gone. */
export const table = (
  id: string,
  subnetIds: string[],
  routes: Record<string, string>,
  more: Partial<RouteTable> = {},
): RouteTable => ({
  id,
  vpcId: 'vpc-1',
  isMain: false,
  subnetIds,
  gatewayIds: [],
  routes: Object.entries(routes).map(
    ([destination, target]): Route => ({
      destination,
      target: target.replace('!', ''),
      state: target.startsWith('!') ? 'blackhole' : 'active',
      origin: 'static',
    }),
  ),
  ...more,
});

export const nat = (more: Partial<NatGateway> = {}): NatGateway => ({
  id: 'nat-1',
  vpcId: 'vpc-1',
  subnetId: 'subnet-public',
  state: 'available',
  isPublic: true,
  isRegional: false,
  zones: [],
  addresses: [{ publicIp: '192.0.2.10', privateIp: '10.0.0.10' }],
  ...more,
});

/** `in allow 443 10.0.0.0/8`, `out deny * 0.0.0.0/0` …: entries in the order of their numbers. */
export const acl = (id: string, subnetIds: string[], ...lines: string[]): NetworkAcl => ({
  id,
  vpcId: 'vpc-1',
  isDefault: subnetIds.length === 0,
  subnetIds,
  entries: lines.map((line, index): AclEntry => {
    const [way, action, ports = '*', cidr = '0.0.0.0/0'] = line.split(' ');
    const [from, to = from] = ports.split('-').map(Number);
    return {
      number: 100 * (index + 1),
      egress: way === 'out',
      allow: action === 'allow',
      protocol: ports === '*' ? '-1' : '6',
      cidr,
      ...(ports !== '*' && { ports: { from: from ?? 0, to: to ?? 0 } }),
    };
  }),
});

export const openAcl = acl('acl-open', [], 'in allow', 'out allow');

const world: NetworkSnapshot = {
  ...shapeSnapshot({ Vpcs: [], Subnets: [] }),
  vpcs: [{ id: 'vpc-1', cidrs: ['10.0.0.0/16'], ipv6Cidrs: [], isDefault: false }],
  subnets: [
    subnet('subnet-public', '10.0.0.0/24'),
    subnet('subnet-private', '10.0.1.0/24'),
    subnet('subnet-isolated', '10.0.2.0/24'),
  ],
  routeTables: read(
    table('rtb-main', [], { '10.0.0.0/16': 'local' }, { isMain: true }),
    table('rtb-public', ['subnet-public'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-1' }),
    table('rtb-private', ['subnet-private'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'nat-1' }),
  ),
  networkAcls: read(openAcl),
  natGateways: read(nat()),
  internetGateways: read({ id: 'igw-1', vpcIds: ['vpc-1'] }),
};

/** One VPC with a public, a private (NAT in the public one) and an isolated subnet, bent by `change`. */
export const network = (change: Partial<NetworkSnapshot> = {}): NetworkSnapshot => ({ ...world, ...change });

/** As `network`, with one more table; it takes its subnets from the tables that had them. */
export function rerouted(id: string, routes: Record<string, string>): NetworkSnapshot {
  const tables = world.routeTables.readable ? world.routeTables.items : [];
  const others = tables.map((one) => ({ ...one, subnetIds: one.subnetIds.filter((other) => other !== id) }));
  return network({ routeTables: read(...others, table('rtb-bent', [id], routes)) });
}
