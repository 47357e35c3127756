import { DescribeInstancesCommand, EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { type Connection, clientConfig, equip } from './connection.ts';

/** As many ids as one call takes. */
const batchSize = 1000;

/** The machines of docker-machine, which are in no group: what uses the executors' security group is one. */
export function looseExecutors(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  return {
    async endAll(securityGroup: string): Promise<string[]> {
      const Filters = [
        // Not by tag: docker-machine tags an instance only after its launch.
        { Name: 'instance.group-id', Values: [securityGroup] },
        { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
      ];
      const ids: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new DescribeInstancesCommand({ Filters, MaxResults: batchSize, ...(NextToken && { NextToken }) }),
          options,
        );
        const instances = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
        ids.push(...instances.flatMap(({ InstanceId }) => InstanceId ?? []));
        NextToken = page.NextToken;
      } while (NextToken);
      for (let from = 0; from < ids.length; from += batchSize) {
        const InstanceIds = ids.slice(from, from + batchSize);
        await client.send(new TerminateInstancesCommand({ InstanceIds }), options);
      }
      return ids;
    },
  };
}
