import type {
  AuthorizeSecurityGroupEgressCommandInput,
  AuthorizeSecurityGroupIngressCommandInput,
  IpPermission,
  SecurityGroup,
} from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { changes, type Handlers, type Request } from '../handler.ts';
import type { World } from '../world.ts';
import { networkFor } from './lists.ts';

type Input = AuthorizeSecurityGroupIngressCommandInput | AuthorizeSecurityGroupEgressCommandInput;

function groupOf(world: World, { GroupId }: Input, request: Request): SecurityGroup {
  const found = networkFor(world, request).securityGroups.find((one) => one.GroupId === GroupId);
  if (found) return found;
  throw awsError('InvalidGroup.NotFound', `The security group '${GroupId}' does not exist`);
}

const keyOf = ({
  IpProtocol,
  FromPort,
  ToPort,
  IpRanges,
  Ipv6Ranges,
  UserIdGroupPairs,
}: IpPermission): string =>
  JSON.stringify([
    ...[IpProtocol, FromPort, ToPort],
    ...(IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
  ]);

function authorize(side: 'IpPermissions' | 'IpPermissionsEgress') {
  return changes((world: World, input: Input, request: Request) => {
    const group = groupOf(world, input, request);
    const asked = input.IpPermissions ?? [];
    const known = new Set((group[side] ?? []).map(keyOf));
    if (asked.some((rule) => known.has(keyOf(rule))))
      throw awsError('InvalidPermission.Duplicate', 'the specified rule already exists');
    group[side] = [...(group[side] ?? []), ...asked];
    return { Return: true };
  });
}

/** Rules that are added to a security group. */
export const ruleHandlers: Handlers = {
  AuthorizeSecurityGroupIngress: authorize('IpPermissions'),
  AuthorizeSecurityGroupEgress: authorize('IpPermissionsEgress'),
};
