import { expect, it } from 'vitest';
import { askable } from '../../../src/domain/check/insights.ts';
import { shapeSnapshot } from '../../../src/domain/network/document/shape.ts';
import type { ReachQuery } from '../../../src/domain/network/query.ts';
import { reachability } from '../../../src/domain/network/reachability.ts';
import { networkOf } from '../../../src/domain/network/subnet-kind.ts';
import { offeredNetworks } from '../../../src/sandbox/ec2/networks/offered.ts';

const snapshot = shapeSnapshot(offeredNetworks['own-gitlab'] ?? {});
const gitlab = { kind: 'host' as const, host: 'gitlab.sandbox.example', addresses: ['203.0.113.10'] };
const subnetId = 'subnet-0aa0000000000002';
const planned = (...groups: string[]): ReachQuery['from'] => ({
  ...{ kind: 'planned', subnetId, publicIp: false },
  groups,
});
const asked = (query: Omit<ReachQuery, 'port'>) => {
  const queries = [{ port: 443, ...query }];
  const [one] = askable(snapshot, queries, reachability(networkOf(snapshot), queries).paths);
  return one && ('question' in one ? one.question : one.why);
};

it('a planned interface stands for one in the same subnet with the same groups', () => {
  const to = { kind: 'host' as const, host: '198.51.100.7', addresses: ['198.51.100.7'] };
  expect(asked({ from: planned('sg-0aa00000000000002'), to })).toEqual({
    ...{ source: 'eni-0aa0000000000001', address: '198.51.100.7', port: 443 },
  });
  expect(asked({ from: planned('sg-0aa00000000000001'), to })).toMatch(/no interface is there yet/);
  expect(asked({ from: planned(), to })).toMatch(/no interface is there yet/);
});

it('an instance is asked about by its interface', () => {
  const to = { kind: 'interface' as const, interfaceId: 'eni-0aa0000000000001' };
  expect(asked({ from: { kind: 'interface', interfaceId: 'eni-1' }, to })).toMatchObject({
    destination: 'eni-0aa0000000000001',
  });
});

it('a name by the address it has in the VPC', () => {
  const from = { kind: 'instance' as const, instanceId: 'i-0aa0000000000001' };
  expect(asked({ from, to: gitlab })).toMatchObject({ address: '10.0.0.20' });
});

it('no IPv4 address, and AWS services, cannot be asked about', () => {
  const from = { kind: 'interface' as const, interfaceId: 'eni-0aa0000000000001' };
  const six = { kind: 'host' as const, host: 'six.example.com', addresses: ['2001:db8::1'] };
  expect(asked({ from, to: six })).toMatch(/no IPv4 address/);
  expect(asked({ from, to: { kind: 'service', service: 'logs', region: 'us-east-1' } })).toMatch(
    /no address/,
  );
});
