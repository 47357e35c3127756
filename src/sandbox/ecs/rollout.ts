import { between, digits, uuid } from '../ids.ts';
import { at, isTrue, text } from '../values.ts';
import { after, type World } from '../world.ts';
import type { Deployment, Service, Task } from './state.ts';
import { isShown, startTask, stopTask } from './tasks.ts';

/** Failed starts that trip the breaker: half of the desired count, but three at least. */
const breakerThreshold = (desired: number): number => Math.min(200, Math.max(3, Math.ceil(desired / 2)));

const configuration = (service: Service, ...path: string[]) =>
  at(service.properties, 'DeploymentConfiguration', ...path);

export const desiredCount = (service: Service): number =>
  service.status === 'ACTIVE' ? Number(text(service.properties.DesiredCount) || '1') : 0;

/** Adds to the service's own events. */
function say(world: World, service: Service, words: string): void {
  const id = uuid(`${service.arn}:event:${service.events[0]?.id ?? ''}:${world.engine.now}`);
  service.events.unshift({ id, at: world.engine.now, message: `(service ${service.name}) ${words}` });
  service.events.length = Math.min(service.events.length, 100);
}

const isLive = (task: Task): boolean => task.lastStatus !== 'STOPPED';

const isReady = (task: Task): boolean =>
  task.lastStatus === 'RUNNING' &&
  (task.health === 'HEALTHY' || !JSON.stringify(task.taskDefinition.properties).includes('"HealthCheck"'));

function notify(service: Service): void {
  for (const watcher of [...service.watchers]) watcher();
}

/** Starts a deployment; it becomes the primary one. */
export function deploy(
  world: World,
  service: Service,
  taskDefinition: string,
  how: { faults: readonly string[]; rollbackOf?: Deployment },
): Deployment {
  const { now } = world.engine;
  const id = `ecs-svc/${digits(`${service.arn}:${service.deployments.length}:${now}`, 19)}`;
  for (const other of service.deployments) other.status = 'ACTIVE';
  const deployment: Deployment = {
    id,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutReason: how.rollbackOf
      ? `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`
      : `ECS deployment ${id} in progress.`,
    taskDefinition,
    createdAt: now,
    updatedAt: now,
    failedTasks: 0,
    faults: how.faults,
    isRollback: how.rollbackOf !== undefined,
  };
  service.deployments.unshift(deployment);
  after(world, between(`${id}:begin`, 1, 3) * 1000, () => reconcile(world, service));
  return deployment;
}

function complete(world: World, service: Service, deployment: Deployment): void {
  Object.assign(deployment, {
    rolloutState: 'COMPLETED',
    rolloutReason: `ECS deployment ${deployment.id} completed.`,
    updatedAt: world.engine.now,
  });
  service.lastGood = deployment.taskDefinition;
  service.deployments = [deployment];
  say(world, service, `(deployment ${deployment.id}) deployment completed.`);
  say(world, service, 'has reached a steady state.');
}

function trip(world: World, service: Service, deployment: Deployment): void {
  Object.assign(deployment, {
    rolloutState: 'FAILED',
    rolloutReason: 'ECS deployment circuit breaker: tasks failed to start.',
    updatedAt: world.engine.now,
  });
  say(world, service, `(deployment ${deployment.id}) deployment failed: tasks failed to start.`);
  const { lastGood } = service;
  if (!isTrue(configuration(service, 'DeploymentCircuitBreaker', 'Rollback')) || lastGood === undefined)
    return;
  const back = deploy(world, service, lastGood, { faults: [], rollbackOf: deployment });
  say(world, service, `rolling back to deployment ${back.id}.`);
}

const hooksOf = (world: World, service: Service) => ({
  changed: (task: Task): void => {
    const [primary] = service.deployments;
    if (primary?.rolloutState === 'IN_PROGRESS' && task.deployment === primary && isReady(task)) {
      const ready = service.tasks.filter((other) => other.deployment === primary && isReady(other));
      if (ready.length >= desiredCount(service)) complete(world, service, primary);
    }
    notify(service);
  },
  stopped: (task: Task): void => {
    const failed = task.stopCode === 'TaskFailedToStart' || (task.exitCode ?? 0) !== 0;
    const { deployment } = task;
    if (failed && deployment.rolloutState === 'IN_PROGRESS') {
      deployment.failedTasks += 1;
      say(
        world,
        service,
        `was unable to start a task successfully (task ${task.id}): ${task.stoppedReason}.`,
      );
      const enabled = isTrue(configuration(service, 'DeploymentCircuitBreaker', 'Enable'));
      if (enabled && deployment.failedTasks >= breakerThreshold(desiredCount(service)))
        trip(world, service, deployment);
    }
    const pause = failed ? between(`${task.arn}:again`, 8, 16) : 1;
    after(world, pause * 1000, () => reconcile(world, service));
    notify(service);
  },
});

/** Asks an outdated task to go; one whose manager has jobs is protected, and is asked again later. */
function retire(world: World, service: Service, task: Task, primary: Deployment): void {
  task.process?.supersede();
  const again = (isFirst: boolean): void => {
    if (task.desiredStatus === 'STOPPED') return;
    if (task.process?.isProtected()) {
      const why = 'because it has task scale-in protection enabled';
      if (isFirst) say(world, service, `was unable to stop (task ${task.id}) ${why}.`);
      after(world, 10_000, () => again(false));
      return;
    }
    say(world, service, `has stopped 1 running tasks: (task ${task.id}).`);
    const reason = `Scaling activity initiated by (deployment ${primary.id})`;
    stopTask(world, task, { by: 'ServiceSchedulerInitiated', reason }, hooksOf(world, service));
  };
  after(world, between(`${task.arn}:${primary.id}`, 3, 9) * 1000, () => again(true));
}

/** Brings the running tasks towards what the primary deployment asks: old ones go before new ones come. */
export function reconcile(world: World, service: Service): void {
  const { now } = world.engine;
  service.tasks = service.tasks.filter((task) => isShown(task, now));
  const [primary] = service.deployments;
  if (primary === undefined || service.status !== 'ACTIVE') return;
  const live = service.tasks.filter(isLive);
  for (const task of live) {
    if (task.deployment === primary || task.isRetiring) continue;
    task.isRetiring = true;
    retire(world, service, task, primary);
  }
  if (primary.rolloutState === 'FAILED') return;
  const desired = desiredCount(service);
  const wanted = desired - live.length;
  for (const task of live.slice(desired)) {
    if (task.isRetiring) continue;
    task.isRetiring = true;
    retire(world, service, task, primary);
  }
  if (desired === 0 && live.length === 0 && primary.rolloutState === 'IN_PROGRESS') {
    complete(world, service, primary);
  }
  for (let index = 0; index < wanted; index += 1) {
    const task = startTask(world, service, primary, hooksOf(world, service));
    if (task) say(world, service, `has started 1 tasks: (task ${task.id}).`);
  }
  notify(service);
}

function stopAll(world: World, service: Service, tasks: readonly Task[]): void {
  const how = {
    by: 'ServiceSchedulerInitiated' as const,
    reason: `Scaling activity initiated by (service ${service.name})`,
  };
  for (const task of tasks) stopTask(world, task, how, hooksOf(world, service));
}

/** StopTask of a service's task, protected or not; `undefined` where there is none of this id. */
export function stopByHand(world: World, cluster: string, id: string, reason: string): Task | undefined {
  for (const service of world.ecs.services.values()) {
    const task = service.cluster === cluster ? service.tasks.find((one) => one.id === id) : undefined;
    if (!task) continue;
    stopTask(world, task, { by: 'UserInitiated', reason }, hooksOf(world, service));
    return task;
  }
  return undefined;
}

/** Ends a service: its tasks are stopped, protected or not. */
export function drainService(world: World, service: Service): void {
  service.status = 'DRAINING';
  stopAll(world, service, service.tasks.filter(isLive));
}

export const hasLiveTasks = (service: Service): boolean => service.tasks.some(isLive);
