import { aclAllows, aclOf, linuxEphemeral, natEphemeral, type Ports } from './acl.ts';
import type { Finding } from './reach.ts';
import { contains } from './route.ts';
import type { NetworkAcl, Subnet } from './snapshot.ts';
import { notReadable, type Walk } from './walk.ts';

/** The request leaves the subnet, and its answer comes back in; an ACL stands at the subnet's border only. */
export function checkAcl(walk: Walk, subnet: Subnet, peer: string, replyPorts: Ports): void {
  if (subnet.cidr !== undefined && contains(subnet.cidr, peer)) return;
  const acl = aclOf(walk.snapshot, subnet);
  if (!acl) return void walk.findings.push(notReadable(subnet.id, 'ec2:DescribeNetworkAcls'));
  checkRequest(walk, acl, 'out', peer);
  checkReplies(walk, acl, 'in', peer, replyPorts);
}

/** Rule N5: the NAT gateway's subnet sees the packet twice in each direction. */
export function checkNatAcl(walk: Walk, host: Subnet, client: Subnet): void {
  checkAcl(walk, host, walk.address, natEphemeral);
  const acl = aclOf(walk.snapshot, host);
  if (!acl) return;
  checkRequest(walk, acl, 'in', client.cidr ?? '0.0.0.0/0');
  checkReplies(walk, acl, 'out', client.cidr ?? '0.0.0.0/0', linuxEphemeral);
}

function checkRequest(walk: Walk, acl: NetworkAcl, way: 'in' | 'out', peer: string): void {
  const ports = { from: walk.port, to: walk.port };
  if (aclAllows(acl, way, peer, ports) !== 'all')
    walk.findings.push(aclFinding(walk, acl.id, way, peer, `${walk.port}`, ports));
}

function checkReplies(walk: Walk, acl: NetworkAcl, way: 'in' | 'out', peer: string, ports: Ports): void {
  const replies = aclAllows(acl, way, peer, ports);
  if (replies === 'all') return;
  const range = `replies on ${ports.from}-${ports.to}`;
  if (replies === 'none') return void walk.findings.push(aclFinding(walk, acl.id, way, peer, range, ports));
  const partly = aclFinding(walk, acl.id, way, peer, `some ${range}`, ports);
  walk.findings.push({ ...partly, code: 'GLFR_NACL_EPHEMERAL_PARTIAL' });
}

function aclFinding(
  walk: Walk,
  acl: string,
  way: 'in' | 'out',
  peer: string,
  what: string,
  { from, to }: Ports,
): Finding {
  const direction = way === 'in' ? 'ingress' : 'egress';
  const cidr = peer.includes('/') ? peer : `${peer}/32`;
  // Two rules of one ACL and direction cannot share a number.
  const ruleNumber = 90 - walk.findings.length;
  return {
    code: 'SUBNET_ACL_RESTRICTION',
    component: acl,
    text: `the network ACL drops ${what} (${direction}, ${peer})`,
    fix: `aws ec2 create-network-acl-entry --network-acl-id ${acl} --${direction} --rule-number ${ruleNumber} --protocol tcp --port-range From=${from},To=${to} --cidr-block ${cidr} --rule-action allow`,
  };
}
