import type { Fix } from '../result.ts';
import type { Family } from '../sets/address-set.ts';
import type { Ports } from '../sets/port-set.ts';
import type { NetworkAcl } from '../snapshot.ts';

/** An entry before the one that denies. Two entries of one direction cannot share a number. */
export function aclFix(about: {
  acl: NetworkAcl;
  way: 'in' | 'out';
  family: Family;
  cidr: string;
  ports: Ports;
  deniedBy: readonly (number | undefined)[];
  /** How many findings there are already: their fixes may have taken numbers. */
  taken: number;
}): Fix {
  const { acl, way, family, cidr, ports, deniedBy, taken } = about;
  const side = way === 'in' ? 'ingress' : 'egress';
  const used = new Set(
    acl.entries.filter(({ egress }) => egress === (way === 'out')).map((one) => one.number),
  );
  const number = freeNumber(used, Math.min(...deniedBy.map((one) => one ?? 32_766)), taken);
  const range = family === 4 ? `--cidr-block ${cidr}` : `--ipv6-cidr-block ${cidr}`;
  return {
    text: `let TCP ${ports.from}-${ports.to} ${way === 'in' ? 'in from' : 'out to'} ${cidr} through ${acl.id}, before the rule that denies it`,
    command:
      `aws ec2 create-network-acl-entry --network-acl-id ${acl.id} --${side} --rule-number ${number}` +
      ` --protocol tcp --port-range From=${ports.from},To=${ports.to} ${range} --rule-action allow`,
    cloudformation: [
      'Type: AWS::EC2::NetworkAclEntry',
      'Properties:',
      `  NetworkAclId: ${acl.id}`,
      `  Egress: ${way === 'out'}`,
      `  RuleNumber: ${number}`,
      '  Protocol: 6',
      `  PortRange: { From: ${ports.from}, To: ${ports.to} }`,
      `  ${family === 4 ? 'CidrBlock' : 'Ipv6CidrBlock'}: ${cidr}`,
      '  RuleAction: allow',
    ].join('\n'),
  };
}

/** The highest number below `limit` that nothing uses; `skip` of them are for other fixes. */
function freeNumber(used: ReadonlySet<number>, limit: number, skip: number): number {
  const below = limit > 32_000 ? Math.max(90, ...[...used].filter((one) => one < 32_000)) + 100 : limit;
  for (let number = below - 1, left = skip % 50; number > 0; number--) {
    if (!used.has(number) && left-- <= 0) return number;
  }
  return 1;
}
