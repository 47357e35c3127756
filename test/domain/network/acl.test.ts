import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aclAllows, aclOf } from '../../../src/domain/network/acl.ts';
import type { AclEntry, NetworkAcl } from '../../../src/domain/network/snapshot.ts';
import { acl, denied, network, openAcl, read, subnet } from './network.ts';
import { address, cidr, isWithin } from './oracle.ts';

const highest = 20;
const span = fc
  .tuple(fc.integer({ min: 0, max: highest }), fc.integer({ min: 0, max: highest }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

const entry: fc.Arbitrary<AclEntry> = fc.record({
  number: fc.integer({ min: 1, max: 32_766 }),
  egress: fc.boolean(),
  allow: fc.boolean(),
  protocol: fc.constantFrom('-1', '6', '6', '17', '1'),
  cidr: fc.oneof(fc.constant('0.0.0.0/0'), cidr, fc.constant('::/0')),
  ports: fc.option(span, { nil: undefined }),
});
const someAcl: fc.Arbitrary<NetworkAcl> = fc
  .uniqueArray(entry, { maxLength: 8, selector: ({ number, egress }) => `${number} ${egress}` })
  .map((entries) => ({ ...openAcl, entries }));

/** One port at a time: the matching entry of the lowest number decides, and no match is a denial. */
function passes({ entries }: NetworkAcl, egress: boolean, peer: string, port: number): boolean {
  const matching = entries.filter(
    (one) =>
      one.egress === egress &&
      ['-1', '6'].includes(one.protocol) &&
      one.cidr !== '::/0' &&
      isWithin(one.cidr, peer) &&
      (one.protocol === '-1' || !one.ports || (port >= one.ports.from && port <= one.ports.to)),
  );
  return matching.sort((a, b) => a.number - b.number)[0]?.allow ?? false;
}

test('N2, N3: the first match decides each port, and the answer is about all of them', () => {
  fc.assert(
    fc.property(someAcl, fc.boolean(), address, span, (one, egress, peer, ports) => {
      const all = Array.from({ length: ports.to - ports.from + 1 }, (_, index) => ports.from + index);
      const open = all.filter((port) => passes(one, egress, peer, port)).length;
      const expected = open === all.length ? 'all' : open === 0 ? 'none' : 'some';
      expect(aclAllows(one, egress ? 'out' : 'in', peer, ports)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('N2: a subnet as the peer is let through by an entry that holds all of it', () => {
  const client = '10.0.1.0/24';
  const allows = (cidr: string) =>
    aclAllows(acl('acl-1', [], `in allow 443 ${cidr}`), 'in', client, { from: 443, to: 443 });
  expect(allows('10.0.0.0/16')).toBe('all');
  expect(allows('10.0.1.0/24')).toBe('all');
  expect(allows('10.0.1.0/25')).not.toBe('all');
  expect(allows('10.0.2.0/24')).toBe('none');
});

test('A2: the ACL associated with the subnet, else the default one of its VPC', () => {
  const own = acl('acl-own', ['subnet-1']);
  const foreign = { ...openAcl, id: 'acl-foreign', vpcId: 'vpc-2' };
  const snapshot = network({ networkAcls: read(foreign, own, openAcl) });
  expect(aclOf(snapshot, subnet('subnet-1', '10.0.1.0/24'))?.id).toBe('acl-own');
  expect(aclOf(snapshot, subnet('subnet-2', '10.0.2.0/24'))?.id).toBe('acl-open');
  expect(aclOf(snapshot, subnet('subnet-3', '10.0.3.0/24', { vpcId: 'vpc-2' }))?.id).toBe('acl-foreign');
  expect(aclOf(network({ networkAcls: denied }), subnet('subnet-1', '10.0.1.0/24'))).toBeUndefined();
});
