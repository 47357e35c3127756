import type { Network } from '../index/network.ts';
import type { Hop } from '../result.ts';
import { type AddressSet, covers, type Family, rangeOf, setOf } from '../sets/address-set.ts';
import { setText } from '../sets/address-text.ts';
import type { Party } from './party.ts';

const local = { 4: setOf(['169.254.168.0/22'], 4), 6: setOf(['fd00:ec2::/32'], 6) };

interface Asked {
  addresses: AddressSet;
  family: Family;
  port: number;
}

/**
 * Rules R6 and G7: metadata, time and Amazon's DNS are answered where the client is; no route, group or ACL is
 * asked.
 */
export function answeredLocally(network: Network, client: Party, asked: Asked): Hop | undefined {
  const { addresses, family, port } = asked;
  if (!covers(local[family], addresses) && !isResolver(network, client, asked)) return undefined;
  return {
    component: setText(addresses),
    kind: 'link-local',
    direction: 'forward',
    passes: 'all',
    source: setText(client.addresses[family]),
    destination: setText(addresses),
    ports: String(port),
  };
}

/** The VPC's first range, plus two, unless the VPC's DNS is off. */
function isResolver(network: Network, client: Party, { addresses, family, port }: Asked): boolean {
  const vpc = network.vpc(client.subnet.vpcId);
  const range = rangeOf(vpc?.cidrs[0] ?? '');
  if (family === 6 || port !== 53 || vpc?.dnsSupport === false || range === undefined) return false;
  const from = Number(range.from) + 2;
  return covers([{ from, end: from + 1 }], addresses);
}
