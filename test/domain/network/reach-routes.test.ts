import { describe, expect, test } from 'vitest';
import type { NetworkSnapshot } from '../../../src/domain/network/snapshot.ts';
import { acl, nat, network, read, rerouted } from './network.ts';
import { judge } from './reach.ts';

describe('REACHABLE, with the path', () => {
  test('W3: private subnet, NAT gateway, internet gateway', () => {
    const { verdict, subnets, findings } = judge(network());
    expect({ verdict, findings }).toEqual({ verdict: 'REACHABLE', findings: [] });
    const path = ['subnet-private', 'rtb-private', 'nat-1', 'igw-1', 'gitlab.example.com:443'];
    expect(subnets.map((one) => one.path)).toEqual([path]);
  });

  test('W1: public subnet with a public address', () => {
    const { verdict, subnets } = judge(network(), { subnets: ['subnet-public'], publicIp: true });
    expect(verdict).toBe('REACHABLE');
    const path = ['subnet-public', 'rtb-public', 'igw-1', 'gitlab.example.com:443'];
    expect(subnets.map((one) => one.path)).toEqual([path]);
  });

  test('an address inside the VPC needs no way out', () => {
    const inside = { subnets: ['subnet-isolated'], addresses: ['10.0.1.20'] };
    expect(judge(network(), inside)).toMatchObject({ verdict: 'REACHABLE', findings: [] });
  });
});

const crowd = (id: string) =>
  network({ subnets: network().subnets.map((one) => (one.id === id ? { ...one, freeAddresses: 0 } : one)) });
const pending = network({ natGateways: read(nat({ state: 'pending' })) });
const natInItsOwnSubnet = network({ natGateways: read(nat({ subnetId: 'subnet-private' })) });
const natInIsolated = network({ natGateways: read(nat({ subnetId: 'subnet-isolated' })) });
const privateNat = network({ natGateways: read(nat({ isPublic: false })) });

describe('BLOCKED, with a code and a fix', () => {
  const publicSubnet = { subnets: ['subnet-public'] };
  const blocked: [string, NetworkSnapshot, Parameters<typeof judge>[1], string[]][] = [
    ['R1: no route', network(), { subnets: ['subnet-isolated'] }, ['NO_ROUTE_TO_DESTINATION']],
    ['A4: a blackhole', rerouted('subnet-private', { '0.0.0.0/0': '!nat-1' }), {}, ['BAD_STATE_ROUTE']],
    ['W1: no public address', network(), publicSubnet, ['IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS']],
    ['A3: the NAT gateway is pending', pending, {}, ['BAD_STATE_ROUTE']],
    ['A3: the NAT gateway is gone', network({ natGateways: read() }), {}, ['BAD_STATE_ROUTE']],
    ['W4: NAT in the subnet it serves', natInItsOwnSubnet, {}, ['GLFR_NAT_IN_PRIVATE_SUBNET']],
    ['W4: NAT without an internet gateway', natInIsolated, {}, ['GLFR_NAT_IN_PRIVATE_SUBNET']],
    [
      'W4: NAT before a blackhole',
      rerouted('subnet-public', { '0.0.0.0/0': '!igw-1' }),
      {},
      ['GLFR_NAT_IN_PRIVATE_SUBNET'],
    ],
    ['W3: a private NAT gateway', privateNat, {}, ['GLFR_NAT_PRIVATE_TO_IGW']],
    [
      'W1: private destination',
      network(),
      { addresses: ['10.9.0.1'] },
      ['IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
    ],
    [
      'W1: shared destination',
      network(),
      { ...publicSubnet, publicIp: true, addresses: ['100.64.0.1'] },
      ['IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS'],
    ],
    ['a full subnet', crowd('subnet-private'), {}, ['GLFR_SUBNET_FULL']],
  ];

  test.each(blocked)('%s', (_, snapshot, change, codes) => {
    const answer = judge(snapshot, change);
    expect(answer.verdict).toBe('BLOCKED');
    expect(answer.codes).toEqual(codes);
    for (const { component, text, fix } of answer.findings)
      expect([component, text, fix]).not.toContain(undefined);
  });
});

test('every block of a path is listed, not only the first', () => {
  const closed = { ...crowd('subnet-isolated'), networkAcls: read(acl('acl-closed', [])) };
  expect(new Set(judge(closed, { subnets: ['subnet-isolated'] }).codes)).toEqual(
    new Set(['GLFR_SUBNET_FULL', 'SUBNET_ACL_RESTRICTION', 'NO_ROUTE_TO_DESTINATION']),
  );
});

describe('several subnets or addresses', () => {
  test('one that works and one that does not are PARTIAL, each with its own verdict', () => {
    const answer = judge(network(), { subnets: ['subnet-private', 'subnet-isolated'] });
    expect(answer.verdict).toBe('PARTIAL');
    expect(answer.subnets.map(({ verdict }) => verdict)).toEqual(['REACHABLE', 'BLOCKED']);
  });

  test('an address of the name that is not reached makes it PARTIAL, and the worst one is explained', () => {
    const bent = rerouted('subnet-private', { '198.51.0.0/16': 'tgw-1', '203.0.0.0/8': 'nat-1' });
    const addresses = ['198.51.100.7', '203.0.113.9', '192.0.2.1'];
    expect(judge(bent, { addresses })).toMatchObject({
      verdict: 'PARTIAL',
      codes: ['NO_ROUTE_TO_DESTINATION'],
    });
  });
});
