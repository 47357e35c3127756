import type {
  DescribeServicesCommandInput,
  DescribeServicesCommandOutput,
  DescribeTaskDefinitionCommandInput,
  DescribeTaskDefinitionCommandOutput,
  DescribeTasksCommandInput,
  DescribeTasksCommandOutput,
  ListTasksCommandInput,
  ListTasksCommandOutput,
  StopTaskCommandInput,
  StopTaskCommandOutput,
  UpdateServiceCommandInput,
  UpdateServiceCommandOutput,
} from '@aws-sdk/client-ecs';
import { awsError } from '../aws-error.ts';
import { changes, type Handlers, reads } from '../handler.ts';
import { page } from '../pages.ts';
import type { World } from '../world.ts';
import { jobTaskShapes, stopJobTask } from './job-tasks.ts';
import { reconcile, stopByHand } from './rollout.ts';
import { serviceShape, taskDefinitionShape, taskShape } from './shapes.ts';
import type { Cluster, Service, Task } from './state.ts';
import { isShown } from './tasks.ts';

const nameIn = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

function clusterOf({ ecs }: World, nameOrArn = 'default'): Cluster {
  const found = ecs.clusters.get(nameIn(nameOrArn));
  if (found?.status !== 'ACTIVE') throw awsError('ClusterNotFoundException', 'Cluster not found.');
  return found;
}

function findService({ ecs }: World, cluster: Cluster, nameOrArn: string): Service | undefined {
  const ofCluster = [...ecs.services.values()].filter((service) => service.cluster === cluster.name);
  const named = ofCluster.filter(({ arn, name }) => arn === nameOrArn || name === nameOrArn);
  return named.find(({ status }) => status !== 'INACTIVE') ?? named.at(-1);
}

function describeServices(world: World, input: DescribeServicesCommandInput) {
  const cluster = clusterOf(world, input.cluster);
  if ((input.services ?? []).length > 10)
    throw awsError('InvalidParameterException', 'Services cannot exceed 10.');
  const found = (input.services ?? []).map((wanted) => ({
    wanted,
    service: findService(world, cluster, wanted),
  }));
  return {
    services: found.flatMap(({ service }) => (service ? [serviceShape(service, cluster)] : [])),
    failures: found.flatMap(({ wanted, service }) =>
      service ? [] : [{ arn: cluster.arn.replace(/cluster\/.*/, `service/${wanted}`), reason: 'MISSING' }],
    ),
  };
}

function tasksOf(world: World, cluster: Cluster): Task[] {
  const services = [...world.ecs.services.values()].filter((service) => service.cluster === cluster.name);
  return services.flatMap(({ tasks }) => tasks).filter((task) => isShown(task, world.engine.now));
}

function listTasks(world: World, input: ListTasksCommandInput) {
  const cluster = clusterOf(world, input.cluster);
  const service =
    input.serviceName === undefined ? undefined : findService(world, cluster, input.serviceName);
  if (input.serviceName !== undefined && service === undefined) {
    throw awsError('ServiceNotFoundException', 'Service not found.');
  }
  const desired = input.desiredStatus ?? 'RUNNING';
  const ofServices = tasksOf(world, cluster)
    .filter((task) => service === undefined || service.tasks.includes(task))
    .filter((task) => task.desiredStatus === desired)
    .filter((task) => [undefined, task.taskDefinition.family].includes(input.family))
    .filter((task) => [undefined, task.deployment.id].includes(input.startedBy));
  const ofJobs = service || input.startedBy !== undefined ? [] : jobTaskShapes(world, cluster.name);
  const arns = [
    ...ofServices.map(({ arn }) => arn),
    ...ofJobs
      .filter(({ desiredStatus }) => desiredStatus === desired)
      .filter(({ group }) => input.family === undefined || group === `family:${input.family}`)
      .map(({ taskArn = '' }) => taskArn),
  ];
  const invalid = (): Error => awsError('InvalidParameterException', 'Invalid token.');
  const { items, next } = page(arns, input.nextToken, input.maxResults, invalid);
  return { taskArns: items, nextToken: next };
}

function describeTasks(world: World, input: DescribeTasksCommandInput) {
  const cluster = clusterOf(world, input.cluster);
  const known = [
    ...tasksOf(world, cluster).map((task) => taskShape(task, cluster, world)),
    ...jobTaskShapes(world, cluster.name),
  ];
  const found = (input.tasks ?? []).map((wanted) => ({
    wanted,
    task: known.find(({ taskArn = '' }) => nameIn(taskArn) === nameIn(wanted)),
  }));
  return {
    tasks: found.flatMap(({ task }) => task ?? []),
    failures: found.flatMap(({ wanted, task }) =>
      task
        ? []
        : [{ arn: cluster.arn.replace(/cluster\/(.*)/, `task/$1/${nameIn(wanted)}`), reason: 'MISSING' }],
    ),
  };
}

function stopTask(world: World, input: StopTaskCommandInput) {
  const cluster = clusterOf(world, input.cluster);
  const id = nameIn(input.task ?? '');
  const managers = stopByHand(world, cluster.name, id, input.reason ?? 'Task stopped by user');
  if (managers) return { task: taskShape(managers, cluster, world) };
  if (!stopJobTask(world, cluster.name, id))
    throw awsError('InvalidParameterException', 'The referenced task was not found.');
  return { task: jobTaskShapes(world, cluster.name).find(({ taskArn = '' }) => nameIn(taskArn) === id) };
}

function describeTaskDefinition(world: World, input: DescribeTaskDefinitionCommandInput) {
  const wanted = nameIn(input.taskDefinition ?? '');
  const all = [...world.ecs.taskDefinitions.values()];
  const found =
    all.find(({ family, revision }) => `${family}:${revision}` === wanted) ??
    all.findLast(({ family, status }) => family === wanted && status === 'ACTIVE');
  if (found === undefined) throw awsError('ClientException', 'Unable to describe task definition.');
  return { taskDefinition: taskDefinitionShape(found), tags: [] };
}

function updateService(world: World, input: UpdateServiceCommandInput) {
  const cluster = clusterOf(world, input.cluster);
  const service = findService(world, cluster, input.service ?? '');
  if (service === undefined) throw awsError('ServiceNotFoundException', 'Service not found.');
  if (service.status !== 'ACTIVE') throw awsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  const { desiredCount = Number(service.properties.DesiredCount ?? 1) } = input;
  service.properties = { ...service.properties, DesiredCount: desiredCount };
  reconcile(world, service);
  return { service: serviceShape(service, cluster) };
}

export const ecsHandlers: Handlers = {
  DescribeServices: reads<DescribeServicesCommandInput, DescribeServicesCommandOutput>(describeServices),
  ListTasks: reads<ListTasksCommandInput, ListTasksCommandOutput>(listTasks),
  UpdateService: changes<UpdateServiceCommandInput, UpdateServiceCommandOutput>(updateService),
  DescribeTasks: reads<DescribeTasksCommandInput, DescribeTasksCommandOutput>(describeTasks),
  StopTask: changes<StopTaskCommandInput, StopTaskCommandOutput>(stopTask),
  DescribeTaskDefinition: reads<DescribeTaskDefinitionCommandInput, DescribeTaskDefinitionCommandOutput>(
    describeTaskDefinition,
  ),
};
