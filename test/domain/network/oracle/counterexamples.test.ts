import { expect, test } from 'vitest';
import { analysed } from './analysed.ts';
import { bruteForce } from './oracle.ts';
import { makeToy, type Toy } from './toy.ts';

/** A network where everything is open and nothing is special, bent for the case. */
function toy(change: (calm: Toy) => void): Toy {
  const calm = makeToy((...options) => options[0] as (typeof options)[0]);
  calm.tables = {
    'rtb-a0': { '10.0.0.0/26': 'local' },
    'rtb-a1': { '10.0.0.0/26': 'local' },
    'rtb-b0': { '10.0.1.0/26': 'local' },
    'rtb-b1': { '10.0.1.0/26': 'local' },
  };
  for (const [index, subnet] of calm.subnets.entries())
    subnet.acl = ['acl-a0', 'acl-a1', 'acl-b0', 'acl-b1'][index] ?? '';
  for (const nic of calm.nics) nic.groups = ['sg-1'];
  for (const id of Object.keys(calm.groups)) calm.groups[id] = { in: ['*'], out: ['*'] };
  calm.six = false;
  calm.access = { modes: { 'vpc-a': 'off', 'vpc-b': 'off' }, exclusions: {} };
  change(calm);
  return calm;
}

const route = (one: Toy, table: string, routes: Record<string, string>): void => {
  Object.assign(one.tables[table] ?? {}, routes);
};
/** From 10.0.0.8 on, in `subnet-a0`, through the transit gateway and back into peering. */
const overBoth = (one: Toy): void => {
  one.client = { subnet: 'subnet-a0', groups: ['sg-2'], publicIp: false };
  one.to = '10.0.1.25';
  one.tgw.routes = { '10.0.1.16/28': 'tgw-attach-a' };
  one.tgw.supportsReferences = true;
  const [attachment] = Object.values(one.tgw.attachments);
  if (attachment) attachment.subnets = ['subnet-a1'];
  for (const subnet of one.subnets) subnet.zone = 'a';
  route(one, 'rtb-a0', { '10.0.1.0/26': 'tgw-1' });
  route(one, 'rtb-a1', { '10.0.1.0/26': 'pcx-1' });
  route(one, 'rtb-b1', { '10.0.0.0/26': 'pcx-1' });
};

test.each<[string, string, string[], (one: Toy) => void]>([
  [
    'peering after a transit gateway carries no reference in an outbound rule (seed 14404)',
    'BLOCKED',
    ['sg-2 forward'],
    (one) => {
      overBoth(one);
      one.groups['sg-2'] = { in: ['*'], out: ['* sg-1'] };
    },
  ],
  ['the same without a reference passes', 'REACHABLE', [], overBoth],
  [
    'peering takes nothing that only passes through (seed 49980)',
    'BLOCKED',
    ['pcx-1 forward'],
    (one) => {
      one.client = { nic: 'eni-0' };
      one.to = '10.0.0.25';
      one.tgw.routes = { '0.0.0.0/0': 'tgw-attach-b' };
      for (const subnet of one.subnets) subnet.zone = 'a';
      route(one, 'rtb-a0', { '10.0.0.16/28': 'tgw-1' });
      for (const table of ['rtb-b0', 'rtb-b1']) route(one, table, { '10.0.0.0/26': 'pcx-1' });
    },
  ],
  [
    'in by a public address: both ACLs let replies through, on different ports',
    'BLOCKED',
    ['acl-a0 return', 'acl-a1 return'],
    (one) => {
      one.client = { nic: 'eni-0' };
      one.to = '198.51.100.2';
      for (const [index, nic] of one.nics.entries()) nic.pub = `198.51.100.${index + 1}`;
      for (const table of ['rtb-a0', 'rtb-a1']) route(one, table, { '0.0.0.0/0': 'igw-a' });
      one.acls['acl-a0'] = ['in deny 40000-65535', 'in allow', 'out allow'];
      one.acls['acl-a1'] = ['out deny 0-39999 198.51.100.0/24', 'in allow', 'out allow'];
    },
  ],
  [
    'behind a NAT gateway: what it lets through of the servers is what the client cannot send to',
    'BLOCKED',
    ['acl-a0 forward', 'acl-a1 return'],
    (one) => {
      one.client = { nic: 'eni-0' };
      one.to = { subnet: 'subnet-b1', groups: ['sg-1'] };
      one.nat = { ...one.nat, subnet: 'subnet-a1', ip: '10.0.0.26', isPublic: false, isUp: true };
      route(one, 'rtb-a0', { '10.0.1.0/26': 'nat-1' });
      route(one, 'rtb-a1', { '10.0.1.0/26': 'pcx-1' });
      route(one, 'rtb-b1', { '10.0.0.0/26': 'pcx-1' });
      one.acls['acl-a0'] = ['out deny * 10.0.1.24/29', 'in allow', 'out allow'];
      one.acls['acl-a1'] = ['in deny 1024-65535 10.0.1.16/29', 'in allow', 'out allow'];
    },
  ],
  [
    'half of the servers by chance, and of the other half some replies are dropped',
    'PARTIAL',
    ['acl-a0 return', 'rtb-a0 forward'],
    (one) => {
      one.client = { nic: 'eni-0' };
      one.to = { subnet: 'subnet-b1', groups: ['sg-1'] };
      one.lists = { 'pl-1': ['10.0.1.0/26'], 'pl-2': ['10.0.1.24/29'] };
      route(one, 'rtb-a0', { 'pl-1': 'pcx-1', 'pl-2': 'tgw-1' });
      route(one, 'rtb-b1', { '10.0.0.0/26': 'pcx-1' });
      one.acls['acl-a0'] = ['in deny 40000-65535', 'in allow', 'out allow'];
    },
  ],
  [
    'a list that has a rival for half of its range is sure of the other half',
    'UNKNOWN',
    ['pcx-1 forward', 'rtb-a0 forward'],
    (one) => {
      one.client = { nic: 'eni-0' };
      one.to = { subnet: 'subnet-b1', groups: ['sg-1'] };
      one.lists = { 'pl-1': ['10.0.1.16/29', '10.0.1.24/29'], 'pl-2': ['10.0.1.16/29'] };
      route(one, 'rtb-a0', { 'pl-2': 'tgw-1', 'pl-1': 'pcx-1' });
      one.isPeered = false;
    },
  ],
  [
    'an IPv6 address of another VPC over the internet: its groups are asked, and see no group',
    'BLOCKED',
    ['sg-2 forward'],
    (one) => {
      one.six = true;
      one.client = { nic: 'eni-0' };
      one.to = '10.0.1.9';
      const [, , there] = one.nics;
      if (there) there.groups = ['sg-2'];
      one.groups['sg-2'] = { in: ['* sg-1'], out: ['*'] };
      route(one, 'rtb-a0', { '0.0.0.0/0': 'eigw-1' });
      route(one, 'rtb-b0', { '0.0.0.0/0': 'igw-b' });
    },
  ],
  [
    'an exclusion for outgoing traffic lets nothing in by a public address',
    'BLOCKED',
    ['subnet-b0 forward'],
    (one) => {
      one.client = { nic: 'eni-0' };
      one.to = '198.51.100.3';
      one.access = {
        modes: { 'vpc-a': 'off', 'vpc-b': 'block-bidirectional' },
        exclusions: { 'subnet-b0': 'allow-egress' },
      };
      for (const [index, nic] of one.nics.entries()) nic.pub = `198.51.100.${index + 1}`;
      route(one, 'rtb-a0', { '0.0.0.0/0': 'igw-a' });
      route(one, 'rtb-b0', { '0.0.0.0/0': 'igw-b' });
    },
  ],
  [
    "a tight group on the endpoint's interface, where NAT would have worked (rule E3)",
    'BLOCKED',
    ['sg-3 forward'],
    (one) => {
      one.client = { subnet: 'subnet-a0', groups: ['sg-1'], publicIp: false };
      one.to = 'ecr.api';
      one.endpoint = { nics: ['eni-1'], isUp: true };
      const [, there] = one.nics;
      if (there) there.groups = ['sg-3'];
      one.groups['sg-3'] = { in: ['* 192.0.2.0/24'], out: ['*'] };
    },
  ],
])('%s', (_, verdict, blocks, change) => {
  const one = toy(change);
  expect(bruteForce(one)).toEqual({ verdict, blocks });
  expect(analysed(one)).toEqual({ verdict, blocks });
});
