import {
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  StopTaskCommand,
  type StopTaskCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { unlessNamed } from './unless-named.ts';

/** Whose tasks: a service's, or those of a family. */
export type Whose = { cluster: string } & ({ serviceName: string } | { family: string });

interface Options {
  abortSignal: AbortSignal;
}

/** AWS describes no more in one call. */
const atOnce = 100;

export async function taskArns(
  client: ECSClient,
  whose: Whose,
  desiredStatus: 'RUNNING' | 'STOPPED',
  options: Options,
): Promise<string[]> {
  const arns: string[] = [];
  for await (const page of paginateListTasks({ client }, { ...whose, desiredStatus }, options))
    arns.push(...(page.taskArns ?? []));
  return arns;
}

/** Those that run and those that stopped within the hour. */
export async function readTasks(client: ECSClient, whose: Whose, options: Options): Promise<Task[]> {
  const lists = await Promise.all([
    taskArns(client, whose, 'RUNNING', options),
    taskArns(client, whose, 'STOPPED', options),
  ]);
  // A task that is stopping is in neither or both lists for a moment.
  const arns = [...new Set(lists.flat())];
  const batches = Array.from({ length: Math.ceil(arns.length / atOnce) }, (_, index) =>
    arns.slice(index * atOnce, (index + 1) * atOnce),
  );
  const { cluster } = whose;
  const answers = await Promise.all(
    batches.map((tasks) => client.send(new DescribeTasksCommand({ cluster, tasks }), options)),
  );
  return answers.flatMap(({ tasks = [] }) => tasks);
}

/** One that is gone already is no error. */
export async function stopTask(client: ECSClient, input: StopTaskCommandInput): Promise<void> {
  await client.send(new StopTaskCommand(input)).catch(unlessGone);
}

/** Cluster and tasks may go by themselves while a stack is deleted or updated. */
export const unlessGone = unlessNamed('ClusterNotFoundException', 'InvalidParameterException');
