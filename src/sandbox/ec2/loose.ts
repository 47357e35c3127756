import type { Instance, KeyPairInfo, SpotInstanceRequest } from '@aws-sdk/client-ec2';

/** What is in no Auto Scaling group, as someone made it by hand, or docker-machine did. */
export interface Loose {
  instances: LooseInstance[];
  keyPairs: KeyPairInfo[];
  spotRequests: SpotInstanceRequest[];
}

export interface LooseInstance {
  /** Everything but its state. */
  shape: Instance & { InstanceId: string };
  launchedAt: number;
  endedAt?: number;
}

export const nothingLoose = (): Loose => ({ instances: [], keyPairs: [], spotRequests: [] });

const pendingMs = 8000;
const shuttingDownMs = 30_000;
const shownMs = 3_600_000;

function looseState({ launchedAt, endedAt }: LooseInstance, now: number): Instance['State'] {
  if (endedAt === undefined)
    return now - launchedAt < pendingMs ? { Code: 0, Name: 'pending' } : { Code: 16, Name: 'running' };
  return now - endedAt < shuttingDownMs
    ? { Code: 32, Name: 'shutting-down' }
    : { Code: 48, Name: 'terminated' };
}

/** Those EC2 still shows, as it shows them. */
export function looseInstances({ instances }: Loose, now: number): Instance[] {
  return instances
    .filter(({ endedAt = now }) => now - endedAt < shownMs)
    .map((instance) => ({
      ...instance.shape,
      State: looseState(instance, now),
      StateTransitionReason: endedReason(instance.endedAt),
    }));
}

const endedReason = (endedAt: number | undefined): string =>
  endedAt === undefined
    ? ''
    : `User initiated (${new Date(endedAt).toISOString().replace('T', ' ').slice(0, 19)} GMT)`;
