import { describe, expect, test } from 'vitest';
import { account, arn, deploy } from './deployed.ts';
import { allows, type Call, refuses, verdict } from './iam.ts';

const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const ec2 = (resource: string) => arn('ec2', resource);
const instance = ec2('instance/i-0a1b2c3d');
const toEc2 = { 'iam:PassedToService': 'ec2.amazonaws.com' };
const toTasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

describe('docker-autoscaler', () => {
  const group = (name: string) => arn('autoscaling', `autoScalingGroup:0a1b:autoScalingGroupName/${name}`);
  const own = 'ci-ExecutorGroup-1A2B3C';
  const controls = (name: string): Call[] => [
    ['autoscaling:SetDesiredCapacity', group(name)],
    ['autoscaling:TerminateInstanceInAutoScalingGroup', group(name)],
    ['autoscaling:SuspendProcesses', group(name)],
  ];

  test('controls its own group, and no other', async () => {
    await allows(deploy('docker-autoscaler'), 'ManagerRole', [
      ...controls(own),
      ['autoscaling:DescribeAutoScalingGroups', '*'],
      ['autoscaling:DescribeAutoScalingInstances', '*'],
      ['ec2:DescribeInstances', '*'],
    ]);
    await refuses(deploy('docker-autoscaler'), 'ManagerRole', [
      ...controls('another'),
      ...controls(`${own}-2`),
      ['autoscaling:DeleteAutoScalingGroup', group(own)],
      ['autoscaling:ResumeProcesses', group(own)],
      ['autoscaling:AttachInstances', group(own)],
    ]);
  });

  test('comes in by a key that the execution role alone reads', async () => {
    const key: Call = ['ssm:GetParameters', arn('ssm', 'parameter/ec2/keypair/key-0a1b2c3d')];
    const tag = { 'aws:ResourceTag/aws:autoscaling:groupName': own };
    const stack = deploy('docker-autoscaler');
    expect(await verdict(stack, 'ExecutionRole', key)).toBe('Allowed');
    const another: Call = ['ssm:GetParameters', arn('ssm', 'parameter/ec2/keypair/key-another')];
    expect(await verdict(stack, 'ExecutionRole', another)).toBe('ImplicitlyDenied');
    await refuses(deploy('docker-autoscaler'), 'ManagerRole', [
      key,
      ['ec2-instance-connect:SendSSHPublicKey', instance, tag],
    ]);
    const connected = deploy('docker-autoscaler', { Ssh: 'instance-connect' });
    expect(await verdict(connected, 'ExecutionRole', key)).toBe('ImplicitlyDenied');
  });

  test('comes in by Instance Connect to its own instances only', async () => {
    const send = (context: Record<string, string>): Call => [
      'ec2-instance-connect:SendSSHPublicKey',
      instance,
      context,
    ];
    const tagged = (name: string) => send({ 'ec2:ResourceTag/aws:autoscaling:groupName': name });
    await allows(deploy('docker-autoscaler', { Ssh: 'instance-connect' }), 'ManagerRole', [tagged(own)]);
    await refuses(deploy('docker-autoscaler', { Ssh: 'instance-connect' }), 'ManagerRole', [
      tagged('another'),
      send({}),
    ]);
  });

  test('launches nothing itself', async () => {
    await refuses(deploy('docker-autoscaler'), 'ManagerRole', [
      ['ec2:RunInstances', ec2('instance/*')],
      ['ec2:CreateLaunchTemplateVersion', ec2('launch-template/lt-0a1b2c3d')],
      ['iam:PassRole', role('ci-jobs'), toEc2],
    ]);
  });
});

describe('docker-machine', () => {
  const profile = (name: string) => `arn:aws:iam::${account}:instance-profile/${name}`;
  const own = { 'ec2:InstanceProfile': profile('ci-ExecutorProfile-1A2B3C') };
  const foreign = { 'ec2:InstanceProfile': profile('another') };
  const imds = { 'ec2:MetadataHttpTokens': 'required' };
  const machine = 'runner-abcdefghi-glfr-0a1b2c3d-1700000000-0a1b2c3d';
  /** What one launch touches besides the instance itself. */
  const around: [string, string][] = [
    ['image', 'arn:aws:ec2:eu-west-1::image/ami-0a1b2c3d'],
    ['key-pair', ec2(`key-pair/${machine}`)],
    ['network-interface', ec2('network-interface/*')],
    ['security-group', ec2('security-group/sg-0bbbbbbb')],
    ['subnet', ec2('subnet/subnet-0aaaaaaa')],
    ['volume', ec2('volume/*')],
  ];

  test('launches with its own profile, group and subnet, and IMDSv2', async () => {
    await allows(deploy('docker-machine'), 'ManagerRole', [
      ['ec2:RunInstances', ec2('instance/*'), { ...own, ...imds }],
      ...around.map(([, resource]): Call => ['ec2:RunInstances', resource]),
    ]);
    await refuses(deploy('docker-machine'), 'ManagerRole', [
      ['ec2:RunInstances', ec2('instance/*'), { ...foreign, ...imds }],
      ['ec2:RunInstances', ec2('instance/*'), imds],
      ['ec2:RunInstances', ec2('instance/*'), own],
      ['ec2:RunInstances', ec2('instance/*'), { ...own, 'ec2:MetadataHttpTokens': 'optional' }],
      ['ec2:RunInstances', ec2('subnet/subnet-0bbbbbbb')],
      ['ec2:RunInstances', ec2('security-group/sg-another')],
      ['ec2:RunInstances', ec2('key-pair/mine')],
      ['ec2:RunInstances', ec2('launch-template/lt-0a1b2c3d')],
    ]);
  });

  test('asks for spot instances in its own group and subnet', async () => {
    await allows(deploy('docker-machine'), 'ManagerRole', [
      ...around
        .map(([, resource]): Call => ['ec2:RequestSpotInstances', resource])
        .filter(([, resource]) => !resource.includes(':volume/')),
      ['ec2:RequestSpotInstances', ec2('spot-instances-request/*')],
      ['ec2:CancelSpotInstanceRequests', ec2('spot-instances-request/sir-0a1b2c3d')],
    ]);
    await refuses(deploy('docker-machine'), 'ManagerRole', [
      ['ec2:RequestSpotInstances', ec2('subnet/subnet-0bbbbbbb')],
      ['ec2:RequestSpotInstances', ec2('security-group/sg-another')],
    ]);
  });

  test('tags, stops and ends its own machines, known by their profile', async () => {
    const ends = (context: Record<string, string>): Call[] =>
      ['TerminateInstances', 'StopInstances', 'StartInstances', 'RebootInstances', 'CreateTags'].map(
        (action) => [`ec2:${action}`, instance, context],
      );
    await allows(deploy('docker-machine'), 'ManagerRole', ends(own));
    await refuses(deploy('docker-machine'), 'ManagerRole', [...ends(foreign), ...ends({})]);
  });

  test('makes and deletes the keys of its own machines only', async () => {
    const keys = (name: string): Call[] => [
      ['ec2:ImportKeyPair', ec2(`key-pair/${name}`)],
      ['ec2:DeleteKeyPair', ec2(`key-pair/${name}`)],
    ];
    await allows(deploy('docker-machine'), 'ManagerRole', keys(machine));
    await refuses(deploy('docker-machine'), 'ManagerRole', [
      ...keys('mine'),
      ...keys('runner-abcdefghi-glfr-99999999-1700000000-0a1b2c3d'),
      ...keys('runner-abcdefghi-other-1700000000-0a1b2c3d'),
    ]);
  });

  test('passes the role of executors to EC2, and to nothing else', async () => {
    await allows(deploy('docker-machine'), 'ManagerRole', [
      ['iam:PassRole', role('ci-ExecutorRole-1A2B3C'), toEc2],
    ]);
    await allows(
      deploy('docker-machine', {
        ExecutorRoleName: 'ci-jobs',
      }),
      'ManagerRole',
      [['iam:PassRole', role('ci-jobs'), toEc2]],
    );
    await refuses(deploy('docker-machine'), 'ManagerRole', [
      ['iam:PassRole', role('ci-ExecutorRole-1A2B3C'), toTasks],
      ['iam:PassRole', role('ci-ExecutorRole-1A2B3C'), { 'iam:PassedToService': 'lambda.amazonaws.com' }],
      ['iam:PassRole', role('ci-jobs'), toEc2],
    ]);
  });

  test('opens no security group, and makes none', async () => {
    await refuses(deploy('docker-machine'), 'ManagerRole', [
      ['ec2:CreateSecurityGroup', ec2('security-group/*')],
      ['ec2:AuthorizeSecurityGroupIngress', ec2('security-group/sg-0bbbbbbb')],
    ]);
  });
});
