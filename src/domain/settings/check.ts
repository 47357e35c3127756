import { architectureFor, architectureOf } from './architecture.ts';
import { type Draft, type SettingKey, type Settings, settingKeys } from './declaration.ts';
import { fargateSizeProblem } from './fargate-size.ts';
import type { Issue } from './parse.ts';
import { parseSchedule } from './schedule.ts';
import { settingOf, valueText } from './stored.ts';

/** CloudFormation's quota for one parameter's value. */
const largestParameter = 4096;

type Rule = (settings: Settings) => [key: SettingKey, problem: string, mend: string] | undefined;

/** What settings that are each right may get wrong together. */
const rules: readonly Rule[] = [
  ({ managerCpu, managerMemory }) => {
    const fits = fargateSizeProblem(managerCpu, managerMemory);
    return fits === undefined
      ? undefined
      : [
          'managerMemory',
          `Fargate has no task of ${managerCpu} CPU units and ${managerMemory} MiB`,
          `give ${fits}`,
        ];
  },
  ({ executor, jobCpu, jobMemory }) => {
    const fits = executor === 'fargate' ? fargateSizeProblem(jobCpu, jobMemory) : undefined;
    return fits === undefined
      ? undefined
      : ['jobMemory', `Fargate has no task of ${jobCpu} CPU units and ${jobMemory} MiB`, `give ${fits}`];
  },
  // Source: ECS, EphemeralStorage.
  ({ executor, disk }) =>
    executor !== 'fargate' || disk <= 200
      ? undefined
      : ['disk', `Fargate gives a job's task no more than 200 GB, not ${disk}`, 'give 200 or less'],
  (settings) => {
    const wanted = architectureFor(settings);
    const other = settings.instanceTypes.find((type) => architectureOf(type) !== wanted);
    return other === undefined || settings.vcpus !== ''
      ? undefined
      : [
          'instanceTypes',
          `${other} is ${architectureOf(other)}, and the others are ${wanted}`,
          'one architecture only',
        ];
  },
  ({ vcpus, memory }) =>
    (vcpus === '') === (memory === '')
      ? undefined
      : [vcpus ? 'memory' : 'vcpus', '--vcpus and --memory go together', 'give both or none'],
  ({ concurrency, maxExecutors }) =>
    maxExecutors >= concurrency
      ? undefined
      : [
          'maxExecutors',
          `${maxExecutors} executors are too few for ${concurrency} jobs`,
          'leave it out, or raise it',
        ],
  ({ executorRole, ssm, ecr }) =>
    executorRole === '' || (!ssm && ecr !== 'jobs')
      ? undefined
      : [
          'executorRole',
          `a role of your own must hold what ${ssm ? '--ssm' : '--ecr jobs'} needs`,
          'use one of both',
        ],
  ({ executor, onDemandPercent }) =>
    executor === 'docker-autoscaler' || onDemandPercent === 0 || onDemandPercent === 100
      ? undefined
      : ['onDemandPercent', `${executor} is all on demand or all spot`, 'give 100 or 0'],
  ({ executor, image }) =>
    executor !== 'fargate' || image !== 'alpine:latest'
      ? undefined
      : [
          'image',
          'a job image for fargate runs sshd and brings gitlab-runner and git',
          'see docs/executors.md',
        ],
  ({ executor, instanceTypes }) =>
    executor !== 'docker-machine' || instanceTypes.length === 1
      ? undefined
      : ['instanceTypes', 'docker-machine knows one type only', 'give one'],
  ({ executor, subnets }) =>
    executor === 'docker-autoscaler' || subnets.length === 1
      ? undefined
      : ['subnets', `${executor} makes executors in one subnet only`, 'give one'],
  ({ endpoints, managerImage }) =>
    !endpoints || managerImage.includes('.dkr.ecr.')
      ? undefined
      : [
          'managerImage',
          `without the internet ${managerImage} cannot be pulled`,
          'glfr export image, and push it to ECR',
        ],
  ({ endpoints, ssh, executor }) =>
    !endpoints || ssh === 'key' || executor !== 'docker-autoscaler'
      ? undefined
      : ['ssh', 'EC2 Instance Connect has no endpoint in a VPC', 'give key'],
  ({ idle, maxExecutors, executor }) =>
    executor === 'fargate' || idle <= maxExecutors
      ? undefined
      : ['idle', `${idle} idle executors are more than ${maxExecutors} in all`, 'raise --concurrency'],
  ({ schedules, maxExecutors, executor }) => {
    const most = schedules.reduce((sum, one) => Math.max(sum, idleOf(one)), 0);
    return executor === 'fargate' || most <= maxExecutors
      ? undefined
      : ['schedules', `${most} idle executors are more than ${maxExecutors} in all`, 'raise --concurrency'];
  },
  ({ proxy, proxyBypass }) =>
    proxy !== '' || proxyBypass === '' ? undefined : ['proxyBypass', 'there is no proxy', 'give --proxy too'],
  ({ executor, proxy, proxyBypass }) =>
    executor !== 'docker-machine' || proxy === '' || proxyBypass !== ''
      ? undefined
      : ['proxyBypass', 'the manager reaches its machines by their addresses', "give the VPC's CIDR block"],
  ({ alarms, alarmTarget }) =>
    alarms || alarmTarget === '' ? undefined : ['alarmTarget', 'there are no alarms', 'give --alarms too'],
];

const idleOf = (written: string): number => {
  const schedule = parseSchedule(written);
  return 'problem' in schedule ? 0 : schedule.idle;
};

/** Everything that is wrong with these settings together, each with the flag to change and what would be right. */
export function settingIssues(settings: Settings, given: Draft = {}): Issue[] {
  return [
    ...rules.flatMap((rule) => {
      const [key, problem, mend] = rule(settings) ?? [];
      return key && problem ? [{ place: placeOf(key), problem, ...(mend && { mend }) }] : [];
    }),
    ...settingKeys.flatMap((key) => tooLong(key, settings)),
    ...settingKeys.flatMap((key) => unknownToKind(key, settings, given)),
  ];
}

const placeOf = (key: SettingKey): string => `--${settingOf(key).flag}`;

function tooLong(key: SettingKey, settings: Settings): Issue[] {
  const bytes = new TextEncoder().encode(valueText(key, settings[key])).length;
  if (settingOf(key).parameter === undefined || bytes <= largestParameter) return [];
  const problem = `${bytes} bytes, and CloudFormation takes ${largestParameter} for one parameter`;
  return [
    {
      place: placeOf(key),
      problem,
      mend: key === 'ca' ? 'give the authority alone, not a bundle' : 'shorten it',
    },
  ];
}

/** A setting that was asked for and that this executor kind does not have. */
function unknownToKind(key: SettingKey, { executor }: Settings, given: Draft): Issue[] {
  const { kinds } = settingOf(key);
  if (given[key] === undefined || !kinds || kinds.includes(executor)) return [];
  return [
    {
      place: placeOf(key),
      problem: `${executor} does not know it`,
      mend: `only ${kinds.join(' and ')} does`,
    },
  ];
}
