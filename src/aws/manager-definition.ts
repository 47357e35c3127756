import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import type { LogDriver } from '../domain/doctor/facts.ts';
import { type Connection, clientConfig, equip } from './connection.ts';

/** Where the container `manager` of a task definition writes its log. */
export async function readLogDriver(connection: Connection, taskDefinition: string): Promise<LogDriver> {
  const client = equip(new ECSClient(clientConfig(connection)), connection);
  const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }), {
    abortSignal: connection.signal,
  });
  const containers = answer.taskDefinition?.containerDefinitions ?? [];
  const { logConfiguration } = containers.find(({ name }) => name === 'manager') ?? {};
  const { logDriver: driver = '', options = {} } = logConfiguration ?? {};
  return { driver, ...(options.mode && { mode: options.mode }) };
}
