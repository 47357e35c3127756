import { GlfrError } from '../domain/error.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import { listExecutors } from '../domain/fleet/executors.ts';
import { isFargate, listJobTasks } from '../domain/fleet/job-tasks.ts';
import type { StatusResult } from '../domain/result/status.ts';
import { type Activity, emptyActivity } from '../domain/runner/activity.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { managerState } from '../domain/stack/manager-state.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { stackState } from '../domain/stack/status.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { instancesOf } from './instances-of.ts';
import { locate } from './locate.ts';
import type {
  Clock,
  FleetPort,
  GitLabPort,
  IdentityPort,
  LogsPort,
  ServicePort,
  StackPort,
} from './ports.ts';
import { activityStart, readActivity } from './read-activity.ts';
import { findParts } from './stack-parts.ts';

interface Deps {
  identity: IdentityPort;
  stacks: StackPort;
  service: ServicePort;
  fleet: FleetPort;
  logs: LogsPort;
  gitlab: GitLabPort;
  clock: Clock;
}

const recentMs = 1_800_000;

/** Everything about one stack at this moment, read in parallel. */
export async function status(
  input: { stackName?: string | undefined; credentials: Credentials },
  deps: Deps,
): Promise<StatusResult> {
  const stack = await locate(input.stackName, deps.stacks);
  const parts = await findParts(stack, deps.stacks);
  const now = deps.clock.now();
  const [{ region }, service, tasks, { activity, rows }, gitlab] = await Promise.all([
    deps.identity.whoAmI(),
    parts ? deps.service.describe(parts.cluster, parts.service) : undefined,
    parts ? deps.service.tasks(parts.cluster, parts.service) : [],
    fleetOf(stack, parts, now, deps),
    runnerState(stack, input.credentials, deps.gitlab),
  ]);
  const manager = { ...managerState(service, tasks), ...seen(activity, rows) };
  const healthy =
    ['ready', 'rolled-back'].includes(stackState(stack.status)) &&
    manager.state === 'running' &&
    ['online', 'unknown'].includes(gitlab);
  return {
    stackName: stack.name,
    region,
    stack: stackFacts(stack),
    settings: settingFacts(stack),
    manager,
    executors: counts(rows),
    gitlab: gitlabFacts(stack, gitlab),
    healthy,
    next: gitlab === 'paused' ? ['glfr runner unpause', 'glfr runner show'] : next(stack, healthy),
  };
}

async function fleetOf(
  stack: Stack,
  parts: StackParts | undefined,
  now: number,
  deps: Deps,
): Promise<{ activity: Activity; rows: ExecutorRow[] }> {
  if (!parts) return { activity: emptyActivity(), rows: [] };
  const all = await instancesOf(stack, parts, deps.fleet);
  const instances = all.filter(({ state }) => state !== 'terminated');
  const from = Math.min(activityStart(instances, now), now - recentMs);
  const { activity, isNamed } = await readActivity(parts, from, deps.logs);
  const rows = isFargate(stack)
    ? listJobTasks(instances, now)
    : listExecutors(instances, activity, now, { logFrom: from, isNamed });
  return { activity, rows };
}

/** The manager's own words, where the recent log has them. */
function seen(activity: Activity, rows: readonly ExecutorRow[]): Partial<StatusResult['manager']> {
  const { maxBuilds, lastLineAt } = activity;
  return {
    ...(maxBuilds !== undefined && { maxBuilds }),
    ...(lastLineAt !== undefined && { lastLogAt: new Date(lastLineAt).toISOString() }),
    runningJobs: rows.filter(({ state }) => state === 'busy').length,
  };
}

async function runnerState(
  { parameters }: Stack,
  { accessToken }: Credentials,
  gitlab: GitLabPort,
): Promise<StatusResult['gitlab']['state']> {
  const { RunnerId, GitLabUrl } = parameters;
  const id = Number(RunnerId);
  if (!accessToken || !id || !GitLabUrl) return 'unknown';
  try {
    const runner = await gitlab.runner(GitLabUrl, accessToken, id);
    if (!runner) return 'missing';
    return runner.paused ? 'paused' : runner.online ? 'online' : 'offline';
  } catch (error) {
    // GitLab being away must not hide what AWS says.
    if (error instanceof GlfrError && error.code.startsWith('gitlab.')) return 'unknown';
    throw error;
  }
}

const stackFacts = (stack: Stack): StatusResult['stack'] => ({
  status: stack.status,
  ...(stack.statusReason && { reason: stack.statusReason }),
  createdAt: new Date(stack.createdAt).toISOString(),
  ...(stack.updatedAt && { updatedAt: new Date(stack.updatedAt).toISOString() }),
});

function settingFacts(stack: Stack): StatusResult['settings'] {
  const {
    concurrency = 0,
    instanceTypes = [],
    executor = '',
    idle = 0,
    vpc = '',
    subnets = [],
  } = settingsFromParameters(stack.parameters);
  return { concurrency, instanceTypes, executor, idle, vpc, subnets };
}

function gitlabFacts({ parameters }: Stack, state: StatusResult['gitlab']['state']): StatusResult['gitlab'] {
  const runnerId = Number(parameters.RunnerId);
  return { url: parameters.GitLabUrl ?? '', ...(runnerId > 0 && { runnerId }), state };
}

function counts(rows: readonly ExecutorRow[]): StatusResult['executors'] {
  const count = (...states: string[]) => rows.filter(({ state }) => states.includes(state)).length;
  return {
    total: rows.length,
    busy: count('busy'),
    idle: count('idle', 'running'),
    booting: count('pending', 'booting'),
    removing: count('removing', 'stopped'),
  };
}

function next(stack: Stack, healthy: boolean): string[] {
  const state = stackState(stack.status);
  if (state === 'dead') return [`glfr destroy --stack ${stack.name}`, 'then glfr init'];
  if (state === 'working') return [`glfr init --stack ${stack.name} (goes on watching)`];
  return healthy ? ['glfr logs --follow', 'glfr executors ls'] : ['glfr logs --since 30m', 'glfr deploy'];
}
