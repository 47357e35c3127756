import ipaddr from 'ipaddr.js';
import { linuxEphemeral } from './acl.ts';
import { checkAcl, checkNatAcl } from './acl-checks.ts';
import type { Finding, Reach, SubnetReach, Verdict } from './reach.ts';
import { contains, routeTableOf, routeTo } from './route.ts';
import type { NetworkSnapshot, Subnet } from './snapshot.ts';
import type { NatGateway } from './snapshot-gateways.ts';
import { notReadable, type Walk } from './walk.ts';

export interface ReachQuery {
  subnetIds: readonly string[];
  /** Will the client have a public address (Fargate `assignPublicIp`)? */
  publicIp: boolean;
  target: Reach['target'];
}

/**
 * Can the manager reach the target over TCP from each subnet? A first verdict: routes, gateways and network
 * ACLs there and back; the stack's own security group lets everything out. What can't be read is UNKNOWN.
 */
export function reach(snapshot: NetworkSnapshot, query: ReachQuery): Reach {
  const subnets = query.subnetIds.map((id) => reachFrom(snapshot, id, query));
  return { target: query.target, verdict: overall(subnets.map((subnet) => subnet.verdict)), subnets };
}

function reachFrom(snapshot: NetworkSnapshot, subnetId: string, query: ReachQuery): SubnetReach {
  const subnet = snapshot.subnets.find(({ id }) => id === subnetId);
  if (!subnet) return unknown(subnetId, 'UNKNOWN_RESOURCE', subnetId, 'this subnet is not in the region');
  const addresses = query.target.addresses.filter((address) => !address.includes(':'));
  if (addresses.length === 0)
    return unknown(
      subnetId,
      'GLFR_DNS_NO_ANSWER',
      query.target.host,
      'the name has no IPv4 address as seen from here',
    );
  if (addresses.every((address) => contains('127.0.0.0/8', address)))
    return unknown(
      subnetId,
      'GLFR_DNS_VIEW_DIFFERS',
      query.target.host,
      'the name leads to this very machine as seen from here',
    );
  const walks = addresses.map((address): Walk => {
    const walk = {
      snapshot,
      address,
      port: query.target.port,
      publicIp: query.publicIp,
      path: [subnet.id],
      findings: [],
    };
    walkFrom(walk, subnet);
    walk.path.push(`${query.target.host}:${query.target.port}`);
    return walk;
  });
  const verdict = overall(walks.map(({ findings }) => verdictOf(findings)));
  const [worst] = walks.toSorted((a, b) => badness(b.findings) - badness(a.findings));
  return { subnetId, verdict, path: worst?.path ?? [], findings: worst?.findings ?? [] };
}

function walkFrom(walk: Walk, subnet: Subnet): void {
  if (subnet.freeAddresses < 1)
    walk.findings.push({
      code: 'GLFR_SUBNET_FULL',
      component: subnet.id,
      text: 'no free address is left',
      fix: 'choose another subnet',
    });
  const table = routeTableOf(walk.snapshot, subnet);
  if (!table) return void walk.findings.push(notReadable(subnet.id, 'ec2:DescribeRouteTables'));
  walk.path.push(table.id);
  const route = routeTo(table, walk.address);
  checkAcl(walk, subnet, walk.address, linuxEphemeral);
  if (!route) {
    return void walk.findings.push({
      code: 'NO_ROUTE_TO_DESTINATION',
      component: table.id,
      text: `no route leads to ${walk.address}`,
      fix: `aws ec2 create-route --route-table-id ${table.id} --destination-cidr-block 0.0.0.0/0 --nat-gateway-id <nat>`,
    });
  }
  walk.path.push(route.target);
  if (route.state === 'blackhole') {
    return void walk.findings.push({
      code: 'BAD_STATE_ROUTE',
      component: table.id,
      text: `the route ${route.destination} leads to ${route.target}, which no longer exists`,
      fix: `aws ec2 replace-route --route-table-id ${table.id} --destination-cidr-block ${route.destination} --nat-gateway-id <nat>`,
    });
  }
  throughGateway(walk, subnet, route.target);
}

function throughGateway(walk: Walk, subnet: Subnet, target: string): void {
  if (target === 'local') return;
  if (target.startsWith('igw-')) throughInternetGateway(walk, subnet, target);
  else if (target.startsWith('nat-')) throughNat(walk, subnet, target);
  else walk.findings.push(beyond(target));
}

const beyond = (target: string): Finding => ({
  code: 'UNKNOWN_RESOURCE',
  component: target,
  text: `the path leaves through ${target}, beyond which glfr cannot see yet`,
});

function throughInternetGateway(walk: Walk, subnet: Subnet, gateway: string): void {
  checkDestination(walk, gateway);
  if (walk.publicIp) return;
  walk.findings.push({
    code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    component: subnet.id,
    text: 'a public subnet, but the manager would have no public address',
    fix: 'choose only public subnets (glfr then assigns public addresses) or only subnets with NAT',
  });
}

/** Rule W1: an internet gateway drops what goes to a private address. */
function checkDestination(walk: Walk, gateway: string): void {
  const range = ipaddr.parse(walk.address).range();
  if (range !== 'private' && range !== 'carrierGradeNat') return;
  walk.findings.push({
    code: `IGW_DESTINATION_ADDRESS_NOT_IN_RFC${range === 'private' ? 1918 : 6598}_EGRESS`,
    component: gateway,
    text: `${walk.address} is a private address, and an internet gateway drops what goes there`,
    fix: 'route to it through peering, a transit gateway or a VPN, or use a public address of it',
  });
}

function throughNat(walk: Walk, subnet: Subnet, natId: string): void {
  if (!walk.snapshot.natGateways.readable)
    return void walk.findings.push(notReadable(natId, 'ec2:DescribeNatGateways'));
  const nat = walk.snapshot.natGateways.items.find(({ id }) => id === natId);
  if (nat?.state !== 'available') {
    return void walk.findings.push({
      code: 'BAD_STATE_ROUTE',
      component: natId,
      text: `the NAT gateway is ${nat?.state ?? 'gone'}`,
      fix: 'route to a NAT gateway that is available',
    });
  }
  const host = walk.snapshot.subnets.find(({ id }) => id === nat.subnetId);
  // A regional NAT gateway has no subnet (rule W5).
  if (!host) return void walk.findings.push(beyond(natId));
  if (host.id !== subnet.id) checkNatAcl(walk, host, subnet);
  natReachesInternet(walk, nat, host);
}

/** Rules W3 and W4: a NAT gateway must be public, and needs an internet gateway behind it. */
function natReachesInternet(walk: Walk, nat: NatGateway, host: Subnet): void {
  const table = routeTableOf(walk.snapshot, host);
  if (!table) return void walk.findings.push(notReadable(host.id, 'ec2:DescribeRouteTables'));
  const route = routeTo(table, walk.address);
  const next = route?.state === 'active' ? route.target : 'local';
  if (next.startsWith('igw-')) return void leaveNat(walk, nat, next);
  if (next !== 'local' && !next.startsWith('nat-')) return void walk.findings.push(beyond(next));
  walk.findings.push({
    code: 'GLFR_NAT_IN_PRIVATE_SUBNET',
    component: nat.id,
    text: `the NAT gateway is in ${host.id}, which has no route to an internet gateway`,
    fix: `create the NAT gateway in a public subnet, or give ${table.id} a route to an internet gateway`,
  });
}

function leaveNat(walk: Walk, nat: NatGateway, gateway: string): void {
  walk.path.push(gateway);
  checkDestination(walk, gateway);
  if (nat.isPublic) return;
  walk.findings.push({
    code: 'GLFR_NAT_PRIVATE_TO_IGW',
    component: nat.id,
    text: 'the NAT gateway is a private one, and the internet gateway drops what comes from it',
    fix: 'route to a public NAT gateway',
  });
}

function unknown(subnetId: string, code: string, component: string, text: string): SubnetReach {
  return { subnetId, verdict: 'UNKNOWN', path: [subnetId], findings: [{ code, component, text }] };
}

const inconclusive = new Set(['GLFR_NOT_READABLE', 'UNKNOWN_RESOURCE', 'GLFR_DNS_NO_ANSWER']);

function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.length === 0) return 'REACHABLE';
  if (findings.every(({ code }) => inconclusive.has(code))) return 'UNKNOWN';
  return findings.every(({ code }) => inconclusive.has(code) || code === 'GLFR_NACL_EPHEMERAL_PARTIAL')
    ? 'PARTIAL'
    : 'BLOCKED';
}

const verdicts: readonly Verdict[] = ['REACHABLE', 'UNKNOWN', 'PARTIAL', 'BLOCKED'];
const badness = (findings: readonly Finding[]): number => verdicts.indexOf(verdictOf(findings));

function overall(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  if (first && verdicts.every((verdict) => verdict === first)) return first;
  if (verdicts.includes('BLOCKED') || verdicts.includes('PARTIAL')) return 'PARTIAL';
  return 'UNKNOWN';
}
