import type { NetworkSnapshot } from '../network/snapshot.ts';
import { architectureFor } from '../settings/architecture.ts';
import type { Settings } from '../settings/declaration.ts';
import type { Issue } from '../settings/parse.ts';

/** An instance type as EC2 has it in one region. */
export interface Offering {
  type: string;
  architectures: readonly string[];
  /** Left out where EC2 does not say. */
  vcpus?: number;
  /** Names of the zones that have it. */
  zones: readonly string[];
}

/** Instance types that AWS does not have where the executors shall be, or that are of another architecture. */
export function offeringIssues(
  settings: Pick<Settings, 'instanceTypes' | 'architecture' | 'subnets'>,
  snapshot: NetworkSnapshot,
  offerings: readonly Offering[],
): Issue[] {
  const chosen = snapshot.subnets.filter(({ id }) => settings.subnets.includes(id));
  const zones = [...new Set(chosen.map(({ zone }) => zone))];
  const wanted = architectureFor(settings);
  const place = '--instance-type';
  const perType = settings.instanceTypes.flatMap((type): Issue[] => {
    const found = offerings.find((offering) => offering.type === type);
    if (!found)
      return [{ place, problem: `there is no ${type} in this region`, mend: 'choose another type' }];
    if (found.architectures.includes(wanted)) return [];
    return [
      {
        place,
        problem: `${type} is ${found.architectures.join(', ')}, not ${wanted}`,
        mend: 'see --architecture',
      },
    ];
  });
  const bare = zones.filter((zone) => !offerings.some((offering) => offering.zones.includes(zone)));
  if (perType.length > 0 || bare.length === 0) return perType;
  return [
    {
      place,
      problem: `${bare.join(', ')} ${bare.length === 1 ? 'has' : 'have'} none of ${settings.instanceTypes.join(', ')}`,
      mend: 'choose another type, or leave that zone out with --subnet',
    },
  ];
}
