import { hex } from '../ids.ts';
import type { Network } from './network.ts';

function numberOf(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The n-th address of a subnet that EC2 gives out; a small subnet begins again. */
export function addressIn({ subnets }: Network, subnetId: string, n: number): string {
  const cidr = subnets.find(({ SubnetId }) => SubnetId === subnetId)?.CidrBlock ?? '10.0.0.0/24';
  const [base = '', bits = '24'] = cidr.split('/');
  const host = numberOf(base) + 4 + (n % (2 ** (32 - Number(bits)) - 5));
  return [24, 16, 8, 0].map((shift) => (host >>> shift) & 255).join('.');
}

/** EC2's name for a private address. */
export const hostName = (ip: string): string => `ip-${ip.replaceAll('.', '-')}.ec2.internal`;

/** The one interface of a task (by its ARN) or an instance (by its id). */
export const interfaceId = (key: string): string => `eni-0${hex(key, 16)}`;
