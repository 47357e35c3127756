import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type Connection, clientConfig, equip } from './connection.ts';

/** Names of the regions the account has switched on; AWS leaves the others out. */
export async function enabledRegions(connection: Connection): Promise<string[]> {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const { Regions = [] } = await client.send(new DescribeRegionsCommand({}), {
    abortSignal: connection.signal,
  });
  return Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
}
