import { hasCode } from '../domain/error.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import { listExecutors } from '../domain/fleet/executors.ts';
import type { Instance } from '../domain/fleet/instance.ts';
import { isFargate } from '../domain/fleet/job-tasks.ts';
import { machinePattern, stackMark } from '../domain/fleet/machine-name.ts';
import { emptyActivity } from '../domain/runner/activity.ts';
import { type Stack, stackTag } from '../domain/stack/stack.ts';
import { taggedInstances } from './ask-fleet.ts';
import { instancesOf } from './instances-of.ts';
import type { Clock, FleetPort, LogsPort, StackPort } from './ports.ts';
import { type ActivityReader, readActivity } from './read-activity.ts';
import { findParts } from './stack-parts.ts';

export interface FleetDeps {
  stacks: StackPort;
  fleet: FleetPort;
  logs: LogsPort;
  clock: Clock;
}

/** The manager's log as far as it could be read; `lacking` says what could not. */
export interface ReadLog {
  reader?: ActivityReader;
  lacking: string[];
}

/** Only what may pass, or is a matter of permission, is borne; a wrong credential is told of. */
const bearable = ['aws.denied', 'aws.throttled', 'aws.unavailable', 'logs.group-not-found'];

/** Reads the manager's log; without it a list of executors is still worth having. */
export async function readLog(stack: Stack, from: number, deps: FleetDeps): Promise<ReadLog> {
  const parts = await findParts(stack, deps.stacks);
  if (!parts)
    return { lacking: [`The stack is ${stack.status} and has no manager yet, so there is no log.`] };
  try {
    return { reader: await readActivity(parts, from, deps.logs), lacking: [] };
  } catch (error) {
    if (!hasCode(error, ...bearable)) throw error;
    return { lacking: [`${error.message} Without the log, jobs, boot times and orphans are not known.`] };
  }
}

/** The stack's executors as AWS shows them; `tagged`: those that were asked for already. */
export async function shownInstances(
  stack: Stack,
  all: boolean,
  deps: FleetDeps,
  tagged?: Promise<Instance[]>,
): Promise<Instance[]> {
  const isShown = ({ state }: Instance) => all || state !== 'terminated';
  if (isFargate(stack))
    return (await instancesOf(stack, await findParts(stack, deps.stacks), deps.fleet)).filter(isShown);
  const found = await Promise.all([
    tagged ?? taggedInstances(stack.name, all, deps.fleet),
    untaggedMachines(stack, deps.fleet),
  ]);
  return found.flat().filter(isShown);
}

/** docker-machine tags a machine some seconds after it made it, or never; its key has the machine's name at once. */
async function untaggedMachines(stack: Stack, fleet: FleetPort): Promise<Instance[]> {
  const mark = stackMark(stack.id);
  if (stack.parameters.Executor !== 'docker-machine' || mark === '') return [];
  const found = await fleet.byKeyName(machinePattern(mark));
  return found.filter((instance) => isUntaggedOf(stack, instance));
}

/** Of no one by its tags, and in this stack's security group. */
export function isUntaggedOf({ outputs }: Stack, { tags, securityGroups = [] }: Instance): boolean {
  const group = outputs.ExecutorSecurityGroupId;
  return tags[stackTag] === undefined && (group === undefined || securityGroups.includes(group));
}

/** Rows of the stack's instances, by what EC2 and the log tell together. */
export function rowsOf(
  instances: readonly Instance[],
  read: { stack: Stack; log: ReadLog; now: number; prices?: PriceTable | undefined },
): ExecutorRow[] {
  const { reader } = read.log;
  return listExecutors(instances, reader?.activity ?? emptyActivity(), read.now, {
    ...(reader && { logFrom: reader.from, isNamed: (name) => reader.isNamed(name) }),
    isLogRead: reader !== undefined,
    ...{ prices: read.prices, diskGb: diskGb(read.stack) },
  });
}

/** Read by its name: the declaration of all settings would cost every list the start of a schema library. */
const diskGb = ({ parameters }: Stack): number | undefined => Number(parameters.DiskGb) || undefined;

/** The most executors there may be at once. */
export function executorLimit({ parameters }: Stack): number | undefined {
  const limit = Number(parameters.MaxExecutors ?? parameters.Concurrency);
  return limit > 0 ? limit : undefined;
}
