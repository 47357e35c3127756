import type { GlfrEvent } from '../../src/domain/event.ts';
import type { Hop, Reach } from '../../src/domain/network/result.ts';
import type { Plan } from '../../src/domain/stack/plan.ts';
import { reduce } from '../../src/ui/reduce.ts';
import { initialState, type ScreenState } from '../../src/ui/screen-state.ts';

/** 2026-03-01T12:00:00Z: when every recording begins. */
export const start = Date.UTC(2026, 2, 1, 12, 0, 0);
export const at = (seconds: number): number => start + seconds * 1000;

/** An event and the second at which it was said. */
export type Recorded = readonly [second: number, event: GlfrEvent];

const resource = (
  second: number,
  logicalId: string,
  type: string,
  status: string,
  reason?: string,
): Recorded => [
  second,
  {
    type: 'stack.resource-changed',
    change: {
      id: `${logicalId}-${status}-${second}`,
      time: at(second),
      logicalId,
      resourceType: `AWS::${type}`,
      status,
      ...(reason && { reason }),
    },
  },
];

export const logEvent = (
  second: number,
  message: object | string,
): Extract<GlfrEvent, { type: 'log.line' }> => ({
  type: 'log.line',
  event: {
    id: `log-${second}`,
    time: at(second),
    ingestedAt: at(second + 1),
    stream: 'manager/manager/1f2e3d4c',
    message: typeof message === 'string' ? message : JSON.stringify(message),
  },
});

const task = (second: number, lastStatus: string): Recorded => [
  second,
  {
    type: 'task.changed',
    task: {
      id: '1f2e3d4c5b6a79880123456789abcdef',
      lastStatus,
      desiredStatus: 'RUNNING',
      taskDefinition: 'glfr-manager:1',
      containers: [],
    },
  },
];

/** A deploy up to the moment when the manager's service is being made. */
export const underWay: readonly Recorded[] = [
  [0, { type: 'phase.started', phase: 'discover', text: 'Looking at your AWS account' }],
  [
    1,
    {
      type: 'identity.known',
      account: '123456789012',
      arn: 'arn:aws:iam::123456789012:user/ada',
      region: 'eu-central-1',
    },
  ],
  [2, { type: 'network.read', vpcs: 2, subnets: 6, unreadable: [] }],
  [
    2,
    { type: 'phase.ended', phase: 'discover', text: '2 VPCs and 6 subnets in eu-central-1', outcome: 'done' },
  ],
  [3, { type: 'phase.started', phase: 'runner', text: 'Creating the runner in GitLab' }],
  [4, { type: 'runner.created', runnerId: 42, url: 'https://gitlab.example.com' }],
  [4, { type: 'phase.ended', phase: 'runner', text: 'Runner created', outcome: 'done' }],
  [5, { type: 'phase.started', phase: 'stack', text: 'Creating the stack glfr' }],
  [5, { type: 'stack.started', stackName: 'glfr', action: 'create', resources: 8 }],
  resource(6, 'glfr', 'CloudFormation::Stack', 'CREATE_IN_PROGRESS', 'User Initiated'),
  resource(7, 'ManagerRole', 'IAM::Role', 'CREATE_IN_PROGRESS'),
  resource(7, 'CacheBucket', 'S3::Bucket', 'CREATE_IN_PROGRESS'),
  resource(8, 'CacheBucket', 'S3::Bucket', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'),
  [8, { type: 'waiting', text: 'CloudFormation (CREATE_IN_PROGRESS)' }],
  resource(20, 'ManagerRole', 'IAM::Role', 'CREATE_COMPLETE'),
  resource(22, 'CacheBucket', 'S3::Bucket', 'CREATE_COMPLETE'),
  resource(23, 'Cluster', 'ECS::Cluster', 'CREATE_COMPLETE'),
  resource(24, 'ManagerService', 'ECS::Service', 'CREATE_IN_PROGRESS'),
  resource(24, 'ExecutorGroup', 'AutoScaling::AutoScalingGroup', 'CREATE_IN_PROGRESS'),
  [
    25,
    {
      type: 'deployment.changed',
      deployment: {
        id: 'ecs-svc/1',
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        taskDefinition: 'glfr-manager:1',
        desired: 1,
        running: 0,
        failedTasks: 0,
        createdAt: at(25),
      },
    },
  ],
  task(26, 'PENDING'),
  [
    40,
    logEvent(40, {
      level: 'info',
      msg: 'Starting multi-runner from /etc/gitlab-runner/config.toml...',
      builds: 0,
    }),
  ],
  [
    41,
    logEvent(41, { level: 'warning', msg: 'listen_address not defined, metrics & debug endpoints disabled' }),
  ],
  [42, { type: 'waiting', text: 'CloudFormation (CREATE_IN_PROGRESS)' }],
];

const roleReason =
  'API: iam:CreateRole User: ada is not authorized to perform: iam:CreateRole on resource: glfr-executor';

/** The same, until a role cannot be made and the stack is rolled back. */
export const failing: readonly Recorded[] = [
  ...underWay,
  resource(43, 'ExecutorRole', 'IAM::Role', 'CREATE_FAILED', roleReason),
  resource(44, 'ManagerService', 'ECS::Service', 'CREATE_FAILED', 'Resource creation cancelled'),
];

export const failed: readonly Recorded[] = [
  ...failing,
  resource(
    45,
    'glfr',
    'CloudFormation::Stack',
    'ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [ExecutorRole].',
  ),
  resource(50, 'ManagerService', 'ECS::Service', 'DELETE_IN_PROGRESS'),
  resource(60, 'ManagerService', 'ECS::Service', 'DELETE_COMPLETE'),
  resource(70, 'glfr', 'CloudFormation::Stack', 'ROLLBACK_COMPLETE'),
  [70, { type: 'stack.settled', stackName: 'glfr', status: 'ROLLBACK_COMPLETE' }],
  [70, { type: 'phase.ended', phase: 'stack', text: 'The stack could not be created', outcome: 'failed' }],
];

/** Or until all is well. */
export const done: readonly Recorded[] = [
  ...underWay,
  resource(50, 'ManagerService', 'ECS::Service', 'CREATE_COMPLETE'),
  resource(51, 'ExecutorGroup', 'AutoScaling::AutoScalingGroup', 'CREATE_COMPLETE'),
  task(52, 'RUNNING'),
  [53, { type: 'stack.settled', stackName: 'glfr', status: 'CREATE_COMPLETE' }],
  [53, { type: 'phase.ended', phase: 'stack', text: 'Stack glfr created', outcome: 'done' }],
  [54, { type: 'phase.started', phase: 'manager', text: 'Waiting for the manager' }],
  [70, { type: 'manager.started', taskId: '1f2e3d4c', maxBuilds: 4 }],
  [70, { type: 'phase.ended', phase: 'manager', text: 'Manager runs', outcome: 'done' }],
];

export const fold = (events: readonly Recorded[], from: ScreenState = initialState): ScreenState =>
  events.reduce((state, [second, event]) => reduce(state, event, at(second)), from);

const hop = (component: string, kind: string): Hop => ({
  ...{ component, kind, direction: 'forward', passes: 'all' },
  ...{ source: '10.0.0.4-10.0.0.254', destination: '203.0.113.7', ports: '443' },
});

export const blocked: Reach = {
  target: { host: 'gitlab.example.com', port: 443, addresses: ['203.0.113.7'] },
  verdict: 'PARTIAL',
  paths: [
    {
      from: 'subnet-0a1b2c3d',
      to: 'gitlab.example.com:443',
      verdict: 'BLOCKED',
      hops: [hop('rtb-0a1b2c3d', 'route-table'), hop('nat-0a1b2c3d', 'nat-gateway')],
      findings: [
        {
          code: 'GLFR_NAT_IN_PRIVATE_SUBNET',
          component: 'nat-0a1b2c3d',
          direction: 'forward',
          severity: 'block',
          message: 'the NAT gateway is in subnet-0d, which has no route to an internet gateway',
          fix: { text: 'create the NAT gateway in a public subnet' },
        },
        {
          code: 'SUBNET_ACL_RESTRICTION',
          component: 'acl-0a1b2c3d',
          direction: 'forward',
          severity: 'block',
          message: 'the network ACL drops 443 (egress, 203.0.113.7)',
          fix: {
            text: 'let it through',
            command:
              'aws ec2 create-network-acl-entry --network-acl-id acl-0a1b2c3d --egress --rule-number 90 --protocol tcp',
          },
        },
      ],
    },
    {
      from: 'subnet-0e4f5a6b',
      to: 'gitlab.example.com:443',
      verdict: 'REACHABLE',
      hops: [hop('rtb-0e4f5a6b', 'route-table'), hop('igw-0e4f5a6b', 'internet-gateway')],
      findings: [],
    },
  ],
};

const types = [
  'IAM::Role',
  'IAM::Role',
  'IAM::InstanceProfile',
  'ECS::Cluster',
  'ECS::Service',
  'S3::Bucket',
];

export const plan: Plan = {
  action: 'create',
  stackName: 'glfr',
  region: 'eu-central-1',
  account: '123456789012',
  changes: [
    { parameter: 'Concurrency', from: '4', to: '8' },
    { parameter: 'SubnetIds', to: 'subnet-0a1b2c3d,subnet-0e4f5a6b' },
    { parameter: 'RunnerToken', to: '(secret)' },
  ],
  parameters: { Concurrency: { value: '8' }, RunnerToken: { value: 'GR1348941notaprefixedtoken' } },
  resources: types.map((type, index) => ({ logicalId: `R${index}`, type: `AWS::${type}` })),
  newRunner: {
    url: 'https://gitlab.example.com',
    description: 'glfr',
    tags: ['aws', 'docker'],
    runUntagged: false,
    scope: 'group:7',
  },
  reach: blocked,
  cost: { managerPerMonth: 17.5, executorPerHour: 0.096, pricesDated: '2026-08' },
  warnings: ['One of 2 subnets cannot reach GitLab; the manager may be placed there.'],
};
