/** Which stack, and where: what the ARNs of a policy are made of. `*` where it is left open. */
export interface Where {
  partition: string;
  region: string;
  account: string;
  stack: string;
  /** IAM path of the stack's roles. */
  iamPath: string;
  /** Commands are always told the stack's name, and need not look for it. */
  isNamed: boolean;
}

type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface Place {
  actions: readonly string[];
  /** ARNs without the part up to the service. */
  on: (where: Where) => readonly string[];
  condition?: (where: Where) => Condition;
}

/** CloudFormation shortens what would make a name too long (64 characters for a role, 63 for a bucket). */
const shortened = (stack: string): string => (stack.length > 20 ? `${stack.slice(0, 20)}*` : `${stack}-`);

const here =
  (service: string, ...resources: string[]) =>
  ({ region, account }: Where): string[] =>
    resources.map((resource) => `${service}:${region}:${account}:${resource}`);
const ofStack =
  (service: string, ...resources: string[]) =>
  (where: Where): string[] =>
    here(service, ...resources.map((resource) => resource.replaceAll('STACK', where.stack)))(where);
const roles = ({ account, iamPath, stack }: Where) => [`iam::${account}:role${iamPath}${shortened(stack)}*`];

const tagged = ['instance/*', 'key-pair/*', 'launch-template/*', 'network-interface/*', 'security-group/*'];
const taggedToo = ['spot-instances-request/*', 'volume/*', 'vpc-endpoint/*'];

/** Every action that has a resource narrower than all, with the narrowest that its name can be known for. */
const places: readonly Place[] = [
  {
    actions: [
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStackEvents',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:ListStackResources',
    ],
    on: ofStack('cloudformation', 'stack/STACK/*'),
  },
  { actions: ['cloudformation:TagResource'], on: ofStack('cloudformation', 'stack/STACK/*', 'changeSet/*') },
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
  { actions: ['ecs:DescribeTasks'], on: ofStack('ecs', 'task/STACK-Cluster-*/*') },
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
      'logs:CreateLogGroup',
      'logs:DeleteLogGroup',
      'logs:DeleteMetricFilter',
      'logs:DeleteRetentionPolicy',
      'logs:DescribeLogStreams',
      'logs:DescribeMetricFilters',
      'logs:FilterLogEvents',
      'logs:ListTagsForResource',
      'logs:PutMetricFilter',
      'logs:PutRetentionPolicy',
      'logs:StartLiveTail',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    on: ofStack('logs', 'log-group:/glfr/STACK', 'log-group:/glfr/STACK:*'),
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
  { actions: ['ec2:CreateKeyPair', 'ec2:DeleteKeyPair'], on: ofStack('ec2', 'key-pair/STACK-executor') },
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
  {
    actions: [
      'secretsmanager:CreateSecret',
      'secretsmanager:DeleteSecret',
      'secretsmanager:DescribeSecret',
      'secretsmanager:TagResource',
      'secretsmanager:UntagResource',
      'secretsmanager:UpdateSecret',
    ],
    // CloudFormation names a secret after its logical id, without the stack's name.
    on: here('secretsmanager', 'secret:TokenSecret-*'),
  },
  {
    actions: [
      's3:CreateBucket',
      's3:DeleteBucket',
      's3:DeleteBucketPolicy',
      's3:GetBucketPolicy',
      's3:GetBucketPublicAccessBlock',
      's3:GetBucketTagging',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:ListBucket',
      's3:PutBucketPolicy',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketTagging',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
    ],
    on: ({ stack }) => [`s3:::${shortened(stack.toLowerCase())}*`],
  },
  {
    actions: [
      'sns:CreateTopic',
      'sns:DeleteTopic',
      'sns:GetDataProtectionPolicy',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:ListTagsForResource',
      'sns:SetTopicAttributes',
      'sns:Subscribe',
      'sns:TagResource',
      'sns:Unsubscribe',
      'sns:UntagResource',
    ],
    on: ofStack('sns', 'STACK-AlarmTopic-*'),
  },
  {
    actions: [
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:ListTagsForResource',
      'cloudwatch:PutMetricAlarm',
      'cloudwatch:TagResource',
      'cloudwatch:UntagResource',
    ],
    on: ofStack('cloudwatch', 'alarm:STACK-*'),
  },
  {
    actions: ['cloudwatch:DeleteDashboards', 'cloudwatch:GetDashboard', 'cloudwatch:PutDashboard'],
    on: ({ account, stack, region }) => [`cloudwatch::${account}:dashboard/${stack}-${region}`],
  },
  {
    actions: [
      'events:DeleteRule',
      'events:DescribeRule',
      'events:ListTagsForResource',
      'events:ListTargetsByRule',
      'events:PutRule',
      'events:RemoveTargets',
      'events:TagResource',
      'events:UntagResource',
    ],
    on: ofStack('events', 'rule/STACK-LaunchRule-*'),
  },
  {
    actions: [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePermissionsBoundary',
      'iam:DeleteRolePolicy',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
    ],
    on: roles,
  },
  {
    actions: ['iam:PassRole'],
    on: roles,
    condition: () => ({
      StringLike: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com*'] },
    }),
  },
  {
    actions: [
      'iam:AddRoleToInstanceProfile',
      'iam:CreateInstanceProfile',
      'iam:DeleteInstanceProfile',
      'iam:GetInstanceProfile',
      'iam:RemoveRoleFromInstanceProfile',
    ],
    on: ({ account, iamPath, stack }) => [`iam::${account}:instance-profile${iamPath}${shortened(stack)}*`],
  },
  {
    // Once in an account, when it uses these services for the first time.
    actions: ['iam:CreateServiceLinkedRole'],
    on: ({ account }) => [`iam::${account}:role/aws-service-role/*`],
    condition: () => ({
      StringEquals: { 'iam:AWSServiceName': ['ecs.amazonaws.com', 'autoscaling.amazonaws.com'] },
    }),
  },
];

const placeOf = new Map(places.flatMap((place) => place.actions.map((action) => [action, place] as const)));

/** Where an action is allowed; all resources where AWS knows none for it, or its name cannot be known. */
export function placeFor(action: string, where: Where): { resources: string[]; condition?: Condition } {
  if (action === 'cloudformation:DescribeStacks' && where.isNamed)
    return { resources: arns(ofStack('cloudformation', 'stack/STACK/*')(where), where) };
  const place = placeOf.get(action);
  if (!place) return { resources: ['*'] };
  return { resources: arns(place.on(where), where), condition: place.condition?.(where) };
}

function arns(parts: readonly string[], { partition }: Where): string[] {
  return parts.map((part) => (part === '*' ? part : `arn:${partition}:${part}`));
}
