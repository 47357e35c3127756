import type { Task as TaskShape } from '@aws-sdk/client-ecs';
import { fargateBoot } from '../../domain/simulation/boot.ts';
import { type Executor, instanceState } from '../../domain/simulation/executor.ts';
import { Fleet } from '../../domain/simulation/fleet.ts';
import { addressIn } from '../ec2/addresses.ts';
import { hex, uuid } from '../ids.ts';
import { text } from '../values.ts';
import { account, region, type World } from '../world.ts';
import { mainContainer } from './container.ts';
import type { Driver } from './driver-toml.ts';
import type { JobTasks, Started } from './state.ts';

function newTasks(world: World, driver: Driver): JobTasks {
  const { cluster } = driver;
  const started = new Map<string, Started>();
  const fleet = new Fleet({
    engine: world.engine,
    seed: `${world.seed}/${cluster}`,
    boot: fargateBoot,
    idOf: (draw) => draw.text(32, '0123456789abcdef'),
  });
  const tasks: JobTasks = { cluster, driver, fleet, started };
  fleet.listen({
    launched: ({ id }) => {
      const definitions = [...world.ecs.taskDefinitions.values()];
      const taskDefinition = definitions.findLast(
        ({ family, status }) => family === tasks.driver.family && status === 'ACTIVE',
      );
      started.set(id, { taskDefinition, driver: tasks.driver });
    },
    ready: () => undefined,
    interrupted: () => undefined,
    terminated: () => undefined,
  });
  world.ecs.jobTasks.push(tasks);
  return tasks;
}

/** The job tasks of a cluster, for a manager whose driver is set so. */
export function jobTasksOf(world: World, driver: Driver): JobTasks {
  const found = world.ecs.jobTasks.find(({ cluster }) => cluster === driver.cluster);
  if (found) found.driver = driver;
  return found ?? newTasks(world, driver);
}

const statuses = {
  pending: 'PROVISIONING',
  running: 'RUNNING',
  stopping: 'STOPPING',
  stopped: 'STOPPED',
  'shutting-down': 'DEPROVISIONING',
  terminated: 'STOPPED',
} as const;

const time = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

/** A task as DescribeTasks shows it: of no service, in the group of its family. */
function jobTaskShape(world: World, { cluster, started }: JobTasks, task: Executor): TaskShape {
  const { taskDefinition, driver } = started.get(task.id) ?? {};
  const { properties } = taskDefinition ?? {};
  const container = taskDefinition ? mainContainer(taskDefinition) : {};
  const arn = `arn:aws:ecs:${region}:${account}:task/${cluster}/${task.id}`;
  const address = addressIn(world.network, driver?.subnet ?? '', task.privateAddress);
  const eni = `eni-0${hex(arn, 16)}`;
  const subnet = world.network.subnets.find(({ SubnetId }) => SubnetId === driver?.subnet);
  const lastStatus = statuses[instanceState(task)];
  return {
    taskArn: arn,
    clusterArn: `arn:aws:ecs:${region}:${account}:cluster/${cluster}`,
    taskDefinitionArn: taskDefinition?.arn,
    group: `family:${driver?.family}`,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    availabilityZone: subnet?.AvailabilityZone,
    cpu: text(properties?.Cpu),
    memory: text(properties?.Memory),
    lastStatus,
    desiredStatus: task.terminatingAt === undefined ? 'RUNNING' : 'STOPPED',
    healthStatus: 'UNKNOWN',
    createdAt: time(task.launchedAt),
    startedAt: time(task.runningAt),
    stoppingAt: time(task.terminatingAt),
    stoppedAt: time(task.terminatedAt),
    ...(task.terminatingAt !== undefined && { stopCode: 'UserInitiated' as const }),
    containers: [
      {
        containerArn: `arn:aws:ecs:${region}:${account}:container/${cluster}/${task.id}/${uuid(arn)}`,
        taskArn: arn,
        name: text(container.Name),
        image: text(container.Image),
        lastStatus:
          lastStatus === 'PROVISIONING' ? 'PENDING' : lastStatus === 'RUNNING' ? 'RUNNING' : 'STOPPED',
        networkInterfaces: [{ attachmentId: uuid(eni), privateIpv4Address: address }],
      },
    ],
    attachments: [
      {
        id: uuid(eni),
        type: 'ElasticNetworkInterface',
        status: task.terminatedAt === undefined ? 'ATTACHED' : 'DELETED',
        details: [
          { name: 'subnetId', value: driver?.subnet },
          { name: 'networkInterfaceId', value: eni },
          { name: 'privateIPv4Address', value: address },
        ],
      },
    ],
    tags: [],
  };
}

/** What ECS shows of a cluster besides its services' tasks. */
export function jobTaskShapes(world: World, cluster: string): TaskShape[] {
  return world.ecs.jobTasks
    .filter((tasks) => tasks.cluster === cluster)
    .flatMap((tasks) => tasks.fleet.executors.map((task) => jobTaskShape(world, tasks, task)));
}

/** Ends a job's task as StopTask does; `false` where there is none of this id. */
export function stopJobTask(world: World, cluster: string, id: string): boolean {
  const tasks = world.ecs.jobTasks.find((known) => known.cluster === cluster);
  if (tasks?.fleet.get(id) === undefined) return false;
  tasks.fleet.terminate(id);
  return true;
}

/** Do job tasks run in this cluster? */
export const hasJobTasks = ({ ecs }: World, cluster: string): boolean =>
  ecs.jobTasks.some(
    (tasks) =>
      tasks.cluster === cluster &&
      tasks.fleet.executors.some(({ terminatedAt }) => terminatedAt === undefined),
  );
