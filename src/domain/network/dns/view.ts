import ipaddr from 'ipaddr.js';
import { finding } from '../finding.ts';
import type { Network } from '../index/network.ts';
import { isUnread } from '../index/seek.ts';
import type { Finding } from '../result.ts';
import type { Vpc } from '../snapshot.ts';
import { type Answer, answerOf, privateZone } from './private-zone.ts';

/** What a name means inside a VPC, as far as the snapshot says (rules E6, E7). */
export interface View {
  addresses: readonly string[];
  findings: readonly Finding[];
}

/** `outside`: the addresses the name has as seen from where glfr runs. */
export function viewFrom(network: Network, vpc: Vpc, host: string, outside: readonly string[]): View {
  if (ipaddr.isValid(host)) return { addresses: [host], findings: [] };
  const hasOwnServers = usesOwnServers(network, vpc);
  if (vpc.dnsSupport === false && !hasOwnServers) return { addresses: [], findings: [dnsOff(vpc)] };
  const asides = [...(hasOwnServers ? [customServers(vpc, host)] : []), ...forwarded(network, vpc, host)];
  const zone = hasOwnServers ? undefined : privateZone(network, vpc, host);
  if (zone === undefined) {
    const inside = publicName(network, vpc, host) ?? outside;
    return { addresses: inside, findings: [...asides, ...lacking(host, inside)] };
  }
  const { addresses, findings } = fromZone(vpc, zone.id, answerOf(zone, host), host, outside);
  return { addresses, findings: [...asides, ...findings] };
}

const dnsOff = (vpc: Vpc): Finding =>
  finding(
    'GLFR_DNS_SUPPORT_OFF',
    vpc.id,
    'block',
    'enableDnsSupport is off, so no name is answered in this VPC',
    {
      text: "switch the VPC's DNS support on",
      command: `aws ec2 modify-vpc-attribute --vpc-id ${vpc.id} --enable-dns-support '{"Value":true}'`,
      cloudformation: 'EnableDnsSupport: true',
    },
  );

const customServers = (vpc: Vpc, host: string): Finding =>
  finding(
    'GLFR_DNS_VIEW_DIFFERS',
    vpc.dhcpOptionsId ?? vpc.id,
    'warning',
    `the VPC asks DNS servers of its own; they may answer ${host} differently, and must be reached on port 53`,
  );

function lacking(host: string, addresses: readonly string[]): Finding[] {
  if (addresses.length === 0)
    return [finding('GLFR_DNS_NO_ANSWER', host, 'unknown', 'the name has no address as seen from here')];
  const isLoopback = addresses.every(
    (one) => ipaddr.isValid(one) && ipaddr.parse(one).range() === 'loopback',
  );
  const text = 'the name leads to this very machine as seen from here, and to something else in the VPC';
  return isLoopback ? [finding('GLFR_DNS_VIEW_DIFFERS', host, 'unknown', text)] : [];
}

function usesOwnServers({ snapshot }: Network, vpc: Vpc): boolean {
  if (!snapshot.dhcpOptions.readable) return false;
  const options = snapshot.dhcpOptions.items.find(({ id }) => id === vpc.dhcpOptionsId);
  const servers = options?.nameServers ?? [];
  return servers.length > 0 && !servers.includes('AmazonProvidedDNS');
}

function forwarded({ snapshot }: Network, vpc: Vpc, host: string): Finding[] {
  const rules = snapshot.resolverRules.readable ? snapshot.resolverRules.items : [];
  return rules
    .filter(
      ({ domain, vpcIds }) => vpcIds.includes(vpc.id) && (host === domain || host.endsWith(`.${domain}`)),
    )
    .map(({ id, domain }) =>
      finding(
        'GLFR_DNS_VIEW_DIFFERS',
        id,
        'warning',
        `a Resolver rule sends questions for ${domain} elsewhere, which may answer differently`,
      ),
    );
}

function fromZone(vpc: Vpc, zoneId: string, answer: Answer, host: string, outside: readonly string[]): View {
  const place = `the private zone ${answer.zone} answers for ${host} in ${vpc.id}`;
  if (answer.kind === 'unread')
    return {
      addresses: [],
      findings: [
        finding(
          'GLFR_NOT_READABLE',
          zoneId,
          'unknown',
          `${place}, and its records were not read (${answer.permission})`,
        ),
      ],
    };
  if (answer.kind === 'elsewhere')
    return {
      addresses: [],
      findings: [
        finding('GLFR_DNS_VIEW_DIFFERS', zoneId, 'unknown', `${place}, with another name (${answer.name})`),
      ],
    };
  const inside = answer.addresses;
  if (inside.length === 0) {
    const fix = { text: `add a record for ${host} to ${zoneId}` };
    const text = `${place} and hides the public name, but has no record for it`;
    return { addresses: [], findings: [finding('GLFR_DNS_NO_ANSWER', zoneId, 'block', text, fix)] };
  }
  const isSame = inside.length === outside.length && inside.every((one) => outside.includes(one));
  const text = `${place}: ${inside.join(', ')}; from here it is ${outside.join(', ') || 'nothing'}`;
  return {
    addresses: inside,
    findings: isSame ? [] : [finding('GLFR_DNS_VIEW_DIFFERS', zoneId, 'warning', text)],
  };
}

/** EC2's public names mean the private address inside the VPC. */
function publicName(network: Network, vpc: Vpc, host: string): string[] | undefined {
  const parts = host.match(/^ec2-(\d+)-(\d+)-(\d+)-(\d+)\..*amazonaws\.com/);
  if (parts === null || vpc.dnsHostnames === false) return undefined;
  const found = network.interfaceByPublic(parts.slice(1).join('.'));
  if (found === undefined || isUnread(found) || found.vpcId !== vpc.id) return undefined;
  return found.privateAddresses.slice(0, 1).map(({ address }) => address);
}
