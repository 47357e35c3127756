import { expect, test } from 'vitest';
import { acl, network, openAcl, read } from './network.ts';
import { judge } from './reach.ts';

const client = '10.0.1.0/24';
const onPrivate = (...lines: string[]) => [acl('acl-private', ['subnet-private'], ...lines), openAcl];
const onPublic = (...lines: string[]) => [acl('acl-public', ['subnet-public'], ...lines), openAcl];
const ok = ['REACHABLE', ''] as const;
const blocked = (id: string) => ['BLOCKED', `SUBNET_ACL_RESTRICTION ${id}`] as const;
const partial = (id: string) => ['PARTIAL', `GLFR_NACL_EPHEMERAL_PARTIAL ${id}`] as const;

const atClient = [
  ['N4: exactly the request and the answers', ['out allow 443', 'in allow 32768-60999'], ok],
  ['N2: a denial after the match is too late', ['out allow 443', 'in allow', 'in deny', 'out deny'], ok],
  ['N2: a denial before the match', ['out deny 443', 'out allow', 'in allow'], blocked('acl-private')],
  ['N2: 443 is not let out', ['out allow 80', 'in allow'], blocked('acl-private')],
  ['N4: the answers are not let in', ['out allow', 'in allow 443'], blocked('acl-private')],
  ['N9: the server side of the AWS page', ['out allow 1024-65535', 'in allow 443'], blocked('acl-private')],
  ['N3: some answers are let in', ['out allow', 'in allow 32768-50000'], partial('acl-private')],
  [
    'N2: answers come from GitLab, not from NAT',
    ['out allow', `in allow * ${client}`],
    blocked('acl-private'),
  ],
] as const;

const atNat = [
  [
    'N5: exactly the four passes',
    [`in allow 443 ${client}`, 'out allow 443', 'in allow 1024-65535', `out allow 32768-60999 ${client}`],
    ok,
  ],
  ['N5: the client is not let in', ['in allow 1024-65535', 'out allow'], blocked('acl-public')],
  ['N5: GitLab is not let out to', [`out allow * ${client}`, 'in allow'], blocked('acl-public')],
  ['N5: answers to the NAT gateway', ['out allow', 'in allow 443'], blocked('acl-public')],
  [
    'N4, N5: NAT answers on 1024-65535',
    ['out allow', 'in allow 443', 'in allow 32768-60999'],
    partial('acl-public'),
  ],
  ['N5: answers to the client', ['in allow', 'out allow 443'], blocked('acl-public')],
  [
    'N5: some answers to the client',
    ['in allow', 'out allow 443', 'out allow 50000-65535'],
    partial('acl-public'),
  ],
] as const;

test.each([
  ...atClient.map(([name, lines, expected]) => [name, onPrivate(...lines), expected] as const),
  ...atNat.map(([name, lines, expected]) => [name, onPublic(...lines), expected] as const),
])('%s', (_, acls, [verdict, finding]) => {
  const answer = judge(network({ networkAcls: read(...acls) }));
  expect(answer.verdict).toBe(verdict);
  const said = new Set(answer.findings.map(({ code, component }) => `${code} ${component}`));
  expect([...said].join()).toBe(finding);
});

test('N1: an ACL does not stand between two addresses of one subnet', () => {
  const closed = network({ networkAcls: read(...onPrivate()) });
  expect(judge(closed, { addresses: ['10.0.1.77'] }).verdict).toBe('REACHABLE');
  expect(judge(closed, { addresses: ['10.0.2.77'] }).verdict).toBe('BLOCKED');
});

test('N4: the fix names the ACL, the direction, the peer and the ports', () => {
  const answer = judge(network({ networkAcls: read(...onPrivate('out allow', 'in allow 443')) }));
  expect(answer.findings[0]?.fix).toBe(
    'aws ec2 create-network-acl-entry --network-acl-id acl-private --ingress --rule-number 90 --protocol tcp' +
      ' --port-range From=32768,To=60999 --cidr-block 198.51.100.7/32 --rule-action allow',
  );
});
