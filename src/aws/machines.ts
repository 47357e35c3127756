import {
  CancelSpotInstanceRequestsCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  EC2Client,
  GetConsoleOutputCommand,
  paginateDescribeSpotInstanceRequests,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import type { KeyPair, SpotRequest } from '../domain/fleet/leftover.ts';
import { type Connection, clientConfig, equip, uninterrupted } from './connection.ts';

/** AWS advises no more in one call. */
const atOnce = 100;

/** What EC2 has of single machines: their console, their end, and what docker-machine leaves beside them. */
export function machinesPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  const whole = uninterrupted(connection.signal);
  return {
    async keyPairs(pattern: string): Promise<KeyPair[]> {
      const Filters = [{ Name: 'key-name', Values: [pattern] }];
      const { KeyPairs = [] } = await client.send(new DescribeKeyPairsCommand({ Filters }), options);
      return KeyPairs.map(({ KeyPairId: id = '', KeyName: name = '', CreateTime }) => ({
        ...{ id, name },
        ...(CreateTime && { createdAt: CreateTime.getTime() }),
      }));
    },
    async spotRequests(pattern: string): Promise<SpotRequest[]> {
      const Filters = [
        { Name: 'launch.key-name', Values: [pattern] },
        { Name: 'state', Values: ['open', 'active'] },
      ];
      const found: SpotRequest[] = [];
      for await (const page of paginateDescribeSpotInstanceRequests({ client }, { Filters }, options))
        for (const raw of page.SpotInstanceRequests ?? [])
          found.push({
            id: raw.SpotInstanceRequestId ?? '',
            state: raw.State ?? '',
            keyName: raw.LaunchSpecification?.KeyName ?? '',
            ...(raw.InstanceId && { instanceId: raw.InstanceId }),
            ...(raw.CreateTime && { createdAt: raw.CreateTime.getTime() }),
          });
      return found;
    },
    async end(ids: readonly string[]): Promise<void> {
      const send = (InstanceIds: string[]) =>
        whole(() => client.send(new TerminateInstancesCommand({ InstanceIds })));
      for (let at = 0; at < ids.length; at += atOnce) {
        const some = ids.slice(at, at + atOnce);
        // One that is gone is an error of the whole call.
        const isWhole = await send(some).then(
          () => true,
          (error: unknown) => ignoreGone(error),
        );
        if (!isWhole && some.length > 1) for (const id of some) await send([id]).catch(ignoreGone);
      }
    },
    async cancelSpotRequest(id: string): Promise<void> {
      const command = new CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [id] });
      await whole(() => client.send(command)).catch(ignoreGone);
    },
    async deleteKeyPair(id: string): Promise<void> {
      await whole(() => client.send(new DeleteKeyPairCommand({ KeyPairId: id }))).catch(ignoreGone);
    },
    async console(id: string): Promise<{ readAt?: number; text: string }> {
      const ask = (latest: boolean) =>
        client.send(
          new GetConsoleOutputCommand({ InstanceId: id, ...(latest && { Latest: true }) }),
          options,
        );
      // Only types on Nitro have the latest output; others give what they had at the last change of state.
      const { Output = '', Timestamp } = await ask(true).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'UnsupportedOperation') return ask(false);
        throw error;
      });
      const text = Buffer.from(Output, 'base64').toString('utf8');
      return { text, ...(Timestamp && { readAt: Timestamp.getTime() }) };
    },
  };
}

/** It may have gone by itself between the list and its turn. */
function ignoreGone(error: unknown): false {
  const name = error instanceof Error ? error.name : '';
  if (!/^Invalid(InstanceID|SpotInstanceRequestID|KeyPair)\.NotFound$/.test(name)) throw error;
  return false;
}
