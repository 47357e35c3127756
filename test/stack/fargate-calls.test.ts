import { describe, expect, test } from 'vitest';
import { account, arn, deploy } from './deployed.ts';
import { allows, type Call, refuses, statementsOf, verdict } from './iam.ts';

const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const toEc2 = { 'iam:PassedToService': 'ec2.amazonaws.com' };
const toTasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

describe('fargate', () => {
  const cluster = (name: string) => ({ 'ecs:cluster': arn('ecs', `cluster/${name}`) });
  const run = (family: string, name = 'ci-Cluster-1A2B3C'): Call => [
    'ecs:RunTask',
    arn('ecs', `task-definition/${family}`),
    cluster(name),
  ];

  test('runs its own family in its own cluster, with or without a revision, and no other', async () => {
    await allows(deploy('fargate'), 'ManagerRole', [run('ci-job:1'), run('ci-job:25')]);
    await refuses(deploy('fargate'), 'ManagerRole', [
      run('ci-job:1', 'another'),
      run('ci-manager:1'),
      run('another:1'),
      run('ci-job-2:1'),
    ]);
    // The simulator knows tasks by revision only; the driver names the family alone.
    const family = arn('ecs', 'task-definition/ci-job');
    const statement = statementsOf(deploy('fargate'), 'ManagerRole').find(
      ({ Action }) => Action === 'ecs:RunTask',
    );
    expect(statement?.Resource).toEqual([family, `${family}:*`]);
  });

  test('looks at and stops tasks of its own cluster only', async () => {
    const tasks = (name: string): Call[] => [
      ['ecs:StopTask', arn('ecs', `task/${name}/0a1b2c`), cluster(name)],
      ['ecs:DescribeTasks', arn('ecs', `task/${name}/0a1b2c`), cluster(name)],
    ];
    await allows(deploy('fargate'), 'ManagerRole', [
      ...tasks('ci-Cluster-1A2B3C'),
      ['ec2:DescribeNetworkInterfaces', '*'],
    ]);
    await refuses(deploy('fargate'), 'ManagerRole', tasks('another'));
  });

  test('passes the roles of jobs to tasks, and to nothing else', async () => {
    await allows(deploy('fargate'), 'ManagerRole', [
      ['iam:PassRole', role('ci-JobExecutionRole-1A2B3C'), toTasks],
    ]);
    await allows(deploy('fargate', { ExecutorRoleName: 'ci-jobs' }), 'ManagerRole', [
      ['iam:PassRole', role('ci-jobs'), toTasks],
    ]);
    await refuses(deploy('fargate'), 'ManagerRole', [
      ['iam:PassRole', role('ci-JobExecutionRole-1A2B3C'), toEc2],
      ['iam:PassRole', role('ci-jobs'), toTasks],
    ]);
  });

  test("a job's task pulls its image and writes its log", async () => {
    const stack = deploy('fargate');
    const stream = arn('logs', 'log-group:/glfr/ci:log-stream:job/ci-coordinator/0a1b2c');
    const calls: Call[] = [
      ['logs:CreateLogStream', stream],
      ['logs:PutLogEvents', stream],
      ['ecr:BatchGetImage', arn('ecr', 'repository/job')],
      ['ecr:GetAuthorizationToken', '*'],
    ];
    for (const call of calls) expect(await verdict(stack, 'JobExecutionRole', call)).toBe('Allowed');
    const token: Call = [
      'secretsmanager:GetSecretValue',
      arn('secretsmanager', 'secret:TokenSecret-1A2B3C-AbCdEf'),
    ];
    expect(await verdict(stack, 'JobExecutionRole', token)).toBe('ImplicitlyDenied');
  });
});
