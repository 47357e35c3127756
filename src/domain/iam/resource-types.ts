export type Change = 'create' | 'update' | 'delete';

/**
 * What CloudFormation calls for a resource of a type, with the rights of whoever deploys: from the permissions that AWS
 * publishes for each type's handlers, without those for properties that no template here has. Not tried on an account.
 */
type Handlers = Readonly<Record<'read' | Change, readonly string[]>>;

const tags = ['ec2:CreateTags', 'ec2:DeleteTags'];
/** Who starts a group checks that its owner could start the instances. */
const launch = ['ec2:RunInstances', 'ec2:CreateTags', 'iam:PassRole', 'ssm:GetParameters'];

export const resourceTypes = {
  'AWS::AutoScaling::AutoScalingGroup': {
    read: [
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeLifecycleHooks',
      'autoscaling:DescribeNotificationConfigurations',
      'autoscaling:DescribeScalingActivities',
      'autoscaling:DescribeTrafficSources',
      'ec2:DescribeLaunchTemplateVersions',
      'ec2:DescribeLaunchTemplates',
      'ec2:DescribeSubnets',
    ],
    create: [
      'autoscaling:CreateAutoScalingGroup',
      'autoscaling:CreateOrUpdateTags',
      'autoscaling:EnableMetricsCollection',
      'autoscaling:UpdateAutoScalingGroup',
      'iam:CreateServiceLinkedRole',
      ...launch,
    ],
    update: [
      'autoscaling:CreateOrUpdateTags',
      'autoscaling:DeleteTags',
      'autoscaling:DisableMetricsCollection',
      'autoscaling:EnableMetricsCollection',
      'autoscaling:UpdateAutoScalingGroup',
      ...launch,
    ],
    delete: ['autoscaling:DeleteAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup'],
  },
  'AWS::CloudWatch::Alarm': {
    read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
    create: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'],
    update: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'],
    delete: ['cloudwatch:DeleteAlarms'],
  },
  'AWS::CloudWatch::Dashboard': {
    read: ['cloudwatch:GetDashboard'],
    create: ['cloudwatch:PutDashboard'],
    update: ['cloudwatch:PutDashboard'],
    delete: ['cloudwatch:DeleteDashboards'],
  },
  'AWS::EC2::KeyPair': {
    read: ['ec2:DescribeKeyPairs'],
    create: ['ec2:CreateKeyPair', 'ec2:CreateTags', 'ssm:PutParameter'],
    update: tags,
    delete: ['ec2:DeleteKeyPair', 'ssm:DeleteParameter'],
  },
  'AWS::EC2::LaunchTemplate': {
    read: ['ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'],
    create: ['ec2:CreateLaunchTemplate', 'ec2:CreateTags', 'ssm:GetParameters'],
    update: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate', 'ssm:GetParameters', ...tags],
    delete: ['ec2:DeleteLaunchTemplate', 'ec2:DeleteTags'],
  },
  'AWS::EC2::SecurityGroup': {
    read: ['ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs'],
    create: [
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:CreateSecurityGroup',
      'ec2:CreateTags',
      'ec2:RevokeSecurityGroupEgress',
    ],
    update: [
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
      ...tags,
    ],
    delete: ['ec2:DeleteSecurityGroup', 'ec2:DescribeInstances'],
  },
  'AWS::EC2::VPCEndpoint': {
    read: ['ec2:DescribeVpcEndpoints'],
    create: ['ec2:CreateTags', 'ec2:CreateVpcEndpoint'],
    update: ['ec2:ModifyVpcEndpoint', ...tags],
    delete: ['ec2:DeleteVpcEndpoints'],
  },
  'AWS::ECS::Cluster': {
    read: ['ecs:DescribeClusters'],
    create: ['ecs:CreateCluster', 'ecs:TagResource', 'iam:CreateServiceLinkedRole'],
    update: ['ecs:TagResource', 'ecs:UntagResource', 'ecs:UpdateCluster'],
    delete: ['ecs:DeleteCluster'],
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    read: ['ecs:DescribeClusters'],
    create: ['ecs:PutClusterCapacityProviders'],
    update: ['ecs:PutClusterCapacityProviders'],
    delete: ['ecs:PutClusterCapacityProviders'],
  },
  'AWS::ECS::Service': {
    read: ['ecs:DescribeServiceDeployments', 'ecs:DescribeServices', 'ecs:ListServiceDeployments'],
    create: ['ecs:CreateService', 'ecs:TagResource', 'iam:CreateServiceLinkedRole', 'iam:PassRole'],
    update: ['ecs:TagResource', 'ecs:UntagResource', 'ecs:UpdateService', 'iam:PassRole'],
    delete: ['ecs:DeleteService', 'ecs:UpdateService'],
  },
  'AWS::ECS::TaskDefinition': {
    read: ['ecs:DescribeTaskDefinition'],
    // docker-machine's config holds the id of the executors' image.
    create: ['ecs:RegisterTaskDefinition', 'ecs:TagResource', 'iam:PassRole', 'ssm:GetParameters'],
    update: ['ecs:TagResource', 'ecs:UntagResource'],
    delete: ['ecs:DeregisterTaskDefinition'],
  },
  'AWS::Events::Rule': {
    read: ['events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule'],
    create: ['events:PutRule', 'events:TagResource'],
    update: ['events:PutRule', 'events:TagResource', 'events:UntagResource'],
    delete: ['events:DeleteRule', 'events:RemoveTargets'],
  },
  'AWS::IAM::InstanceProfile': {
    read: ['iam:GetInstanceProfile'],
    create: ['iam:AddRoleToInstanceProfile', 'iam:CreateInstanceProfile', 'iam:PassRole'],
    update: ['iam:AddRoleToInstanceProfile', 'iam:PassRole', 'iam:RemoveRoleFromInstanceProfile'],
    delete: ['iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
  },
  // No policy is attached by any template, so that AttachRolePolicy is not among them.
  'AWS::IAM::Role': {
    read: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
    create: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:TagRole'],
    update: [
      'iam:DeleteRolePermissionsBoundary',
      'iam:DeleteRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
    ],
    delete: ['iam:DeleteRole', 'iam:DeleteRolePolicy'],
  },
  'AWS::Logs::LogGroup': {
    read: ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
    create: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:TagResource'],
    update: [
      'logs:DeleteRetentionPolicy',
      'logs:PutRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    delete: ['logs:DeleteLogGroup'],
  },
  'AWS::Logs::MetricFilter': {
    read: ['logs:DescribeMetricFilters'],
    create: ['logs:PutMetricFilter'],
    update: ['logs:PutMetricFilter'],
    delete: ['logs:DeleteMetricFilter'],
  },
  'AWS::S3::Bucket': {
    read: [
      's3:GetBucketPublicAccessBlock',
      's3:GetBucketTagging',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:ListBucket',
    ],
    create: [
      's3:CreateBucket',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketTagging',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
    ],
    update: [
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketTagging',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
    ],
    delete: ['s3:DeleteBucket'],
  },
  'AWS::S3::BucketPolicy': {
    read: ['s3:GetBucketPolicy'],
    create: ['s3:PutBucketPolicy'],
    update: ['s3:PutBucketPolicy'],
    delete: ['s3:DeleteBucketPolicy'],
  },
  'AWS::SNS::Topic': {
    read: [
      'sns:GetDataProtectionPolicy',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:ListTagsForResource',
    ],
    create: ['sns:CreateTopic', 'sns:Subscribe', 'sns:TagResource'],
    update: [
      'sns:SetTopicAttributes',
      'sns:Subscribe',
      'sns:TagResource',
      'sns:Unsubscribe',
      'sns:UntagResource',
    ],
    delete: ['sns:DeleteTopic'],
  },
  // Nothing reads the secret back; GetSecretValue is the manager's alone.
  'AWS::SecretsManager::Secret': {
    read: ['secretsmanager:DescribeSecret'],
    create: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
    update: ['secretsmanager:TagResource', 'secretsmanager:UntagResource', 'secretsmanager:UpdateSecret'],
    delete: ['secretsmanager:DeleteSecret'],
  },
} as const satisfies Readonly<Record<string, Handlers>>;

export type ResourceType = keyof typeof resourceTypes;

/** Everything CloudFormation calls to make these changes to resources of a type. */
export function handlerCalls(type: ResourceType, changes: readonly Change[]): string[] {
  const handlers: Handlers = resourceTypes[type];
  return [...new Set([...handlers.read, ...changes.flatMap((change) => handlers[change])])].sort();
}
