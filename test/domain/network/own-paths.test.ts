import { expect, test } from 'vitest';
import { shapeSnapshot } from '../../../src/domain/network/document/shape.ts';
import { indexNetwork } from '../../../src/domain/network/index/network.ts';
import { ownPaths, type Placement } from '../../../src/domain/network/own-paths.ts';
import { reachability } from '../../../src/domain/network/reachability.ts';
import {
  drawn,
  egressOnlyGateway,
  ipv6Range,
  subnet,
  table,
  vpc,
} from '../../../src/sandbox/ec2/networks/draw.ts';
import { ask, gitlabAddress, mainTable, open, privateTable, publicTable, usual, whole } from './ask.ts';

const placement: Placement = {
  region: 'us-east-1',
  subnets: ['subnet-private'],
  publicIp: false,
  executorKind: 'docker-autoscaler',
  gitlab: { host: 'gitlab.example.com', addresses: [gitlabAddress], port: 443 },
};
const judge = (change: Partial<Placement> = {}, document = drawn(...whole)) =>
  reachability(indexNetwork(shapeSnapshot(document)), ownPaths({ ...placement, ...change }));

test("a subnet behind NAT serves all of glfr's own paths", () => {
  const { verdict, paths } = judge({
    sshPort: 22,
    registries: [{ host: 'r', addresses: ['203.0.113.9'], port: 5050 }],
  });
  expect(paths.map(({ purpose, to }) => `${purpose} ${to.replace(/^.*:/, '')}`)).toEqual([
    'manager → GitLab 443',
    'manager → logs 443',
    'manager → secretsmanager 443',
    'manager → ecs 443',
    'manager → ec2 443',
    'manager → autoscaling 443',
    'manager → ssm 443',
    'manager → executor 22',
    'executor → GitLab 443',
    'executor → GitLab over SSH 22',
    'executor → registry 5050',
    'executor → cache 443',
  ]);
  expect({ verdict, findings: paths.flatMap(({ findings }) => findings) }).toEqual({
    verdict: 'REACHABLE',
    findings: [],
  });
});

test('one bad subnet of several is PARTIAL, each path with its own verdict', () => {
  const { verdict, paths } = judge({ subnets: ['subnet-private', 'subnet-isolated'] });
  expect(verdict).toBe('PARTIAL');
  expect(paths.filter(({ purpose }) => purpose === 'manager → GitLab').map((one) => one.verdict)).toEqual([
    'REACHABLE',
    'BLOCKED',
  ]);
});

test('only bad subnets are BLOCKED', () => {
  expect(judge({ subnets: ['subnet-isolated'] }).verdict).toBe('BLOCKED');
});

test("the stack's own groups let the manager in on the executors' port, and Docker Machine's too", () => {
  const paths = judge({ executorKind: 'docker-machine' }).paths.filter(
    ({ purpose }) => purpose === 'manager → executor',
  );
  expect(paths.map(({ to, verdict }) => `${to} ${verdict}`)).toEqual([
    'subnet-private:22 REACHABLE',
    'subnet-private:2376 REACHABLE',
  ]);
});

test('groups of a stack that is there are asked by their ids', () => {
  expect(judge({ managerGroups: ['sg-gone'] }).verdict).toBe('UNKNOWN');
});

test('E7 IPv6 that fails where IPv4 works is a warning', () => {
  const six = subnet('subnet-private', '10.0.1.0/24', ipv6Range('2600:1f00:0:1::/64'));
  const range = vpc('vpc-1', '10.0.0.0/16', ipv6Range('2600:1f00::/56'));
  const others = usual.slice(1).filter((piece) => !JSON.stringify(piece).includes('"subnet-private"'));
  const document = drawn(range, six, ...others, mainTable, publicTable, privateTable(), open);
  const to = [gitlabAddress, '2001:db8::7'];
  const answer = ask(document, { ipv6: true, to });
  expect(answer.verdict).toBe('REACHABLE');
  expect(answer.codes).toEqual(['GLFR_IPV6_ONLY_BROKEN', 'NO_ROUTE_TO_DESTINATION']);
  expect(answer.findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  const mended = drawn(
    range,
    six,
    ...others,
    mainTable,
    publicTable,
    open,
    egressOnlyGateway('eigw-1'),
    table('rtb-private', ['subnet-private'], { '0.0.0.0/0': 'nat-1', '::/0': 'eigw-1' }),
  );
  expect(ask(mended, { ipv6: true, to })).toMatchObject({ verdict: 'REACHABLE', codes: [] });
});

test('findings carry a fix in words, as a command and for a template', () => {
  const [finding] = ask(drawn(...whole), { from: 'subnet-isolated' }).findings;
  expect(finding?.fix).toEqual({
    text: 'give rtb-main a route for 0.0.0.0/0 to nat-1',
    command:
      'aws ec2 create-route --route-table-id rtb-main --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-1',
    cloudformation:
      'Type: AWS::EC2::Route\nProperties:\n  RouteTableId: rtb-main\n  DestinationCidrBlock: 0.0.0.0/0\n  NatGatewayId: nat-1',
  });
});
