import type { IpPermission } from '@aws-sdk/client-ec2';
import { isList, isMap, type Value } from '../../domain/stack/template-model.ts';
import { awsError } from '../aws-error.ts';
import type { LooseInstance } from '../ec2/loose.ts';
import { usersOf } from '../fleet/owners.ts';
import { hex, suffix } from '../ids.ts';
import { isTrue, text, texts } from '../values.ts';
import { account, after, region, type World } from '../world.ts';
import type { ResourceKind, Site } from './kind.ts';
import { madeUpName } from './names.ts';

const retention = (value: Value | undefined): number | undefined => Number(text(value)) || undefined;

export const logGroup: ResourceKind = {
  seconds: { create: [2, 4], update: [2, 3], remove: [1, 3] },
  replacedBy: ['LogGroupName'],
  create: (site) => {
    const { world, properties } = site;
    const name = text(properties.LogGroupName) || madeUpName(site);
    if (world.logs.has(name))
      throw awsError(
        'ResourceAlreadyExistsException',
        `Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"${name}"}' already exists.`,
      );
    world.logs.createGroup({
      name,
      createdAt: world.engine.now,
      retentionDays: retention(properties.RetentionInDays),
    });
    return { physicalId: name, attributes: { Arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*` } };
  },
  update: ({ world, properties }, made) => {
    world.logs.updateGroup(made.physicalId, retention(properties.RetentionInDays));
    return made;
  },
  remove: ({ world }, { physicalId }) => world.logs.deleteGroup(physicalId),
};

export const secret: ResourceKind = {
  seconds: { create: [2, 4], update: [2, 4], remove: [2, 4] },
  replacedBy: ['Name'],
  create: (site) => {
    const name = text(site.properties.Name) || madeUpName(site);
    const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix(`${site.key}:arn`, 6)}`;
    site.world.secrets.set(arn, text(site.properties.SecretString));
    return { physicalId: arn, attributes: { Id: arn } };
  },
  update: ({ world, properties }, made) => {
    world.secrets.set(made.physicalId, text(properties.SecretString));
    return made;
  },
  remove: ({ world }, { physicalId }) => {
    world.secrets.delete(physicalId);
  },
};

function permissions(rules: Value | undefined): IpPermission[] {
  return (isList(rules) ? rules : []).filter(isMap).map((rule) => ({
    IpProtocol: text(rule.IpProtocol),
    ...(rule.FromPort !== undefined && { FromPort: Number(rule.FromPort), ToPort: Number(rule.ToPort) }),
    IpRanges:
      rule.CidrIp === undefined ? [] : [{ CidrIp: text(rule.CidrIp), Description: text(rule.Description) }],
    Ipv6Ranges: rule.CidrIpv6 === undefined ? [] : [{ CidrIpv6: text(rule.CidrIpv6) }],
    UserIdGroupPairs:
      rule.SourceSecurityGroupId === undefined
        ? []
        : [
            {
              GroupId: text(rule.SourceSecurityGroupId),
              UserId: account,
              Description: text(rule.Description),
            },
          ],
  }));
}

function groupShape(site: Site, GroupId: string) {
  const { properties } = site;
  const tags = (isList(properties.Tags) ? properties.Tags : []).filter(isMap);
  return {
    GroupId,
    GroupName: text(properties.GroupName) || madeUpName(site),
    Description: text(properties.GroupDescription),
    VpcId: text(properties.VpcId),
    OwnerId: account,
    SecurityGroupArn: `arn:aws:ec2:${region}:${account}:security-group/${GroupId}`,
    IpPermissions: permissions(properties.SecurityGroupIngress),
    IpPermissionsEgress: permissions(properties.SecurityGroupEgress),
    Tags: [
      ...tags.map(({ Key, Value }) => ({ Key: text(Key), Value: text(Value) })),
      ...site.stack.goal.tags,
    ],
  };
}

const groupPatienceMs = 15 * 60_000;

export const securityGroup: ResourceKind = {
  seconds: { create: [5, 9], update: [4, 7], remove: [2, 5] },
  replacedBy: ['GroupDescription', 'GroupName', 'VpcId'],
  create: (site) => {
    const id = `sg-0${hex(site.key, 16)}`;
    site.world.network.securityGroups.push(groupShape(site, id));
    return { physicalId: id, attributes: { GroupId: id, Id: id, VpcId: text(site.properties.VpcId) } };
  },
  update: (site, made) => {
    const { securityGroups } = site.world.network;
    const index = securityGroups.findIndex(({ GroupId }) => GroupId === made.physicalId);
    if (index >= 0)
      securityGroups[index] = {
        ...groupShape(site, made.physicalId),
        GroupName: securityGroups[index]?.GroupName,
      };
    return made;
  },
  // EC2 refuses while something uses the group; CloudFormation tries again for a while.
  settle: (site, { physicalId }, during, done) => {
    const { world } = site;
    if (during !== 'remove') return done();
    const began = world.engine.now;
    const look = (): void => {
      if (!isUsed(world, physicalId)) {
        const { securityGroups } = world.network;
        const index = securityGroups.findIndex(({ GroupId }) => GroupId === physicalId);
        if (index >= 0) securityGroups.splice(index, 1);
        done();
      } else if (world.engine.now - began > groupPatienceMs) {
        done(`resource ${physicalId} has a dependent object (Service: Ec2, Status Code: 400)`);
      } else after(world, 10_000, look);
    };
    look();
  },
};

/** By executors, or by instances that someone started by hand. */
function isUsed({ groups, loose }: World, group: string): boolean {
  const mine = ({ shape, endedAt }: LooseInstance) =>
    endedAt === undefined && shape.SecurityGroups?.some(({ GroupId }) => GroupId === group);
  return usersOf(groups, group).length > 0 || loose.instances.some(mine);
}

const named = (nameProperty: string, arnOf: (name: string) => string): Omit<ResourceKind, 'seconds'> => ({
  replacedBy: [nameProperty],
  create: (site) => {
    const name = text(site.properties[nameProperty]) || madeUpName(site);
    return { physicalId: name, attributes: { Arn: arnOf(name), RoleId: `AROA${suffix(site.key, 17)}` } };
  },
});

const iam =
  (kind: string) =>
  (name: string): string =>
    `arn:aws:iam::${account}:${kind}/${name}`;

export const role: ResourceKind = {
  ...named('RoleName', iam('role')),
  seconds: { create: [16, 20], update: [10, 14], remove: [3, 6] },
};

export const instanceProfile: ResourceKind = {
  ...named('InstanceProfileName', iam('instance-profile')),
  seconds: { create: [110, 125], update: [8, 12], remove: [3, 6] },
};

export const vpcEndpoint: ResourceKind = {
  seconds: { create: [60, 90], update: [20, 40], remove: [60, 120] },
  replacedBy: ['ServiceName', 'VpcId', 'VpcEndpointType'],
  create: ({ world, properties, key }) => {
    const id = `vpce-0${hex(key, 16)}`;
    world.network.vpcEndpoints.push({
      VpcEndpointId: id,
      VpcEndpointType: properties.VpcEndpointType === 'Gateway' ? 'Gateway' : 'Interface',
      VpcId: text(properties.VpcId),
      ServiceName: text(properties.ServiceName),
      State: 'Available',
      PrivateDnsEnabled: isTrue(properties.PrivateDnsEnabled),
      RouteTableIds: texts(properties.RouteTableIds),
      SubnetIds: texts(properties.SubnetIds),
      Groups: texts(properties.SecurityGroupIds).map((GroupId) => ({ GroupId })),
    });
    return { physicalId: id, attributes: { Id: id } };
  },
  remove: ({ world }, { physicalId }) => {
    const { vpcEndpoints } = world.network;
    const index = vpcEndpoints.findIndex(({ VpcEndpointId }) => VpcEndpointId === physicalId);
    if (index >= 0) vpcEndpoints.splice(index, 1);
  },
};

export const keyPair: ResourceKind = {
  seconds: { create: [2, 4], update: [2, 4], remove: [1, 3] },
  replacedBy: ['KeyName', 'KeyType'],
  create: (site) => {
    const id = `key-0${hex(site.key, 16)}`;
    return { physicalId: text(site.properties.KeyName), attributes: { KeyPairId: id } };
  },
};

export const bucket: ResourceKind = {
  seconds: { create: [18, 24], update: [18, 24], remove: [2, 5] },
  replacedBy: ['BucketName'],
  create: (site) => {
    const name = text(site.properties.BucketName) || madeUpName(site).toLowerCase();
    site.world.buckets.set(name, new Set());
    return { physicalId: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
  },
  settle: ({ world }, { physicalId }, during, done) => {
    const found = world.buckets.get(physicalId);
    if (during !== 'remove' || !found) return done();
    if (found.size > 0)
      return done('The bucket you tried to delete is not empty (Service: S3, Status Code: 409)');
    world.buckets.delete(physicalId);
    done();
  },
};

/** Whatever else a template holds: it is made, has an ARN, and does nothing. */
export const other: ResourceKind = {
  seconds: { create: [3, 8], update: [3, 8], remove: [2, 5] },
  replacedBy: [],
  create: (site) => {
    const name = madeUpName(site);
    const service = site.type.split('::')[1]?.toLowerCase() ?? 'custom';
    return {
      physicalId: name,
      attributes: { Arn: `arn:aws:${service}:${region}:${account}:${name}`, Id: name },
    };
  },
};
