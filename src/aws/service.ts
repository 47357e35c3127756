import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  paginateListTasks,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { Service, Task } from '../domain/stack/service.ts';
import { type Connection, clientConfig, equip, uninterrupted } from './connection.ts';
import { serviceFrom, taskFrom } from './service-shape.ts';

/** The manager's ECS service and tasks. */
export function servicePort(connection: Connection) {
  const client = equip(new ECSClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  const change = uninterrupted(connection.signal);
  const taskArns = async (cluster: string, serviceName: string, desiredStatus: 'RUNNING' | 'STOPPED') => {
    const arns: string[] = [];
    for await (const page of paginateListTasks({ client }, { cluster, serviceName, desiredStatus }, options))
      arns.push(...(page.taskArns ?? []));
    return arns;
  };
  return {
    async describe(cluster: string, service: string): Promise<Service | undefined> {
      const answer = await client.send(
        new DescribeServicesCommand({ cluster, services: [service] }),
        options,
      );
      const found = answer.services?.[0];
      return found && found.status !== 'INACTIVE' ? serviceFrom(cluster, found) : undefined;
    },
    async setDesiredCount(cluster: string, service: string, count: 0 | 1): Promise<void> {
      const command = new UpdateServiceCommand({ cluster, service, desiredCount: count });
      await change(() => client.send(command));
    },
    async tasks(cluster: string, service: string): Promise<Task[]> {
      const lists = await Promise.all([
        taskArns(cluster, service, 'RUNNING'),
        taskArns(cluster, service, 'STOPPED'),
      ]);
      // A task that is stopping is in neither or both lists for a moment.
      const arns = [...new Set(lists.flat())];
      const batches = Array.from({ length: Math.ceil(arns.length / 100) }, (_, i) =>
        arns.slice(i * 100, i * 100 + 100),
      );
      const answers = await Promise.all(
        batches.map((tasks) => client.send(new DescribeTasksCommand({ cluster, tasks }), options)),
      );
      const tasks = answers.flatMap((answer) => (answer.tasks ?? []).map(taskFrom));
      return tasks.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    },
  };
}
