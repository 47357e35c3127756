import { addressIn } from '../ec2/addresses.ts';
import { hasWayOut } from '../ec2/way-out.ts';
import { between, hex } from '../ids.ts';
import { at, text, texts } from '../values.ts';
import { account, after, region, type World } from '../world.ts';
import { mainContainer, secretsOf } from './container.ts';
import { startProcess } from './manager-process.ts';
import type { Deployment, Service, Task } from './state.ts';

const shownMs = 3_600_000;

interface Hooks {
  /** Its status or health changed. */
  changed(task: Task): void;
  /** It is over. */
  stopped(task: Task): void;
}

function newTask(world: World, service: Service, deployment: Deployment): Task | undefined {
  const taskDefinition = world.ecs.taskDefinitions.get(deployment.taskDefinition);
  if (taskDefinition === undefined) return undefined;
  const number = service.taskCount;
  service.taskCount += 1;
  const id = hex(`${world.seed}:${service.arn}:task:${number}`, 32);
  const subnets = texts(at(service.properties, 'NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets'));
  const subnetId = subnets[number % Math.max(1, subnets.length)] ?? '';
  return {
    id,
    arn: `arn:aws:ecs:${region}:${account}:task/${service.cluster}/${id}`,
    serviceName: service.name,
    deployment,
    taskDefinition,
    subnetId,
    address: addressIn(world.network, subnetId, 5 + number),
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    health: 'UNKNOWN',
    createdAt: world.engine.now,
  };
}

const networkReason = (secret: string): string =>
  'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. ' +
  `failed to fetch secret ${secret} from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded`;

const imageReason = (image: string): string =>
  `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`;

/** Goes on with a task that was not told to stop meanwhile. */
function unlessStopped(world: World, task: Task, hooks: Hooks, go: () => void): void {
  if (task.desiredStatus === 'STOPPED') wind(world, task, hooks);
  else go();
}

const took = (task: Task, step: string, low: number, high: number): number =>
  between(`${task.arn}:${step}`, low, high) * 1000;

/** Starts one task of a service and lives its life. */
export function startTask(
  world: World,
  service: Service,
  deployment: Deployment,
  hooks: Hooks,
): Task | undefined {
  const task = newTask(world, service, deployment);
  if (task === undefined) return undefined;
  service.tasks.unshift(task);
  const awsvpc = at(service.properties, 'NetworkConfiguration', 'AwsvpcConfiguration');
  const isPublic = at(awsvpc, 'AssignPublicIp') === 'ENABLED';
  after(world, took(task, 'provision', 6, 12), () =>
    unlessStopped(world, task, hooks, () => prepare(world, task, isPublic, hooks)),
  );
  return task;
}

/** Secrets are fetched and the image is pulled, or the task fails to start. */
function prepare(world: World, task: Task, isPublic: boolean, hooks: Hooks): void {
  const container = mainContainer(task.taskDefinition);
  const fail = (stoppedReason: string, containerReason?: string): void => {
    Object.assign(task, { stopCode: 'TaskFailedToStart', stoppedReason, containerReason });
    wind(world, task, hooks);
  };
  Object.assign(task, { lastStatus: 'PENDING', pullStartedAt: world.engine.now });
  hooks.changed(task);
  if (!hasWayOut(world.network, task.subnetId, isPublic)) {
    const [secret = ''] = Object.values(secretsOf(container));
    after(world, 65_000, () => fail(networkReason(secret)));
  } else if (task.deployment.faults.includes('image')) {
    const reason = imageReason(text(container.Image));
    after(world, took(task, 'pull', 5, 9), () => fail(reason, reason));
  } else {
    const pulled = took(task, 'pull', 12, 22);
    after(world, pulled, () => unlessStopped(world, task, hooks, () => run(world, task, hooks)));
  }
}

function run(world: World, task: Task, hooks: Hooks): void {
  const { now } = world.engine;
  Object.assign(task, { lastStatus: 'RUNNING', startedAt: now, pullStoppedAt: now });
  task.process = startProcess(world, task, (code) => exited(world, task, code, hooks));
  hooks.changed(task);
  if (mainContainer(task.taskDefinition).HealthCheck === undefined) return;
  after(world, took(task, 'health', 10, 20), () => {
    if (task.lastStatus !== 'RUNNING') return;
    task.health = 'HEALTHY';
    hooks.changed(task);
  });
}

function exited(world: World, task: Task, exitCode: number, hooks: Hooks): void {
  task.exitCode = exitCode;
  if (task.stopCode === undefined) {
    Object.assign(task, {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    });
  }
  wind(world, task, hooks);
}

/** The way from the end of the container to STOPPED, and an hour later out of sight. */
function wind(world: World, task: Task, hooks: Hooks): void {
  Object.assign(task, { lastStatus: 'DEPROVISIONING', desiredStatus: 'STOPPED', process: undefined });
  task.stoppingAt ??= world.engine.now;
  task.health = 'UNKNOWN';
  hooks.changed(task);
  after(world, between(`${task.arn}:stop`, 4, 9) * 1000, () => {
    Object.assign(task, { lastStatus: 'STOPPED', stoppedAt: world.engine.now });
    hooks.stopped(task);
  });
}

/** Is it still shown? ECS forgets a stopped task after about an hour. */
export const isShown = (task: Task, now: number): boolean =>
  task.stoppedAt === undefined || now - task.stoppedAt < shownMs;

/** ECS stops a task: stop signal, at most `StopTimeout`, kill. */
export function stopTask(
  world: World,
  task: Task,
  { by, reason }: { by: 'ServiceSchedulerInitiated' | 'UserInitiated'; reason: string },
  hooks: Hooks,
): void {
  if (task.desiredStatus === 'STOPPED') return;
  task.desiredStatus = 'STOPPED';
  task.stopCode = by;
  task.stoppedReason = reason;
  task.stoppingAt = world.engine.now;
  if (task.process === undefined) return;
  task.lastStatus = 'STOPPING';
  hooks.changed(task);
  const patience = Number(text(mainContainer(task.taskDefinition).StopTimeout)) || 30;
  task.process.stop();
  after(world, patience * 1000, () => task.process?.kill());
}
