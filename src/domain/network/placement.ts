import type { Settings } from '../settings/declaration.ts';
import type { Issue } from '../settings/parse.ts';
import type { NetworkSnapshot } from './snapshot.ts';

/** VPC and subnets that are not where the settings say: refused before anything is made. */
export function placementIssues(
  { vpc, subnets }: Pick<Settings, 'vpc' | 'subnets'>,
  snapshot: NetworkSnapshot,
  region: string,
): Issue[] {
  if (!snapshot.vpcs.some(({ id }) => id === vpc))
    return [{ place: '--vpc', problem: `there is no ${vpc} in ${region}` }];
  return subnets.flatMap((id) => {
    const found = snapshot.subnets.find((subnet) => subnet.id === id);
    if (!found) return [{ place: '--subnet', problem: `there is no ${id} in ${region}` }];
    return found.vpcId === vpc
      ? []
      : [{ place: '--subnet', problem: `${id} is in ${found.vpcId}, not in ${vpc}` }];
  });
}
