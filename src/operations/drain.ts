import { GlfrError, hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import { outlastsUpdate } from '../domain/stack/drain.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Service, Task } from '../domain/stack/service.ts';
import { again } from '../domain/typed-command.ts';
import type { Clock, LogsPort, ServicePort } from './ports.ts';
import { DrainWatch } from './watch-drain.ts';
import { JobWatch } from './watch-jobs.ts';

interface Input {
  stackName: string;
  parts: StackParts;
  /** Drain whatever runs, not only jobs that may outlast CloudFormation's patience. */
  force: boolean;
  /** Its jobs, where they are known already. */
  jobs?: JobWatch | undefined;
  timeoutMs: number;
}

interface Deps {
  service: ServicePort;
  logs: LogsPort;
  clock: Clock;
}

const pollMs = 5000;

/**
 * Lets the manager end its last jobs before the stack is updated, where one of them may take longer than CloudFormation
 * waits: the service shall have no task, so the manager takes no new jobs and leaves by itself. Returns whether it did so.
 * Errors: `drain.in-progress` (6), `drain.interrupted`; the service then stays without a task until a deploy goes on.
 */
export async function* drainManager(input: Input, deps: Deps): AsyncGenerator<GlfrEvent, boolean, void> {
  const { cluster, service: name } = input.parts;
  const service = await deps.service.describe(cluster, name);
  const [task] = service ? await runningTasks(service, deps.service) : [];
  if (!service || !task) return false;
  if (service.desired > 0) {
    if (!input.force && !(await hasLongJob(input, deps))) return false;
    await deps.service.setDesiredCount(cluster, name, 0);
  }
  yield { type: 'phase.started', phase: 'drain', text: 'The manager ends its jobs before the update' };
  try {
    yield* awaitEmpty(input, service, deps);
  } catch (error) {
    throw hasCode(error, 'interrupted') ? stillDraining(input.stackName, 'drain.interrupted') : error;
  }
  yield {
    type: 'phase.ended',
    phase: 'drain',
    text: 'The manager has left, no job was killed',
    outcome: 'done',
  };
  return true;
}

async function* awaitEmpty(
  { parts, stackName, timeoutMs }: Input,
  service: Service,
  deps: Deps,
): AsyncGenerator<GlfrEvent, void, void> {
  const deadline = deps.clock.now() + timeoutMs;
  const watch = new DrainWatch(deps);
  for (;;) {
    const [task] = await runningTasks(service, deps.service);
    if (!task) return;
    if (deps.clock.now() > deadline) throw stillDraining(stackName, 'drain.in-progress');
    yield* watch.look(parts, task);
    yield { type: 'waiting', text: 'the last jobs of the manager' };
    await deps.clock.sleep(pollMs);
  }
}

async function runningTasks({ cluster, name }: Service, port: ServicePort): Promise<Task[]> {
  return (await port.tasks(cluster, name)).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
}

async function hasLongJob({ parts, jobs }: Input, deps: Deps): Promise<boolean> {
  const { activity } = jobs ?? (await JobWatch.begin(parts, deps));
  return outlastsUpdate([...activity.jobs.values()], deps.clock.now());
}

/** A service that was left without a task gets its manager back. Returns whether it was. */
export async function startAgain(parts: StackParts, port: ServicePort): Promise<boolean> {
  const { cluster, service } = parts;
  if ((await port.describe(cluster, service))?.desired !== 0) return false;
  await port.setDesiredCount(cluster, service, 1);
  return true;
}

const stillDraining = (stackName: string, code: 'drain.interrupted' | 'drain.in-progress') =>
  new GlfrError({
    code,
    message: `The manager of ${stackName} takes no new jobs and leaves when its last one ends; the stack is not changed yet.`,
    suggestions: [
      `${again} (goes on from there)`,
      `glfr status --stack ${stackName}`,
      `glfr deploy --stack ${stackName} (without other flags: a new manager, and nothing else changed)`,
    ],
    exitCode: code === 'drain.interrupted' ? exitCode.interrupted : exitCode.stillInProgress,
  });
