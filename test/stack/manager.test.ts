import { describe, expect, test } from 'vitest';
import { executorKinds } from '../../src/domain/settings/executor-kind.ts';
import { type Deployed, deploy, type Properties, subnets } from './deployed.ts';

const container = (stack: Deployed): Properties => {
  const [manager, more] = stack.properties('ManagerTaskDefinition').ContainerDefinitions;
  expect(more).toBeUndefined();
  return manager;
};
const variables = (stack: Deployed): Record<string, string> =>
  Object.fromEntries(container(stack).Environment.map(({ Name, Value }: Properties) => [Name, Value]));
const everywhere = ['0.0.0.0/0', '::/0'];

describe.each(executorKinds)('the manager of %s', (kind) => {
  test('is one at a time, and a failed start goes back to the last one that worked', () => {
    expect(deploy(kind).properties('ManagerService')).toMatchObject({
      LaunchType: 'FARGATE',
      DesiredCount: 1,
      AvailabilityZoneRebalancing: 'DISABLED',
      DeploymentConfiguration: {
        MinimumHealthyPercent: 0,
        MaximumPercent: 100,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
      EnableECSManagedTags: true,
      PropagateTags: 'SERVICE',
    });
  });

  test('is in the chosen subnets, with a public address only where it is asked for, and takes no calls', () => {
    const network = (AssignPublicIp: string) =>
      deploy(kind, { AssignPublicIp }).properties('ManagerService').NetworkConfiguration.AwsvpcConfiguration;
    for (const AssignPublicIp of ['ENABLED', 'DISABLED'])
      expect(network(AssignPublicIp)).toEqual({
        Subnets: subnets,
        SecurityGroups: ['sg-0aaaaaaa'],
        AssignPublicIp,
      });
    expect(deploy(kind).properties('ManagerSecurityGroup')).not.toHaveProperty('SecurityGroupIngress');
  });

  test('has all the time to stop that Fargate gives, and loses no line of its log', () => {
    expect(container(deploy(kind))).toMatchObject({
      Name: 'manager',
      Essential: true,
      StopTimeout: 120,
      LinuxParameters: { InitProcessEnabled: true },
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: { 'awslogs-group': '/glfr/ci', 'awslogs-stream-prefix': 'manager', mode: 'blocking' },
      },
    });
  });

  test('is of the size, architecture and image that are asked for', () => {
    const stack = deploy(kind, {
      ManagerCpu: '1024',
      ManagerMemory: '4096',
      ManagerImage: 'registry.example.com/m:1',
    });
    const task = stack.properties('ManagerTaskDefinition');
    expect(task).toMatchObject({
      Family: 'ci-manager',
      RequiresCompatibilities: ['FARGATE'],
      NetworkMode: 'awsvpc',
      Cpu: '1024',
      Memory: '4096',
      RuntimePlatform: { CpuArchitecture: kind === 'fargate' ? 'X86_64' : 'ARM64' },
      ContainerDefinitions: [{ Image: 'registry.example.com/m:1' }],
    });
    const other = deploy(kind, { ManagerArchitecture: 'x86_64', Architecture: 'arm64' });
    expect(other.properties('ManagerTaskDefinition').RuntimePlatform.CpuArchitecture).toBe('X86_64');
  });

  test('gets token and key as secrets, and a new token makes a new task', () => {
    const names = container(deploy(kind)).Secrets.map(({ Name }: Properties) => Name);
    expect(names).toEqual(kind === 'docker-autoscaler' ? ['RUNNER_TOKEN', 'SSH_KEY'] : ['RUNNER_TOKEN']);
    const stack = deploy(kind, { TokenSetAt: '2027-01-01T00:00:00Z' });
    expect(variables(stack).GLFR_TOKEN_SET_AT).toBe('2027-01-01T00:00:00Z');
    expect(container(deploy(kind, { CacheDays: '0' })).Secrets).toHaveLength(names.length);
  });

  test('knows its executor kind and nothing of another one', () => {
    const found = variables(deploy(kind));
    expect(found).toMatchObject({ GLFR_EXECUTOR: kind, AWS_REGION: 'eu-west-1', LOG_FORMAT: 'json' });
    const own = {
      'docker-autoscaler': ['GLFR_EXECUTOR_GROUP'],
      'docker-machine': ['GLFR_KEY_NAMES', 'GLFR_SECURITY_GROUP'],
      fargate: ['GLFR_FARGATE'],
    };
    const ofKinds = Object.values(own).flat();
    expect(
      Object.keys(found)
        .filter((name) => ofKinds.includes(name))
        .toSorted(),
    ).toEqual(own[kind]);
    expect(Object.keys(found).filter((name) => /proxy/i.test(name))).toEqual([]);
  });

  test('gets the CA and the address of GitLab, where they are given', () => {
    expect(variables(deploy(kind))).toMatchObject({ GLFR_CA: '', GLFR_HOSTS: '' });
    const given = {
      GitLabUrl: 'https://git.example.com:8443/git',
      CaCertificate: 'LS0t',
      GitLabAddress: '10.1.2.3',
    };
    expect(variables(deploy(kind, given))).toMatchObject({
      GLFR_CA: 'LS0t',
      GLFR_HOSTS: '10.1.2.3 git.example.com',
    });
  });

  test('alone comes to executors: by SSH, and to Docker where the kind needs it', () => {
    const { SecurityGroupIngress, SecurityGroupEgress } = deploy(kind).properties('ExecutorSecurityGroup');
    const doors = SecurityGroupIngress.map(
      ({ IpProtocol, FromPort, ToPort, SourceSecurityGroupId }: Properties) =>
        [IpProtocol, FromPort, ToPort, SourceSecurityGroupId].join(' '),
    );
    expect(doors).toEqual(
      (kind === 'docker-machine' ? [22, 2376] : [22]).map((port) => `tcp ${port} ${port} sg-0aaaaaaa`),
    );
    const ways = SecurityGroupEgress.map(({ CidrIp, CidrIpv6 }: Properties) => CidrIp ?? CidrIpv6);
    expect(ways).toEqual(everywhere);
  });

  test('has a cache that is encrypted, private, and empties itself', () => {
    const { BucketEncryption, PublicAccessBlockConfiguration, LifecycleConfiguration } = deploy(kind, {
      CacheDays: '30',
    }).properties('CacheBucket');
    expect(JSON.stringify(BucketEncryption)).toContain('"SSEAlgorithm":"AES256"');
    expect(Object.values(PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(LifecycleConfiguration.Rules).toMatchObject([{ Status: 'Enabled', ExpirationInDays: '30' }]);
  });

  test('and all that can be tagged says which stack it is of', () => {
    const untagged = Object.entries(
      deploy(kind, { Alarms: 'true', AlarmTarget: 'ops@example.com' }).resources,
    )
      .filter(([, { properties }]) => !/"Key":"glfr:stack","Value":"ci"/.test(JSON.stringify(properties)))
      .map(([, { type }]) => type.replace(/^AWS::/, ''));
    const cannot = ['S3::BucketPolicy', 'ECS::ClusterCapacityProviderAssociations', 'Logs::MetricFilter'];
    const notWorthIt = ['CloudWatch::Alarm', 'Events::Rule', 'IAM::InstanceProfile'];
    expect(untagged.filter((type) => ![...cannot, ...notWorthIt].includes(type))).toEqual([]);
  });
});

test("a job's task on Fargate: size, disk, image and spot as asked, and the driver's container", () => {
  const stack = deploy('fargate', {
    JobCpu: '2048',
    JobMemory: '8192',
    DiskGb: '100',
    JobImage: 'registry.example.com/job:1',
    OnDemandPercent: '0',
    Architecture: 'arm64',
  });
  expect(stack.properties('JobTaskDefinition')).toMatchObject({
    Cpu: '2048',
    Memory: '8192',
    RuntimePlatform: { CpuArchitecture: 'ARM64' },
    EphemeralStorage: { SizeInGiB: '100' },
    ContainerDefinitions: [{ Name: 'ci-coordinator', Image: 'registry.example.com/job:1' }],
  });
  const strategy = (one: Deployed) => one.properties('ClusterCapacity').DefaultCapacityProviderStrategy;
  expect(strategy(stack)).toEqual([{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }]);
  expect(strategy(deploy('fargate'))).toEqual([{ CapacityProvider: 'FARGATE', Weight: 1 }]);
});
