import { ECSClient, type Task } from '@aws-sdk/client-ecs';
import type { Instance } from '../domain/fleet/instance.ts';
import { type Connection, clientConfig, equip, uninterrupted } from './connection.ts';
import { readTasks, stopTask, taskArns, unlessGone } from './tasks.ts';

const states: Readonly<Record<string, Instance['state']>> = {
  RUNNING: 'running',
  DEACTIVATING: 'shutting-down',
  STOPPING: 'shutting-down',
  DEPROVISIONING: 'shutting-down',
  STOPPED: 'terminated',
};

const addressOf = ({ containers }: Task): string | undefined =>
  containers?.flatMap(({ networkInterfaces = [] }) => networkInterfaces)[0]?.privateIpv4Address;

const idOf = (arn: string): string => `task/${arn.split('/').at(-1)}`;

/** A job's task as an executor: `task/…`, with its size for a type. */
function executorFrom(task: Task): Instance {
  const address = addressOf(task);
  return {
    id: idOf(task.taskArn ?? ''),
    type: `${Number(task.cpu) / 1024}vCPU-${Number(task.memory) / 1024}GB`,
    state: states[task.lastStatus ?? ''] ?? 'pending',
    lifecycle: task.capacityProviderName === 'FARGATE_SPOT' ? 'spot' : 'on-demand',
    zone: task.availabilityZone ?? '',
    ...(task.createdAt && { launchedAt: task.createdAt.getTime() }),
    ...(address && { privateIp: address }),
    tags: {},
  };
}

/** The tasks that GitLab's driver for Fargate runs for jobs: those of one family in the stack's cluster. */
export function jobTasks(connection: Connection) {
  const client = equip(new ECSClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  const change = uninterrupted(connection.signal);
  return {
    async list(cluster: string, family: string): Promise<Instance[]> {
      return (await readTasks(client, { cluster, family }, options)).map(executorFrom);
    },
    async endAll(cluster: string, family: string): Promise<string[]> {
      const tasks = (await taskArns(client, { cluster, family }, 'RUNNING', options).catch(unlessGone)) ?? [];
      const reason = 'glfr destroys the stack';
      for (const task of tasks) await change(() => stopTask(client, { cluster, task, reason }));
      return tasks.map(idOf);
    },
  };
}
