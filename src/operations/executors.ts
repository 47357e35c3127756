import { type ExecutorRow, listExecutors } from '../domain/fleet/executors.ts';
import { isFargate, listJobTasks } from '../domain/fleet/job-tasks.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { instancesOf } from './instances-of.ts';
import { locate } from './locate.ts';
import type { Clock, FleetPort, LogsPort, StackPort } from './ports.ts';
import { activityStart, type ReadActivity, readActivity } from './read-activity.ts';
import { findParts } from './stack-parts.ts';

interface Deps {
  stacks: StackPort;
  fleet: FleetPort;
  logs: LogsPort;
  clock: Clock;
}

/** An executor seldom lives longer, so this much of the log is read while EC2 still answers. */
const usualLifeMs = 1_800_000;

/** The executors of a stack, oldest first, each with the job the manager's log names. */
export async function executors(
  input: { stackName?: string | undefined; all: boolean },
  deps: Deps,
): Promise<ExecutorRow[]> {
  // A named stack's instances are asked for first: EC2 takes longest.
  const early = input.stackName === undefined ? undefined : deps.fleet.instances(input.stackName);
  early?.catch(() => {});
  const finding = locate(input.stackName, deps.stacks);
  const reading = finding.then((stack) => activityOf(stack, deps.clock.now() - usualLifeMs, deps));
  reading.catch(() => {});
  const stack = await finding;
  if (isFargate(stack)) return tasksOf(stack, input.all, deps);
  const instances = await (early ?? deps.fleet.instances(stack.name));
  const shown = input.all ? instances : instances.filter(({ state }) => state !== 'terminated');
  if (shown.length === 0) return [];
  const now = deps.clock.now();
  const from = activityStart(shown, now);
  const usual = await reading;
  const read = from < usual.from ? await activityOf(stack, from, deps) : usual;
  return oldestFirst(listExecutors(shown, read.activity, now, { logFrom: read.from }));
}

const oldestFirst = (rows: readonly ExecutorRow[]): ExecutorRow[] =>
  rows.toSorted((a, b) => (b.ageSeconds ?? 0) - (a.ageSeconds ?? 0));

async function tasksOf(stack: Stack, all: boolean, deps: Deps): Promise<ExecutorRow[]> {
  const found = await instancesOf(stack, await findParts(stack, deps.stacks), deps.fleet);
  const shown = found.filter(({ state }) => all || state !== 'terminated');
  return oldestFirst(listJobTasks(shown, deps.clock.now()));
}

async function activityOf(stack: Stack, from: number, deps: Deps): Promise<ReadActivity> {
  return readActivity(await findParts(stack, deps.stacks), from, deps.logs);
}
