import { describe, expect, test } from 'vitest';
import { executorKinds } from '../../src/domain/settings/executor-kind.ts';
import { account, arn, deploy } from './deployed.ts';
import { assumes, rolesOf, type Statement, statementsOf } from './iam.ts';

/** Options that widen what a role may do, by kind. */
const variants = {
  'docker-autoscaler': [
    {},
    {
      Ssm: 'true',
      Ecr: 'jobs',
      Ssh: 'instance-connect',
      ManagerImage: `${account}.dkr.ecr.eu-west-1.amazonaws.com/m:1`,
    },
    { ExecutorRoleName: 'ci-jobs', Ecr: 'images', CacheDays: '0' },
  ],
  'docker-machine': [
    {},
    { Ssm: 'true', Ecr: 'jobs', OnDemandPercent: '0' },
    { ExecutorRoleName: 'ci-jobs', Ecr: 'images', CacheDays: '0' },
  ],
  fargate: [{}, { ExecutorRoleName: 'ci-jobs' }],
} as const;

const cases = executorKinds.flatMap((kind) =>
  variants[kind].map((parameters) => ({ kind, parameters, name: JSON.stringify(parameters) })),
);

const list = (value: string | string[]) => [value].flat();
const all = (stack: ReturnType<typeof deploy>): Statement[] =>
  rolesOf(stack).flatMap((role) => statementsOf(stack, role));

describe.each(cases)('every role of $kind with $name', ({ kind, parameters }) => {
  const stack = deploy(kind, parameters);

  test('names each action in full, and denies nothing', () => {
    const statements = all(stack);
    expect(statements.length).toBeGreaterThan(5);
    for (const { Effect, Action } of statements) {
      expect(Effect).toBe('Allow');
      expect(list(Action).filter((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action))).toEqual([]);
    }
  });

  test('touches no IAM, no other role, and no secret but its own', () => {
    const actions = all(stack).flatMap(({ Action }) => list(Action));
    expect(actions.filter((action) => /^(iam|sts|organizations|kms):/.test(action))).toEqual(
      kind === 'docker-autoscaler' ? [] : ['iam:PassRole'],
    );
  });

  test('passes a role to one service only, and only those of executors', () => {
    const service = kind === 'fargate' ? 'ecs-tasks.amazonaws.com' : 'ec2.amazonaws.com';
    const passing = all(stack).filter(({ Action }) => list(Action).includes('iam:PassRole'));
    expect(passing.length).toBe(kind === 'docker-autoscaler' ? 0 : 1);
    for (const { Action, Resource, Condition } of passing) {
      expect(list(Action)).toEqual(['iam:PassRole']);
      expect(Condition).toEqual({ StringEquals: { 'iam:PassedToService': service } });
      for (const role of list(Resource))
        expect(role).toMatch(/:role\/(ci-jobs|ci-(JobExecutionRole|ExecutorRole)-1A2B3C)$/);
    }
  });

  test('is bounded and has a path when that is asked', () => {
    const bound = `arn:aws:iam::${account}:policy/bound`;
    const bounded = deploy(kind, { ...parameters, PermissionsBoundary: bound, IamPath: '/ci/runners/' });
    for (const role of rolesOf(bounded)) {
      expect(bounded.properties(role)).toMatchObject({ PermissionsBoundary: bound, Path: '/ci/runners/' });
      expect(bounded.properties(role)).not.toHaveProperty('ManagedPolicyArns');
      expect(stack.properties(role)).not.toHaveProperty('PermissionsBoundary');
      expect(stack.properties(role).Path).toBe('/');
    }
    if (bounded.resources.ExecutorProfile)
      expect(bounded.properties('ExecutorProfile').Path).toBe('/ci/runners/');
  });

  test('is assumed by its own service, and by no other', async () => {
    for (const role of rolesOf(stack)) {
      const [own, other] = ['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com'].toSorted((service) =>
        service.startsWith(role === 'ExecutorRole' ? 'ec2' : 'ecs') ? -1 : 1,
      ) as [string, string];
      const here = { 'aws:SourceAccount': account };
      expect(await assumes(stack, role, own, here), role).toBe('Allowed');
      expect(await assumes(stack, role, other, here), role).not.toBe('Allowed');
      expect(await assumes(stack, role, `arn:aws:iam::${account}:user/someone`), role).not.toBe('Allowed');
    }
    const elsewhere = { 'aws:SourceAccount': '999999999999' };
    expect(await assumes(stack, 'ManagerRole', 'ecs-tasks.amazonaws.com', elsewhere)).not.toBe('Allowed');
  });
});

/** What AWS cannot scope: each of them is read-only, or an agent's call that names no resource. */
const unscoped = {
  'docker-autoscaler': {
    ExecutionRole: ['ecr:GetAuthorizationToken'],
    ManagerRole: [
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeAutoScalingInstances',
      'ec2:DescribeInstances',
      'ec2:DescribeSpotInstanceRequests',
      'ecr:GetAuthorizationToken',
    ],
  },
  'docker-machine': {
    ExecutionRole: ['ecr:GetAuthorizationToken'],
    ManagerRole: [
      'ec2:DescribeInstances',
      'ec2:DescribeKeyPairs',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSpotInstanceRequests',
      'ec2:DescribeSubnets',
      'ecr:GetAuthorizationToken',
    ],
  },
  fargate: {
    ExecutionRole: ['ecr:GetAuthorizationToken'],
    JobExecutionRole: ['ecr:GetAuthorizationToken'],
    ManagerRole: ['ec2:DescribeNetworkInterfaces'],
  },
} as const;
const ofExecutors = [
  'ec2messages:AcknowledgeMessage',
  'ec2messages:GetEndpoint',
  'ec2messages:GetMessages',
  'ecr:GetAuthorizationToken',
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

test.each(executorKinds)('with all options %s has "*" as a resource for exactly these actions', (kind) => {
  const onEc2: Record<string, string> = kind === 'fargate' ? {} : { Ssm: 'true', Ecr: 'jobs' };
  const stack = deploy(kind, { ManagerImage: `${account}.dkr.ecr.eu-west-1.amazonaws.com/m:1`, ...onEc2 });
  const found = rolesOf(stack).map((role) => {
    const everywhere = statementsOf(stack, role).filter(({ Resource }) => list(Resource).includes('*'));
    return [role, everywhere.flatMap(({ Action }) => list(Action)).toSorted()];
  });
  const ofRoles = { ...unscoped[kind], ...(kind !== 'fargate' && { ExecutorRole: ofExecutors }) };
  expect(Object.fromEntries(found)).toEqual(ofRoles);
});

describe('executors have a role only when it is asked for', () => {
  const made = (kind: 'docker-autoscaler' | 'docker-machine', parameters: Record<string, string>) => {
    const stack = deploy(kind, parameters);
    return {
      role: stack.resources.ExecutorRole && statementsOf(stack, 'ExecutorRole').length,
      profile: stack.resources.ExecutorProfile && stack.properties('ExecutorProfile').Roles,
    };
  };
  test.each<[Record<string, string>, number | undefined, string[] | undefined]>([
    [{}, undefined, undefined],
    [{ Ecr: 'images' }, undefined, undefined],
    [{ Ecr: 'jobs' }, 2, ['ci-ExecutorRole-1A2B3C']],
    [{ Ssm: 'true' }, 1, ['ci-ExecutorRole-1A2B3C']],
    [{ ExecutorRoleName: 'ci-jobs' }, undefined, ['ci-jobs']],
  ])('docker-autoscaler with %o', (parameters, role, profile) => {
    expect(made('docker-autoscaler', parameters)).toEqual({ role, profile });
  });

  test('docker-machine needs a profile to know its machines; its role allows nothing', () => {
    expect(made('docker-machine', {})).toEqual({ role: 0, profile: ['ci-ExecutorRole-1A2B3C'] });
    expect(made('docker-machine', { ExecutorRoleName: 'ci-jobs' })).toEqual({
      role: undefined,
      profile: ['ci-jobs'],
    });
  });

  test("a job's task on Fargate has the role that is given, or none", () => {
    expect(deploy('fargate').properties('JobTaskDefinition')).not.toHaveProperty('TaskRoleArn');
    const given = deploy('fargate', { ExecutorRoleName: 'ci-jobs' }).properties('JobTaskDefinition');
    expect(given.TaskRoleArn).toBe(`arn:aws:iam::${account}:role/ci-jobs`);
  });
});

test('the token is read by the execution role only', () => {
  for (const kind of executorKinds) {
    const stack = deploy(kind);
    const readers = rolesOf(stack).filter((role) =>
      statementsOf(stack, role).some(({ Action }) => list(Action).join().includes('secretsmanager:')),
    );
    expect(readers).toEqual(['ExecutionRole']);
    expect(statementsOf(stack, 'ExecutionRole')[0]?.Resource).toBe(
      arn('secretsmanager', 'secret:TokenSecret-1A2B3C-AbCdEf'),
    );
  }
});
