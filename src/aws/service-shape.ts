import type * as ecs from '@aws-sdk/client-ecs';
import type { Deployment, Service, Task } from '../domain/stack/service.ts';

const lastPart = (arn = ''): string => arn.split('/').at(-1) ?? arn;

export const serviceFrom = (cluster: string, raw: ecs.Service): Service => ({
  cluster,
  name: raw.serviceName ?? '',
  status: raw.status ?? '',
  desired: raw.desiredCount ?? 0,
  running: raw.runningCount ?? 0,
  pending: raw.pendingCount ?? 0,
  deployments: (raw.deployments ?? []).map(deploymentFrom),
  ...(raw.availabilityZoneRebalancing && {
    zoneRebalancing: raw.availabilityZoneRebalancing === 'ENABLED',
  }),
  events: (raw.events ?? []).map((event) => ({
    id: event.id ?? '',
    time: event.createdAt?.getTime() ?? 0,
    message: event.message ?? '',
  })),
});

const deploymentFrom = (raw: ecs.Deployment): Deployment => ({
  id: raw.id ?? '',
  status: raw.status === 'PRIMARY' || raw.status === 'ACTIVE' ? raw.status : 'INACTIVE',
  rolloutState: raw.rolloutState ?? 'IN_PROGRESS',
  ...(raw.rolloutStateReason && { rolloutReason: raw.rolloutStateReason }),
  taskDefinition: lastPart(raw.taskDefinition),
  desired: raw.desiredCount ?? 0,
  running: raw.runningCount ?? 0,
  failedTasks: raw.failedTasks ?? 0,
  createdAt: raw.createdAt?.getTime() ?? 0,
});

export const taskFrom = (raw: ecs.Task): Task => ({
  id: lastPart(raw.taskArn),
  lastStatus: raw.lastStatus ?? '',
  desiredStatus: raw.desiredStatus ?? '',
  ...(raw.healthStatus && { health: raw.healthStatus }),
  ...(raw.startedBy && { startedBy: raw.startedBy }),
  taskDefinition: lastPart(raw.taskDefinitionArn),
  ...(raw.createdAt && { createdAt: raw.createdAt.getTime() }),
  ...(raw.startedAt && { startedAt: raw.startedAt.getTime() }),
  ...(raw.stoppedAt && { stoppedAt: raw.stoppedAt.getTime() }),
  ...(raw.stopCode && { stopCode: raw.stopCode }),
  ...(raw.stoppedReason && { stoppedReason: raw.stoppedReason }),
  containers: (raw.containers ?? []).map((container) => ({
    name: container.name ?? '',
    ...(container.reason && { reason: container.reason }),
    ...(container.exitCode !== undefined && { exitCode: container.exitCode }),
  })),
});
