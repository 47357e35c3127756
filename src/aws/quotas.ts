import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuota,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import type { QuotaId } from '../domain/doctor/quota-codes.ts';
import { type Connection, clientConfig, equip } from './connection.ts';

/** The account's quotas in the region. */
export function quotaReader(connection: Connection) {
  const client = equip(new ServiceQuotasClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  /** An account without a value of its own has AWS's; a region may not have the quota at all. */
  const orNone = (error: unknown): { Quota?: ServiceQuota } => {
    if (error instanceof Error && error.name === 'NoSuchResourceException') return {};
    throw error;
  };
  return {
    /** Its value, in the unit of the quota; `undefined` where the region has none. */
    async value({ service, code }: QuotaId): Promise<number | undefined> {
      const input = { ServiceCode: service, QuotaCode: code };
      const own = await client.send(new GetServiceQuotaCommand(input), options).catch(orNone);
      if (own.Quota?.Value !== undefined) return own.Quota.Value;
      const { Quota } = await client.send(new GetAWSDefaultServiceQuotaCommand(input), options).catch(orNone);
      return Quota?.Value;
    },
  };
}
