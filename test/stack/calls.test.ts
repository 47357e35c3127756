import { describe, expect, test } from 'vitest';
import { executorKinds } from '../../src/domain/settings/executor-kind.ts';
import { account, arn, deploy } from './deployed.ts';
import { allows, type Call, cacheBucket, refuses, rolesOf, verdict } from './iam.ts';

const registry = `${account}.dkr.ecr.eu-west-1.amazonaws.com`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const tls = { 'aws:SecureTransport': 'true' };
const ownTask = arn('ecs', 'task/ci-Cluster-1A2B3C/0a1b2c');
const otherTask = arn('ecs', 'task/other/0a1b2c');
const ownSecret = arn('secretsmanager', 'secret:TokenSecret-1A2B3C-AbCdEf');
const log = (group: string) => arn('logs', `log-group:${group}:log-stream:manager/manager/0a1b2c`);
const repository = (name: string) => arn('ecr', `repository/${name}`);

/** What no role of a stack may do. */
const never: Call[] = [
  ['iam:CreateUser', `arn:aws:iam::${account}:user/x`],
  ['iam:AttachRolePolicy', role('ci-ManagerRole-1A2B3C')],
  ['iam:PutRolePolicy', role('ci-ManagerRole-1A2B3C')],
  ['iam:PassRole', role('admin'), { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ['iam:PassRole', role('admin'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
  ['iam:PassRole', role('ci-ExecutionRole-1A2B3C'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
  ['iam:PassRole', role('ci-ManagerRole-1A2B3C'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
  ['sts:AssumeRole', role('admin')],
  ['secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:another-AbCdEf')],
  ['secretsmanager:PutSecretValue', ownSecret],
  ['ssm:GetParameters', arn('ssm', 'parameter/another')],
  ['s3:GetObject', 'arn:aws:s3:::another-bucket/key', tls],
  ['s3:DeleteBucket', cacheBucket, tls],
  ['s3:PutBucketPolicy', cacheBucket, tls],
  ['s3:ListAllMyBuckets', '*', tls],
  ['logs:PutLogEvents', log('/another')],
  ['logs:DeleteLogGroup', arn('logs', 'log-group:/glfr/ci')],
  ['ecr:PutImage', repository('app')],
  ['ecs:UpdateTaskProtection', otherTask],
  ['ecs:UpdateService', arn('ecs', 'service/ci-Cluster-1A2B3C/ci-ManagerService-1A2B3C')],
  ['ecs:RegisterTaskDefinition', '*'],
  ['ecs:RunTask', arn('ecs', 'task-definition/ci-manager:1')],
  ['ec2:RunInstances', arn('ec2', 'instance/*')],
  ['ec2:TerminateInstances', arn('ec2', 'instance/i-0a1b2c3d')],
  ['ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-0bbbbbbb')],
  ['ssm:SendCommand', arn('ec2', 'instance/i-0a1b2c3d')],
  [
    'autoscaling:UpdateAutoScalingGroup',
    arn('autoscaling', 'autoScalingGroup:u:autoScalingGroupName/ci-ExecutorGroup-1A2B3C'),
  ],
];

describe.each(executorKinds)('the roles of %s', (kind) => {
  const wide: Record<string, string> = kind === 'fargate' ? {} : { Ecr: 'jobs', Ssm: 'true' };

  test('may do nothing that is not theirs', async () => {
    const stack = deploy(kind, { ...wide, ManagerImage: `${registry}/m:1` });
    for (const id of rolesOf(stack)) await refuses(stack, id, never);
  });

  test('the manager knows its own task and deployment, and protects that task', async () => {
    await allows(deploy(kind), 'ManagerRole', [
      ['ecs:DescribeTasks', ownTask],
      ['ecs:DescribeServices', arn('ecs', 'service/ci-Cluster-1A2B3C/ci-ManagerService-1A2B3C')],
      ['ecs:GetTaskProtection', ownTask],
      ['ecs:UpdateTaskProtection', ownTask],
    ]);
    await refuses(deploy(kind), 'ManagerRole', [
      ['ecs:DescribeTasks', otherTask],
      ['ecs:DescribeServices', arn('ecs', 'service/other/ci-ManagerService-1A2B3C')],
      ['secretsmanager:GetSecretValue', ownSecret],
    ]);
  });

  test('the manager uses its own cache, over TLS only, and no other bucket', async () => {
    const object = `${cacheBucket}/runner/abc/cache.zip`;
    const uses: Call[] = [
      ['s3:GetObject', object, tls],
      ['s3:PutObject', object, tls],
      ['s3:DeleteObject', object, tls],
      ['s3:ListBucket', cacheBucket, tls],
    ];
    await allows(deploy(kind), 'ManagerRole', uses);
    await refuses(deploy(kind, { CacheDays: '0' }), 'ManagerRole', uses);
    const plain = { 'aws:SecureTransport': 'false' };
    for (const [action, resource] of uses)
      expect(await verdict(deploy(kind), 'ManagerRole', [action, resource, plain])).toBe('ExplicitlyDenied');
    await refuses(deploy(kind), 'ManagerRole', [
      ['s3:PutObject', 'arn:aws:s3:::ci-cachebucket-1a2b3c-other/key', tls],
      ['s3:ListBucket', 'arn:aws:s3:::another-bucket', tls],
    ]);
  });

  test('the execution role starts the manager, and no more', async () => {
    await allows(deploy(kind), 'ExecutionRole', [
      ['secretsmanager:GetSecretValue', ownSecret],
      ['logs:CreateLogStream', log('/glfr/ci')],
      ['logs:PutLogEvents', log('/glfr/ci')],
    ]);
    const pulls: Call[] = [
      ['ecr:GetAuthorizationToken', '*'],
      ['ecr:BatchGetImage', repository('manager')],
      ['ecr:GetDownloadUrlForLayer', repository('manager')],
      ['ecr:BatchCheckLayerAvailability', repository('manager')],
    ];
    await refuses(deploy(kind), 'ExecutionRole', [...pulls, ['s3:GetObject', `${cacheBucket}/key`, tls]]);
    await allows(deploy(kind, { ManagerImage: `${registry}/manager:1` }), 'ExecutionRole', pulls);
    const foreign: Call = ['ecr:BatchGetImage', `arn:aws:ecr:us-east-1:999999999999:repository/manager`];
    await refuses(deploy(kind, { ManagerImage: `${registry}/manager:1` }), 'ExecutionRole', [foreign]);
    await allows(
      deploy(kind, { ManagerImage: '999999999999.dkr.ecr.us-east-1.amazonaws.com/manager:1' }),
      'ExecutionRole',
      [foreign],
    );
  });
});

describe.each(['docker-autoscaler', 'docker-machine'] as const)("this account's images with %s", (kind) => {
  const pulls: Call[] = [
    ['ecr:GetAuthorizationToken', '*'],
    ['ecr:BatchGetImage', repository('app')],
    ['ecr:GetDownloadUrlForLayer', repository('app')],
  ];

  test('are for nobody, for the manager, or for executors too', async () => {
    await refuses(deploy(kind), 'ManagerRole', pulls);
    await allows(deploy(kind, { Ecr: 'images' }), 'ManagerRole', pulls);
    await allows(deploy(kind, { Ecr: 'jobs' }), 'ManagerRole', pulls);
    await allows(deploy(kind, { Ecr: 'jobs' }), 'ExecutorRole', pulls);
    await refuses(deploy(kind, { Ssm: 'true' }), 'ExecutorRole', pulls);
    const foreign: Call = ['ecr:BatchGetImage', 'arn:aws:ecr:eu-west-1:999999999999:repository/app'];
    await refuses(deploy(kind, { Ecr: 'jobs' }), 'ManagerRole', [foreign]);
    await refuses(deploy(kind, { Ecr: 'jobs' }), 'ExecutorRole', [foreign]);
  });

  test('Session Manager is for executors only, and reads no parameters', async () => {
    const opens: Call[] = [
      ['ssmmessages:OpenDataChannel', '*'],
      ['ec2messages:GetMessages', '*'],
      ['ssm:UpdateInstanceInformation', arn('ec2', 'instance/i-0a1b2c3d')],
    ];
    await allows(deploy(kind, { Ssm: 'true' }), 'ExecutorRole', opens);
    await refuses(deploy(kind, { Ssm: 'true' }), 'ExecutorRole', [
      ['ssm:GetParameter', arn('ssm', 'parameter/any')],
    ]);
    await refuses(deploy(kind, { Ecr: 'jobs' }), 'ExecutorRole', opens);
    await refuses(deploy(kind, { Ssm: 'true' }), 'ManagerRole', opens);
  });
});
