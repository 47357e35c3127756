import { describe, expect, test } from 'vitest';
import { type ExecutorKind, executorKinds } from '../../src/domain/settings/executor-kind.ts';
import { deploy } from './deployed.ts';

const ofAll = [
  'Cluster',
  'ExecutionRole',
  'ExecutorSecurityGroup',
  'LogGroup',
  'ManagerRole',
  'ManagerSecurityGroup',
  'ManagerService',
  'ManagerTaskDefinition',
  'TokenSecret',
];
const ofKind: Record<ExecutorKind, string[]> = {
  'docker-autoscaler': ['ExecutorGroup', 'ExecutorLaunchTemplate', 'KeyPair'],
  'docker-machine': ['ExecutorProfile', 'ExecutorRole'],
  fargate: ['ClusterCapacity', 'JobExecutionRole', 'JobTaskDefinition'],
};
const cache = ['CacheBucket', 'CacheBucketPolicy'];
const alarms = ['ContactAlarm', 'ContactFilter', 'ManagerAlarm', 'RefusalFilter'];
const groupAlarms = ['LaunchAlarm', 'LaunchRule', 'LimitAlarm'];
const role = ['ExecutorProfile', 'ExecutorRole'];

/** None of them makes a resource of its own: they are said in the ones that are there anyway. */
const networks: Record<string, Record<string, string>> = {
  'private subnets with NAT': {},
  'public subnets': { AssignPublicIp: 'ENABLED' },
  'no internet': { ManagerImage: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/manager:1' },
  'an HTTP proxy': { HttpProxy: 'http://proxy.example.com:3128', NoProxy: '.example.com' },
  'a CA of its own': { GitLabUrl: 'https://git.example.com', CaCertificate: 'LS0tLS0=' },
  'GitLab by address': { GitLabUrl: 'https://git.example.com', GitLabAddress: '10.1.2.3' },
};

/** What an option adds and takes away, for all kinds or for one. */
type Option = [
  kinds: readonly ExecutorKind[],
  parameters: Record<string, string>,
  more: string[],
  less?: string[],
];
const onEc2 = ['docker-autoscaler', 'docker-machine'] as const;
const autoscaler = ['docker-autoscaler'] as const;
const others = ['docker-machine', 'fargate'] as const;
const schedule = '* 7-18 * * mon-fri=5:1800@Europe/Berlin';
const options: Option[] = [
  [executorKinds, {}, []],
  [executorKinds, { CacheDays: '0' }, [], cache],
  [executorKinds, { Dashboard: 'true' }, ['Board']],
  [executorKinds, { AlarmTarget: 'ops@example.com' }, []],
  [executorKinds, { OnDemandPercent: '0' }, []],
  [executorKinds, { Architecture: 'arm64' }, []],
  [
    executorKinds,
    { RunnerToml: 'output_limit = 8192', PermissionsBoundary: 'arn:aws:iam::aws:policy/x' },
    [],
  ],
  [['fargate'], { ExecutorRoleName: 'ci-jobs' }, []],
  [onEc2, { Schedules: schedule, IdleCount: '2' }, []],
  [onEc2, { Ecr: 'images' }, []],
  [onEc2, { Ami: 'ami-0a1b2c3d', Privileged: 'false' }, []],
  [others, { Alarms: 'true' }, alarms],
  [others, { Alarms: 'true', AlarmTarget: 'ops@example.com' }, [...alarms, 'AlarmTopic']],
  [autoscaler, { Alarms: 'true' }, [...alarms, ...groupAlarms]],
  [autoscaler, { Alarms: 'true', AlarmTarget: 'ops@example.com' }, [...alarms, ...groupAlarms, 'AlarmTopic']],
  [executorKinds, { AlarmTarget: 'arn:aws:sns:eu-west-1:123456789012:alarms' }, []],
  [
    autoscaler,
    { Alarms: 'true', AlarmTarget: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
    [...alarms, ...groupAlarms],
  ],
  [autoscaler, { InstanceTypes: 'm7i.large,m6i.large', OnDemandPercent: '20', OnDemandBase: '1' }, []],
  [autoscaler, { VCpus: '2-4', MemoryMib: '8192-16384' }, []],
  [autoscaler, { Ssh: 'instance-connect' }, [], ['KeyPair']],
  [autoscaler, { Ssm: 'true' }, role],
  [autoscaler, { Ecr: 'jobs' }, role],
  [autoscaler, { ExecutorRoleName: 'ci-jobs' }, ['ExecutorProfile']],
  [['docker-machine'], { Ssm: 'true', Ecr: 'jobs' }, []],
  [['docker-machine'], { ExecutorRoleName: 'ci-jobs' }, [], ['ExecutorRole']],
];

const made = (kind: ExecutorKind, parameters: Record<string, string>) =>
  Object.keys(deploy(kind, parameters).resources).toSorted();

describe.each(executorKinds)('a stack of %s has exactly its own resources', (kind) => {
  const usual = [...ofAll, ...ofKind[kind], ...cache];

  describe.each(Object.keys(networks))('with %s', (network) => {
    test.each(options.filter(([kinds]) => kinds.includes(kind)).map(([, ...option]) => option))(
      'and %o',
      (parameters, more, less = []) => {
        const expected = [...usual, ...more].filter((id) => !less.includes(id)).toSorted();
        expect(made(kind, { ...networks[network], ...parameters })).toEqual(expected);
      },
    );
  });

  test('and outputs that commands read, none of a resource that is not there', () => {
    const common = {
      ClusterName: 'ci-Cluster-1A2B3C',
      ExecutorSecurityGroupId: 'sg-0bbbbbbb',
      GitLabUrl: 'https://gitlab.com',
      LogGroupName: '/glfr/ci',
      LogStreamPrefix: 'manager',
      ManagerSecurityGroupId: 'sg-0aaaaaaa',
      RunnerName: 'glfr',
      ServiceName: 'ci-ManagerService-1A2B3C',
      TokenSecretArn: expect.stringContaining(':secret:'),
      ...(kind === 'docker-autoscaler' && { ExecutorGroupName: 'ci-ExecutorGroup-1A2B3C' }),
    };
    expect(deploy(kind, { CacheDays: '0' }).outputs).toEqual(common);
    expect(deploy(kind, { RunnerId: '42' }).outputs).toEqual({
      ...common,
      RunnerId: '42',
      CacheBucketName: 'ci-cachebucket-1a2b3c',
    });
  });
});
