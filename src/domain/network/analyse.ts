import { aclAllows, aclOf, linuxEphemeral, natEphemeral } from './acl.ts';
import type { Finding, Reach, SubnetReach, Verdict } from './reach.ts';
import { contains, routeTableOf, routeTo } from './route.ts';
import type { NatGateway, NetworkSnapshot, Subnet } from './snapshot.ts';

export interface ReachQuery {
  subnetIds: readonly string[];
  /** Will the client have a public address (Fargate `assignPublicIp`)? */
  publicIp: boolean;
  target: Reach['target'];
}

interface Walk {
  snapshot: NetworkSnapshot;
  address: string;
  port: number;
  publicIp: boolean;
  path: string[];
  findings: Finding[];
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
  const worst = walks.find(({ findings }) => findings.length > 0) ?? walks[0];
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
  if (target.startsWith('igw-')) throughInternetGateway(walk, subnet);
  else if (target.startsWith('nat-')) throughNat(walk, subnet, target);
  else {
    const text = `the path leaves through ${target}, beyond which glfr cannot see yet`;
    walk.findings.push({ code: 'UNKNOWN_RESOURCE', component: target, text });
  }
}

function throughInternetGateway(walk: Walk, subnet: Subnet): void {
  if (walk.publicIp) return;
  walk.findings.push({
    code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    component: subnet.id,
    text: 'a public subnet, but the manager would have no public address',
    fix: 'choose only public subnets (glfr then assigns public addresses) or only subnets with NAT',
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
  if (!host) return;
  if (host.id !== subnet.id) checkNatAcl(walk, host, subnet);
  natReachesInternet(walk, nat, host);
}

/** Rule W4: a NAT gateway needs an internet gateway behind it. */
function natReachesInternet(walk: Walk, nat: NatGateway, host: Subnet): void {
  const table = routeTableOf(walk.snapshot, host);
  const route = table && routeTo(table, walk.address);
  if (route?.state === 'active' && route.target.startsWith('igw-')) return void walk.path.push(route.target);
  walk.findings.push({
    code: 'GLFR_NAT_IN_PRIVATE_SUBNET',
    component: nat.id,
    text: `the NAT gateway is in ${host.id}, which has no route to an internet gateway`,
    fix: `create the NAT gateway in a public subnet, or give ${table?.id ?? host.id} a route to an internet gateway`,
  });
}

function checkAcl(walk: Walk, subnet: Subnet, peer: string, replyPorts: typeof linuxEphemeral): void {
  if (contains(subnet.cidr, peer)) return;
  const acl = aclOf(walk.snapshot, subnet);
  if (!acl) return void walk.findings.push(notReadable(subnet.id, 'ec2:DescribeNetworkAcls'));
  if (aclAllows(acl, 'out', peer, { from: walk.port, to: walk.port }) !== 'all')
    walk.findings.push(aclFinding(acl.id, 'egress', peer, `${walk.port}`, walk.port, walk.port));
  const { from, to } = replyPorts;
  const replies = aclAllows(acl, 'in', peer, replyPorts);
  if (replies === 'none')
    walk.findings.push(aclFinding(acl.id, 'ingress', peer, `replies on ${from}-${to}`, from, to));
  if (replies === 'some') {
    const partly = aclFinding(acl.id, 'ingress', peer, `some replies on ${from}-${to}`, from, to);
    walk.findings.push({ ...partly, code: 'GLFR_NACL_EPHEMERAL_PARTIAL' });
  }
}

/** Rule N5: the NAT gateway's subnet sees the packet twice in each direction. */
function checkNatAcl(walk: Walk, host: Subnet, client: Subnet): void {
  checkAcl(walk, host, walk.address, natEphemeral);
  const acl = aclOf(walk.snapshot, host);
  if (!acl) return;
  if (aclAllows(acl, 'in', client.cidr, { from: walk.port, to: walk.port }) !== 'all')
    walk.findings.push(aclFinding(acl.id, 'ingress', client.cidr, `${walk.port}`, walk.port, walk.port));
  if (aclAllows(acl, 'out', client.cidr, linuxEphemeral) === 'none')
    walk.findings.push(
      aclFinding(acl.id, 'egress', client.cidr, 'replies', linuxEphemeral.from, linuxEphemeral.to),
    );
}

function aclFinding(
  acl: string,
  way: 'ingress' | 'egress',
  peer: string,
  what: string,
  from: number,
  to: number,
): Finding {
  const cidr = peer.includes('/') ? peer : `${peer}/32`;
  return {
    code: 'SUBNET_ACL_RESTRICTION',
    component: acl,
    text: `the network ACL drops ${what} (${way}, ${peer})`,
    fix: `aws ec2 create-network-acl-entry --network-acl-id ${acl} --${way} --rule-number 90 --protocol tcp --port-range From=${from},To=${to} --cidr-block ${cidr} --rule-action allow`,
  };
}

const notReadable = (component: string, permission: string): Finding => ({
  code: 'GLFR_NOT_READABLE',
  component,
  text: `could not be read: ${permission} is not allowed`,
  fix: `allow ${permission}`,
});

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

function overall(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  if (first && verdicts.every((verdict) => verdict === first)) return first;
  if (verdicts.includes('BLOCKED') || verdicts.includes('PARTIAL')) return 'PARTIAL';
  return 'UNKNOWN';
}
