import { describe, expect, test } from 'vitest';
import { recommendedSubnets, recommendedVpc } from '../../../src/domain/network/recommend.ts';
import type { NetworkSnapshot, RouteTable, Subnet } from '../../../src/domain/network/snapshot.ts';
import { subnetKind } from '../../../src/domain/network/subnet-kind.ts';
import { denied, network, read, rerouted, subnet, table } from './network.ts';

const kindOf = (snapshot: NetworkSnapshot, id: string) => subnetKind(snapshot, subnet(id, '10.0.1.0/24'));

test.each([
  ['public', network(), 'subnet-public'],
  ['private', network(), 'subnet-private'],
  ['private', rerouted('subnet-private', { '0.0.0.0/0': 'tgw-1' }), 'subnet-private'],
  ['isolated', network(), 'subnet-isolated'],
  ['isolated', rerouted('subnet-private', { '0.0.0.0/0': '!nat-1' }), 'subnet-private'],
  ['unknown', network({ routeTables: denied }), 'subnet-private'],
])('subnet kind %s is told by the default route', (kind, snapshot, id) => {
  expect(kindOf(snapshot, id)).toBe(kind);
});

type Out = 'igw' | 'nat' | 'none';

/** VPCs whose subnets are written `<zone> <way out> <free addresses>`. */
function vpcs(plan: Record<string, string[]>, defaultVpc?: string): NetworkSnapshot {
  const subnets: Subnet[] = [];
  const tables: RouteTable[] = [];
  for (const [vpcId, lines] of Object.entries(plan)) {
    for (const line of lines) {
      const [zone = '', out = 'none', free = '200'] = line.split(' ') as [string, Out, string];
      const id = `${vpcId}-${zone}-${out}-${free}`;
      subnets.push(subnet(id, '10.0.0.0/24', { vpcId, zone, freeAddresses: Number(free) }));
      tables.push(table(`rtb-${id}`, [id], out === 'none' ? {} : { '0.0.0.0/0': `${out}-1` }, { vpcId }));
    }
  }
  const ids = Object.keys(plan).map((id) => ({ id, cidrs: [], ipv6Cidrs: [], isDefault: id === defaultVpc }));
  return network({ vpcs: ids, subnets, routeTables: read(...tables) });
}

describe('recommended subnets', () => {
  test.each([
    ['private before public', ['a igw', 'b nat', 'c none'], ['b-nat-200']],
    ['public where there is no NAT', ['b igw', 'a igw', 'c none'], ['a-igw-200', 'b-igw-200']],
    ['the roomiest of a zone', ['a nat 50', 'a nat 90', 'a nat 60'], ['a-nat-90']],
    ['none with too few addresses', ['a nat 15', 'b nat 16', 'c igw'], ['b-nat-16']],
    ['none without a way out', ['a none'], []],
  ])('%s', (_, lines, expected) => {
    const found = recommendedSubnets(vpcs({ 'vpc-1': lines, 'vpc-2': ['a nat 500'] }), 'vpc-1');
    expect(found.map(({ id }) => id)).toEqual(expected.map((id) => `vpc-1-${id}`));
  });
});

describe('recommended VPC', () => {
  const zones = (out: Out, ...names: string[]) => names.map((name) => `${name} ${out}`);
  const plan = {
    default: zones('igw', 'a', 'b', 'c'),
    two: zones('nat', 'a', 'b'),
    one: zones('nat', 'a'),
    none: zones('none', 'a'),
  };
  const all = () => true;
  test.each([
    ['with NAT and more zones first', plan, all, 'two'],
    ['one that works before all others', plan, ([first]: Subnet[]) => first?.vpcId === 'one', 'one'],
    ['the default one where all are alike', { other: plan.default, default: plan.default }, all, 'default'],
    ['the default one where none has subnets to propose', { none: plan.none, default: [] }, all, 'default'],
    ['none where there is none', {}, all, undefined],
  ])('%s', (_, lines, works, expected) => {
    expect(recommendedVpc(vpcs(lines, 'default'), works)?.id).toBe(expected);
  });
});
