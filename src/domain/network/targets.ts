import ipaddr from 'ipaddr.js';
import { viewFrom } from './dns/view.ts';
import { finding, unresolvedFinding } from './finding.ts';
import type { Network } from './index/network.ts';
import { type Destination, endId } from './query.ts';
import type { Finding } from './result.ts';
import { serviceTargets } from './service-targets.ts';
import { familyOf, setOf } from './sets/address-set.ts';
import type { Target, Targets } from './target.ts';
import { asNat64 } from './walk/nat64.ts';
import { resolveParty } from './walk/parties.ts';
import type { Party } from './walk/party.ts';

/** What a destination means to this client, and what the way there is like before any packet is sent. */
export function targetsOf(network: Network, client: Party, to: Destination, port: number): Targets {
  if (to.kind === 'service') return serviceTargets(network, client, to, port);
  if (to.kind === 'host') return hostTargets(network, client, to, port);
  const party = resolveParty(network, to);
  const label = endId(to);
  if (!('subnet' in party))
    return {
      label: `${label}:${port}`,
      targets: [],
      findings: [unresolvedFinding(party)],
    };
  const families = ([4, 6] as const).filter(
    (family) => party.addresses[family].length > 0 && client.addresses[family].length > 0,
  );
  return {
    label: `${label}:${port}`,
    targets: families.slice(0, 1).map((family) => ({
      ...{ label, host: label, family, party },
      addresses: party.addresses[family],
    })),
    findings:
      families.length > 0
        ? []
        : [
            finding(
              'GLFR_IPV6_ONLY_BROKEN',
              client.subnet.id,
              'block',
              'the two have no address family in common',
            ),
          ],
  };
}

function hostTargets(
  network: Network,
  client: Party,
  { host, addresses }: Extract<Destination, { kind: 'host' }>,
  port: number,
): Targets {
  const vpc = network.vpc(client.subnet.vpcId);
  const view = vpc ? viewFrom(network, vpc, host, addresses) : { addresses, findings: [] };
  const known = view.addresses.filter(
    (address) => ipaddr.isValid(address) && ipaddr.parse(address).range() !== 'loopback',
  );
  const usable = known.filter((address) => client.addresses[familyOf(address)].length > 0);
  const label = `${host}:${port}`;
  if (usable.length > 0 || known.length === 0)
    return { label, findings: view.findings, targets: usable.map((address) => hostTarget(host, address)) };
  return { label, ...withoutFamily(client, host, known, view.findings) };
}

const hostTarget = (host: string, address: string): Target => {
  const family = familyOf(address);
  return { label: address, host, family, addresses: setOf([address], family) };
};

/** Rule W6: who has IPv6 only reaches IPv4 by DNS64 and a NAT gateway. */
function withoutFamily(
  client: Party,
  host: string,
  known: readonly string[],
  findings: readonly Finding[],
): Pick<Targets, 'targets' | 'findings'> {
  const isIpv6Only = client.addresses[6].length > 0;
  if (isIpv6Only && client.subnet.dns64)
    return { targets: known.map((address) => hostTarget(host, asNat64(address))), findings };
  const broken: Finding = {
    code: 'GLFR_IPV6_ONLY_BROKEN',
    component: client.subnet.id,
    direction: 'forward',
    severity: 'block',
    message: isIpv6Only
      ? `the client has IPv6 only, and ${host} has only IPv4 addresses (${known.join(', ')})`
      : `the client has no IPv6 address, and ${host} has only IPv6 ones (${known.join(', ')})`,
    fix: isIpv6Only
      ? {
          text: 'switch DNS64 on for the subnet and route 64:ff9b::/96 to a NAT gateway',
          command: `aws ec2 modify-subnet-attribute --subnet-id ${client.subnet.id} --enable-dns64`,
          cloudformation: 'EnableDns64: true',
        }
      : { text: 'choose a subnet with IPv6' },
  };
  return { targets: [], findings: [...findings, broken] };
}
