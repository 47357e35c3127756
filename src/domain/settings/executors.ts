import * as z from 'zod';
import { executorKinds, onEc2 } from './executor-kind.ts';
import { choice, list, memoryRange, onOff, range, text, whole } from './schema.ts';
import { setting } from './setting.ts';

const autoscaler = ['docker-autoscaler'] as const;

/** What the executors are made of. */
export const executorSettings = {
  executor: setting({
    flag: 'executor',
    help: 'executor kind: how the manager makes executors',
    schema: choice(executorKinds),
    default: 'docker-autoscaler',
    parameter: 'Executor',
    form: 'text',
    options: executorKinds,
  }),
  instanceTypes: setting({
    flag: 'instance-type',
    help: 'EC2 instance types of executors, up to five of one architecture, the preferred first',
    schema: list(text(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'a type such as t3.large')).pipe(
      z.array(z.string()).min(1, 'at least one type').max(5, 'five types at most'),
    ),
    default: ['t3.large'],
    question: 'Which instance type for an executor?',
    parameter: 'InstanceTypes',
    form: 'list',
    kinds: onEc2,
  }),
  vcpus: setting({
    flag: 'vcpus',
    help: 'range of vCPUs such as 2-4: every type that fits this and --memory, instead of --instance-type',
    schema: range('a range such as 2-4', 999),
    default: '',
    parameter: 'VCpus',
    form: 'text',
    kinds: autoscaler,
  }),
  memory: setting({
    flag: 'memory',
    help: 'range of memory in GiB such as 8-16, see --vcpus',
    schema: memoryRange('a range such as 8-16'),
    default: '',
    parameter: 'MemoryMib',
    form: 'text',
    kinds: autoscaler,
  }),
  architecture: setting({
    flag: 'architecture',
    help: 'processor architecture of executors; auto follows from the instance type',
    schema: choice(['auto', 'x86_64', 'arm64']),
    default: 'auto',
    form: 'text',
    options: ['auto', 'x86_64', 'arm64'],
  }),
  onDemandPercent: setting({
    flag: 'on-demand-percent',
    help: 'share of executors that are on demand; the others are spot instances',
    schema: whole(0, 100),
    default: 100,
    parameter: 'OnDemandPercent',
    form: 'number',
  }),
  onDemandBase: setting({
    flag: 'on-demand-base',
    help: 'so many executors are on demand before the share counts',
    schema: whole(0, 1000),
    default: 0,
    parameter: 'OnDemandBase',
    form: 'number',
    kinds: autoscaler,
  }),
  ami: setting({
    flag: 'ami',
    help: 'machine image that has Docker, an id or resolve:ssm:/parameter; without it the newest of AWS',
    schema: text(
      /^(ami-[0-9a-f]{8,17}|resolve:ssm:[A-Za-z0-9_./:-]+)?$/,
      'an id such as ami-0a1b2c3d, or resolve:ssm:/parameter/name',
    ),
    default: '',
    parameter: 'Ami',
    form: 'text',
    kinds: onEc2,
  }),
  disk: setting({
    flag: 'disk',
    help: "size of an executor's disk in GB",
    schema: whole(30, 16_384),
    default: 40,
    parameter: 'DiskGb',
    form: 'number',
  }),
  ssh: setting({
    flag: 'ssh',
    help: "how the manager comes in: the stack's own key pair, or EC2 Instance Connect (slower)",
    schema: choice(['key', 'instance-connect']),
    default: 'key',
    parameter: 'Ssh',
    form: 'text',
    options: ['key', 'instance-connect'],
    kinds: autoscaler,
  }),
  ssm: setting({
    flag: 'ssm',
    help: 'let people open a shell on executors by Session Manager; executors then have a role',
    schema: onOff,
    default: false,
    parameter: 'Ssm',
    form: 'switch',
    kinds: onEc2,
  }),
  executorRole: setting({
    flag: 'executor-role',
    help: 'name of an existing role for executors; every job can use what it allows',
    schema: text(/^[\w+=,.@-]{0,64}$/, 'the name of a role at the path /'),
    default: '',
    parameter: 'ExecutorRoleName',
    form: 'text',
  }),
} as const;
