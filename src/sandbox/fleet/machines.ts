import { dockerMachineBoot } from '../../domain/simulation/boot.ts';
import type { Executor } from '../../domain/simulation/executor.ts';
import { Fleet } from '../../domain/simulation/fleet.ts';
import { account, type World } from '../world.ts';
import { imageId } from './launch.ts';
import type { Launched, MachineGroup, MachineOptions } from './state.ts';

/** `key,value,key,value` of `amazonec2-tags`; the driver sets them once the instance runs (drivers/amazonec2 configureTags). */
function tagsOf({ name = '', runningAt }: Executor, written: string) {
  if (runningAt === undefined) return [];
  const parts = written.split(',');
  const tags = parts.flatMap((Key, index) =>
    index % 2 === 0 ? [{ Key, Value: parts[index + 1] ?? '' }] : [],
  );
  return [{ Key: 'Name', Value: name }, ...tags];
}

function launchedWith({ options, securityGroup }: MachineGroup, { name = '' }: Executor): Launched {
  const option = (key: string): string => options.get(key) ?? '';
  const profile = option('iam-instance-profile');
  return {
    type: option('instance-type'),
    imageId: imageId(option('ami')),
    spot: option('request-spot-instance') === 'true',
    subnetId: option('subnet-id'),
    securityGroups: [securityGroup],
    publicIp: option('private-address-only') !== 'true',
    keyName: name,
    ...(profile !== '' && { profileArn: `arn:aws:iam::${account}:instance-profile/${profile}` }),
  };
}

function newGroup(world: World, securityGroup: string, options: MachineOptions): MachineGroup {
  const seed = `${world.seed}/${securityGroup}`;
  const fleet = new Fleet({ engine: world.engine, seed, boot: dockerMachineBoot });
  const launched = new Map<string, Launched>();
  const group: MachineGroup = {
    securityGroup,
    options,
    fleet,
    launched,
    tagsOf: (executor) => tagsOf(executor, group.options.get('tags') ?? ''),
  };
  fleet.listen({
    launched: (executor) => launched.set(executor.id, launchedWith(group, executor)),
    ready: () => undefined,
    interrupted: () => undefined,
    terminated: () => undefined,
  });
  world.groups.machines.push(group);
  return group;
}

/** The machines of a stack, for a manager with these options. */
export function machinesOf(world: World, securityGroup: string, options: MachineOptions): MachineGroup {
  const found = world.groups.machines.find((group) => group.securityGroup === securityGroup);
  if (found) found.options = options;
  return found ?? newGroup(world, securityGroup, options);
}
