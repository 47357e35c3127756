import fc from 'fast-check';
import type { Draft, Settings } from '../../../src/domain/settings/declaration.ts';

const hex = fc.stringMatching(/^[0-9a-f]{17}$/);
const words = fc.array(fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,12}$/), { maxLength: 3 });

/** A value that its schema accepts and leaves alone, for every setting. */
const values: { [K in keyof Settings]: fc.Arbitrary<Settings[K]> } = {
  vpc: hex.map((id) => `vpc-${id}`),
  subnets: fc.array(
    hex.map((id) => `subnet-${id}`),
    { minLength: 1, maxLength: 4 },
  ),
  // glfr keeps addresses as URL writes them: no default port, no slash at the end.
  gitlabUrl: fc
    .stringMatching(/^https?:\/\/[a-z][a-z0-9]{0,9}(\.[a-z]{2,5}){1,2}(:[1-9][0-9]{1,3})?(\/git)?$/)
    .map((url) => new URL(url).href.replace(/\/+$/, '')),
  scope: fc.oneof(fc.constant('instance'), fc.stringMatching(/^(group|project):[1-9][0-9]{0,5}$/)),
  tags: words,
  runUntagged: fc.boolean(),
  executor: fc.constantFrom('docker-autoscaler' as const, 'docker-machine' as const, 'fargate' as const),
  instanceTypes: fc.uniqueArray(
    fc.constantFrom('t3.large', 'm7i.2xlarge', 'c7i-flex.large', 'u-6tb1.metal'),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  gitlabAddress: fc.constantFrom('', '10.1.2.3', '2001:db8::7'),
  ca: fc.constantFrom('', btoa('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n')),
  endpoints: fc.boolean(),
  proxy: fc.constantFrom('', 'http://proxy.example.com:3128'),
  proxyBypass: fc.constantFrom('', '.example.com,10.0.0.0/8'),
  vcpus: fc.constantFrom('', '2-4', '8-8'),
  memory: fc.constantFrom('', '4096-16384', '131072-1048576'),
  architecture: fc.constantFrom('auto' as const, 'x86_64' as const, 'arm64' as const),
  onDemandPercent: fc.integer({ min: 0, max: 100 }),
  onDemandBase: fc.integer({ min: 0, max: 1000 }),
  ami: fc.constantFrom('', 'ami-0a1b2c3d', 'resolve:ssm:/ci/executor:3'),
  ssh: fc.constantFrom('key' as const, 'instance-connect' as const),
  ssm: fc.boolean(),
  executorRole: fc.constantFrom('', 'ci-jobs'),
  concurrency: fc.integer({ min: 1, max: 1000 }),
  idle: fc.integer({ min: 0, max: 1000 }),
  maxExecutors: fc.integer({ min: 1, max: 1000 }),
  idleTime: fc.integer({ min: 60, max: 86_400 }),
  schedules: fc.array(
    fc.constantFrom(
      '* 7-18 * * mon-fri=5:1800@Europe/Berlin',
      '*/5 0 1,15 * *=2:60@UTC',
      '0 22 * * 6=0:300@Etc/GMT+5',
    ),
    { maxLength: 3 },
  ),
  image: fc.stringMatching(/^[a-z]{1,9}(:[a-z0-9.]{1,9})?$/),
  privileged: fc.boolean(),
  volumes: fc.uniqueArray(fc.constantFrom('/certs/client', '/cache', '/opt/tools:/tools:ro'), {
    minLength: 1,
  }),
  ecr: fc.constantFrom('off' as const, 'images' as const, 'jobs' as const),
  cacheDays: fc.integer({ min: 0, max: 3650 }),
  runnerToml: fc.constantFrom(
    '',
    'docker.shm_size = 300000000',
    'output_limit = 8192\ndocker.pull_policy = ["always"]',
  ),
  jobCpu: fc.constantFrom(256, 1024, 16_384),
  jobMemory: fc.integer({ min: 512, max: 122_880 }),
  disk: fc.integer({ min: 30, max: 16_384 }),
  managerImage: fc.stringMatching(/^[a-z]{1,9}\/[a-z]{1,9}:[a-z0-9.]{1,9}$/),
  managerArchitecture: fc.constantFrom('arm64' as const, 'x86_64' as const),
  managerCpu: fc.constantFrom(256, 512, 1024, 2048, 4096),
  managerMemory: fc.integer({ min: 512, max: 30_720 }),
  logRetention: fc.constantFrom(1, 14, 731, 3653),
  permissionsBoundary: fc.constantFrom('', 'arn:aws:iam::123456789012:policy/bound'),
  iamPath: fc.constantFrom('/', '/ci/runners/'),
  costTag: fc.constantFrom('glfr:cost=gitlab-runner', 'team=platform'),
  awsTags: fc.array(fc.constantFrom('team=platform', 'env=ci'), { maxLength: 2 }),
  alarms: fc.boolean(),
  alarmTarget: fc.constantFrom('', 'ops@example.com', 'arn:aws:sns:eu-west-1:123456789012:alarms'),
  dashboard: fc.boolean(),
};

/** Some or all settings, each with a value that is right. */
export const draft = (options: { requiredKeys?: [] } = {}): fc.Arbitrary<Draft> =>
  fc.record(values, options) as fc.Arbitrary<Draft>;
