import { here, ofStack, type Place, profiles, shortened, type Where } from './where.ts';

/** CloudFormation shortens what would make a name too long (64 characters for a role, 63 for a bucket). */

const roles = ({ account, iamPath, stack }: Where) => [`iam::${account}:role${iamPath}${shortened(stack)}*`];

/** The stack itself, its log, secret, cache, roles, and who watches it. */
export const otherPlaces: readonly Place[] = [
  {
    actions: [
      'cloudformation:CancelUpdateStack',
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStackResourceDrifts',
      'cloudformation:DetectStackDrift',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:ListStackResources',
    ],
    on: ofStack('cloudformation', 'stack/STACK/*'),
  },
  { actions: ['cloudformation:TagResource'], on: ofStack('cloudformation', 'stack/STACK/*', 'changeSet/*') },
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
  { actions: ['s3:DeleteObject'], on: ({ stack }) => [`s3:::${shortened(stack.toLowerCase())}*/*`] },
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
    // `doctor` looks for AWS's own roles, and for the caller's, whose name only the caller knows.
    actions: ['iam:GetRole'],
    on: ({ account }) => [`iam::${account}:role/*`],
  },
  {
    actions: ['iam:SimulatePrincipalPolicy'],
    on: ({ account }) => [`iam::${account}:role/*`, `iam::${account}:user/*`],
  },
  { actions: ['servicequotas:GetServiceQuota'], on: here('servicequotas', 'ec2/*', 'fargate/*') },
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
    on: profiles,
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
