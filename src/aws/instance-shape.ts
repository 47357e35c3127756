import type * as ec2 from '@aws-sdk/client-ec2';
import type { Instance } from '../domain/fleet/instance.ts';

/** EC2's instance → ours; a just-launched one may lack address, time and tags. */
export function instanceFrom(raw: ec2.Instance): Instance {
  const tags: Record<string, string> = {};
  for (const { Key = '', Value = '' } of raw.Tags ?? []) tags[Key] = Value;
  const endedAt = transitionTime(raw.StateTransitionReason);
  const stateReason = raw.StateReason?.Message ?? raw.StateTransitionReason;
  const { CoreCount, ThreadsPerCore = 1 } = raw.CpuOptions ?? {};
  return {
    id: raw.InstanceId ?? '',
    ...(tags.Name && { name: tags.Name }),
    type: raw.InstanceType ?? '',
    state: raw.State?.Name ?? 'pending',
    lifecycle: raw.InstanceLifecycle === 'spot' ? 'spot' : 'on-demand',
    zone: raw.Placement?.AvailabilityZone ?? '',
    ...(CoreCount && { vCpus: CoreCount * ThreadsPerCore }),
    ...(raw.LaunchTime && { launchedAt: raw.LaunchTime.getTime() }),
    ...(endedAt !== undefined && { endedAt }),
    ...(stateReason && { stateReason }),
    ...(raw.PrivateIpAddress && { privateIp: raw.PrivateIpAddress }),
    ...(raw.PublicIpAddress && { publicIp: raw.PublicIpAddress }),
    ...(raw.ImageId && { imageId: raw.ImageId }),
    ...(raw.KeyName && { keyName: raw.KeyName }),
    ...(raw.SpotInstanceRequestId && { spotRequestId: raw.SpotInstanceRequestId }),
    ...(raw.SecurityGroups?.length && {
      securityGroups: raw.SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []),
    }),
    tags,
  };
}

/** `User initiated (2026-11-23 12:00:00 GMT)`: the only place where EC2 tells when an instance was ended. */
function transitionTime(reason: string | undefined): number | undefined {
  const [, date, time] = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) GMT\)/.exec(reason ?? '') ?? [];
  return date === undefined ? undefined : Date.parse(`${date}T${time}Z`);
}
