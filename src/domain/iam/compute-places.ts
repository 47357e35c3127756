import { arns, here, ofStack, type Place, profiles } from './where.ts';

const tagged = ['instance/*', 'key-pair/*', 'launch-template/*', 'network-interface/*', 'security-group/*'];
const taggedToo = ['spot-instances-request/*', 'volume/*', 'vpc-endpoint/*'];

/** What runs: Auto Scaling, EC2, ECS, and the parameters both read. */
export const computePlaces: readonly Place[] = [
  {
    actions: [
      'autoscaling:CreateAutoScalingGroup',
      'autoscaling:CreateOrUpdateTags',
      'autoscaling:DeleteAutoScalingGroup',
      'autoscaling:DeleteTags',
      'autoscaling:DisableMetricsCollection',
      'autoscaling:EnableMetricsCollection',
      'autoscaling:SuspendProcesses',
      'autoscaling:TerminateInstanceInAutoScalingGroup',
      'autoscaling:UpdateAutoScalingGroup',
    ],
    on: ofStack('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/STACK-ExecutorGroup-*'),
  },
  {
    actions: ['ecs:CreateService', 'ecs:DeleteService', 'ecs:DescribeServices', 'ecs:UpdateService'],
    on: ofStack('ecs', 'service/STACK-Cluster-*/*'),
  },
  {
    actions: ['ecs:DescribeServiceDeployments', 'ecs:ListServiceDeployments'],
    on: ofStack('ecs', 'service/STACK-Cluster-*/*', 'service-deployment/STACK-Cluster-*/*'),
  },
  {
    // It knows no resource for a service's tasks, but the cluster.
    actions: ['ecs:ListTasks'],
    on: () => ['*'],
    condition: (where) => ({
      ArnLike: { 'ecs:cluster': arns(ofStack('ecs', 'cluster/STACK-Cluster-*')(where), where) },
    }),
  },
  { actions: ['ecs:DescribeTasks', 'ecs:StopTask'], on: ofStack('ecs', 'task/STACK-Cluster-*/*') },
  {
    // docker-machine's executors have their tags only a while after their launch, and their profile from the first moment.
    actions: ['ec2:TerminateInstances'],
    on: here('ec2', 'instance/*'),
    condition: (where) => ({ ArnLike: { 'ec2:InstanceProfile': arns(profiles(where), where) } }),
  },
  {
    actions: [
      'ecs:CreateCluster',
      'ecs:DeleteCluster',
      'ecs:DescribeClusters',
      'ecs:PutClusterCapacityProviders',
      'ecs:UpdateCluster',
    ],
    on: ofStack('ecs', 'cluster/STACK-Cluster-*'),
  },
  {
    actions: ['ecs:RegisterTaskDefinition'],
    on: ofStack('ecs', 'task-definition/STACK-manager:*', 'task-definition/STACK-job:*'),
  },
  {
    actions: ['ecs:TagResource', 'ecs:UntagResource'],
    on: ofStack(
      'ecs',
      ...['cluster/STACK-Cluster-*', 'service/STACK-Cluster-*/*'],
      ...['task-definition/STACK-manager:*', 'task-definition/STACK-job:*'],
    ),
  },
  {
    actions: [
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:DeleteSecurityGroup',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
    ],
    on: here('ec2', 'security-group/*', 'security-group-rule/*'),
  },
  { actions: ['ec2:CreateSecurityGroup'], on: here('ec2', 'security-group/*', 'vpc/*') },
  {
    actions: [
      'ec2:CreateLaunchTemplate',
      'ec2:CreateLaunchTemplateVersion',
      'ec2:DeleteLaunchTemplate',
      'ec2:ModifyLaunchTemplate',
    ],
    on: here('ec2', 'launch-template/*'),
  },
  {
    // docker-machine's begin with runner, and have no tags.
    actions: ['ec2:CreateKeyPair', 'ec2:DeleteKeyPair'],
    on: ofStack('ec2', 'key-pair/STACK-executor', 'key-pair/runner-*'),
  },
  { actions: ['ec2:CancelSpotInstanceRequests'], on: here('ec2', 'spot-instances-request/*') },
  { actions: ['ec2:GetConsoleOutput'], on: here('ec2', 'instance/*') },
  {
    actions: ['ssm:StartSession'],
    on: here('ec2', 'instance/*'),
    condition: ({ stack }) => ({ StringLike: { 'ssm:resourceTag/glfr:stack': [stack] } }),
  },
  { actions: ['ec2:CreateTags', 'ec2:DeleteTags'], on: here('ec2', ...tagged, ...taggedToo) },
  {
    actions: ['ec2:RunInstances'],
    on: (where) => [
      ...here(
        'ec2',
        'image/*',
        'instance/*',
        'launch-template/*',
        'network-interface/*',
        'security-group/*',
      )(where),
      ...here('ec2', 'spot-instances-request/*', 'subnet/*', 'volume/*')(where),
      ...ofStack('ec2', 'key-pair/STACK-executor')(where),
      `ec2:${where.region}::image/*`,
    ],
  },
  {
    actions: ['ec2:CreateVpcEndpoint', 'ec2:DeleteVpcEndpoints', 'ec2:ModifyVpcEndpoint'],
    on: here('ec2', 'route-table/*', 'security-group/*', 'subnet/*', 'vpc-endpoint/*', 'vpc/*'),
  },
  { actions: ['ssm:PutParameter', 'ssm:DeleteParameter'], on: here('ssm', 'parameter/ec2/keypair/*') },
  {
    actions: ['ssm:GetParameters'],
    on: ({ region }) =>
      ['ecs/optimized-ami/amazon-linux-2023', 'canonical/ubuntu/server/22.04'].map(
        (images) => `ssm:${region}::parameter/aws/service/${images}/*`,
      ),
  },
];
