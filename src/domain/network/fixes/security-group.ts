import type { Identity } from '../index/group.ts';
import type { Fix } from '../result.ts';
import type { AddressSet, Family } from '../sets/address-set.ts';
import { hull } from '../sets/address-text.ts';
import { groupId, type Party } from '../walk/party.ts';

/** The rule that would let it through: by group where a reference would match, else by the smallest range. */
export function securityGroupFix(about: {
  party: Party;
  side: 'ingress' | 'egress';
  port: number;
  addresses: AddressSet;
  peer: Identity;
  family: Family;
}): Fix {
  const { party, side, port, addresses, peer, family } = about;
  const [first] = party.groups;
  const id = first === undefined ? undefined : groupId(first);
  const reference =
    'referable' in peer && peer.referable ? peer.groups.find((one) => one.startsWith('sg-')) : undefined;
  const cidr = hull(addresses);
  const towards = side === 'egress' ? 'out to' : 'in from';
  const text = `allow TCP ${port} ${towards} ${reference ?? cidr} in ${id ?? 'a security group of the interface'}`;
  if (id === undefined) return { text };
  const kind = side === 'egress' ? 'Destination' : 'Source';
  const properties = [
    `Type: AWS::EC2::SecurityGroup${side === 'egress' ? 'Egress' : 'Ingress'}`,
    'Properties:',
    `  GroupId: ${id}`,
    '  IpProtocol: tcp',
    `  FromPort: ${port}`,
    `  ToPort: ${port}`,
    reference
      ? `  ${kind}SecurityGroupId: ${reference}`
      : `  ${family === 4 ? 'CidrIp' : 'CidrIpv6'}: ${cidr}`,
  ];
  const cloudformation = properties.join('\n');
  // A group that is only planned has no id yet: its rule belongs into the template.
  if (typeof first !== 'string') return { text, cloudformation };
  const range = family === 4 ? `IpRanges=[{CidrIp=${cidr}}]` : `Ipv6Ranges=[{CidrIpv6=${cidr}}]`;
  const who = reference ? `UserIdGroupPairs=[{GroupId=${reference}}]` : range;
  return {
    text,
    command:
      `aws ec2 authorize-security-group-${side} --group-id ${id}` +
      ` --ip-permissions 'IpProtocol=tcp,FromPort=${port},ToPort=${port},${who}'`,
    cloudformation,
    rule: { groupId: id, side, port, ...(reference ? { peerGroupId: reference } : { cidr }) },
  };
}
