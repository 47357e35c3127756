import {
  EC2Client,
  paginateDescribeInstanceTypeOfferings,
  paginateDescribeInstanceTypes,
} from '@aws-sdk/client-ec2';
import type { Offering } from '../domain/fleet/offering.ts';
import type { Read } from '../domain/network/read.ts';
import { type Connection, clientConfig, equip } from './connection.ts';
import { deniedPermission } from './errors.ts';

/** Which instance types the region's zones have. */
export function offeringsPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  const byType = (name: string, types: readonly string[]) => ({
    Filters: [{ Name: name, Values: [...types] }],
  });

  /** With a filter, since a type by name that does not exist is an error of the whole call. */
  async function shapes(
    types: readonly string[],
  ): Promise<Map<string, Pick<Offering, 'architectures' | 'vcpus'>>> {
    const found = new Map<string, Pick<Offering, 'architectures' | 'vcpus'>>();
    const input = byType('instance-type', types);
    for await (const page of paginateDescribeInstanceTypes({ client }, input, options)) {
      for (const { InstanceType = '', ProcessorInfo, VCpuInfo } of page.InstanceTypes ?? []) {
        const vcpus = VCpuInfo?.DefaultVCpus;
        const architectures = [...(ProcessorInfo?.SupportedArchitectures ?? [])];
        found.set(InstanceType, { architectures, ...(vcpus !== undefined && { vcpus }) });
      }
    }
    return found;
  }

  async function zones(types: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const input = { LocationType: 'availability-zone' as const, ...byType('instance-type', types) };
    for await (const page of paginateDescribeInstanceTypeOfferings({ client }, input, options)) {
      for (const { InstanceType = '', Location = '' } of page.InstanceTypeOfferings ?? [])
        found.set(InstanceType, [...(found.get(InstanceType) ?? []), Location]);
    }
    return found;
  }

  return {
    async find(types: readonly string[]): Promise<Read<Offering>> {
      try {
        const [known, offered] = await Promise.all([shapes(types), zones(types)]);
        const items = [...known].map(([type, shape]) => ({
          ...{ type, ...shape },
          zones: offered.get(type) ?? [],
        }));
        return { readable: true, items };
      } catch (error) {
        const permission = deniedPermission(error);
        if (permission) return { readable: false, permission };
        throw error;
      }
    },
  };
}
