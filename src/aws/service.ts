import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { Service, Task } from '../domain/stack/service.ts';
import { type Connection, clientConfig, equip, uninterrupted } from './connection.ts';
import { serviceFrom, taskFrom } from './service-shape.ts';
import { readTasks, stopTask } from './tasks.ts';
import { unlessNamed } from './unless-named.ts';

/** The manager's ECS service and tasks. */
export function servicePort(connection: Connection) {
  const client = equip(new ECSClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  const change = uninterrupted(connection.signal);
  return {
    async describe(cluster: string, service: string): Promise<Service | undefined> {
      const command = new DescribeServicesCommand({ cluster, services: [service] });
      const answer = await client.send(command, options).catch(nothingIfGone);
      const found = answer?.services?.[0];
      return found && found.status !== 'INACTIVE' ? serviceFrom(cluster, found) : undefined;
    },
    async setDesiredCount(cluster: string, service: string, count: 0 | 1): Promise<void> {
      const command = new UpdateServiceCommand({ cluster, service, desiredCount: count });
      await change(() => client.send(command));
    },
    async stop(cluster: string, task: string, reason: string): Promise<void> {
      await change(() => stopTask(client, { cluster, task, reason }));
    },
    async tasks(cluster: string, service: string): Promise<Task[]> {
      const found = await readTasks(client, { cluster, serviceName: service }, options).catch(nothingIfGone);
      const tasks = (found ?? []).map(taskFrom);
      return tasks.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    },
  };
}

/** While a stack is made or deleted, cluster and service come and go. */
const nothingIfGone = unlessNamed(
  ...['ClusterNotFoundException', 'ServiceNotFoundException', 'ServiceNotActiveException'],
);
