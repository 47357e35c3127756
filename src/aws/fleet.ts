import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { Instance } from '../domain/fleet/instance.ts';
import { stackTag } from '../domain/stack/stack.ts';
import { type Connection, clientConfig, equip } from './connection.ts';
import { instanceFrom } from './instance-shape.ts';

/** The executors of a stack: EC2 for facts; the Auto Scaling calls are loaded when first used. */
export function fleetPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const groups = async () => (await import('./executor-group.ts')).executorGroup(connection);
  const tasks = async () => (await import('./job-tasks.ts')).jobTasks(connection);
  return {
    async instances(stackName: string): Promise<Instance[]> {
      const Filters = [{ Name: `tag:${stackTag}`, Values: [stackName] }];
      const found: Instance[] = [];
      const pages = paginateDescribeInstances({ client }, { Filters }, { abortSignal: connection.signal });
      for await (const page of pages)
        for (const { Instances = [] } of page.Reservations ?? []) found.push(...Instances.map(instanceFrom));
      return found;
    },
    suspendRebalancing: async (group: string): Promise<void> => (await groups()).suspendRebalancing(group),
    empty: async (group: string): Promise<string[]> => (await groups()).empty(group),
    endMachines: async (securityGroup: string): Promise<string[]> =>
      (await import('./loose-executors.ts')).looseExecutors(connection).endAll(securityGroup),
    jobTasks: async (cluster: string, family: string): Promise<Instance[]> =>
      (await tasks()).list(cluster, family),
    endJobTasks: async (cluster: string, family: string): Promise<string[]> =>
      (await tasks()).endAll(cluster, family),
  };
}
