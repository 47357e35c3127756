import type { Executor } from '../../domain/simulation/executor.ts';
import { isList, isMap, type ValueMap } from '../../domain/stack/template-model.ts';
import { hex } from '../ids.ts';
import { at, isTrue, text, texts } from '../values.ts';
import type { Group, Groups, Launched } from './state.ts';

/** The specification of a launch template, wherever the group names it. */
function specification({ properties }: Group): ValueMap {
  const mixed = at(properties, 'MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification');
  const plain = properties.LaunchTemplate;
  if (isMap(mixed)) return mixed;
  return isMap(plain) ? plain : {};
}

/** An image's id; a parameter of Systems Manager stands for one. */
export function imageId(written: string): string {
  return written.startsWith('{{resolve:') ? `ami-0${hex(written, 16)}` : written;
}

function isSpot({ properties }: Group, data: ValueMap, { id }: Executor): boolean {
  const distribution = at(properties, 'MixedInstancesPolicy', 'InstancesDistribution');
  if (!isMap(distribution)) return at(data, 'InstanceMarketOptions', 'MarketType') === 'spot';
  const onDemand = Number(text(distribution.OnDemandPercentageAboveBaseCapacity) || '100');
  return Number.parseInt(id.slice(-4), 16) % 100 >= onDemand;
}

function typeOf({ properties }: Group, data: ValueMap, { id }: Executor): string {
  const overrides = at(properties, 'MixedInstancesPolicy', 'LaunchTemplate', 'Overrides');
  const types = (isList(overrides) ? overrides : []).map((override) => text(at(override, 'InstanceType')));
  return types[Number.parseInt(id.slice(-4), 16) % types.length] ?? text(data.InstanceType);
}

/** What an instance launched now gets. */
export function launchedWith({ launchTemplates }: Groups, group: Group, executor: Executor): Launched {
  const wanted = specification(group);
  const template = launchTemplates.get(text(wanted.LaunchTemplateId));
  const number = Number(text(wanted.Version)) || (template?.versions.length ?? 1);
  const found = template?.versions[number - 1]?.LaunchTemplateData;
  const data = isMap(found) ? found : {};
  const card = isList(data.NetworkInterfaces) ? data.NetworkInterfaces[0] : undefined;
  return {
    type: typeOf(group, data, executor),
    imageId: imageId(text(data.ImageId)),
    spot: isSpot(group, data, executor),
    subnetId: group.subnets[executor.zone] ?? '',
    templateId: template?.id ?? '',
    templateVersion: String(number),
    securityGroups: [...texts(at(card, 'Groups')), ...texts(data.SecurityGroupIds)],
    publicIp: isTrue(at(card, 'AssociatePublicIpAddress')),
    isProtected: isTrue(group.properties.NewInstancesProtectedFromScaleIn),
  };
}
