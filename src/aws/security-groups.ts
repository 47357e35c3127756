import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  EC2Client,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import type { SecurityGroupChange } from '../domain/network/result.ts';
import { type Connection, clientConfig, equip, uninterrupted } from './connection.ts';

/** Adds one rule to a security group; takes nothing away. */
export function securityGroupPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const change = uninterrupted(connection.signal);
  return {
    /** `false`: the rule was there already. */
    async add(rule: SecurityGroupChange): Promise<boolean> {
      const input = { GroupId: rule.groupId, IpPermissions: [permission(rule)] };
      try {
        await change<unknown>(() =>
          rule.side === 'ingress'
            ? client.send(new AuthorizeSecurityGroupIngressCommand(input))
            : client.send(new AuthorizeSecurityGroupEgressCommand(input)),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'InvalidPermission.Duplicate') return false;
        throw error;
      }
    },
  };
}

function permission({ port, cidr = '', peerGroupId }: SecurityGroupChange): IpPermission {
  const common = { IpProtocol: 'tcp', FromPort: port, ToPort: port };
  const Description = 'added by glfr check --fix';
  if (peerGroupId) return { ...common, UserIdGroupPairs: [{ GroupId: peerGroupId, Description }] };
  return cidr.includes(':')
    ? { ...common, Ipv6Ranges: [{ CidrIpv6: cidr, Description }] }
    : { ...common, IpRanges: [{ CidrIp: cidr, Description }] };
}
