import type { Executor } from './executor.ts';
import type { IdlePeriod } from './idle-policy.ts';

/** What a manager is told by its config.toml and its surroundings. Durations are milliseconds. */
export interface ManagerSettings {
  /** The `executor` of config.toml; `custom` with the driver for Fargate. */
  executor: 'docker-autoscaler' | 'docker+machine' | 'custom';
  /** `concurrent`: jobs at the same time. */
  concurrency: number;
  idleCount: number;
  idleMs: number;
  /** Other idle counts at certain times, the last one that holds wins. */
  idlePeriods: readonly IdlePeriod[];
  /** `max_instances`, or docker-machine's `limit`; ending ones included; 0: no limit. */
  maxInstances: number;
  runnerName: string;
  /** The first nine characters of the runner's token, without `glrt-`. */
  shortToken: string;
  /** docker-machine's `MachineName`, with `%s` for what makes it unique. */
  machineName: string;
  /** docker-machine's `MaxGrowthRate`: so many machines are created at the same time; 0: no limit. */
  maxGrowthRate: number;
  /** docker-machine's `shutdown_drain`: an orderly exit ends every machine first. */
  drainsMachines: boolean;
  /** The plugin's name of the group, such as `aws/us-east-1/glfr-Executors`. */
  executorGroup: string;
  configPath: string;
  gitlabUrl: string;
  /** The manager's own host name. */
  hostName: string;
  version: string;
  revision: string;
  pluginVersion: string;
  pluginBuild: string;
  architecture: 'amd64' | 'arm64';
  listenAddress: string | undefined;
  shutdownTimeoutMs: number;
  /** `delete_instances_on_shutdown`. */
  deleteOnShutdown: boolean;
  /** `check_interval`. */
  checkIntervalMs: number;
  /** From the start of the process until its first job request: the plugin starts. */
  startupMs: number;
  /** Round trip of a job request that gives a job. */
  requestMs: number;
  /** Pace of taskscaler's scheduler; 1 s by the stamps of published logs. */
  scaleIntervalMs: number;
  /** `update_interval_when_expecting`: at most this long until a launched instance is seen. */
  discoveryMs: number;
  /** `update_interval`: at most this long until a lost instance is missed. */
  updateIntervalMs: number;
  addressOf: (executor: Executor) => string;
}

const defaults: ManagerSettings = {
  executor: 'docker-autoscaler',
  concurrency: 4,
  idleCount: 0,
  idleMs: 20 * 60_000,
  idlePeriods: [],
  maxInstances: 0,
  runnerName: 'glfr',
  shortToken: 'sandbox00',
  machineName: 'glfr-00000000-%s',
  maxGrowthRate: 10,
  drainsMachines: true,
  executorGroup: 'aws/us-east-1/glfr-executors',
  configPath: '/etc/gitlab-runner/config.toml',
  gitlabUrl: 'https://gitlab.com',
  hostName: 'ip-10-0-0-10.ec2.internal',
  version: '19.3.0',
  revision: '00000000',
  pluginVersion: 'v1.2.3',
  pluginBuild:
    'sha=00000000; ref=refs/tags/v1.2.3; go=go1.26.5; built_at=2026-06-01T00:00:00+0000; os_arch=linux/arm64',
  architecture: 'arm64',
  listenAddress: ':9252',
  shutdownTimeoutMs: 110_000,
  deleteOnShutdown: true,
  checkIntervalMs: 3_000,
  startupMs: 1_200,
  requestMs: 180,
  scaleIntervalMs: 1_000,
  discoveryMs: 2_000,
  updateIntervalMs: 60_000,
  addressOf: ({ zone, privateAddress }) =>
    `10.0.${zone * 16 + (privateAddress >> 8)}.${privateAddress & 255}`,
};

/** The settings with glfr's own config.toml for what is not given; `maxInstances` follows `concurrency`. */
export function managerSettings(given: Partial<ManagerSettings>): ManagerSettings {
  const merged = { ...defaults, ...given };
  return { ...merged, maxInstances: given.maxInstances ?? merged.concurrency };
}
