import { EC2Client, type Filter, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { Instance } from '../domain/fleet/instance.ts';
import { stackTag } from '../domain/stack/stack.ts';
import { type Connection, clientConfig, equip } from './connection.ts';
import { instanceFrom } from './instance-shape.ts';

/** The most EC2 gives at once. */
const pageSize = 1000;
/** Most executors of a busy stack have ended within the hour that EC2 shows them. */
const live = ['pending', 'running', 'stopping', 'stopped', 'shutting-down'];

/** The executors of a stack: EC2 for facts; other calls are loaded when first used. */
export function fleetPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const groups = async () => (await import('./executor-group.ts')).executorGroup(connection);
  async function described(Filters: Filter[]): Promise<Instance[]> {
    const found: Instance[] = [];
    const how = { client, pageSize };
    for await (const page of paginateDescribeInstances(how, { Filters }, { abortSignal: connection.signal }))
      for (const { Instances = [] } of page.Reservations ?? []) found.push(...Instances.map(instanceFrom));
    return found;
  }
  const tasks = async () => (await import('./job-tasks.ts')).jobTasks(connection);
  return {
    instances: (stackName: string, { onlyLive = false } = {}): Promise<Instance[]> =>
      described([
        { Name: `tag:${stackTag}`, Values: [stackName] },
        ...(onlyLive ? [{ Name: 'instance-state-name', Values: live }] : []),
      ]),
    find: (ids: readonly string[]): Promise<Instance[]> =>
      // A filter, since an id that EC2 has forgotten is an error of the whole call.
      described([{ Name: 'instance-id', Values: [...ids] }]),
    byKeyName: (pattern: string): Promise<Instance[]> => described([{ Name: 'key-name', Values: [pattern] }]),
    suspendRebalancing: async (group: string): Promise<void> => (await groups()).suspendRebalancing(group),
    empty: async (group: string): Promise<string[]> => (await groups()).empty(group),
    endInGroup: async (id: string): Promise<boolean> => (await groups()).end(id),
    endMachines: async (securityGroup: string): Promise<string[]> =>
      (await import('./loose-executors.ts')).looseExecutors(connection).endAll(securityGroup),
    jobTasks: async (cluster: string, family: string): Promise<Instance[]> =>
      (await tasks()).list(cluster, family),
    endJobTasks: async (cluster: string, family: string): Promise<string[]> =>
      (await tasks()).endAll(cluster, family),
  };
}
