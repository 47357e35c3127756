import type * as ec2 from '@aws-sdk/client-ec2';
import type { Instance } from '../domain/fleet/instance.ts';

/** EC2's instance → ours; a just-launched one may lack address, time and tags. */
export function instanceFrom(raw: ec2.Instance): Instance {
  const tags = Object.fromEntries((raw.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  return {
    id: raw.InstanceId ?? '',
    ...(tags.Name && { name: tags.Name }),
    type: raw.InstanceType ?? '',
    state: raw.State?.Name ?? 'pending',
    lifecycle: raw.InstanceLifecycle === 'spot' ? 'spot' : 'on-demand',
    zone: raw.Placement?.AvailabilityZone ?? '',
    ...(raw.LaunchTime && { launchedAt: raw.LaunchTime.getTime() }),
    ...(raw.PrivateIpAddress && { privateIp: raw.PrivateIpAddress }),
    ...(raw.PublicIpAddress && { publicIp: raw.PublicIpAddress }),
    ...(raw.ImageId && { imageId: raw.ImageId }),
    tags,
  };
}
