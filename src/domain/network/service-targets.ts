import { finding } from './finding.ts';
import type { Network } from './index/network.ts';
import { isUnread } from './index/seek.ts';
import type { Destination } from './query.ts';
import type { Finding } from './result.ts';
import { setOf } from './sets/address-set.ts';
import type { Vpc } from './snapshot.ts';
import type { Endpoint } from './snapshot-gateways.ts';
import type { Target, Targets } from './target.ts';
import { partyOfInterface } from './walk/parties.ts';
import type { Party } from './walk/party.ts';
import { publicSpace } from './walk/public-space.ts';

type Service = Extract<Destination, { kind: 'service' }>;

/** Services that gateway endpoints exist for: their addresses are in a prefix list of AWS's. */
export const hasGatewayEndpoint = (service: string): boolean => service === 's3' || service === 'dynamodb';

/**
 * Rules E1 to E3: an interface endpoint with private DNS takes over the service's name for the whole VPC, also in
 * subnets with NAT; without one the name stays public.
 */
export function serviceTargets(network: Network, client: Party, to: Service, port: number): Targets {
  const host = `${to.service}.${to.region}.amazonaws.com`;
  const label = `${host}:${port}`;
  const vpc = network.vpc(client.subnet.vpcId);
  const endpoints = network.endpointsOf(client.subnet.vpcId);
  if (isUnread(endpoints)) {
    // Whether an endpoint takes the name over decides where the packets go at all.
    const message = `whether the VPC has an endpoint for ${to.service} was not read (${endpoints.permission})`;
    return {
      label,
      targets: [],
      findings: [finding('GLFR_NOT_READABLE', client.subnet.vpcId, 'unknown', message)],
    };
  }
  if (vpc?.dnsSupport === false) {
    const message = 'enableDnsSupport is off, so no name is answered in this VPC';
    return { label, targets: [], findings: [finding('GLFR_DNS_SUPPORT_OFF', vpc.id, 'block', message)] };
  }
  const own = endpoints.filter((one) => one.type === 'Interface' && isEndpointFor(one, to));
  const named = own.find((one) => takesName(one, vpc));
  if (named) return { label, ...ofEndpoint(network, client, named, host) };
  const findings = own.flatMap((one) => withoutName(one, vpc, to));
  return { label, targets: publicTargets(network, client, to, host), findings };
}

export const isEndpointFor = ({ service }: Endpoint, { service: wanted }: Service): boolean =>
  service.endsWith(`.${wanted}`);

const takesName = ({ privateDns }: Endpoint, vpc: Vpc | undefined): boolean =>
  privateDns && vpc?.dnsHostnames !== false;

/** An endpoint nobody finds: without private DNS the service's name stays public. */
function withoutName(endpoint: Endpoint, vpc: Vpc | undefined, { service }: Service): Finding[] {
  const isVpc = endpoint.privateDns && vpc?.dnsHostnames === false;
  return [
    finding(
      'GLFR_ENDPOINT_PRIVATE_DNS_OFF',
      endpoint.id,
      'warning',
      isVpc
        ? `the endpoint for ${service} has private DNS, but enableDnsHostnames of ${endpoint.vpcId} is off, so the name stays public`
        : `the endpoint for ${service} has private DNS off, so the name stays public`,
      {
        text: isVpc ? 'switch enableDnsHostnames on' : 'switch private DNS on for the endpoint',
        command: isVpc
          ? `aws ec2 modify-vpc-attribute --vpc-id ${endpoint.vpcId} --enable-dns-hostnames '{"Value":true}'`
          : `aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --private-dns-enabled`,
        cloudformation: isVpc ? 'EnableDnsHostnames: true' : 'PrivateDnsEnabled: true',
      },
    ),
  ];
}

function ofEndpoint(
  network: Network,
  client: Party,
  endpoint: Endpoint,
  host: string,
): Pick<Targets, 'targets' | 'findings'> {
  if (endpoint.state !== 'available') {
    const message = `the endpoint that answers for ${host} is ${endpoint.state}`;
    const fix = { text: 'wait for the endpoint, or make it again' };
    return { targets: [], findings: [finding('BAD_STATE', endpoint.id, 'block', message, fix)] };
  }
  const found = endpoint.interfaceIds.map((id) => network.interface(id));
  const unread = found.find(isUnread);
  const parties = found.flatMap((one) =>
    one && !isUnread(one) ? (partyOfInterface(network, one) ?? []) : [],
  );
  if (parties.length === 0) {
    const message = `the interfaces of the endpoint for ${host} were not read${unread ? ` (${unread.permission})` : ''}`;
    return { targets: [], findings: [finding('GLFR_NOT_READABLE', endpoint.id, 'unknown', message)] };
  }
  // The name answers with the interface in the client's own zone first; any other may be taken too.
  const inZone = parties.filter(({ subnet }) => subnet.zone === client.subnet.zone);
  const targets = (inZone.length > 0 ? inZone : parties).map(
    (party): Target => ({ label: party.label, host, family: 4, addresses: party.addresses[4], party }),
  );
  return { targets, findings: [] };
}

/** The service's public addresses: known for S3 and DynamoDB, else anywhere on the internet. */
function publicTargets(
  network: Network,
  client: Party,
  { service, region }: Service,
  host: string,
): Target[] {
  if (client.addresses[4].length === 0) return [];
  const name = `com.amazonaws.${region}.${service}`;
  const cidrs = hasGatewayEndpoint(service) ? listNamed(network, name) : undefined;
  return [
    cidrs
      ? { label: name, host, family: 4, addresses: setOf(cidrs, 4) }
      : { label: 'the internet', host, family: 4, addresses: publicSpace, isGuess: true },
  ];
}

function listNamed({ snapshot }: Network, name: string): readonly string[] | undefined {
  const lists = [snapshot.prefixLists, snapshot.managedPrefixLists].flatMap((read) =>
    read.readable ? read.items : [],
  );
  return lists.find((list) => list.name === name && list.cidrs !== undefined)?.cidrs;
}
