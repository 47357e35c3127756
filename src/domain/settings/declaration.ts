import { z } from 'zod';
import { setting } from './setting.ts';

/** `Number('')`, `Number(null)` and `Number(true)` are numbers; what they mean here is a mistake. */
const digits = (value: unknown) =>
  typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
const whole = (min: number, max: number) => {
  const says = `a whole number from ${min} to ${max}`;
  return z.preprocess(digits, z.int(says).min(min, says).max(max, says));
};
const oneOf = <const N extends readonly number[]>(numbers: N) =>
  z.preprocess(digits, z.literal(numbers, `one of ${numbers.join(', ')}`));
const text = (pattern: RegExp, says: string) => z.string(says).regex(pattern, says);
const onOff = z.boolean('true or false');
const image = text(/^[^\s"\\]+$/, 'a container image such as alpine:latest');
const list = <S extends z.ZodType<string>>(item: S) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item, 'a list'));

const gitlabUrl = z.preprocess(
  (value) => (typeof value === 'string' && !value.includes('://') ? `https://${value}` : value),
  z
    .url({
      protocol: /^https?$/,
      error: 'an http(s) address such as https://gitlab.example.com',
      abort: true,
    })
    .refine(
      (url) => new URL(url).username + new URL(url).password === '',
      'an address without a user name or password in it',
    )
    .transform((url) => new URL(url).href.replace(/\/+$/, '')),
);

/** What CloudWatch Logs takes. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Every setting of a deployment. The bundled template's parameters are held equal to this by a test. */
export const settings = {
  vpc: setting({
    flag: 'vpc',
    help: 'VPC the manager and the executors live in',
    schema: text(/^vpc-[0-9a-f]{8,17}$/, 'an id such as vpc-0a1b2c3d'),
    question: 'Which VPC should the runner live in?',
    parameter: 'VpcId',
    form: 'text',
  }),
  subnets: setting({
    flag: 'subnet',
    help: 'subnet for manager and executors; repeat for several zones',
    schema: list(text(/^subnet-[0-9a-f]{8,17}$/, 'an id such as subnet-0a1b2c3d')).pipe(
      z.array(z.string()).min(1, 'at least one subnet'),
    ),
    question: 'Which subnets?',
    parameter: 'SubnetIds',
    form: 'list',
  }),
  gitlabUrl: setting({
    flag: 'gitlab-url',
    help: 'address of GitLab',
    schema: gitlabUrl,
    default: 'https://gitlab.com',
    question: 'Where is your GitLab?',
    parameter: 'GitLabUrl',
    form: 'text',
  }),
  scope: setting({
    flag: 'scope',
    help: 'who may use a runner that glfr creates: instance, group:ID or project:ID',
    schema: text(/^(instance|(group|project):\d+)$/, 'instance, group:ID or project:ID'),
    default: 'instance',
    question: 'Who may use the runner?',
    form: 'text',
  }),
  tags: setting({
    flag: 'tags',
    help: 'tags of a runner that glfr creates, separated by commas',
    schema: list(
      z.string('a tag').trim().min(1, 'a tag is not empty').max(255, 'a tag has 255 characters at most'),
    ),
    default: [],
    question: 'Which tags should jobs name to get this runner? (comma-separated; none: every job)',
    form: 'list',
  }),
  runUntagged: setting({
    flag: 'run-untagged',
    help: 'let a runner that glfr creates take jobs without tags (on when it has no tags)',
    schema: onOff,
    question: 'Take jobs without tags too?',
    form: 'switch',
  }),
  executor: setting({
    flag: 'executor',
    help: 'executor kind: how the manager makes EC2 instances',
    schema: z.enum(['docker-autoscaler'], 'one of docker-autoscaler'),
    default: 'docker-autoscaler',
    parameter: 'Executor',
    form: 'text',
    options: ['docker-autoscaler'],
  }),
  instanceType: setting({
    flag: 'instance-type',
    help: 'EC2 instance type of an executor; x86-64 or Graviton',
    schema: text(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'a type such as t3.large'),
    default: 't3.large',
    question: 'Which instance type for an executor?',
    parameter: 'InstanceType',
    form: 'text',
  }),
  concurrency: setting({
    flag: 'concurrency',
    help: 'jobs at the same time, each on an executor of its own',
    schema: whole(1, 1000),
    default: 4,
    question: 'How many jobs at the same time?',
    parameter: 'Concurrency',
    form: 'number',
  }),
  idle: setting({
    flag: 'idle',
    help: 'executors kept ready while no job waits',
    schema: whole(0, 1000),
    default: 0,
    question: 'How many executors should wait idle? (0: none, pay only for jobs)',
    parameter: 'IdleCount',
    form: 'number',
  }),
  idleMinutes: setting({
    flag: 'idle-minutes',
    help: 'minutes an executor may wait idle before it is ended',
    schema: whole(1, 1440),
    default: 20,
    parameter: 'IdleMinutes',
    form: 'number',
  }),
  image: setting({
    flag: 'image',
    help: 'container image of jobs that name none',
    schema: image,
    default: 'alpine:latest',
    parameter: 'JobImage',
    form: 'text',
  }),
  privileged: setting({
    flag: 'privileged',
    help: 'run job containers privileged, which docker-in-docker needs',
    schema: onOff,
    default: true,
    parameter: 'Privileged',
    form: 'switch',
  }),
  disk: setting({
    flag: 'disk',
    help: "size of an executor's disk in GB",
    schema: whole(30, 16_384),
    default: 40,
    parameter: 'DiskGb',
    form: 'number',
  }),
  managerImage: setting({
    flag: 'manager-image',
    help: "the manager's container image (gitlab-runner 19.2 or newer)",
    schema: image,
    default: 'public.ecr.aws/gitlab/gitlab-runner:alpine-v19.3.0',
    parameter: 'ManagerImage',
    form: 'text',
  }),
  managerCpu: setting({
    flag: 'manager-cpu',
    help: "the manager's Fargate CPU units",
    schema: oneOf([256, 512, 1024, 2048, 4096]),
    default: 512,
    parameter: 'ManagerCpu',
    form: 'number',
  }),
  managerMemory: setting({
    flag: 'manager-memory',
    help: "the manager's Fargate memory in MiB",
    schema: whole(512, 30_720),
    default: 1024,
    parameter: 'ManagerMemory',
    form: 'number',
  }),
  logRetention: setting({
    flag: 'log-retention',
    help: "days the manager's log is kept",
    schema: oneOf(retentions),
    default: 14,
    parameter: 'LogRetentionDays',
    form: 'number',
  }),
  permissionsBoundary: setting({
    flag: 'permissions-boundary',
    help: 'ARN of a policy that bounds every role of the stack',
    schema: text(/^(arn:[\w-]+:iam::.+)?$/, 'the ARN of an IAM policy'),
    default: '',
    parameter: 'PermissionsBoundary',
    form: 'text',
  }),
} as const;

export type SettingKey = keyof typeof settings;
export type Settings = { [K in SettingKey]: z.output<(typeof settings)[K]['schema']> };
export type Draft = { [K in SettingKey]?: Settings[K] | undefined };

/** Parameters of the template that no one sets by hand: glfr works them out. */
export const derivedParameters = [
  'AssignPublicIp',
  'Architecture',
  'RunnerId',
  'RunnerToken',
  'TokenSetAt',
  'RunnerName',
] as const;

export const settingKeys = Object.keys(settings) as SettingKey[];
