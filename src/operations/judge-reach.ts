import type { GlfrEvent } from '../domain/event.ts';
import { reach } from '../domain/network/analyse.ts';
import type { Reach } from '../domain/network/reach.ts';
import type { NetworkSnapshot, Subnet } from '../domain/network/snapshot.ts';
import type { Settings } from '../domain/settings/declaration.ts';
import { usesPublicIp } from '../domain/stack/plan-parameters.ts';

/** Will the manager reach GitLab from each chosen subnet? */
export async function* judgeReach(
  snapshot: NetworkSnapshot,
  settings: Settings,
  addresses: readonly string[],
): AsyncGenerator<GlfrEvent, Reach, void> {
  const url = new URL(settings.gitlabUrl);
  const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443);
  const verdict = reach(snapshot, {
    subnetIds: settings.subnets,
    publicIp: usesPublicIp(snapshot, settings.subnets),
    target: { host: url.hostname, port, addresses },
  });
  yield { type: 'reach.judged', reach: verdict };
  return verdict;
}

/** An address no VPC holds (RFC 5737): stands for GitLab while its own is not known yet. */
const somewhere = '203.0.113.1';

/** Do these subnets lead out at all? Ranks the VPCs that the wizard proposes. */
export const looksUsable =
  (snapshot: NetworkSnapshot) =>
  (subnets: Subnet[]): boolean => {
    const subnetIds = subnets.map(({ id }) => id);
    const target = { host: 'gitlab', port: 443, addresses: [somewhere] };
    return (
      reach(snapshot, { subnetIds, publicIp: usesPublicIp(snapshot, subnetIds), target }).verdict ===
      'REACHABLE'
    );
  };
