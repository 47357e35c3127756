import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type CheckReport, resultOf } from '../../src/domain/check/report.ts';
import { shapeSnapshot } from '../../src/domain/network/document/shape.ts';
import { managerGroup } from '../../src/domain/network/own-groups.ts';
import type { ReachQuery } from '../../src/domain/network/query.ts';
import { reachability } from '../../src/domain/network/reachability.ts';
import { networkOf } from '../../src/domain/network/subnet-kind.ts';
import { knownNetworks } from '../../src/sandbox/ec2/networks/known.ts';
import { checkLines } from '../../src/ui/results/check/check.ts';
import { isCommand } from '../../src/ui/wrap.ts';

const terminal = (columns: number, verbose = false) => ({ isTty: true, columns, colour: false, verbose });
const pipe = { isTty: false, columns: 0, colour: true, verbose: false };
const block = (lines: readonly string[]): string => `\n${lines.join('\n')}`;

/** A manager in a known network: to GitLab, and to CloudWatch Logs. */
function reportOf(name: string, more: Partial<CheckReport> = {}): CheckReport {
  const known = knownNetworks.find((one) => one.name === name)!;
  const snapshot = shapeSnapshot(known.document);
  const from: ReachQuery['from'] = {
    ...{ kind: 'planned', subnetId: known.subnetId, groups: [managerGroup] },
    publicIp: known.publicIp ?? false,
  };
  const answer = reachability(networkOf(snapshot), [
    {
      ...{ purpose: 'manager → GitLab', from, port: 443 },
      to: { kind: 'host', host: 'git.example', addresses: [known.gitlab] },
    },
    {
      ...{ purpose: 'manager → logs', from, port: 443 },
      to: { kind: 'service', service: 'logs', region: 'us-east-1' },
    },
  ]);
  return {
    ...answer,
    ...{ title: 'glfr', source: '24 calls to AWS', refused: [], symptoms: [], opinions: new Map() },
    subnets: snapshot.subnets.filter(({ id }) => id === known.subnetId),
    names: [{ host: 'git.example', addresses: [known.gitlab] }],
    ...more,
  };
}

const blocked = () => reportOf('an ACL that lets no answers in');

describe('a blocked path', () => {
  it('is drawn hop by hop, and the fix can be pasted', () => {
    expect(block(checkLines(blocked(), terminal(80)))).toMatchInlineSnapshot(`
      "
      ✖ glfr: blocked, 2 of 2 paths not reachable
        as this machine sees it: git.example is 198.51.100.7

      subnet-private (us-east-1a, 200 free addresses)
        ✖ manager → git.example:443  SUBNET_ACL_RESTRICTION at acl-strict
            the request
            │ ManagerSecurityGroup out  all 0.0.0.0/0, ::/0
            │ rtb-private  0.0.0.0/0 → nat-1
            │ acl-strict out  rule 100
            │ acl-open in  rule 100
            │ nat-1
            │ rtb-public  0.0.0.0/0 → igw-1
            │ acl-open out  rule 200
            │ igw-1
            the answer
            │ acl-open in  rule 100
            │ rtb-public  10.0.0.0/16 → local
            │ acl-open out  rule 200
            ✖ acl-strict in  rule 32767
              the network ACL drops replies on ports 32768-60999 from 198.51.100.7
              (rule 32767) (SUBNET_ACL_RESTRICTION)
        ✖ manager → AWS logs  SUBNET_ACL_RESTRICTION at acl-strict

      Worth a look
        - vpc-1 has no endpoint for logs, so it is reached over the internet only
          (GLFR_ENDPOINT_MISSING)

      Fixes
      # let TCP 32768-60999 in from 198.51.100.7/32 through acl-strict, before the
      # rule that denies it
      aws ec2 create-network-acl-entry --network-acl-id acl-strict --ingress --rule-number 298 --protocol tcp --port-range From=32768,To=60999 --cidr-block 198.51.100.7/32 --rule-action allow
      # let TCP 32768-60999 in from 0.0.0.0/0 through acl-strict, before the rule that
      # denies it
      aws ec2 create-network-acl-entry --network-acl-id acl-strict --ingress --rule-number 297 --protocol tcp --port-range From=32768,To=60999 --cidr-block 0.0.0.0/0 --rule-action allow"
    `);
  });

  it('on 40 columns', () => {
    expect(block(checkLines(blocked(), terminal(40)))).toMatchInlineSnapshot(`
      "
      ✖ glfr: blocked, 2 of 2 paths not
        reachable
        as this machine sees it: git.example
        is 198.51.100.7

      subnet-private (us-east-1a, 200 free
        addresses)
        ✖ manager → git.example:443
            SUBNET_ACL_RESTRICTION at
            acl-strict
            the request
            │ ManagerSecurityGroup out
                all 0.0.0.0/0, ::/0
            │ rtb-private  0.0.0.0/0 → nat-1
            │ acl-strict out  rule 100
            │ acl-open in  rule 100
            │ nat-1
            │ rtb-public  0.0.0.0/0 → igw-1
            │ acl-open out  rule 200
            │ igw-1
            the answer
            │ acl-open in  rule 100
            │ rtb-public  10.0.0.0/16 → local
            │ acl-open out  rule 200
            ✖ acl-strict in  rule 32767
              the network ACL drops replies on
              ports 32768-60999 from
              198.51.100.7 (rule 32767)
              (SUBNET_ACL_RESTRICTION)
        ✖ manager → AWS logs
            SUBNET_ACL_RESTRICTION at
            acl-strict

      Worth a look
        - vpc-1 has no endpoint for logs, so
          it is reached over the internet only
          (GLFR_ENDPOINT_MISSING)

      Fixes
      # let TCP 32768-60999 in from
      # 198.51.100.7/32 through acl-strict,
      # before the rule that denies it
      aws ec2 create-network-acl-entry --network-acl-id acl-strict --ingress --rule-number 298 --protocol tcp --port-range From=32768,To=60999 --cidr-block 198.51.100.7/32 --rule-action allow
      # let TCP 32768-60999 in from 0.0.0.0/0
      # through acl-strict, before the rule
      # that denies it
      aws ec2 create-network-acl-entry --network-acl-id acl-strict --ingress --rule-number 297 --protocol tcp --port-range From=32768,To=60999 --cidr-block 0.0.0.0/0 --rule-action allow"
    `);
  });

  it('is a line of tabs in a pipe, whole and without colour', () => {
    expect(block(checkLines(blocked(), pipe))).toMatchInlineSnapshot(`
      "
      BLOCKED	manager in subnet-private	git.example:443	SUBNET_ACL_RESTRICTION acl-strict: the network ACL drops replies on ports 32768-60999 from 198.51.100.7 (rule 32767)	aws ec2 create-network-acl-entry --network-acl-id acl-strict --ingress --rule-number 298 --protocol tcp --port-range From=32768,To=60999 --cidr-block 198.51.100.7/32 --rule-action allow
      BLOCKED	manager in subnet-private	logs.us-east-1.amazonaws.com:443	SUBNET_ACL_RESTRICTION acl-strict: the network ACL drops replies on ports 32768-60999 from 1.0.0.0-9.255.255.255, 11.0.0.0-100.63.255.255, 100.128.0.0-126.255.255.255 and 4 more (rule 32767)	aws ec2 create-network-acl-entry --network-acl-id acl-strict --ingress --rule-number 298 --protocol tcp --port-range From=32768,To=60999 --cidr-block 0.0.0.0/0 --rule-action allow"
    `);
  });
});

it('what works is a line a path; --verbose draws it too', () => {
  const fine = reportOf('private subnet behind NAT');
  expect(block(checkLines(fine, terminal(80)))).toMatchInlineSnapshot(`
    "
    ✔ glfr: all 2 paths reachable
      as this machine sees it: git.example is 198.51.100.7

    subnet-private (us-east-1a, 200 free addresses)
      ✔ manager → git.example:443
      ✔ manager → AWS logs"
  `);
  const drawn = checkLines(fine, terminal(80, true)).join('\n');
  expect(drawn).toContain('24 calls to AWS');
  expect(drawn).toMatch(/the request[\s\S]+nat-1[\s\S]+the answer/);
});

it('the manager’s log and AWS’s opinion stand below', () => {
  const report = blocked();
  const [gitlab, logs] = report.paths;
  const all = reportOf('an ACL that lets no answers in', {
    paths: report.paths,
    symptoms: [
      {
        ...{ line: 'dial tcp 198.51.100.7:443: i/o timeout\x1b[2J', at: 1, count: 3 },
        ...{ explainedBy: [gitlab!], cause: 'a silent drop', fix: 'the first finding' },
      },
      {
        ...{ line: 'lookup git.example: no such host', at: 1, count: 1 },
        ...{ explainedBy: [], cause: "the VPC's DNS", fix: 'a record' },
      },
    ],
    opinions: new Map([
      [gitlab!, { reachable: true, components: ['eni-1', 'rtb-private', 'nat-1'], explanations: [] }],
      [logs!, { components: [], explanations: [], note: 'no interface is there yet to ask from' }],
    ]),
  });
  const text = checkLines(all, terminal(80)).join('\n');
  expect(text.slice(text.indexOf('glfr and AWS'), text.indexOf('Fixes'))).toMatchInlineSnapshot(`
    "glfr and AWS Reachability Analyzer
      ≠ manager in subnet-private → git.example:443: they DIFFER
          glfr  BLOCKED: SUBNET_ACL_RESTRICTION at acl-strict
          AWS   REACHABLE
      - no answer for 1 path: no interface is there yet to ask from

    In the manager's log, of the last hour
      - dial tcp 198.51.100.7:443: i/o timeout (3 times)
        explained above: manager in subnet-private → git.example:443
      - lookup git.example: no such host
        nothing above explains it. Test first: the VPC's DNS
        fix: a record

    "
  `);
});

it('the result for machines has these keys and no others', () => {
  const { verdict, paths, ...rest } = resultOf(blocked());
  expect(rest).toEqual({});
  expect(verdict).toBe('BLOCKED');
  expect(Object.keys(paths[0]!).sort()).toEqual(['findings', 'from', 'hops', 'to', 'verdict']);
  expect(Object.keys(paths[0]!.findings[0]!).sort()).toEqual([
    ...['code', 'component', 'direction', 'fix', 'message'],
  ]);
  expect(paths[0]).toMatchObject({ from: 'manager in subnet-private', to: 'git.example:443' });
});

describe.each(knownNetworks.map(({ name }) => name))('%s', (name) => {
  it.each([40, 80, 200])('fits %i columns, but for commands and single long words', (columns) => {
    const lines = checkLines(reportOf(name), terminal(columns, true));
    const long = lines.filter((line) => stringWidth(line) > columns);
    expect(long.filter((line) => !isCommand(line) && line.trim().includes(' '))).toEqual([]);
  });
});
