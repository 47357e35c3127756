import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NetworkSnapshot } from '../../../src/domain/network/snapshot.ts';
import { denied, nat, network, read, rerouted } from './network.ts';
import { judge } from './reach.ts';

const regional: NetworkSnapshot = network({ natGateways: read({ ...nat(), subnetId: undefined }) });
const natToTransit = rerouted('subnet-public', { '0.0.0.0/0': 'tgw-1' });

describe('UNKNOWN, never BLOCKED and never REACHABLE', () => {
  const unsure: [string, NetworkSnapshot, Parameters<typeof judge>[1], string][] = [
    ['route tables not readable', network({ routeTables: denied }), {}, 'GLFR_NOT_READABLE'],
    ['ACLs not readable', network({ networkAcls: denied }), {}, 'GLFR_NOT_READABLE'],
    ['NAT gateways not readable', network({ natGateways: denied }), {}, 'GLFR_NOT_READABLE'],
    ['a subnet of another region', network(), { subnets: ['subnet-nowhere'] }, 'UNKNOWN_RESOURCE'],
    ['W9: a transit gateway', rerouted('subnet-private', { '0.0.0.0/0': 'tgw-1' }), {}, 'UNKNOWN_RESOURCE'],
    ['a transit gateway behind NAT', natToTransit, {}, 'UNKNOWN_RESOURCE'],
    ['W5: a regional NAT gateway', regional, {}, 'UNKNOWN_RESOURCE'],
    ['no IPv4 address', network(), { addresses: ['2001:db8::1'] }, 'GLFR_DNS_NO_ANSWER'],
    ['E6: loopback', network(), { addresses: ['127.0.0.1'] }, 'GLFR_DNS_VIEW_DIFFERS'],
  ];

  test.each(unsure)('%s', (_, snapshot, change, code) => {
    const { verdict, codes } = judge(snapshot, change);
    expect(verdict).toBe('UNKNOWN');
    expect(new Set(codes)).toEqual(new Set([code]));
  });
});

test('what cannot be read changes no verdict to BLOCKED, and never away from it to REACHABLE', () => {
  const kinds = ['routeTables', 'networkAcls', 'natGateways', 'internetGateways'] as const;
  const subnets = fc.constantFrom('subnet-public', 'subnet-private', 'subnet-isolated');
  fc.assert(
    fc.property(fc.subarray([...kinds], { minLength: 1 }), subnets, fc.boolean(), (hidden, id, publicIp) => {
      const change = Object.fromEntries(hidden.map((kind) => [kind, denied]));
      const sees = judge(network(), { subnets: [id], publicIp }).verdict;
      const seesLess = judge(network(change), { subnets: [id], publicIp }).verdict;
      expect([sees, 'UNKNOWN']).toContain(seesLess);
    }),
  );
});
