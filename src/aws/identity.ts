import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Connection, clientConfig, equip } from './connection.ts';

/** Who is calling, and where. */
export function identityPort(connection: Connection) {
  const sts = equip(new STSClient(clientConfig(connection)), connection);
  return {
    async whoAmI(): Promise<{ account: string; arn: string; region: string }> {
      const region = await sts.config.region();
      const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}), {
        abortSignal: connection.signal,
      });
      return { account: Account, arn: Arn, region };
    },
  };
}
