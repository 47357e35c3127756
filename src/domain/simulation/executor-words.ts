import type { BuildResult, OpenBuild } from './build.ts';
import type { Executor } from './executor.ts';
import * as say from './job-log.ts';
import type { Job } from './jobs.ts';
import type { LogMessage, RunnerFields } from './log-record.ts';
import type { ManagerSettings } from './settings.ts';

/** What an executor kind adds to the story of a job. */
export interface ExecutorWords {
  /** The job was received. */
  waiting(job: Job): LogMessage[];
  /** It has its executor. */
  begun(job: Job, executor: Executor, now: number): LogMessage[];
  /** Its script is over. */
  over(build: OpenBuild, result: BuildResult, now: number): LogMessage[];
  /** The `name` of the job's last line. */
  hostName(executor: Executor | undefined): string;
  /** What Docker's client, or the driver, says when the executor vanishes. */
  lost(executor: Executor | undefined, containerId: string): string;
}

const waitFor = (containerId: string): string =>
  `/v1.43/containers/${containerId}/wait?condition=not-running`;

/** docker-autoscaler (docs/executors/docker_autoscaler.md). */
function autoscalerWords(who: RunnerFields, { addressOf, hostName }: ManagerSettings): ExecutorWords {
  return {
    waiting: (job) => [say.preparingInstance(who, job)],
    begun: (job, executor) => [
      say.dialingInstance(who, job, { id: executor.id, address: addressOf(executor) }),
    ],
    over: () => [],
    hostName: () => hostName,
    lost: (_, containerId) =>
      `error during connect: Post "http://internal.tunnel.invalid${waitFor(containerId)}": ssh tunnel: EOF ()`,
  };
}

/** docker+machine (executors/docker/machine/machine.go). */
function machineWords(who: RunnerFields, { addressOf, hostName }: ManagerSettings): ExecutorWords {
  const at = (executor: Executor) => ({
    name: executor.name ?? '',
    createdAt: executor.launchedAt,
    usedCount: executor.jobIds.length,
    docker: `tcp://${addressOf(executor)}:2376`,
  });
  return {
    waiting: () => [],
    begun: (job, executor, now) => [
      say.onMachine(who, job, at(executor), now, executor.readyAt === now ? 'machineMade' : 'machineReused'),
      say.onMachine(who, job, at(executor), now, 'machineBuildStarted'),
    ],
    over: ({ taken, executor }, result, now) => {
      if (executor === undefined) return [];
      const error = result.kind === 'success' ? undefined : result.error.text;
      return [
        say.onMachine(who, taken.job, at(executor), now, 'machineBuildFinished', error),
        say.onMachine(who, taken.job, at(executor), now, 'machineCleanedUp'),
      ];
    },
    hostName: (executor) => executor?.name ?? hostName,
    lost: (executor, containerId) => {
      const host = executor ? addressOf(executor) : 'localhost';
      return `error during connect: Post "https://${host}:2376${waitFor(containerId)}": EOF`;
    },
  };
}

/** The custom executor (executors/custom/custom.go); what its driver says goes to the job's own log. */
function customWords(who: RunnerFields, { addressOf, hostName }: ManagerSettings): ExecutorWords {
  return {
    waiting: () => [],
    begun: (job) => [say.buildScriptRenamed(who, job)],
    over: () => [],
    hostName: () => hostName,
    // The driver's text is unverified.
    lost: (executor) =>
      `prepare environment: executing the script on the remote host: connection to ${executor ? addressOf(executor) : 'the task'} was lost`,
  };
}

/** The words of the executor kind that config.toml names. */
export function executorWords(who: RunnerFields, settings: ManagerSettings): ExecutorWords {
  const kinds = {
    'docker-autoscaler': autoscalerWords,
    'docker+machine': machineWords,
    custom: customWords,
  } as const;
  return kinds[settings.executor](who, settings);
}
