import type { Tag } from '@aws-sdk/client-auto-scaling';
import { isList, isMap, type ValueMap } from '../../domain/stack/template-model.ts';
import { awsError } from '../aws-error.ts';
import { GroupFleet } from '../fleet/group-fleet.ts';
import { launchedWith } from '../fleet/launch.ts';
import { findGroup, type Group, type Launched } from '../fleet/state.ts';
import { hex, uuid } from '../ids.ts';
import { isTrue, text, texts } from '../values.ts';
import { account, after, region } from '../world.ts';
import type { ResourceKind, Site } from './kind.ts';
import { madeUpName } from './names.ts';

const versionsOf = (versions: readonly ValueMap[]) => ({
  LatestVersionNumber: String(versions.length),
  DefaultVersionNumber: '1',
});

export const launchTemplate: ResourceKind = {
  seconds: { create: [3, 6], update: [3, 6], remove: [2, 4] },
  replacedBy: ['LaunchTemplateName'],
  movingAttributes: ['LatestVersionNumber'],
  create: (site) => {
    const { world, properties, key } = site;
    const id = `lt-0${hex(key, 16)}`;
    const name = text(properties.LaunchTemplateName) || madeUpName(site);
    const versions = [properties];
    world.groups.launchTemplates.set(id, { id, name, versions });
    return { physicalId: id, attributes: { LaunchTemplateId: id, ...versionsOf(versions) } };
  },
  update: ({ world, properties }, made) => {
    const found = world.groups.launchTemplates.get(made.physicalId);
    if (found === undefined)
      throw awsError('InvalidLaunchTemplateId.NotFound', 'The launch template does not exist.');
    found.versions.push(properties);
    return { ...made, attributes: { ...made.attributes, ...versionsOf(found.versions) } };
  },
  remove: ({ world }, { physicalId }) => {
    world.groups.launchTemplates.delete(physicalId);
  },
};

/** The group's own tags, the stack's, and those CloudFormation puts on everything. */
function tagsOf({ stack, logicalId, properties }: Site, name: string): Tag[] {
  const own = (isList(properties.Tags) ? properties.Tags : []).filter(isMap);
  const all: [string, string, boolean][] = [
    ...own.map((tag): [string, string, boolean] => [
      text(tag.Key),
      text(tag.Value),
      isTrue(tag.PropagateAtLaunch),
    ]),
    ...stack.goal.tags.map(({ Key = '', Value = '' }): [string, string, boolean] => [Key, Value, true]),
    ['aws:cloudformation:stack-name', stack.name, true],
    ['aws:cloudformation:stack-id', stack.id, true],
    ['aws:cloudformation:logical-id', logicalId, true],
  ];
  const byKey = new Map(all.toReversed().map((tag) => [tag[0], tag]));
  return [...byKey.values()].toReversed().map(([Key, Value, PropagateAtLaunch]) => ({
    Key,
    Value,
    PropagateAtLaunch,
    ResourceId: name,
    ResourceType: 'auto-scaling-group',
  }));
}

/** What an instance of the group has for tags. */
function instanceTags(group: Group, { templateId = '', templateVersion = '' }: Launched) {
  const propagated = group.tags.filter(({ PropagateAtLaunch }) => PropagateAtLaunch);
  return [
    ...propagated.map(({ Key = '', Value = '' }) => ({ Key, Value })),
    { Key: 'aws:autoscaling:groupName', Value: group.name },
    { Key: 'aws:ec2launchtemplate:id', Value: templateId },
    { Key: 'aws:ec2launchtemplate:version', Value: templateVersion },
  ];
}

function createGroup(site: Site): Group {
  const { world, properties } = site;
  const name = text(properties.AutoScalingGroupName) || madeUpName(site);
  const subnets = texts(properties.VPCZoneIdentifier);
  const fleet = new GroupFleet(
    { engine: world.engine, seed: `${world.seed}/${name}`, zones: Math.max(1, subnets.length) },
    Number(text(properties.MaxSize)),
  );
  const group: Group = {
    name,
    arn: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:${uuid(name)}:autoScalingGroupName/${name}`,
    createdAt: world.engine.now,
    min: Number(text(properties.MinSize)),
    subnets,
    properties,
    tags: tagsOf(site, name),
    suspended: new Map(),
    fleet,
    launched: new Map(),
    tagsOf: (_, launched) => instanceTags(group, launched),
  };
  fleet.listen({
    launched: (executor) => group.launched.set(executor.id, launchedWith(world.groups, group, executor)),
    ready: () => undefined,
    interrupted: () => undefined,
    terminated: () => undefined,
  });
  world.groups.all.push(group);
  return group;
}

const isLiving = ({ fleet }: Group): boolean =>
  fleet.executors.some(({ terminatedAt }) => terminatedAt === undefined);

const lookMs = 10_000;
const patienceMs = 3_600_000;

export const autoScalingGroup: ResourceKind = {
  seconds: { create: [8, 15], update: [4, 8], remove: [5, 10] },
  replacedBy: ['AutoScalingGroupName'],
  create: (site) => {
    const { name, arn } = createGroup(site);
    return { physicalId: name, attributes: { AutoScalingGroupARN: arn } };
  },
  update: (site, made) => {
    const group = findGroup(site.world.groups, made.physicalId);
    if (group === undefined) throw awsError('ValidationError', 'AutoScalingGroup name not found - null');
    const { properties } = site;
    group.properties = properties;
    group.min = Number(text(properties.MinSize));
    group.fleet.most = Number(text(properties.MaxSize));
    group.tags = tagsOf(site, group.name);
    return made;
  },
  remove: ({ world }, { physicalId }) => {
    const group = findGroup(world.groups, physicalId);
    if (group === undefined) return;
    group.status = 'Delete in progress';
    group.min = 0;
    group.fleet.most = 0;
    // Instances protected from scale-in are let live, and then the deletion waits for them in vain.
    for (const { id } of group.fleet.executors)
      if (!group.launched.get(id)?.isProtected) group.fleet.terminate(id);
  },
  settle: ({ world }, { physicalId }, during, done) => {
    const group = findGroup(world.groups, physicalId);
    if (during !== 'remove' || group === undefined) return done();
    const began = world.engine.now;
    const look = (): void => {
      const size = group.fleet.desired;
      if (!isLiving(group)) {
        group.status = 'Deleted';
        done();
      } else if (world.engine.now - began > patienceMs) {
        done(`Group did not stabilize. {current/minSize/maxSize group size = ${size}/0/0}.`);
      } else after(world, lookMs, look);
    };
    look();
  },
};
