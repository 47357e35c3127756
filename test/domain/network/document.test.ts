import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GlfrError } from '../../../src/domain/error.ts';
import { parseDocument } from '../../../src/domain/network/document/document.ts';
import { scramble } from '../../../src/domain/network/document/scramble.ts';
import { shapeSnapshot } from '../../../src/domain/network/document/shape.ts';
import { drawn, group, nic, subnet, vpc } from '../../../src/sandbox/ec2/networks/draw.ts';
import { knownNetworks } from '../../../src/sandbox/ec2/networks/known.ts';
import { ask, privateTable, whole } from './ask.ts';

const load = (value: unknown) =>
  shapeSnapshot(parseDocument(typeof value === 'string' ? value : JSON.stringify(value)));

describe('what is no snapshot is refused, with the place', () => {
  test.each<[string, unknown, string]>([
    ['not JSON', 'Vpcs:', 'not JSON'],
    ['a list', [], 'one JSON object'],
    ['something else', { a: 1 }, 'none of the lists'],
    ['a list that is none', { Vpcs: {} }, "snapshot's Vpcs must be a list"],
    ['a list of texts', { Vpcs: ['vpc-1'] }, 'Vpcs[0]'],
    ['no id', { Vpcs: [{ CidrBlock: '10.0.0.0/16' }] }, 'Vpcs[0].VpcId'],
    [
      'a range that is none',
      { Subnets: [{ SubnetId: 's', VpcId: 'v', CidrBlock: '10.0.0.0/33' }] },
      'Subnets[0].CidrBlock: is no IPv4 CIDR',
    ],
    [
      'a port that is none',
      {
        SecurityGroups: [
          { GroupId: 'g', IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 99999 }] },
        ],
      },
      'IpPermissions[0].ToPort',
    ],
    [
      'two of one id',
      { Vpcs: [{ VpcId: 'v' }, { VpcId: 'v', IsDefault: true }] },
      'two different things called v',
    ],
  ])('%s', (_, value, text) => {
    expect(() => load(value)).toThrow(GlfrError);
    expect(() => load(value)).toThrow(text);
  });

  test('dumps that overlap may be merged, null is nothing, and new fields are no news', () => {
    const one = { VpcId: 'v', IsDefault: null, Future: { deep: [1] } };
    expect(load({ Vpcs: [one, one], NewThings: [{}] }).vpcs).toHaveLength(1);
  });
});

describe('what is not there is not known', () => {
  const full = drawn(
    ...whole,
    group('sg-g', ['443']),
    nic('eni-g', 'subnet-isolated', '10.0.2.20', ['sg-g']),
  );
  test.each([
    ['RouteTables', undefined],
    ['NetworkAcls', undefined],
    ['NatGateways', undefined],
    ['InternetGateways', undefined],
    ['Subnets', undefined],
    ['NetworkInterfaces', '10.0.2.20'],
    ['SecurityGroups', '10.0.2.20'],
  ])('%s left out', (list, to) => {
    const answer = ask({ ...full, [list]: undefined }, to === undefined ? {} : { to });
    expect(answer.verdict).toBe('UNKNOWN');
    expect(answer.findings.map(({ message }) => message).join()).not.toBe('');
  });

  test.each([
    ['NatGateways', { NatGateways: [] }, 'UNKNOWN'],
    ['InternetGateways', { InternetGateways: [] }, 'UNKNOWN'],
    ['a VPC of nobody', { Vpcs: [] }, 'REACHABLE'],
  ])('ids that lead nowhere: %s', (_, change, verdict) => {
    expect(ask({ ...full, ...change }).verdict).toBe(verdict);
  });

  test('two subnets of one range contradict each other', () => {
    const document = drawn(
      ...whole,
      subnet('subnet-twin', '10.0.2.0/24'),
      group('sg-g', ['443']),
      nic('eni-g', 'subnet-isolated', '10.0.2.20', ['sg-g']),
    );
    expect(ask(document, { to: '10.0.2.20' })).toMatchObject({
      verdict: 'UNKNOWN',
      codes: ['UNKNOWN_DESTINATION'],
    });
  });

  test('thousands of other things change nothing', () => {
    const others = Array.from({ length: 3000 }, (_, index) => group(`sg-other-${index}`, ['443']));
    const vpcs = Array.from({ length: 300 }, (_, index) => vpc(`vpc-other-${index}`, '10.0.0.0/16'));
    expect(ask(drawn(...whole, ...others, ...vpcs))).toMatchObject({ verdict: 'REACHABLE', codes: [] });
  });

  test('every block is listed, not only the first', () => {
    const document = drawn(
      ...whole.slice(0, -2),
      privateTable({}),
      { NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', IsDefault: true }] },
      group('sg-own', [], []),
    );
    const { codes } = ask(document, { groups: ['sg-own'] });
    expect(new Set(codes)).toEqual(
      new Set(['SG_HAS_NO_RULES', 'NO_ROUTE_TO_DESTINATION', 'SUBNET_ACL_RESTRICTION']),
    );
  });
});

/** Anything in place of anything, or nothing. */
function mutate(value: unknown, path: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const entries = Object.entries(value);
  if (entries.length === 0) return replacement;
  const [key = '', inner] = entries[step % entries.length] ?? [];
  const changed = mutate(inner, rest, replacement);
  if (Array.isArray(value))
    return value.map((one: unknown, index) => (String(index) === key ? changed : one));
  return { ...value, [key]: changed };
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(undefined, '0.0.0.0/0', '::/0', 'local', 'nat-1', '', -1, 1e9),
);

test('a document with anything anywhere is answered or refused, and never crashes', () => {
  const documents = fc.constantFrom(...knownNetworks);
  fc.assert(
    fc.property(
      documents,
      fc.array(fc.tuple(fc.array(fc.nat(50), { maxLength: 6 }), junk), { minLength: 1, maxLength: 3 }),
      (known, changes) => {
        const changed = changes.reduce<unknown>(
          (value, [path, replacement]) => mutate(value, path, replacement),
          known.document,
        );
        try {
          const document = parseDocument(JSON.stringify(changed) ?? '');
          expect(['REACHABLE', 'PARTIAL', 'BLOCKED', 'UNKNOWN']).toContain(
            ask(document, { from: known.subnetId, to: known.gitlab }).verdict,
          );
        } catch (error) {
          if (!(error instanceof GlfrError)) throw error;
        }
      },
    ),
    { numRuns: 1500 },
  );
});

test('a list that is left out never makes anything reachable, or a block of what was none', () => {
  const lists = fc.constantFrom(
    'RouteTables',
    'NetworkAcls',
    'SecurityGroups',
    'NetworkInterfaces',
    'NatGateways',
    'InternetGateways',
    'VpcPeeringConnections',
    'TransitGatewayRouteTables',
    'TransitGatewayVpcAttachments',
    'TransitGatewayAttachments',
    'LoadBalancers',
    'TargetGroups',
  );
  fc.assert(
    fc.property(fc.constantFrom(...knownNetworks), fc.array(lists, { minLength: 1 }), (known, left) => {
      const asked = { from: known.subnetId, to: known.gitlab, publicIp: known.publicIp ?? false };
      const less = { ...known.document, ...Object.fromEntries(left.map((list) => [list, undefined])) };
      const { verdict } = ask(less, asked);
      // A public address that turns out to be one's own is the exception: nobody else can see that either.
      if (known.gitlab !== '198.51.100.20') expect([known.verdict, 'UNKNOWN']).toContain(verdict);
    }),
    { numRuns: 500 },
  );
});

describe('scrambled', () => {
  test.each(knownNetworks.map((one) => [one.name, one] as const))('%s gives the same verdict', (_, known) => {
    const hex = (document: object): string =>
      JSON.stringify(document).replace(
        /\b(vpc|subnet|eni|nat|igw|sg|rtb|acl|pcx|tgw|i)-([a-z0-9]+)\b/g,
        (_, kind: string, name: string) =>
          `${kind}-${Buffer.from(name).toString('hex').padEnd(8, '0').slice(0, 16)}`,
      );
    const secret = parseDocument(hex({ ...known.document, Extra: 1 }));
    const text = JSON.stringify(scramble(secret));
    const { verdict } = ask(known.document, {
      from: known.subnetId,
      to: known.gitlab,
      publicIp: known.publicIp ?? false,
    });
    expect(text).not.toContain('123456789012');
    const again = parseDocument(text);
    const id =
      (again.Subnets as { SubnetId: string; CidrBlock: string }[]).find(
        ({ CidrBlock }) => CidrBlock === (known.subnetId === 'subnet-public' ? '10.0.0.0/24' : '10.0.1.0/24'),
      )?.SubnetId ?? '';
    if (
      !known.name.includes('zone') &&
      !known.name.includes('public name') &&
      !known.name.includes('transit')
    )
      expect(ask(again, { from: id, to: known.gitlab, publicIp: known.publicIp ?? false }).verdict).toBe(
        verdict,
      );
  });

  test('ids, accounts and names are replaced alike everywhere, tags go, private ranges stay', () => {
    const document = drawn(
      subnet('subnet-0a1b2c3d4e5f60718', '10.0.0.0/24', {
        VpcId: 'vpc-0a1b2c3d4e5f60718',
        Tags: [{ Key: 'Name', Value: 'secret' }],
      }),
      vpc('vpc-0a1b2c3d4e5f60718', '10.0.0.0/16'),
    );
    const text = JSON.stringify(scramble(document));
    for (const word of ['0a1b2c3d4e5f60718', 'secret', '123456789012']) expect(text).not.toContain(word);
    const again = scramble(document) as {
      Subnets: { VpcId: string; CidrBlock: string }[];
      Vpcs: { VpcId: string }[];
    };
    expect(again.Subnets[0]?.VpcId).toBe(again.Vpcs[0]?.VpcId);
    expect(again.Subnets[0]?.CidrBlock).toBe('10.0.0.0/24');
  });
});
