import type {
  DeploymentConfiguration,
  Deployment as DeploymentShape,
  NetworkConfiguration,
  Service as ServiceShape,
  TaskDefinition as TaskDefinitionShape,
  Task as TaskShape,
} from '@aws-sdk/client-ecs';
import { hex, uuid } from '../ids.ts';
import { camelCased, isTrue, text } from '../values.ts';
import { account, region, type World } from '../world.ts';
import { mainContainer } from './container.ts';
import { desiredCount } from './rollout.ts';
import type { Cluster, Deployment, Service, Task, TaskDefinition } from './state.ts';

const time = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

const countIn = (service: Service, deployment: Deployment, ...states: string[]): number =>
  service.tasks.filter((task) => task.deployment === deployment && states.includes(task.lastStatus)).length;

function deploymentShape(service: Service, deployment: Deployment): DeploymentShape {
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.taskDefinition,
    desiredCount:
      deployment.status === 'PRIMARY' && deployment.rolloutState !== 'FAILED' ? desiredCount(service) : 0,
    pendingCount: countIn(service, deployment, 'PROVISIONING', 'PENDING'),
    runningCount: countIn(service, deployment, 'RUNNING'),
    failedTasks: deployment.failedTasks,
    createdAt: time(deployment.createdAt),
    updatedAt: time(deployment.updatedAt),
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutReason,
  };
}

export function serviceShape(service: Service, cluster: Cluster): ServiceShape {
  const { properties, deployments } = service;
  const total = (...states: string[]): number =>
    service.tasks.filter(({ lastStatus }) => states.includes(lastStatus)).length;
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: cluster.arn,
    status: service.status,
    desiredCount: desiredCount(service),
    runningCount: total('RUNNING'),
    pendingCount: total('PROVISIONING', 'PENDING'),
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    taskDefinition: deployments[0]?.taskDefinition,
    deploymentConfiguration: camelCased(properties.DeploymentConfiguration ?? {}) as DeploymentConfiguration,
    networkConfiguration: camelCased(
      properties.NetworkConfiguration ?? {},
    ) as unknown as NetworkConfiguration,
    deployments: deployments.map((deployment) => deploymentShape(service, deployment)),
    events: service.events.map(({ id, at, message }) => ({ id, createdAt: new Date(at), message })),
    createdAt: time(service.createdAt),
    availabilityZoneRebalancing:
      properties.AvailabilityZoneRebalancing === 'ENABLED' ? 'ENABLED' : 'DISABLED',
    enableExecuteCommand: isTrue(properties.EnableExecuteCommand),
    schedulingStrategy: 'REPLICA',
  };
}

const containerStatus = ({ lastStatus }: Task): string =>
  ['PROVISIONING', 'PENDING'].includes(lastStatus)
    ? 'PENDING'
    : lastStatus === 'RUNNING'
      ? 'RUNNING'
      : 'STOPPED';

export function taskShape(task: Task, cluster: Cluster, { network }: World): TaskShape {
  const container = mainContainer(task.taskDefinition);
  const { properties } = task.taskDefinition;
  const eni = `eni-0${hex(task.arn, 16)}`;
  const zone = network.subnets.find(({ SubnetId }) => SubnetId === task.subnetId)?.AvailabilityZone;
  return {
    taskArn: task.arn,
    clusterArn: cluster.arn,
    taskDefinitionArn: task.taskDefinition.arn,
    group: `service:${task.serviceName}`,
    startedBy: task.deployment.id,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    availabilityZone: zone,
    cpu: text(properties.Cpu),
    memory: text(properties.Memory),
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: task.health,
    createdAt: time(task.createdAt),
    pullStartedAt: time(task.pullStartedAt),
    pullStoppedAt: time(task.pullStoppedAt),
    startedAt: time(task.startedAt),
    stoppingAt: time(task.stoppingAt),
    stoppedAt: time(task.stoppedAt),
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    containers: [
      {
        containerArn: `arn:aws:ecs:${region}:${account}:container/${cluster.name}/${task.id}/${uuid(task.arn)}`,
        taskArn: task.arn,
        name: text(container.Name),
        image: text(container.Image),
        lastStatus: containerStatus(task),
        healthStatus: task.health,
        exitCode: task.exitCode,
        reason: task.containerReason,
        networkInterfaces: [{ attachmentId: uuid(eni), privateIpv4Address: task.address }],
      },
    ],
    attachments: [
      {
        id: uuid(eni),
        type: 'ElasticNetworkInterface',
        status: task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED',
        details: [
          { name: 'subnetId', value: task.subnetId },
          { name: 'networkInterfaceId', value: eni },
          { name: 'privateIPv4Address', value: task.address },
        ],
      },
    ],
    tags: [],
  };
}

export function taskDefinitionShape(definition: TaskDefinition): TaskDefinitionShape {
  const shape = camelCased(definition.properties) as TaskDefinitionShape;
  return {
    ...shape,
    taskDefinitionArn: definition.arn,
    family: definition.family,
    revision: definition.revision,
    status: definition.status,
    registeredAt: new Date(definition.registeredAt),
  };
}
