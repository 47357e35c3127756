import { type Change, type ResourceType, resourceTypes } from './resource-types.ts';

/** What one glfr command needs of IAM. */
export interface Needs {
  /** Calls that glfr makes itself. */
  calls: readonly string[];
  /** More of them, by the flags or the circumstance that makes them. */
  onlyWith?: Readonly<Record<string, readonly string[]>>;
  /** Of `calls`, what may be denied: the command says so and goes on. */
  mayBeDenied?: readonly string[];
  /** What CloudFormation does with the caller's own rights: to which types, and how far. */
  through?: { types: readonly ResourceType[]; changes: readonly Change[] };
}

/** AWS answers it to everyone. */
export const needsNoPermission: readonly string[] = ['sts:GetCallerIdentity'];

/** Needed, though no call of glfr has this name. */
export const notCalled: Readonly<Record<string, string>> = {
  'cloudformation:ListStacks': 'AWS asks for it when DescribeStacks names no stack',
  'cloudformation:TagResource': 'AWS asks for it when a change set has tags',
  'cloudformation:DeleteChangeSet': 'only of a change set that CloudFormation refuses, and with `--dry-run`',
  'cloudformation:ListStackResources': 'only of a stack without outputs: one in progress, or one that failed',
};

const stack = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStacks',
  'cloudformation:ListStackResources',
];
const who = ['sts:GetCallerIdentity'];
const service = ['ecs:DescribeServices', 'ecs:ListTasks', 'ecs:DescribeTasks'];
const tasks = ['ecs:ListTasks', 'ecs:DescribeTasks'];
const log = ['logs:FilterLogEvents'];
const instances = ['ec2:DescribeInstances'];
const leftovers = ['ec2:DescribeKeyPairs', 'ec2:DescribeSpotInstanceRequests'];
const network = ['ec2:DescribeVpcs', 'ec2:DescribeSubnets'];
const routes = [
  'ec2:DescribeRouteTables',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNatGateways',
  'ec2:DescribeInternetGateways',
];
/** Who has an address, what lets packets in, and names. */
const surroundings = [
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeInstances',
  'ec2:DescribeAddresses',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribePrefixLists',
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeVpcAttribute',
  'route53:ListHostedZonesByVPC',
];
const offerings = ['ec2:DescribeInstanceTypes', 'ec2:DescribeInstanceTypeOfferings'];
const changeSet = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DescribeChangeSet',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:DeleteChangeSet',
  'cloudformation:TagResource',
];
const rollout = [
  ...changeSet,
  'cloudformation:DescribeStackEvents',
  ...service,
  ...log,
  'autoscaling:SuspendProcesses',
];

/** What nobody knows any more. */
const removal = {
  'an orphan of a group': ['autoscaling:TerminateInstanceInAutoScalingGroup'],
  'others left over': ['ec2:TerminateInstances', 'ec2:CancelSpotInstanceRequests', 'ec2:DeleteKeyPair'],
};

const unusual = {
  // The service has no task while the stack is updated.
  'a job that would outlast the update': ['ecs:UpdateService'],
  'a manager that cannot start': ['cloudformation:CancelUpdateStack'],
};

const everyType = (Object.keys(resourceTypes) as ResourceType[]).filter(
  (type) => type !== 'AWS::EC2::VPCEndpoint',
);
/** What an update with one other setting, or with a newer machine image, changes. */
const managerTypes: readonly ResourceType[] = [
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::LaunchTemplate',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
];
const all = ['create', 'update', 'delete'] as const;

const deploy: Needs = {
  calls: [...stack, ...who, ...network, ...routes, ...offerings, ...rollout],
  onlyWith: { ...unusual, '`--endpoints`, beside the policy `endpoints`': ['ec2:DescribeVpcEndpoints'] },
  mayBeDenied: [...routes, ...offerings],
  through: { types: everyType, changes: all },
};

/** What leads anywhere: read where a route, a rule or a name points there. */
const leads = {
  'a route or a rule that leads there': [
    'ec2:DescribeEgressOnlyInternetGateways',
    'ec2:DescribeManagedPrefixLists',
    'ec2:GetManagedPrefixListEntries',
    'ec2:DescribeVpcPeeringConnections',
    'ec2:DescribeTransitGateways',
    'ec2:DescribeTransitGatewayAttachments',
    'ec2:DescribeTransitGatewayVpcAttachments',
    'ec2:DescribeTransitGatewayRouteTables',
    'ec2:SearchTransitGatewayRoutes',
    'ec2:DescribeVpnGateways',
    'ec2:DescribeVpnConnections',
    'ec2:DescribeVpcBlockPublicAccessExclusions',
    'route53:ListResourceRecordSets',
  ],
  'a load balancer before GitLab': [
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetGroupAttributes',
    'elasticloadbalancing:DescribeTargetHealth',
  ],
};

/** What `doctor` looks at; denied, it is one check that is skipped. */
const inspection = [
  'ecs:DescribeTaskDefinition',
  'autoscaling:DescribeAutoScalingGroups',
  'ec2:DescribeLaunchTemplateVersions',
  'ec2:DescribeImages',
  'iam:GetRole',
  'iam:SimulatePrincipalPolicy',
  'servicequotas:GetAWSDefaultServiceQuota',
  'servicequotas:GetServiceQuota',
];

/** Every command that calls AWS; the others need nothing of it. */
export const commandNeeds: Readonly<Record<string, Needs>> = {
  init: deploy,
  deploy,
  check: {
    calls: [...stack, ...network, ...routes, ...surroundings, ...tasks, ...log],
    onlyWith: {
      ...leads,
      '`--fix`': ['ec2:AuthorizeSecurityGroupIngress', 'ec2:AuthorizeSecurityGroupEgress'],
      '`--ask-aws`, beside AmazonVPCReachabilityAnalyzerFullAccessPolicy': [
        'ec2:CreateNetworkInsightsPath',
        'ec2:StartNetworkInsightsAnalysis',
        'ec2:DescribeNetworkInsightsAnalyses',
        'ec2:DeleteNetworkInsightsAnalysis',
        'ec2:DeleteNetworkInsightsPath',
      ],
    },
    mayBeDenied: [...routes, ...surroundings, ...tasks, ...log],
  },
  status: {
    calls: [...stack, ...service, ...instances, ...log],
    mayBeDenied: [...service, ...instances, ...log],
  },
  ls: {
    calls: [...stack],
    onlyWith: { '`--all-regions`': ['ec2:DescribeRegions'] },
  },
  jobs: { calls: [...stack, ...log] },
  why: { calls: [...stack, ...log] },
  doctor: {
    calls: [
      ...[...stack, ...who, ...service, ...instances, ...log, ...offerings, ...inspection],
      ...[...network, ...routes, ...surroundings],
    ],
    onlyWith: {
      ...leads,
      '`--drift`': [
        'cloudformation:DetectStackDrift',
        'cloudformation:DescribeStackDriftDetectionStatus',
        'cloudformation:DescribeStackResourceDrifts',
      ],
      '`--bundle`': ['cloudformation:DescribeStackEvents'],
    },
    mayBeDenied: [
      ...['cloudformation:DescribeStacks', 'cloudformation:ListStacks', 'cloudformation:ListStackResources'],
      ...[...service, ...log, ...offerings, ...inspection, ...network, ...routes],
      ...surroundings,
    ],
  },
  logs: {
    calls: [...stack, ...log],
    onlyWith: {
      '`--task`, `--previous`': ['logs:DescribeLogStreams'],
      '`--follow`, `--exit-when-stopped`': ['ecs:ListTasks', 'ecs:DescribeTasks'],
      '`--live`': ['logs:DescribeLogGroups', 'logs:StartLiveTail'],
    },
  },
  'executors ls': {
    calls: [...stack, ...instances, ...log],
    onlyWith: { 'the executor kind fargate': ['ecs:ListTasks', 'ecs:DescribeTasks'] },
    mayBeDenied: log,
  },
  'executors show': {
    calls: [...stack, ...instances, ...log, 'ec2:GetConsoleOutput'],
    mayBeDenied: [...log, 'ec2:GetConsoleOutput'],
  },
  'executors stop': {
    calls: [...stack, ...instances, ...log, 'autoscaling:TerminateInstanceInAutoScalingGroup'],
    onlyWith: { 'what is in no group': ['ec2:TerminateInstances'] },
    mayBeDenied: log,
  },
  'executors prune': {
    calls: [...stack, ...instances, ...log, ...leftovers],
    onlyWith: removal,
    mayBeDenied: [...log, ...leftovers],
  },
  'executors connect': {
    calls: [...stack, ...who, ...instances, ...log],
    onlyWith: { 'the session, by the AWS CLI': ['ssm:StartSession'] },
    mayBeDenied: log,
  },
  scale: {
    calls: [...stack, ...who, ...rollout, ...instances, ...leftovers],
    onlyWith: { ...unusual, '`--now`': ['ecs:StopTask'], ...removal },
    mayBeDenied: [...instances, ...leftovers],
    through: { types: managerTypes, changes: all },
  },
  'runner show': { calls: [...stack, ...who] },
  'runner check': { calls: [...stack, ...who, ...service, ...log], mayBeDenied: [...service, ...log] },
  'runner pause': { calls: [...stack] },
  'runner unpause': { calls: [...stack] },
  'runner rotate': {
    calls: [...stack, ...who, ...rollout],
    onlyWith: unusual,
    through: { types: [...managerTypes, 'AWS::SecretsManager::Secret'], changes: all },
  },
  destroy: {
    calls: [
      ...stack,
      ...who,
      ...service,
      ...instances,
      'cloudformation:DescribeStackEvents',
      'cloudformation:DeleteStack',
      's3:ListBucket',
      's3:DeleteObject',
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:UpdateAutoScalingGroup',
      'autoscaling:TerminateInstanceInAutoScalingGroup',
    ],
    onlyWith: {
      'the executor kind docker-machine': ['ec2:TerminateInstances'],
      'the executor kind fargate': ['ecs:StopTask'],
    },
    through: { types: everyType, changes: ['delete'] },
  },
};

/** Doors to a stack that are no command: what the AWS CLI calls there. */
export const doorNeeds: Readonly<Record<string, Needs>> = {
  pipeline: {
    calls: ['cloudformation:DescribeStacks', ...changeSet],
    through: { types: everyType, changes: all },
  },
  endpoints: {
    calls: ['cloudformation:DescribeStacks', ...changeSet],
    through: { types: ['AWS::EC2::SecurityGroup', 'AWS::EC2::VPCEndpoint'], changes: all },
  },
};

/** Commands that ask AWS nothing. */
export const offline = /^(export |completion)/;
