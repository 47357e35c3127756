import type { Executor } from '../../domain/simulation/executor.ts';
import type { ManagerSettings } from '../../domain/simulation/settings.ts';
import { hostName } from '../ec2/addresses.ts';
import { gitlabHost } from '../forge/place.ts';
import type { Runner } from '../forge/state.ts';
import { findByToken, runnerToken } from '../forge/tokens.ts';
import { hex } from '../ids.ts';
import { text } from '../values.ts';
import { region, type World } from '../world.ts';
import { readConfig } from './config-toml.ts';
import { environmentOf, mainContainer, secretsOf } from './container.ts';
import type { Task } from './state.ts';

export function reachesSandbox(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname === gitlabHost;
}

/** The runner whose token the task was given, if GitLab knows it. */
export function runnerOf(world: World, task: Task): Runner | undefined {
  const container = mainContainer(task.taskDefinition);
  const { gitlabUrl = '' } = readConfig(environmentOf(container).GLFR_CONFIG ?? '');
  const secret = world.secrets.get(secretsOf(container).RUNNER_TOKEN ?? '') ?? '';
  const [hash] = /sha256:[0-9a-f]{64}/.exec(secret) ?? [];
  if (hash === undefined || !reachesSandbox(gitlabUrl)) return undefined;
  return findByToken(world, hash);
}

/** What the manager of a task is told: its config.toml, its token, and what its image and task say. */
export function settingsOf(
  world: World,
  task: Task,
  runner: Runner | undefined,
  addressOf: (executor: Executor) => string,
): Partial<ManagerSettings> {
  const { properties } = task.taskDefinition;
  const container = mainContainer(task.taskDefinition);
  const environment = environmentOf(container);
  const [version] = /(?<=v)\d+\.\d+\.\d+/.exec(text(container.Image)) ?? [];
  const arm = JSON.stringify(properties.RuntimePlatform ?? '').includes('ARM64');
  const token = runner && runnerToken(world.seed, runner).replace('glrt-', '');
  return {
    ...readConfig(environment.GLFR_CONFIG ?? ''),
    shortToken: (token ?? hex(task.id, 9)).slice(0, 9),
    executorGroup: `aws/${region}/${environment.GLFR_EXECUTOR_GROUP ?? ''}`,
    hostName: hostName(task.address),
    ...(version !== undefined && { version }),
    architecture: arm ? 'arm64' : 'amd64',
    addressOf,
  };
}
