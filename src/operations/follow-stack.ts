import { hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { partsFromOutputs, type StackParts } from '../domain/stack/parts.ts';
import type { Task } from '../domain/stack/service.ts';
import type { Stack, StackEvent } from '../domain/stack/stack.ts';
import { stackState } from '../domain/stack/status.ts';
import { isHopeless } from '../domain/stack/task-failure.ts';
import { lastWords } from './last-words.ts';
import type { Clock, LogsPort, ServicePort, StackPort } from './ports.ts';
import { DrainWatch } from './watch-drain.ts';
import { ServiceWatch } from './watch-service.ts';

interface Input {
  stackId: string;
  stackName: string;
  /** Events up to this one belong to earlier operations. */
  afterEvent?: string | undefined;
  /** Stop a manager that a newer deployment waits for: its jobs fail. */
  now?: boolean;
  timeoutMs: number;
}

interface Deps {
  stacks: StackPort;
  service: ServicePort;
  logs: LogsPort;
  clock: Clock;
}

/** `undefined` stack: it was deleted. `isOver` false: the wait ended first. */
export interface FollowedStack {
  stack: Stack | undefined;
  events: readonly StackEvent[];
  isOver: boolean;
  /** Why the manager's tasks would not run, when they would not. */
  taskProblem?: { cause: string; next: string };
}

const pollMs = 3000;

/**
 * Follows a stack operation to its end: every resource event once, and beside them what ECS does, so that the
 * reason of a failing manager is known before CloudFormation gives up (up to three hours later).
 */
export async function* followStack(input: Input, deps: Deps): AsyncGenerator<GlfrEvent, FollowedStack, void> {
  const deadline = deps.clock.now() + input.timeoutMs;
  const events: StackEvent[] = [];
  const watch = new ServiceWatch(deps.service);
  const drain = new DrainWatch(deps);
  const stopped = new Set<string>();
  let isTakenBack = false;
  let last = input.afterEvent;
  for (;;) {
    // The status is read before the events: an end seen here has all its events behind it.
    const stack = await deps.stacks.find(input.stackId);
    const fresh = await deps.stacks.events(input.stackId, last).catch(ignoreGone(stack));
    for (const change of fresh) {
      events.push(change);
      last = change.id;
      yield { type: 'stack.resource-changed', change };
    }
    const place = stack && servicePlace(stack, events);
    if (place) yield* watch.look(place.cluster, place.service);
    for (const task of watch.failedNow) if (place) yield* lastWords(place.logGroup, task, deps.logs);
    if (!isTakenBack && stack?.status === 'UPDATE_IN_PROGRESS' && isHopeless(watch.failed)) {
      isTakenBack = true;
      yield* takeBack(stack.id, deps.stacks);
    }
    const parts = stack && partsFromOutputs(stack);
    if (parts && watch.draining && stack?.status.startsWith('UPDATE')) {
      if (input.now && !stopped.has(watch.draining.id)) {
        stopped.add(watch.draining.id);
        yield* stopManager(parts, watch.draining, deps.service);
      }
      yield* drain.look(parts, watch.draining);
    }
    const state = stackState(stack?.status);
    if (state !== 'working' && state !== 'review') {
      yield settled(input.stackName, stack);
      return { stack, events, isOver: true, ...(watch.problem && { taskProblem: watch.problem }) };
    }
    if (deps.clock.now() > deadline) return { stack, events, isOver: false };
    // What the old manager still does says more than CloudFormation's patience.
    if (!watch.draining) yield { type: 'waiting', text: `CloudFormation (${stack?.status})` };
    await deps.clock.sleep(pollMs);
  }
}

/** ECS gives up after three tasks and minutes, in which there is no manager. */
async function* takeBack(stackId: string, stacks: StackPort): AsyncGenerator<GlfrEvent, void, void> {
  try {
    await stacks.cancelUpdate(stackId);
    const text = 'another task would fail in the same way: the update is taken back now';
    yield { type: 'notice', level: 'info', text };
  } catch (error) {
    // ECS gives up and CloudFormation goes back by themselves, only later.
    if (!hasCode(error, 'aws.denied')) throw error;
  }
}

async function* stopManager(
  { cluster }: StackParts,
  { id }: Task,
  service: ServicePort,
): AsyncGenerator<GlfrEvent, void, void> {
  try {
    await service.stop(cluster, id, 'glfr scale --now');
    const text = 'the old manager is told to stop; what it still runs after 75 seconds is aborted';
    yield { type: 'notice', level: 'info', text };
  } catch (error) {
    // The update has begun and goes on; without the permission it goes on in the patient way.
    if (!hasCode(error, 'aws.denied')) throw error;
    const text = `its jobs end first after all, since the old manager cannot be stopped: ${error.message}`;
    yield { type: 'notice', level: 'warning', text };
  }
}

function settled(stackName: string, stack: Stack | undefined): GlfrEvent {
  return {
    type: 'stack.settled',
    stackName,
    status: stack?.status ?? 'DELETE_COMPLETE',
    ...(stack?.statusReason && { reason: stack.statusReason }),
  };
}

/** Cluster, service and log group, from the outputs or, while the stack is being made, from its events. */
function servicePlace(
  stack: Stack,
  events: readonly StackEvent[],
): Pick<StackParts, 'cluster' | 'service' | 'logGroup'> | undefined {
  const parts = partsFromOutputs(stack);
  if (parts) return parts;
  const physical = (logicalId: string) =>
    events.findLast((event) => event.logicalId === logicalId)?.physicalId;
  const [cluster, service] = [physical('Cluster'), physical('ManagerService')];
  return cluster && service ? { cluster, service, logGroup: physical('LogGroup') ?? '' } : undefined;
}

const ignoreGone = (stack: Stack | undefined) => (error: unknown) => {
  if (stack === undefined) return [];
  throw error;
};
