import { readdirSync, readFileSync } from 'node:fs';
import { isWildcardOnlyAction, runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { commandNeeds, doorNeeds, needsNoPermission, offline } from '../../../src/domain/iam/commands.ts';
import { placeFor } from '../../../src/domain/iam/places.ts';
import {
  actionsOf,
  inParts,
  largestPolicy,
  partitionOf,
  policyFor,
  sizeOf,
} from '../../../src/domain/iam/policy.ts';
import { resourceTypes } from '../../../src/domain/iam/resource-types.ts';
import { exampleOf } from '../../../src/domain/iam/simulation.ts';
import { commandTable, typeTable } from '../../../src/domain/iam/tables.ts';
import { commandsIn, policyNames } from '../../../src/domain/iam/words.ts';
import { executorKinds } from '../../../src/domain/settings/executor-kind.ts';
import { parseTemplate } from '../../../src/domain/stack/template.ts';
import { bundledTemplate } from '../../bundled-template.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const account = '123456789012';
const where = {
  ...{ partition: 'aws', region: 'eu-central-1', account, stack: 'ci', iamPath: '/', isNamed: true },
};
const everyNeed = [...Object.values(commandNeeds), ...Object.values(doorNeeds)];
const everyAction = [...new Set(everyNeed.flatMap(actionsOf))].sort();

/** What a condition of the policy asks of a request, answered as AWS would. */
const context = (action: string): Record<string, string> => ({
  ...(action === 'ecs:ListTasks' && {
    'ecs:cluster': `arn:aws:ecs:eu-central-1:${account}:cluster/ci-Cluster-a1`,
  }),
  ...(action === 'ec2:TerminateInstances' && {
    'ec2:InstanceProfile': `arn:aws:iam::${account}:instance-profile/ci-ExecutorProfile-a1`,
  }),
  ...(action === 'ssm:StartSession' && { 'ssm:resourceTag/glfr:stack': 'ci' }),
  ...(action === 'iam:PassRole' && { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
  ...(action === 'iam:CreateServiceLinkedRole' && { 'iam:AWSServiceName': 'ecs.amazonaws.com' }),
});

async function decide(action: string, resource: string, policy: object, more = context(action)) {
  const simulation: Simulation = {
    request: {
      ...{ action, principal: `arn:aws:iam::${account}:user/someone` },
      ...{ resource: { resource, accountId: account }, contextVariables: more },
    },
    identityPolicies: [{ name: 'exported', policy }],
    ...{ serviceControlPolicies: [], resourceControlPolicies: [] },
  };
  const answer = await runSimulation(simulation, {});
  if (answer.resultType === 'error') return JSON.stringify(answer.errors);
  return answer.overallResult;
}

describe('the exported policy', () => {
  const policy = policyFor(everyNeed, where);

  // The simulator takes no ARN without an account, which is how AWS's own parameters are written.
  const simulated = everyAction.filter((action) => action !== 'ssm:GetParameters');

  it.each(simulated)('allows %s where it is needed', async (action) => {
    const unnamed = { ...where, isNamed: false };
    const { resources } = placeFor(action, unnamed);
    const whole = policyFor(everyNeed, unnamed);
    const results = await Promise.all(
      resources.map((resource) => decide(action, resource === '*' ? '*' : exampleOf(resource), whole)),
    );
    // A place that several actions share may have kinds of resources that one of them does not know.
    expect(results).toContain('Allowed');
  });

  it('is for all resources only where AWS knows none, or a condition says which', async () => {
    const unscoped = everyAction.filter((action) => placeFor(action, where).resources.includes('*'));
    const checked = await Promise.all(
      unscoped.map(async (action) => {
        const [service = '', name = ''] = action.split(':');
        return (await isWildcardOnlyAction(service, name)) ? [] : [action];
      }),
    );
    expect(checked.flat()).toEqual(['ecs:ListTasks']);
  });

  it.each([
    ['logs:FilterLogEvents', `arn:aws:logs:eu-central-1:${account}:log-group:/glfr/other:x`],
    ['cloudformation:DeleteStack', `arn:aws:cloudformation:eu-central-1:${account}:stack/other/1`],
    ['cloudformation:DescribeStacks', `arn:aws:cloudformation:eu-central-1:${account}:stack/other/1`],
    ['ecs:UpdateService', `arn:aws:ecs:eu-central-1:${account}:service/other-Cluster-1/s`],
    ['iam:PutRolePolicy', `arn:aws:iam::${account}:role/admin`],
    ['iam:PassRole', `arn:aws:iam::${account}:role/admin`],
    ['s3:DeleteBucket', 'arn:aws:s3:::other-cachebucket-1'],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-central-1:${account}:secret:TokenSecret-a1`],
    ['iam:AttachRolePolicy', `arn:aws:iam::${account}:role/ci-ManagerRole-1`],
  ])('does not allow %s on %s', async (action, resource) => {
    expect(await decide(action, resource, policy)).toBe('ImplicitlyDenied');
  });

  it('reads the ids of machine images, and no other parameter', () => {
    expect(placeFor('ssm:GetParameters', where).resources).toEqual([
      'arn:aws:ssm:eu-central-1::parameter/aws/service/ecs/optimized-ami/amazon-linux-2023/*',
      'arn:aws:ssm:eu-central-1::parameter/aws/service/canonical/ubuntu/server/22.04/*',
    ]);
  });

  it('lists and passes under its conditions only', async () => {
    const cluster = { 'ecs:cluster': `arn:aws:ecs:eu-central-1:${account}:cluster/other` };
    const instance = `arn:aws:ecs:eu-central-1:${account}:container-instance/other/1`;
    expect(await decide('ecs:ListTasks', instance, policy, cluster)).toBe('ImplicitlyDenied');
    const service = { 'iam:PassedToService': 'lambda.amazonaws.com' };
    const role = `arn:aws:iam::${account}:role/ci-ManagerRole-1`;
    expect(await decide('iam:PassRole', role, policy, service)).toBe('ImplicitlyDenied');
  });

  it('follows the partition of the region', () => {
    expect(partitionOf('cn-north-1')).toBe('aws-cn');
    const china = { ...where, partition: 'aws-cn', region: 'cn-north-1' };
    expect(JSON.stringify(policyFor(everyNeed, china))).not.toContain('arn:aws:');
  });

  it('is in parts that a managed policy holds, and the parts are the whole', () => {
    const parts = inParts(policy);
    expect(parts.flatMap(({ Statement }) => Statement)).toEqual(policy.Statement);
    for (const part of parts) expect(sizeOf(part)).toBeLessThanOrEqual(largestPolicy);
  });

  it('lets nobody look for a stack whose name is said', () => {
    const looks = (isNamed: boolean) =>
      JSON.stringify(policyFor(everyNeed, { ...where, isNamed })).includes('cloudformation:ListStacks');
    expect([looks(false), looks(true)]).toEqual([true, false]);
  });
});

describe('the declaration', () => {
  test('has every resource type of every template, and no other', () => {
    const templates = [...executorKinds.map((kind) => bundledTemplate(kind)), file('assets/endpoints.yml')];
    const types = templates.flatMap((text) => Object.values(parseTemplate(text).resources));
    expect(Object.keys(resourceTypes).toSorted()).toEqual([...new Set(types.map(({ type }) => type))].sort());
  });

  test('has every command, and those that need nothing are known too', () => {
    const folder = new URL('../../../commands/', import.meta.url);
    const ids = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replace(/\.ts$/, '').replaceAll('/', ' '));
    const online = ids.filter((id) => !offline.test(id));
    expect(online.toSorted()).toEqual(Object.keys(commandNeeds).toSorted());
  });

  test('is what the page about permissions says', () => {
    const page = file('docs/iam.md');
    for (const table of [commandTable(), typeTable()]) expect(page).toContain(table.join('\n'));
  });

  test('asks for no permission that AWS gives to everyone', () => {
    expect(everyAction.filter((action) => needsNoPermission.includes(action))).toEqual([]);
  });
});

describe('words on the command line', () => {
  test('any commands in any spelling are found again', () => {
    const spelled = fc
      .constantFrom(...policyNames)
      .chain((name) =>
        fc.constantFrom([name], name.split(' '), [name.replace(' ', ':')]).map((words) => ({ name, words })),
      );
    fc.assert(
      fc.property(fc.array(spelled), (all) => {
        const names = [...new Set(all.map(({ name }) => name))];
        expect(commandsIn(all.flatMap(({ words }) => words))).toEqual(names);
      }),
    );
  });

  test('a topic is all of its commands, and a wrong word is named', () => {
    expect(commandsIn(['executors', 'logs'])).toEqual([
      ...['executors ls', 'executors show', 'executors stop', 'executors prune', 'executors connect', 'logs'],
    ]);
    expect(commandsIn(['runner'])).toHaveLength(5);
    expect(commandsIn(['logs', 'export'])).toEqual({ unknown: 'export' });
  });
});
