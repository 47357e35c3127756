import { EC2Client, paginateDescribeVpcEndpoints } from '@aws-sdk/client-ec2';
import { type Connection, clientConfig, equip } from './connection.ts';

/** The endpoints of VPCs. */
export function endpointsPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  return {
    /** Short names (`ecr.api`) of the services that this VPC has a living endpoint for. */
    async services(vpc: string): Promise<string[]> {
      const found = new Set<string>();
      const input = { Filters: [{ Name: 'vpc-id', Values: [vpc] }] };
      for await (const page of paginateDescribeVpcEndpoints({ client }, input, options)) {
        for (const { ServiceName = '', State } of page.VpcEndpoints ?? []) {
          const dead = ['deleting', 'deleted', 'failed', 'rejected', 'expired'];
          if (!dead.includes(String(State).toLowerCase()))
            found.add(ServiceName.split('.').slice(3).join('.'));
        }
      }
      return [...found];
    },
  };
}
