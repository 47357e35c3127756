import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Reach } from '../../../src/domain/network/result.ts';
import { complete } from '../../../src/domain/settings/complete.ts';
import type { Draft } from '../../../src/domain/settings/declaration.ts';
import { makePlan, type PlanInput, versionTag } from '../../../src/domain/stack/make-plan.ts';
import { usesPublicIp } from '../../../src/domain/stack/plan-parameters.ts';
import type { Stack } from '../../../src/domain/stack/stack.ts';
import { network } from '../network/network.ts';

const template = `
Parameters: { VpcId: { Type: String }, RunnerToken: { Type: String, NoEcho: true }, Architecture: { Type: String },
  Concurrency: { Type: String }, InstanceTypes: { Type: String }, IdleCount: { Type: String }, SubnetIds: { Type: String },
  AssignPublicIp: { Type: String }, RunnerId: { Type: String }, RunnerName: { Type: String } }
Conditions: { IsArm: !Equals [!Ref Architecture, arm64] }
Resources: { Cluster: { Type: AWS::ECS::Cluster }, ArmOnly: { Type: AWS::IAM::Role, Condition: IsArm } }
`;
const prices = JSON.parse(readFileSync(new URL('../../../assets/prices.json', import.meta.url), 'utf8'));
const settings = (change: Draft = {}) => complete({ vpc: 'vpc-1', subnets: ['subnet-private'], ...change });

const plan = (change: Partial<PlanInput> = {}) =>
  makePlan({
    ...{ stackName: 'ci', region: 'eu-central-1', account: '123456789012', version: '1.2.0' },
    ...{ settings: settings(), snapshot: network(), token: 'create', template, prices, ...change },
  });

/** The stack that a plan makes: every value as planned; CloudFormation masks the token. */
function made(first = plan()): Stack {
  const values = Object.entries(first.parameters).flatMap(([name, given]) =>
    'value' in given ? [[name, given.value]] : [],
  );
  return {
    ...{ name: 'ci', id: 'arn:stack/ci', status: 'CREATE_COMPLETE', outputs: {}, createdAt: 0 },
    parameters: { ...Object.fromEntries(values), RunnerToken: '****', RunnerId: '71' },
    tags: { [versionTag]: '1.2.0' },
  };
}

describe('the action', () => {
  test('create: every value is a change, and a runner is to be made', () => {
    const { action, changes, newRunner, resources } = plan({ settings: settings({ tags: ['linux'] }) });
    expect(action).toBe('create');
    expect(changes).toContainEqual({ parameter: 'Concurrency', to: '4' });
    expect(newRunner).toMatchObject({
      description: 'ci',
      tags: ['linux'],
      runUntagged: false,
      scope: 'instance',
    });
    expect(resources).toEqual([{ logicalId: 'Cluster', type: 'AWS::ECS::Cluster' }]);
  });

  test('none: the same settings with the same version of glfr', () => {
    expect(plan({ existing: made(), token: 'keep' })).toMatchObject({ action: 'none', changes: [] });
  });

  test('update: just what differs, with what it was', () => {
    const changed = plan({
      existing: made(),
      token: 'keep',
      settings: settings({ instanceTypes: ['m7g.large'] }),
    });
    expect(changed.action).toBe('update');
    expect(changed.changes).toEqual([
      { parameter: 'InstanceTypes', from: 't3.large', to: 'm7g.large' },
      { parameter: 'Architecture', from: 'x86_64', to: 'arm64' },
    ]);
    expect(changed.resources.map(({ logicalId }) => logicalId)).toEqual(['Cluster', 'ArmOnly']);
  });

  test('update: another version of glfr has another template', () => {
    const newer = plan({ existing: made(), token: 'keep', version: '1.3.0' });
    expect(newer).toMatchObject({ action: 'update', changes: [] });
  });
});

describe('the token', () => {
  test("is kept unless there is a new one, with its time; the runner's name and number stay", () => {
    const old = { RunnerName: 'old name', TokenSetAt: '2026-11-23T08:00:00.000Z' };
    const existing = { ...made(), parameters: { ...made().parameters, ...old } };
    const { action, parameters, newRunner } = plan({ existing, token: 'keep' });
    expect(parameters).toMatchObject({ RunnerToken: { keep: true }, TokenSetAt: { keep: true } });
    expect(parameters).toMatchObject({ RunnerName: { value: 'old name' }, RunnerId: { value: '71' } });
    expect({ action, newRunner }).toEqual({ action: 'none' });
  });

  test.each(['given', 'create'] as const)('is never in the plan, only that it is set: %s', (token) => {
    const { parameters, changes } = plan({ existing: made(), token, runnerId: 72 });
    expect(parameters).not.toHaveProperty('RunnerToken');
    expect(parameters.RunnerId).toEqual({ value: '72' });
    expect(changes).toContainEqual({ parameter: 'RunnerToken', to: '(secret)' });
  });
});

test.each([
  [['subnet-public'], true],
  [['subnet-private'], false],
  [['subnet-public', 'subnet-private'], false],
  [['subnet-of-another-region'], false],
])('W1: public addresses only where every subnet is public: %j', (subnets, isPublic) => {
  expect(usesPublicIp(network(), subnets)).toBe(isPublic);
  const { parameters, cost } = plan({ settings: settings({ subnets }) });
  expect(parameters.AssignPublicIp).toEqual({ value: isPublic ? 'ENABLED' : 'DISABLED' });
  const dearer = (cost?.managerPerMonth ?? 0) - (plan().cost?.managerPerMonth ?? 0);
  expect(dearer).toBeCloseTo(isPublic ? prices.publicIpv4Hour * prices.hoursPerMonth : 0);
});

describe('warnings', () => {
  const target = { host: 'gitlab.example.com', port: 443, addresses: [] };
  const reach = (verdict: Reach['verdict']): Reach => ({ target, verdict, paths: [] });
  const existing = { ...made(), parameters: { ...made().parameters, VpcId: 'vpc-2' } };
  test.each<[string, Partial<PlanInput>, string[]]>([
    ['none', { reach: reach('REACHABLE') }, []],
    ['more idle than jobs', { settings: settings({ idle: 5 }) }, ['more idle executors']],
    ['not reachable', { reach: reach('PARTIAL') }, ['PARTIAL for gitlab.example.com']],
    ['another VPC', { existing, token: 'keep' }, ['another VPC']],
  ])('%s', (_, change, expected) => {
    expect(plan(change).warnings).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});
