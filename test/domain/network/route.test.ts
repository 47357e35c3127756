import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, routeTableOf, routeTo } from '../../../src/domain/network/route.ts';
import { denied, network, read, rerouted, subnet, table } from './network.ts';
import { address, bits, cidr, isWithin } from './oracle.ts';

const state = fc.constantFrom<'active' | 'blackhole'>('active', 'blackhole');
const target = fc.constantFrom('igw-1', 'nat-1', 'tgw-1');
const route = fc.record({ destination: cidr, target, state, origin: fc.constant('static' as const) });

test('R1, A4: the longest prefix wins, whatever the order, and a blackhole too', () => {
  fc.assert(
    fc.property(fc.array(route, { maxLength: 12 }), address, (routes, to) => {
      const holding = routes.filter(({ destination }) => isWithin(destination, to));
      const longest = Math.max(...holding.map(({ destination }) => bits(destination).length));
      const winners = holding.filter(({ destination }) => bits(destination).length === longest);
      const found = routeTo({ ...table('rtb-1', [], {}), routes }, to);
      if (winners.length === 0) expect(found).toBeUndefined();
      else expect(winners).toContain(found);
    }),
    { numRuns: 1000 },
  );
});

test('R1: IPv4 and IPv6 are apart, and a prefix list is no CIDR', () => {
  const routes = { '::/0': 'igw-6', 'pl-6da54004': 'vpce-1', '0.0.0.0/0': 'igw-4' };
  expect(routeTo(table('rtb-1', [], routes), '198.51.100.7')?.target).toBe('igw-4');
  expect(routeTo(table('rtb-1', [], routes), '2001:db8::1')?.target).toBe('igw-6');
  expect(contains('0.0.0.0/0', '::1')).toBe(false);
});

test('A1: the table associated with the subnet, else the main one of its VPC', () => {
  const other = table('rtb-other', [], {}, { isMain: true, vpcId: 'vpc-2' });
  const tables = network().routeTables;
  const snapshot = network({ routeTables: read(other, ...(tables.readable ? tables.items : [])) });
  expect(routeTableOf(snapshot, subnet('subnet-private', '10.0.1.0/24'))?.id).toBe('rtb-private');
  expect(routeTableOf(snapshot, subnet('subnet-isolated', '10.0.2.0/24'))?.id).toBe('rtb-main');
  const elsewhere = subnet('subnet-isolated', '10.0.2.0/24', { vpcId: 'vpc-2' });
  expect(routeTableOf(snapshot, elsewhere)?.id).toBe('rtb-other');
  expect(routeTableOf(network({ routeTables: denied }), elsewhere)).toBeUndefined();
});

test('A4: a blackhole does not fall through to a shorter prefix', () => {
  const bent = rerouted('subnet-private', { '198.51.0.0/16': '!nat-9', '0.0.0.0/0': 'nat-1' });
  const used = routeTableOf(bent, subnet('subnet-private', '10.0.1.0/24'));
  expect(used && routeTo(used, '198.51.100.7')).toMatchObject({ target: 'nat-9', state: 'blackhole' });
});
